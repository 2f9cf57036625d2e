//! Match keys: texts that a reader takes for the same are the same as keys. Everything that is
//! looked up is looked up by key; what is shown and stored stays as the user wrote it, and every
//! place in a key leads back to its place in that text.
//!
//! A key is not for reading. It is not a spelling correction either: only differences that are not
//! seen, or that are habits of typing, are folded.
//!
//! Khmer is put in order by rules of its own, everything else is brought to NFC (Unicode Standard
//! Annex #15) between one Khmer character and the next. No Khmer character composes with another,
//! so that NFC leaves no work undone there.

mod character;
mod map;

use std::borrow::Cow;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use self::character::{Fate, fate};
use self::map::Edit;
use super::Span;
use super::invisible::skip_invisible;
use super::khmer::{self, Class, Form, Reading, Syllables};

pub use map::Folded;

/// How much two texts may differ and still be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not at all: the text as it is.
    Exact,
    /// In the order and composition of characters that stand for the same letters: NFC, and the
    /// canonical order of Khmer syllables.
    Canonical,
    /// Also in what is not seen or is a habit of typing: invisible characters, runs of white space
    /// and the space before a Khmer sign, the digits of different scripts, the shapes of quotation
    /// marks and dashes, full-width forms, deprecated Khmer characters, and coeng DA for coeng TA.
    Match,
    /// Also in capital and small letters: words are known by this key.
    Caseless,
    /// Also in Khmer letters that are used for one another: U+17A8 and U+17A7 U+1780, U+17B2 and
    /// U+17B1, U+17DD and U+17D1. Good for searching, too coarse for exact matches.
    Search,
}

/// Makes the key of a text.
///
/// Folding a key again changes nothing. Takes time linear in the length of the text, but for the
/// sorting of combining marks on one letter; a text that is its own key is not copied.
///
/// ```
/// use chancery::text::fold::{Level, fold};
///
/// let text = "  \u{201C}Art.\u{A0}\u{17E5}\u{201D} ";
/// let folded = fold(text, Level::Match);
/// assert_eq!(folded.key, "\"Art. 5\"");
/// let digit = folded.source((6..7).into());
/// assert_eq!(&text[digit.range()], "\u{17E5}");
/// ```
pub fn fold(text: &str, level: Level) -> Folded<'_> {
    if level == Level::Exact {
        return Folded::unchanged(text);
    }
    if level >= Level::Match && is_plain(text) {
        if level == Level::Match {
            return Folded::unchanged(text);
        }
        // Small letters are as long as capitals, so that every place stays.
        let key = Cow::Owned(text.to_ascii_lowercase());
        return Folded::changed(key, Vec::new(), text.len());
    }
    let mut folder = Folder::new(text, level);
    folder.run();
    folder.finish()
}

/// Tells whether a text is of ASCII characters that are seen, with one space between words and none
/// around them: most English is, and only its capitals are folded.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut space = true;
    for &byte in bytes {
        if !(byte.is_ascii_graphic() || byte == b' ' && !space) {
            return false;
        }
        space = byte == b' ';
    }
    !space
}

/// Walks through a text once, and copies what stays only when something after it has to change.
struct Folder<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// Whether the level is [`Level::Match`] or above, and what is more where it is.
    folded: bool,
    ignore_case: bool,
    variants: bool,
    syllables: Syllables,
    /// The key of the text up to byte `copied`. What follows has been found good as it stands.
    key: String,
    copied: usize,
    edits: Vec<Edit>,
    scratch: String,
}

impl<'a> Folder<'a> {
    fn new(text: &'a str, level: Level) -> Self {
        let folded = level >= Level::Match;
        let variants = level >= Level::Search;
        Folder {
            text,
            bytes: text.as_bytes(),
            folded,
            ignore_case: level >= Level::Caseless,
            variants,
            syllables: Syllables::new(Form { folded, variants }),
            key: String::new(),
            copied: 0,
            edits: Vec::new(),
            scratch: String::new(),
        }
    }

    fn run(&mut self) {
        let mut at = 0;
        while let Some(first) = self.bytes.get(at) {
            at = if first.is_ascii() {
                self.ascii(at)
            } else if let Some(class) = khmer::class_at(self.bytes, at) {
                self.khmer(at, class)
            } else {
                self.other(at)
            };
        }
    }

