//! Lexicons as files: small, quick to load, the same bytes from the same lexicon.
//!
//! All integers are LEB128 varints. `CHANCERY LEXICON` and a line end, the version; for each side the
//! language tag (length, bytes), the tokens seen in all, the number of words, and the words in order,
//! each as (bytes shared with the word before, length of the rest, rest, count step); then for each
//! source word its number of pairs, and each pair as (difference of the target word's number from
//! the pair before, count step). A count step s stands for the count 2^(s / 8) / 2.

use super::{Lexicon, Side, WordPair};
use crate::text::Lang;

/// The version that is written; others are refused.
pub const VERSION: u32 = 1;

const MAGIC: &[u8] = b"CHANCERY LEXICON\n";
/// Nothing in a lexicon is larger; a larger number is a damaged file.
const MOST: u32 = 1 << 26;

/// A lexicon file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Another kind of file.
    #[error("not a lexicon file")]
    Magic,
    /// Written by another version of the program.
    #[error("a lexicon of version {0}, but this program reads version {VERSION}; train it again")]
    Version(u32),
    /// Damaged.
    #[error("byte {0}: the lexicon is damaged; train it again")]
    Damaged(usize),
}

impl Lexicon {
    /// Writes the lexicon as the bytes of a file. Counts are rounded to steps of an eighth of a doubling.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        push(&mut out, VERSION);
        for side in &self.sides {
            push(&mut out, side.lang.as_str().len() as u32);
            out.extend_from_slice(side.lang.as_str().as_bytes());
            push(&mut out, side.total as u32);
            push(&mut out, side.words.len() as u32);
            let mut before: &[u8] = b"";
            for (word, &count) in side.words.iter().zip(&side.counts) {
                let bytes = word.as_bytes();
                let shared = before.iter().zip(bytes).take_while(|(a, b)| a == b).count();
                push(&mut out, shared as u32);
                push(&mut out, (bytes.len() - shared) as u32);
                out.extend_from_slice(&bytes[shared..]);
                push(&mut out, step(count));
                before = bytes;
            }
        }
        let mut pairs = self.pairs.iter().peekable();
        for source in 0..self.sides[0].words.len() as u32 {
            let from = out.len();
            let (mut count, mut before) = (0, 0);
            let mut body = Vec::new();
            while let Some(pair) = pairs.next_if(|pair| pair.source == source) {
                push(&mut body, pair.target - before);
                push(&mut body, step(pair.count));
                (count, before) = (count + 1, pair.target);
            }
            push(&mut out, count);
            out.extend(body);
            debug_assert!(out.len() > from);
        }
        out
    }

    /// Reads a lexicon from the bytes of a file.
    ///
    /// # Errors
    ///
    /// [`FileError`] when the bytes are no lexicon, one of another version, or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FileError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(FileError::Magic)?;
        let mut input = Input {
            all: bytes.len(),
            rest,
        };
        let version = input.number()?;
        if version != VERSION {
            return Err(FileError::Version(version));
        }
        let sides = [input.side()?, input.side()?];
        let mut pairs = Vec::new();
        for source in 0..sides[0].words.len() as u32 {
            let mut target = 0;
            for _ in 0..input.number()? {
                target += input.number()?;
                if target as usize >= sides[1].words.len() {
                    return Err(input.damaged());
                }
                pairs.push(WordPair {
                    source,
                    target,
                    count: input.count()?,
                });
            }
        }
        if !input.rest.is_empty() {
            return Err(input.damaged());
        }
        Ok(Lexicon { sides, pairs })
    }
}

fn step(count: f32) -> u32 {
    ((count * 2.0).max(1.0).log2() * 8.0).round() as u32
}

fn push(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

struct Input<'a> {
    all: usize,
    rest: &'a [u8],
}

impl<'a> Input<'a> {
    fn damaged(&self) -> FileError {
        FileError::Damaged(self.all - self.rest.len())
    }

