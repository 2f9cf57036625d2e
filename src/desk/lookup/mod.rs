//! What memories and glossaries know of a segment: opened once, asked as often as one likes. Terms,
//! numbers and dates stand beside the matches, as the target language writes them.

mod answer;

use std::path::{Path, PathBuf};

pub use self::answer::{
    Answer, FoundMatch, FoundTerm, MatchEdits, MatchPenalty, Proposal, WrittenQuantity,
};
use super::error::{Error, Kind, Result};
use super::{Contents, Desk, Memories, MemoryOptions, Notice};
use crate::glossary::Glossary;
use crate::glossary::find::Finder;
use crate::memory::Query;
use crate::segment::{self, Reading};
use crate::text::Lang;

/// What is looked into, and how much is shown.
#[derive(Clone, Debug)]
pub struct LookupOptions {
    /// The memories.
    pub memories: MemoryOptions,
    /// Least score of a match, in percent; 101 is a context match.
    pub threshold: u8,
    /// Most matches of a segment.
    pub limit: usize,
    /// Glossary file or folder, else that of the project or the built-in one.
    pub glossary: Option<PathBuf>,
    /// Leaves out terms, numbers and dates.
    pub matches_only: bool,
    /// Looks up the sample alone: of the built-in glossary, only what may be in it is read.
    pub sample_only: bool,
}

impl Default for LookupOptions {
    fn default() -> Self {
        LookupOptions {
            memories: MemoryOptions::default(),
            threshold: 70,
            limit: 5,
            glossary: None,
            matches_only: false,
            sample_only: false,
        }
    }
}

/// A segment with its neighbours.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// The segment.
    pub text: &'a str,
    /// The segment before it.
    pub before: Option<&'a str>,
    /// The segment after it.
    pub after: Option<&'a str>,
}

impl<'a> Asked<'a> {
    /// Takes one of many segments.
    pub fn nth<S: AsRef<str>>(texts: &'a [S], place: usize) -> Self {
        let text = |place: usize| texts.get(place).map(AsRef::as_ref);
        Asked {
            text: text(place).unwrap_or_default(),
            before: place.checked_sub(1).and_then(text),
            after: text(place + 1),
        }
    }

    /// Returns what a memory is asked.
    pub(super) fn query<'q>(
        &self,
        reading: &'q Reading<'q>,
        (source, target): (&'q Lang, &'q Lang),
    ) -> Query<'q>
    where
        'a: 'q,
    {
        Query {
            before: self.before,
            after: self.after,
            ..Query::new(reading, source, target)
        }
    }
}

/// Memories and a glossary, open for look-ups.
pub struct Lookup<'a> {
    memories: Memories<'a>,
    source: Lang,
    target: Lang,
    threshold: u8,
    limit: usize,
    terms: Option<(Glossary, Finder)>,
}

impl Desk<'_> {
    /// Opens memories and glossary; the languages are decided by a sample of what is looked up.
    ///
    /// # Errors
    ///
    /// When memories or glossary cannot be used, the languages stay open, or the sample is empty where
    /// it alone is looked up.
    pub fn lookup(&self, options: LookupOptions, sample: &str) -> Result<Lookup<'_>> {
        if options.sample_only && sample.trim().is_empty() {
            return Err(Error::new(Kind::Request, "the text is empty"));
        }
        let memories = self.memories(options.memories)?;
        let (source, target) = memories.languages(None, sample)?;
        self.remark(Notice::LookUp {
            source: source.clone(),
            target: target.clone(),
        });
        let terms = if options.matches_only {
            None
        } else {
            let path = options.glossary.as_deref();
            let glossary = if options.sample_only {
                self.glossary_for(sample, path)?
            } else {
                self.glossary(path)?
            };
            let finder = Finder::new(&glossary, &source)?;
            Some((glossary, finder))
        };
        Ok(Lookup {
            memories,
            source,
            target,
            threshold: options.threshold,
            limit: options.limit,
            terms,
        })
    }

    /// Opens memories and glossary for a file: the lines of text, or the sentences of another
    /// document, are the segments to look up.
    ///
    /// # Errors
    ///
    /// As [`Desk::lookup`], or when the file cannot be read.
    pub fn lookup_file(
        &self,
        path: &Path,
        options: LookupOptions,
    ) -> Result<(Lookup<'_>, Vec<String>)> {
        match Contents::read(path)? {
            Contents::Text(text) => {
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
                let lines = lines.map(str::to_owned).collect();
                Ok((self.lookup(options, &text)?, lines))
            }
            Contents::Document(document) => {
                let lookup = self.lookup(options, &document.text())?;
                let options = segment::Options::default();
                let segments = segment::segments(&document, &lookup.source, &options);
                let texts = segments.into_iter().map(|one| one.text).collect();
                Ok((lookup, texts))
            }
        }
    }
}

impl Lookup<'_> {
    /// Returns the language of what is looked up.
    pub fn source(&self) -> &Lang {
        &self.source
    }

    /// Returns the language of translations.
    pub fn target(&self) -> &Lang {
        &self.target
    }

    /// Finds what is known of a segment.
    ///
    /// # Errors
    ///
    /// When a memory cannot be read.
    pub fn look_up(&mut self, asked: &Asked<'_>) -> Result<Answer> {
        let reading = Reading::new(asked.text);
        let query = Query {
            threshold: self.threshold,
            most: self.limit,
            ..asked.query(&reading, (&self.source, &self.target))
        };
        let found = self.memories.look_up(&query)?;
        let mut answer = Answer::new(asked.text);
        for one in found {
            let record = self.memories.record(&one)?;
            let memory = self.memories.name(one.0);
            answer.push(&reading, one.1, memory, record, &self.target);
        }
        if let Some((glossary, finder)) = &self.terms {
            answer.find_terms(glossary, finder, &self.target);
            answer.find_quantities(&reading, &self.target);
        }
        Ok(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::NamedMemory;

    #[test]
    fn a_segment_is_one_of_many() {
        let texts = ["One.", "Two.", "Three."];
        let asked = Asked::nth(&texts, 1);
        assert_eq!(asked.text, "Two.");
        assert_eq!((asked.before, asked.after), (Some("One."), Some("Three.")));
        let asked = Asked::nth(&texts, 2);
        assert_eq!((asked.before, asked.after), (Some("Two."), None));
    }

    #[test]
    fn a_bilingual_file_is_a_memory() {
        let desk = Desk::new(".");
        let memory = NamedMemory {
            path: "tests/data/note-verbale.en-km.tmx".into(),
            penalty: 3,
        };
        let options = LookupOptions {
            memories: MemoryOptions {
                memories: vec![memory],
                ..MemoryOptions::default()
            },
            sample_only: true,
            ..LookupOptions::default()
        };
        let text = "NOTE VERBALE";
        let mut lookup = desk.lookup(options, text).unwrap();
        let asked = Asked {
            text,
            ..Asked::default()
        };
        let answer = lookup.look_up(&asked).unwrap();
        assert_eq!((answer.matches[0].base, answer.matches[0].score), (100, 97));
        assert_eq!(lookup.target().as_str(), "km");
    }
}
