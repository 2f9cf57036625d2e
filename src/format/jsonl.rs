//! Units as JSON lines: one object a line, with everything that a unit holds but its inline codes.
//! Keys are those of TMX; a key that is not known costs its unit, so that nothing is dropped unseen.

use std::io;

use serde::{Deserialize, Serialize};

use super::bitext::reading::{Outcome, Problem, Source};
use super::bitext::writing::{Sink, Written};
use super::lines::Lines;
use super::loss::Left;
use super::open::Text;
use super::origin::{Form, Origin};
use crate::model::{History, LangCode, Note, Property, TranslationUnit, Variant};

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Row {
    #[serde(skip_serializing_if = "Option::is_none")]
    tuid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    srclang: Option<String>,
    #[serde(skip_serializing_if = "is_empty")]
    history: Dates,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Remark>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    properties: Vec<Typed>,
    variants: Vec<Side>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Side {
    lang: String,
    text: String,
    #[serde(default, skip_serializing_if = "is_empty")]
    history: Dates,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Remark>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    properties: Vec<Typed>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Dates {
    #[serde(skip_serializing_if = "Option::is_none")]
    creationdate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    creationid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changedate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changeid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    usagecount: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lastusagedate: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<(String, String)>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Remark {
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    encoding: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    #[serde(rename = "type")]
    kind: String,
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    encoding: Option<String>,
}

fn is_empty(dates: &Dates) -> bool {
    let Dates {
        creationdate,
        creationid,
        changedate,
        changeid,
        usagecount,
        lastusagedate,
        others,
    } = dates;
    let fields = [
        creationdate,
        creationid,
        changedate,
        changeid,
        usagecount,
        lastusagedate,
    ];
    fields.iter().all(|field| field.is_none()) && others.is_empty()
}

impl From<Dates> for History {
    fn from(dates: Dates) -> Self {
        History {
            creation_date: dates.creationdate,
            creation_id: dates.creationid,
            change_date: dates.changedate,
            change_id: dates.changeid,
            usage_count: dates.usagecount,
            last_usage_date: dates.lastusagedate,
            others: dates.others,
        }
    }
}

impl From<&History> for Dates {
    fn from(history: &History) -> Self {
        let history = history.clone();
        Dates {
            creationdate: history.creation_date,
            creationid: history.creation_id,
            changedate: history.change_date,
            changeid: history.change_id,
            usagecount: history.usage_count,
            lastusagedate: history.last_usage_date,
            others: history.others,
        }
    }
}

impl From<Remark> for Note {
    fn from(
        Remark {
            text,
            lang,
            encoding,
        }: Remark,
    ) -> Self {
        Note {
            text,
            lang,
            encoding,
        }
    }
}

impl From<&Note> for Remark {
    fn from(note: &Note) -> Self {
        let Note {
            text,
            lang,
            encoding,
        } = note.clone();
        Remark {
            text,
            lang,
            encoding,
        }
    }
}

impl From<Typed> for Property {
    fn from(
        Typed {
            kind,
            text,
            lang,
            encoding,
        }: Typed,
    ) -> Self {
        Property {
            kind,
            text,
            lang,
            encoding,
        }
    }
}

impl From<&Property> for Typed {
    fn from(property: &Property) -> Self {
        let Property {
            kind,
            text,
            lang,
            encoding,
        } = property.clone();
        Typed {
            kind,
            text,
            lang,
            encoding,
        }
    }
}

impl From<Row> for TranslationUnit {
    fn from(row: Row) -> Self {
        let variant = |text: Side| Variant {
            lang: LangCode::new(&text.lang),
            history: text.history.into(),
            notes: text.notes.into_iter().map(Note::from).collect(),
            properties: text.properties.into_iter().map(Property::from).collect(),
            seg: text.text.into(),
        };
        TranslationUnit {
            tuid: row.tuid,
            srclang: row.srclang.as_deref().map(LangCode::new),
            history: row.history.into(),
            notes: row.notes.into_iter().map(Note::from).collect(),
            properties: row.properties.into_iter().map(Property::from).collect(),
            variants: row.variants.into_iter().map(variant).collect(),
        }
    }
}

impl From<&TranslationUnit> for Row {
    fn from(unit: &TranslationUnit) -> Self {
        let text = |variant: &Variant| Side {
            lang: variant.lang.as_str().to_owned(),
            text: variant.seg.plain_text().into_owned(),
            history: (&variant.history).into(),
            notes: variant.notes.iter().map(Remark::from).collect(),
            properties: variant.properties.iter().map(Typed::from).collect(),
        };
        Row {
            tuid: unit.tuid.clone(),
            srclang: unit.srclang.as_ref().map(|code| code.as_str().to_owned()),
            history: (&unit.history).into(),
            notes: unit.notes.iter().map(Remark::from).collect(),
            properties: unit.properties.iter().map(Typed::from).collect(),
            variants: unit.variants.iter().map(text).collect(),
        }
    }
}

/// Reads units line by line; blank lines are passed over.
pub(super) struct Reader {
    lines: Lines<Text>,
    /// How many variants the unit that was read last has.
    variants: usize,
    ended: bool,
}

impl Reader {
    pub(super) fn new(text: Text) -> Self {
        Reader {
            lines: Lines::new(text),
            variants: 0,
            ended: false,
        }
    }
}

impl Iterator for Reader {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        loop {
            if self.ended {
                return None;
            }
            let outcome = match self.lines.next() {
                Ok(None) => return None,
                Ok(Some(Ok(line))) if line.trim().is_empty() => continue,
                Ok(Some(Ok(line))) => {
                    serde_json::from_str::<Row>(line).map_err(|error| fault(&error))
                }
                Ok(Some(Err(what))) => Err(what.to_owned()),
                Err(error) => {
                    self.ended = true;
                    Err(format!("cannot read on: {error}"))
                }
            };
            let line = self.lines.number();
            self.variants = outcome.as_ref().map_or(0, |row| row.variants.len());
            return Some(
                outcome
                    .map(TranslationUnit::from)
                    .map_err(|what| Problem::at(line, what)),
            );
        }
    }
}

impl Source for Reader {
    fn origins(&self) -> Vec<Origin> {
        let origin = |variant| Origin {
            range: self.lines.range(),
            form: Form::Json { variant },
        };
        (0..self.variants).map(origin).collect()
    }
}

/// Says what is wrong with a line; the place within it says little.
fn fault(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text);
    if error.is_data() {
        what.to_owned()
    } else {
        format!("not JSON: {what}")
    }
}

/// Writes units as JSON lines, whatever languages they are in.
pub(super) struct Writer<W: io::Write> {
    out: W,
    units: usize,
    left: Left,
}

impl<W: io::Write> Writer<W> {
    /// Begins a file.
    pub(super) fn new(out: W) -> Self {
        Writer {
            out,
            units: 0,
            left: Left::default(),
        }
    }
}

impl<W: io::Write> Sink for Writer<W> {
    fn write(&mut self, unit: &TranslationUnit) -> io::Result<()> {
        for variant in &unit.variants {
            self.left.add_codes(&variant.seg);
        }
        serde_json::to_writer(&mut self.out, &Row::from(unit))?;
        self.out.write_all(b"\n")?;
        self.units += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<Written> {
        self.out.flush()?;
        Ok(Written {
            units: self.units,
            losses: self.left.losses(),
        })
    }
}