    fn finish(mut self) -> Folded<'a> {
        if self.copied == 0 {
            return Folded::unchanged(self.text);
        }
        self.copy_up_to(self.text.len());
        Folded::changed(Cow::Owned(self.key), self.edits, self.text.len())
    }

    /// Returns the length of the key of the text up to byte `at`, which is in what stays.
    fn key_len(&self, at: usize) -> usize {
        self.key.len() + at - self.copied
    }

    fn copy_up_to(&mut self, at: usize) {
        if self.key.capacity() == 0 {
            self.key.reserve(self.text.len());
        }
        self.key.push_str(&self.text[self.copied..at]);
        self.copied = at;
    }

    /// Writes `with` to the key in place of a piece of the text.
    fn replace(&mut self, start: usize, end: usize, with: &str) {
        if &self.text[start..end] == with {
            return;
        }
        self.copy_up_to(start);
        let key = Span::new(self.key.len(), self.key.len() + with.len());
        self.key.push_str(with);
        self.copied = end;
        self.edits.push(Edit {
            key,
            source: Span::new(start, end),
        });
    }

    /// Writes `with` to the key in place of one character of the same length, which needs no edit.
    fn substitute(&mut self, at: usize, with: char) {
        self.copy_up_to(at);
        self.key.push(with);
        self.copied = at + with.len_utf8();
    }

    /// Folds a run of ASCII from byte `start` on; returns where to go on.
    fn ascii(&mut self, start: usize) -> usize {
        let mut at = start;
        loop {
            let rest = &self.bytes[at..];
            let plain = rest.iter().position(|&byte| !self.is_plain(byte));
            at += plain.unwrap_or(rest.len());
            match self.bytes.get(at..) {
                None | Some([]) => return at,
                Some([b' ', next, ..]) if next.is_ascii_graphic() && self.key_len(at) > 0 => {
                    at += 1;
                }
                Some([byte, ..]) if byte.is_ascii_uppercase() => {
                    if self.goes_on(at + 1) {
                        return self.sequence(at);
                    }
                    self.substitute(at, char::from(byte.to_ascii_lowercase()));
                    at += 1;
                }
                Some([byte, ..]) if byte.is_ascii() => return self.white_space(at),
                Some(_) if at > start && self.goes_on(at) => return self.sequence(at - 1),
                Some(_) => return at,
            }
        }
    }

    /// Tells whether the byte is an ASCII character that stays whatever is around it.
    #[inline]
    fn is_plain(&self, byte: u8) -> bool {
        match byte {
            b'A'..=b'Z' => !self.ignore_case,
            b'\t'..=b'\r' | b' ' => !self.folded,
            _ => byte.is_ascii(),
        }
    }

    /// Folds the white space at byte `start`, with the invisible characters in it, to one space; to
    /// nothing at the ends of the text and before a Khmer sign that needs no space before it.
    fn white_space(&mut self, start: usize) -> usize {
        let mut end = start;
        loop {
            end = skip_invisible(self.bytes, end);
            match self.char_at(end) {
                Some(c) if c.is_whitespace() => end += c.len_utf8(),
                Some('\u{17D4}'..='\u{17D8}') | None => {
                    self.replace(start, end, "");
                    return end;
                }
                Some(_) => break,
            }
        }
        let space = if self.key_len(start) == 0 { "" } else { " " };
        self.replace(start, end, space);
        end
    }

    /// Folds what starts with a character of the Khmer block.
    #[inline]
    fn khmer(&mut self, at: usize, class: Class) -> usize {
        if class == Class::Base {
            return self.syllable(at);
        }
        let end = at + 3;
        if !self.folded {
            return end;
        }
        match (class, self.char_at(at)) {
            (Class::Inherent, _) => return self.invisible(at),
            (Class::Digit, Some(c)) => {
                let digit = (c as u32 - 0x17E0) as u8;
                self.replace_char(at, end, char::from(b'0' + digit));
            }
            (_, Some('\u{17D8}')) => self.replace(at, end, "\u{17D4}\u{179B}\u{17D4}"),
            (_, Some('\u{17D3}')) => self.substitute(at, '\u{17C6}'),
            (_, Some('\u{17DD}')) if self.variants => {
                self.substitute(at, '\u{17D1}');
            }
            _ => {}
        }
        end
    }

    #[inline]
    fn syllable(&mut self, start: usize) -> usize {
        match self.syllables.read(self.text, start) {
            Reading::Settled(end) => end,
            Reading::Unsettled(end) => {
                let mut syllable = std::mem::take(&mut self.scratch);
                syllable.clear();
                self.syllables.write(&mut syllable);
                self.replace(start, end, &syllable);
                self.scratch = syllable;
                end
            }
        }
    }

    fn invisible(&mut self, start: usize) -> usize {
        let end = skip_invisible(self.bytes, start);
        self.replace(start, end, "");
        end
    }

    fn replace_char(&mut self, start: usize, end: usize, with: char) {
        self.replace(start, end, with.encode_utf8(&mut [0; 4]));
    }

    /// Folds what starts with a character that is neither ASCII nor Khmer.
    fn other(&mut self, at: usize) -> usize {
        let Some(c) = self.char_at(at) else {
            return self.text.len();
        };
        let end = at + c.len_utf8();
        if c == '\u{25CC}' && self.is_before_khmer_mark(end) {
            return self.syllable(at);
        }
        let fate = if self.folded {
            fate(c, self.ignore_case)
        } else {
            Fate::Kept
        };
        match fate {
            Fate::Space => self.white_space(at),
            Fate::Dropped => self.invisible(at),
            Fate::Kept if is_composed(c) && !self.goes_on(end) => end,
            Fate::Replaced(with) if with.is_ascii() && !self.goes_on(end) => {
                self.replace_char(at, end, with);
                end
            }
            _ => self.sequence(at),
        }
    }

    /// Folds the character at byte `start` with all that may compose with it.
    fn sequence(&mut self, start: usize) -> usize {
        let mut mapped = std::mem::take(&mut self.scratch);
        mapped.clear();
        let mut end = start;
        while let Some(c) = self.char_at(end) {
            end += c.len_utf8();
            if self.folded {
                push_folded(&mut mapped, c, self.ignore_case);
            } else {
                mapped.push(c);
            }
            if !self.goes_on(end) {
                break;
            }
            if self.folded {
                end = skip_invisible(self.bytes, end);
            }
        }
        if is_nfc_quick(mapped.chars()) == IsNormalized::Yes {
            self.replace(start, end, &mapped);
        } else {
            let composed: String = mapped.nfc().collect();
            self.replace(start, end, &composed);
        }
        self.scratch = mapped;
        end
    }

    /// Tells whether the character at byte `at`, or the first one seen after it, belongs to what is
    /// before it by the rules of NFC.
    fn goes_on(&self, at: usize) -> bool {
        let at = if self.folded {
            skip_invisible(self.bytes, at)
        } else {
            at
        };
        // U+0300 is CC 80.
        match self.bytes.get(at) {
            Some(0xCC..) if khmer::class_at(self.bytes, at).is_none() => {
                self.char_at(at).is_some_and(is_follower)
            }
            _ => false,
        }
    }

    fn is_before_khmer_mark(&self, at: usize) -> bool {
        let at = if self.folded {
            skip_invisible(self.bytes, at)
        } else {
            at
        };
        khmer::class_at(self.bytes, at).is_some_and(|class| class >= Class::Robat)
    }

    #[inline]
    fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }
}