    fn number(&mut self) -> Result<u32, FileError> {
        let mut number = 0;
        for shift in [0, 7, 14, 21] {
            let (&byte, rest) = self.rest.split_first().ok_or_else(|| self.damaged())?;
            self.rest = rest;
            number |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return if number < MOST {
                    Ok(number)
                } else {
                    Err(self.damaged())
                };
            }
        }
        Err(self.damaged())
    }

    fn count(&mut self) -> Result<f32, FileError> {
        Ok((self.number()? as f32 / 8.0).exp2() / 2.0)
    }

    fn bytes(&mut self, length: usize) -> Result<&'a [u8], FileError> {
        let (bytes, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or_else(|| self.damaged())?;
        self.rest = rest;
        Ok(bytes)
    }

    fn side(&mut self) -> Result<Side, FileError> {
        let length = self.number()? as usize;
        let tag = self.bytes(length)?;
        let lang = std::str::from_utf8(tag)
            .ok()
            .and_then(|tag| Lang::parse(tag).ok());
        let lang = lang.ok_or_else(|| self.damaged())?;
        let total = self.number()? as f32;
        let count = self.number()? as usize;
        // A word takes three bytes at least: a false count cannot make us reserve much.
        let mut words = Vec::with_capacity(count.min(self.rest.len()));
        let mut word: Vec<u8> = Vec::new();
        for _ in 0..count {
            let (shared, length) = (self.number()? as usize, self.number()? as usize);
            if shared > word.len() {
                return Err(self.damaged());
            }
            word.truncate(shared);
            word.extend_from_slice(self.bytes(length)?);
            let text = std::str::from_utf8(&word).map_err(|_| self.damaged())?;
            words.push((text.into(), self.count()?));
        }
        if words
            .windows(2)
            .any(|pair: &[(Box<str>, f32)]| pair[0].0 >= pair[1].0)
        {
            return Err(self.damaged());
        }
        Ok(Side::new(lang, words, total))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Trainer, Training};
    use super::*;

    fn lexicon() -> Lexicon {
        let lang = |tag| Lang::parse(tag).unwrap();
        let mut trainer = Trainer::new(lang("en"), lang("fr"));
        for (source, target) in [
            ("the embassy", "l'ambassade"),
            ("the ministry", "le ministère"),
            ("an embassy", "une ambassade"),
            ("a ministry", "un ministère"),
            ("the note", "la note"),
            ("a note", "une note"),
        ] {
            trainer.add(source, target);
        }
        trainer.finish(Training {
            pairs: 100,
            least: 1,
        })
    }

    #[test]
    fn comes_back_as_it_went() {
        let lexicon = lexicon();
        assert!(lexicon.size().2 > 0);
        let bytes = lexicon.to_bytes();
        let read = Lexicon::from_bytes(&bytes).unwrap();
        assert_eq!(read.size(), lexicon.size());
        assert_eq!(read.to_bytes(), bytes);
        let best = &read.translations("Embassies")[0];
        assert_eq!(best.word, "ambassade");
    }

    #[test]
    fn others_are_refused() {
        assert_eq!(Lexicon::from_bytes(b"PK").unwrap_err(), FileError::Magic);
        let mut other = MAGIC.to_vec();
        other.push(9);
        assert_eq!(
            Lexicon::from_bytes(&other).unwrap_err(),
            FileError::Version(9)
        );
        let bytes = lexicon().to_bytes();
        let cut = Lexicon::from_bytes(&bytes[..bytes.len() - 1]);
        assert!(matches!(cut.unwrap_err(), FileError::Damaged(_)));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(
            mut bytes in proptest::collection::vec(any::<u8>(), 0..200),
            place in 0_usize..400,
            byte: u8,
        ) {
            let _ = Lexicon::from_bytes(&bytes);
            bytes.splice(0..0, MAGIC.iter().copied().chain([1]));
            let _ = Lexicon::from_bytes(&bytes);
            let mut damaged = lexicon().to_bytes();
            let place = place % damaged.len();
            damaged[place] = byte;
            let _ = Lexicon::from_bytes(&damaged);
        }
    }
}
