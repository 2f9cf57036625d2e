//! Concepts written as TBX-Basic.

use std::fmt::Write;

use crate::format::termbase::{Choice, Losses};
use crate::format::xml::is_illegal;
use crate::model::concept::{Case, Concept, Status, Term, TermType};
use crate::text::Lang;

/// The version and style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Version 2, TBX-Basic.
    V2,
    /// Version 3, data categories as attributes.
    Dca,
    /// Version 3, data categories as elements.
    Dct,
}

/// The names that differ from version to version.
struct Names {
    entry: &'static str,
    lang: &'static str,
    term: &'static str,
}

impl Dialect {
    fn names(self) -> Names {
        match self {
            Dialect::V2 => Names {
                entry: "termEntry",
                lang: "langSet",
                term: "tig",
            },
            Dialect::Dca | Dialect::Dct => Names {
                entry: "conceptEntry",
                lang: "langSec",
                term: "termSec",
            },
        }
    }
}

const MINIMAL: &str = "http://www.tbxinfo.net/ns/min";
const BASIC: &str = "http://www.tbxinfo.net/ns/basic";

/// Writes concepts; `source` is the working language of the file.
pub fn write(
    concepts: &[Concept],
    source: &Lang,
    title: &str,
    dialect: Dialect,
    choice: Choice,
) -> (String, Losses) {
    let mut writer = Writer {
        out: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
        dialect,
        losses: Losses::default(),
    };
    writer.head(source, title);
    for concept in choice.chosen(concepts, &mut writer.losses) {
        writer.concept(concept, choice);
    }
    writer.foot();
    (writer.out, writer.losses)
}

struct Writer {
    out: String,
    dialect: Dialect,
    losses: Losses,
}

impl Writer {
    /// Writes a line that starts at a depth. Writing to a string cannot fail.
    fn line(&mut self, depth: usize, line: &str) {
        let _ = writeln!(self.out, "{:width$}{line}", "", width = depth * 2);
    }

    fn head(&mut self, source: &Lang, title: &str) {
        let title = self.text(title);
        let (root, header) = match self.dialect {
            Dialect::V2 => (
                format!("<martif type=\"TBX-Basic\" xml:lang=\"{source}\">"),
                "martifHeader",
            ),
            Dialect::Dca => (
                format!(
                    "<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"{source}\" xmlns=\"urn:iso:std:iso:30042:ed-2\">"
                ),
                "tbxHeader",
            ),
            Dialect::Dct => (
                format!(
                    "<tbx type=\"TBX-Basic\" style=\"dct\" xml:lang=\"{source}\" xmlns=\"urn:iso:std:iso:30042:ed-2\" xmlns:min=\"{MINIMAL}\" xmlns:basic=\"{BASIC}\">"
                ),
                "tbxHeader",
            ),
        };
        self.line(0, &root);
        self.line(1, &format!("<{header}>"));
        self.line(2, "<fileDesc>");
        self.line(3, &format!("<sourceDesc><p>{title}</p></sourceDesc>"));
        self.line(2, "</fileDesc>");
        if self.dialect == Dialect::V2 {
            self.line(
                2,
                "<encodingDesc><p type=\"XCSURI\">TBXBasicXCSV02.xcs</p></encodingDesc>",
            );
        }
        self.line(1, &format!("</{header}>"));
        self.line(1, "<text>");
        self.line(2, "<body>");
    }

    fn foot(&mut self) {
        self.line(2, "</body>");
        self.line(1, "</text>");
        self.line(
            0,
            if self.dialect == Dialect::V2 {
                "</martif>"
            } else {
                "</tbx>"
            },
        );
    }

    fn concept(&mut self, concept: &Concept, choice: Choice) {
        let terms: Vec<&Term> = concept
            .terms
            .iter()
            .filter(|term| choice.has_term(term))
            .collect();
        if terms.is_empty() {
            self.losses.add("concepts without terms", 1);
            return;
        }
        let names = self.dialect.names();
        let id = self.text(&concept.id.value);
        // An XML name begins with a letter.
        self.line(3, &format!("<{} id=\"c-{id}\">", names.entry));
        for subject in &concept.subject {
            self.category(4, "descrip", "subjectField", subject);
        }
        if let Some(definition) = &concept.definition {
            self.definition(definition);
        }
        let kept =
            (!concept.translate).then_some("Not translated: kept as it is in every language.");
        for note in [kept, concept.homonym.as_deref(), concept.note.as_deref()]
            .into_iter()
            .flatten()
        {
            let note = self.text(note);
            self.line(4, &format!("<note>{note}</note>"));
        }
        let mut langs: Vec<&Lang> = Vec::new();
        for term in &terms {
            if !langs.contains(&&term.lang) {
                langs.push(&term.lang);
            }
        }
        for lang in langs {
            self.line(4, &format!("<{} xml:lang=\"{lang}\">", names.lang));
            for term in terms.iter().filter(|term| term.lang == *lang) {
                self.term(term);
            }
            self.line(4, &format!("</{}>", names.lang));
        }
        self.line(3, &format!("</{}>", names.entry));
        self.left_out(concept);
    }

