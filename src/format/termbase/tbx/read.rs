//! TBX read in every form that programs write: version 2 and 3, `tig` and `ntig`, categories as
//! attributes or elements, with or without a header, statuses in full or bare. What a glossary has
//! no place for is counted by its name. Nothing is fetched and no entity of the file is expanded.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::format::termbase::{Entry, EntryTerm, Losses, is_no, status_or_draft};
use crate::model::concept::{Status, TermType};
use crate::text::Lang;
use crate::text::decode::XmlBytes;

/// Elements nested deeper than this are no TBX.
const DEEPEST: usize = 64;

/// Different names of what was left out that are told apart.
const MOST_NAMES: usize = 200;

/// A file that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum TbxError {
    /// The bytes are no text.
    #[error("{0}")]
    Decode(#[from] std::io::Error),
    /// The bytes are not those of the encoding.
    #[error("not valid text at byte {0}")]
    Text(usize),
    /// The XML is broken; the entries before are lost with it, for the file may end anywhere.
    #[error("not XML at byte {at}: {message}")]
    Xml {
        /// Where, in bytes of the text.
        at: u64,
        /// Why.
        message: String,
    },
    /// Elements in elements without end.
    #[error("elements are nested deeper than {DEEPEST}")]
    Deep,
    /// Well-formed, but no TBX.
    #[error("there is no termEntry or conceptEntry in it")]
    NoEntries,
}

/// Reads a file in whatever encoding it says, and counts what was left out.
///
/// # Errors
///
/// [`TbxError`] when the file is no XML or has no entries.
pub fn read(bytes: &[u8]) -> Result<(Vec<Entry>, Losses), TbxError> {
    let mut decoded = Vec::with_capacity(bytes.len());
    std::io::Read::read_to_end(&mut XmlBytes::new(bytes)?, &mut decoded)?;
    let text = String::from_utf8(decoded)
        .map_err(|error| TbxError::Text(error.utf8_error().valid_up_to()))?;
    let mut reader = Reader::from_str(&text);
    let mut state = State::default();
    loop {
        let event = reader.read_event().map_err(|error| TbxError::Xml {
            at: reader.error_position(),
            message: error.to_string(),
        })?;
        match event {
            Event::Eof => break,
            Event::Start(start) => state.start(&start)?,
            Event::Empty(start) => {
                state.start(&start)?;
                state.end();
            }
            Event::End(_) => state.end(),
            Event::Text(text) => state.text.push_str(&text),
            Event::CData(text) => state.text.push_str(&text),
            Event::GeneralRef(reference) => state.reference(&reference),
            _ => {}
        }
    }
    if state.open_entries > 0 || !state.path.is_empty() {
        return Err(TbxError::Xml {
            at: text.len() as u64,
            message: "the file ends too early".to_owned(),
        });
    }
    if state.entries.is_empty() {
        return Err(TbxError::NoEntries);
    }
    Ok((state.entries, state.losses))
}

#[derive(Default)]
struct State {
    /// The category of each open element: the value of `type`, else its name.
    path: Vec<String>,
    text: String,
    open_entries: usize,
    entry: Entry,
    lang: Option<String>,
    term: Option<EntryTerm>,
    entries: Vec<Entry>,
    losses: Losses,
}

/// Returns the value of an attribute, references replaced.
fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let found = attributes
        .with_checks(false)
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.as_ref() == name)?;
    let value: &str = &found.value;
    Some(
        quick_xml::escape::unescape(value)
            .map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned),
    )
}

impl State {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), TbxError> {
        if self.path.len() >= DEEPEST {
            return Err(TbxError::Deep);
        }
        self.text.clear();
        let name = start.local_name();
        let name: &str = name.as_ref();
        match name {
            "termEntry" | "conceptEntry" => {
                self.open_entries += 1;
                self.entry = Entry {
                    id: attribute(start, "id"),
                    ..Entry::default()
                };
            }
            "langSet" | "langSec" => {
                self.lang = attribute(start, "xml:lang").or_else(|| attribute(start, "lang"));
            }
            _ => {}
        }
        self.path
            .push(attribute(start, "type").unwrap_or_else(|| name.to_owned()));
        Ok(())
    }

    fn reference(&mut self, reference: &str) {
        // An entity that the file defines itself stays as it is written.
        let written = format!("&{reference};");
        match quick_xml::escape::unescape(&written) {
            Ok(text) => self.text.push_str(&text),
            Err(_) => self.text.push_str(&written),
        }
    }

    fn end(&mut self) {
        let Some(category) = self.path.pop() else {
            return;
        };
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.text.clear();
        if self.open_entries > 0 {
            self.category(&category, text);
        }
    }

    fn category(&mut self, category: &str, text: String) {
        match known_as(category) {
            "termEntry" | "conceptEntry" => {
                self.open_entries -= 1;
                if self.entry.terms.is_empty() {
                    self.lose("entries without terms");
                } else {
                    self.entries.push(std::mem::take(&mut self.entry));
                }
            }
            "tig" | "ntig" | "termSec" => self.entry.terms.extend(self.term.take()),
            "langSet" | "langSec" => self.lang = None,
            "term" if text.is_empty() => self.lose("empty terms"),
            _ if text.is_empty() => {}
            "term" => {
                let lang = Lang::parse(self.lang.as_deref().unwrap_or_default());
                self.term = Some(EntryTerm {
                    lang,
                    text,
                    status: None,
                    form: None,
                });
            }
            "subjectField" => self.entry.subject.push(text),
            "definition" if self.entry.definition.is_none() => self.entry.definition = Some(text),
            "note" => self.entry.notes.push(text),
            "translation needed" | "translate" if is_no(&text) => self.entry.untranslated = true,
            "administrativeStatus" | "normativeAuthorization" | "processStatus" | "status" => {
                self.status(&text);
            }
            "termType" => match (form(&text), &mut self.term) {
                (Some(form), Some(term)) => term.form = Some(form),
                _ => self.lose(&format!("termType {text}")),
            },
            other => self.lose(other),
        }
    }

    /// Takes what is said of a term. Of two words the graver counts: that a term was approved says
    /// nothing beside that it is preferred, or not to be written.
    fn status(&mut self, word: &str) {
        let status = status_or_draft(word, &mut self.losses);
        let Some(term) = &mut self.term else {
            return self.lose("statuses outside a term");
        };
        let weight = |status: &Status| (*status != Status::Admitted, *status);
        term.status = term.status.into_iter().chain([status]).max_by_key(weight);
    }

    fn lose(&mut self, what: &str) {
        let what: String = what.chars().take(60).collect();
        let known = self.losses.iter().any(|(name, _)| name == what);
        let what = if known || self.losses.0.len() < MOST_NAMES {
            what.as_str()
        } else {
            "others"
        };
        self.losses.add(what, 1);
    }
}