fn push_folded(out: &mut String, c: char, ignore_case: bool) {
    match fate(c, ignore_case) {
        Fate::Kept => out.push(c),
        Fate::Dropped => {}
        Fate::Space => out.push(' '),
        Fate::Replaced(with) => out.push(with),
        Fate::Lowered(lower) => out.extend(lower),
    }
}

/// Tells whether the character, alone, is in NFC.
fn is_composed(c: char) -> bool {
    is_inert(c) || is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes
}

/// Tells whether NFC may join the character to what is before it, or sort it.
fn is_follower(c: char) -> bool {
    // The three decompose to characters that are sorted, but are not sorted themselves.
    !is_inert(c)
        && (canonical_combining_class(c) != 0
            || is_nfc_quick(std::iter::once(c)) == IsNormalized::Maybe
            || matches!(c, '\u{F73}' | '\u{F75}' | '\u{F81}'))
}

/// Tells, sooner than the tables do, of most characters that NFC does nothing with.
#[inline]
fn is_inert(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{2FF}'
            | '\u{E00}'..='\u{E37}'
            | '\u{E3B}'..='\u{E47}'
            | '\u{E80}'..='\u{EB7}'
            | '\u{EBB}'..='\u{EC7}'
            | '\u{1000}'..='\u{102D}'
            | '\u{1E00}'..='\u{1EFF}'
            | '\u{2002}'..='\u{20CF}'
            | '\u{3400}'..='\u{9FFF}'
            | '\u{AC00}'..='\u{D7A3}'
    )
}

#[cfg(test)]
mod tests;
