//! What may help against a problem of reading or writing, as a value. The errors of this room say what
//! is wrong; how the help is had, by an option or a button, is said by whoever shows them.

/// Something that the caller could say and has not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// The encoding of the file.
    Encoding,
    /// The format of the file.
    Format,
    /// The language that is translated from.
    SourceLanguage,
    /// The language that is translated into.
    TargetLanguage,
    /// Both languages, for pairs without a heading.
    Languages,
    /// The codes of the languages, with their regions.
    Codes,
    /// That a file is to be read although it comes out corrupted.
    Force,
}