/// Returns the name that the standard has for what some programs write otherwise.
fn known_as(category: &str) -> &str {
    match category {
        "Definition" => "definition",
        "Note" | "Comment" | "comment" => "note",
        "Subject" | "Domain" | "domain" | "subject" => "subjectField",
        "Status" | "Usage status" | "usageStatus" => "status",
        "Translation needed" => "translation needed",
        other => other,
    }
}

fn form(text: &str) -> Option<TermType> {
    Some(match text {
        "fullForm" => TermType::Full,
        "abbreviation" | "acronym" | "initialism" => TermType::Abbreviation,
        "shortForm" => TermType::Short,
        "phrase" | "setPhrase" => TermType::Phrase,
        "transliteratedForm" => TermType::Transliteration,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_in_both_styles() {
        let dca = "<tbx><conceptEntry id='c'><descrip type='subjectField'>law</descrip><note>n</note><langSec xml:lang='KM'>\
                   <termSec><term>a &amp; b&#x17A2;</term><termNote type='administrativeStatus'>deprecatedTerm-admn-sts</termNote>\
                   <termNote type='partOfSpeech'>noun</termNote></termSec></langSec></conceptEntry></tbx>";
        let dct = "<tbx xmlns:min='m'><conceptEntry id='c'><min:subjectField>law</min:subjectField><note>n</note><langSec xml:lang='km'>\
                   <termSec><term>a &amp; b&#x17A2;</term><min:administrativeStatus>deprecated</min:administrativeStatus>\
                   <min:partOfSpeech>noun</min:partOfSpeech></termSec></langSec></conceptEntry></tbx>";
        let (first, losses) = read(dca.as_bytes()).unwrap();
        assert_eq!(first, read(dct.as_bytes()).unwrap().0);
        assert_eq!(first[0].terms[0].text, "a & b\u{17A2}");
        assert_eq!(first[0].terms[0].status, Some(Status::Deprecated));
        assert_eq!(first[0].subject, ["law"]);
        assert_eq!(losses.iter().collect::<Vec<_>>(), [("partOfSpeech", 1)]);
    }

    #[test]
    fn what_must_not_be_written_stays_so() {
        let read = |notes: &str| {
            let tbx = format!(
                "<tbx><termEntry><descrip type='Definition'>d</descrip><descrip type='Translation needed'>No</descrip>\
                 <langSet xml:lang='fr'><tig><term>a</term>{notes}<note>n</note></tig></langSet></termEntry></tbx>"
            );
            let (entries, _) = read(tbx.as_bytes()).unwrap();
            let entry = &entries[0];
            assert_eq!(
                (entry.definition.as_deref(), entry.untranslated),
                (Some("d"), true)
            );
            assert_eq!(entry.notes, ["n"]);
            entry.terms[0].status
        };
        let note = |kind: &str, word: &str| format!("<termNote type='{kind}'>{word}</termNote>");
        for (kind, word, status) in [
            ("administrativeStatus", "notRecommended", Status::Deprecated),
            ("administrativeStatus", "Draft", Status::Draft),
            (
                "administrativeStatus",
                "preferredTerm-admn-sts",
                Status::Preferred,
            ),
            ("processStatus", "rejected", Status::Forbidden),
            ("Status", "what is this", Status::Draft),
        ] {
            assert_eq!(read(&note(kind, word)), Some(status), "{word}");
        }
        let both = |first, second| {
            read(&(note("administrativeStatus", first) + &note("processStatus", second)))
        };
        assert_eq!(both("preferred", "finalized"), Some(Status::Preferred));
        assert_eq!(both("approved", "rejected"), Some(Status::Forbidden));
    }

    #[test]
    fn what_is_no_tbx() {
        assert!(matches!(read(b"<html/>"), Err(TbxError::NoEntries)));
        assert!(read(b"<tbx><termEntry>").is_err());
        assert!(read(b"<tbx><a></b></tbx>").is_err());
        let deep = "<a>".repeat(100_000);
        assert!(matches!(read(deep.as_bytes()), Err(TbxError::Deep)));
    }
}