    fn left_out(&mut self, concept: &Concept) {
        self.losses.add("kind", usize::from(concept.kind.is_some()));
        self.losses
            .add("context", usize::from(!concept.context.is_empty()));
        self.losses.add(
            "parts, related, replaced",
            concept.parts.len() + concept.related.len() + usize::from(concept.replaced.is_some()),
        );
        self.losses.add(
            "since, until",
            usize::from(concept.since.is_some()) + usize::from(concept.until.is_some()),
        );
        self.losses.add("sources", concept.sources.len());
        self.losses
            .add("status of a concept", usize::from(concept.status.is_some()));
    }

    fn definition(&mut self, definition: &str) {
        match self.dialect {
            Dialect::Dct => self.category(4, "descrip", "definition", definition),
            Dialect::V2 | Dialect::Dca => {
                self.line(4, "<descripGrp>");
                self.category(5, "descrip", "definition", definition);
                self.line(4, "</descripGrp>");
            }
        }
    }

    fn term(&mut self, term: &Term) {
        self.spelling(
            &term.text.value,
            term.form,
            term.status,
            term.note.as_deref(),
        );
        for variant in &term.variants {
            if variant.value.ends_with('*') {
                self.losses.add("open variants", 1);
            } else {
                self.spelling(&variant.value, None, Status::Admitted, None);
            }
        }
        if let Some(short) = &term.short {
            self.spelling(&short.value, Some(TermType::Short), Status::Admitted, None);
        }
        self.losses
            .add("case", usize::from(term.case != Case::Smart));
        self.losses.add(
            "use, expand",
            usize::from(term.instead.is_some()) + usize::from(term.expand),
        );
        self.losses
            .add("checked", usize::from(term.checked.is_some()));
    }

    fn spelling(&mut self, text: &str, form: Option<TermType>, status: Status, note: Option<&str>) {
        let names = self.dialect.names();
        let text = self.text(text);
        self.line(5, &format!("<{}>", names.term));
        self.line(6, &format!("<term>{text}</term>"));
        let form = match form {
            Some(TermType::Full) => Some("fullForm"),
            Some(TermType::Abbreviation) => Some("abbreviation"),
            Some(TermType::Short) => Some("shortForm"),
            Some(TermType::Phrase) => Some("phrase"),
            Some(TermType::Transliteration) => {
                self.losses.add("type transliteration", 1);
                None
            }
            None => None,
        };
        if let Some(form) = form {
            self.category(6, "termNote", "termType", form);
        }
        let status = match status {
            Status::Preferred => "preferredTerm-admn-sts",
            Status::Admitted => "admittedTerm-admn-sts",
            Status::Deprecated => "deprecatedTerm-admn-sts",
            Status::Superseded => "supersededTerm-admn-sts",
            Status::Forbidden => {
                self.losses.add("forbidden, written as deprecated", 1);
                "deprecatedTerm-admn-sts"
            }
            Status::Draft => {
                self.losses.add("status draft", 1);
                "admittedTerm-admn-sts"
            }
        };
        self.category(6, "termNote", "administrativeStatus", status);
        if let Some(note) = note {
            let note = self.text(note);
            self.line(6, &format!("<note>{note}</note>"));
        }
        self.line(5, &format!("</{}>", names.term));
    }

    fn category(&mut self, depth: usize, element: &str, name: &str, value: &str) {
        let value = self.text(value);
        let line = match self.dialect {
            Dialect::V2 | Dialect::Dca => format!("<{element} type=\"{name}\">{value}</{element}>"),
            Dialect::Dct => {
                let module = if matches!(name, "subjectField" | "administrativeStatus") {
                    "min"
                } else {
                    "basic"
                };
                format!("<{module}:{name}>{value}</{module}:{name}>")
            }
        };
        self.line(depth, &line);
    }

    /// Escapes a text; characters that XML cannot hold are left out.
    fn text(&mut self, text: &str) -> String {
        let kept: String = text.chars().filter(|&c| !is_illegal(c)).collect();
        self.losses.add(
            "characters that XML cannot hold",
            text.chars().count() - kept.chars().count(),
        );
        quick_xml::escape::escape(kept.as_str()).into_owned()
    }
}
