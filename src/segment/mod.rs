//! Documents cut into segments, the units that are aligned, looked up and translated. No segment
//! crosses the border of a block; inside a block the rules of [`sentence`] decide, and every
//! decision of theirs has a name. Nothing is retyped: a segment is a piece of its block, byte for
//! byte.
//!
//! ```
//! use chancery::format::text;
//! use chancery::segment::{Options, segments};
//! use chancery::text::Lang;
//!
//! let document = text::read("H.E. Mr. Sok arrived on 5 May. He left the same day.");
//! let cut = segments(&document, &Lang::parse("en")?, &Options::default());
//! assert_eq!(cut[1].text, "He left the same day.");
//! # Ok::<(), chancery::text::lang::LangError>(())
//! ```

pub mod count;
mod dictionary;
mod place;
mod reading;
mod rules;
pub mod sentence;
pub mod srx;
pub mod word;

use crate::model::{Block, Document, Gap, Lines, Place};
use crate::text::{Lang, Span};

pub use self::place::Decision;
pub use self::reading::Reading;
pub use self::sentence::Options;

/// A unit of translation: mostly a sentence, else a heading or a list item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The text as the user wrote it, without the white space round it; wrapped lines joined.
    pub text: String,
    /// The lines of its file, or the paragraph, that it stands in.
    pub lines: Lines,
    /// Where these are.
    pub place: Place,
    /// What separates it from the segment before.
    pub gap: Gap,
}

/// Cuts a document into segments by the rules of its language.
///
/// White space at the cuts belongs to no segment. Time is linear in the length of the document.
pub fn segments(document: &Document, lang: &Lang, options: &Options<'_>) -> Vec<Segment> {
    let mut segments = Vec::new();
    for block in &document.blocks {
        let pieces = sentence::pieces(&block.text, lang, options);
        segments.extend(cut(block, &pieces));
    }
    segments
}

/// Takes each block for one segment, for text that is cut already.
pub fn lines(document: &Document) -> Vec<Segment> {
    let whole = |block| cut(block, &[Span::new(0, block.text.len())]).next();
    document.blocks.iter().filter_map(whole).collect()
}

/// Tells whether a word that a full stop follows is an abbreviation of the language, by the lists that
/// its sentences are cut by.
pub fn is_abbreviation(word: &str, lang: &Lang) -> bool {
    const LISTS: [&str; 3] = ["bound", "closing", "names-end"];
    let small = word.to_lowercase();
    let lists = rules::of(lang).word_lists();
    let mut lists = lists.iter().filter(|(name, _)| LISTS.contains(name));
    rules::is_short(word) || lists.any(|(_, words)| words.contains(&small.as_str()))
}

/// Makes segments of the pieces of a block that hold more than white space.
fn cut<'a>(block: &'a Block, pieces: &'a [Span]) -> impl Iterator<Item = Segment> {
    let trimmed = pieces.iter().filter_map(|piece| {
        let raw = &block.text[piece.range()];
        let start = piece.start + raw.len() - raw.trim_start().len();
        let text = raw.trim();
        (!text.is_empty()).then_some((start, text))
    });
    trimmed.enumerate().map(|(index, (start, text))| Segment {
        text: text.to_owned(),
        lines: block.lines(start..start + text.len()),
        place: block.place,
        gap: if index == 0 { block.gap } else { Gap::None },
    })
}
