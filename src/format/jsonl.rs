//! Units as JSON lines: one object a line, with everything that a unit holds but its inline codes.
//! Keys are those of TMX; a key that is not known costs its unit, so that nothing is dropped unseen.

use std::io;

use serde::{Deserialize, Serialize};

use super::bitext::reading::{Cause, Outcome, Problem, Source};
use super::bitext::writing::{Sink, Tally, Written};
use super::lines::Lines;
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
    #[serde(with = "HistoryKeys", skip_serializing_if = "is_default")]
    history: History,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Note>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    properties: Vec<Typed>,
    variants: Vec<Side>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Side {
    lang: String,
    text: String,
    #[serde(default, with = "HistoryKeys", skip_serializing_if = "is_default")]
    history: History,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Note>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    properties: Vec<Typed>,
}

/// A history under the keys of TMX.
#[derive(Serialize, Deserialize)]
#[serde(remote = "History", deny_unknown_fields)]
struct HistoryKeys {
    #[serde(
        default,
        rename = "creationdate",
        skip_serializing_if = "Option::is_none"
    )]
    creation_date: Option<String>,
    #[serde(
        default,
        rename = "creationid",
        skip_serializing_if = "Option::is_none"
    )]
    creation_id: Option<String>,
    #[serde(
        default,
        rename = "changedate",
        skip_serializing_if = "Option::is_none"
    )]
    change_date: Option<String>,
    #[serde(default, rename = "changeid", skip_serializing_if = "Option::is_none")]
    change_id: Option<String>,
    #[serde(
        default,
        rename = "usagecount",
        skip_serializing_if = "Option::is_none"
    )]
    usage_count: Option<String>,
    #[serde(
        default,
        rename = "lastusagedate",
        skip_serializing_if = "Option::is_none"
    )]
    last_usage_date: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    others: Vec<(String, String)>,
}

/// A property under the keys of TMX.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Property", deny_unknown_fields)]
struct PropertyKeys {
    #[serde(rename = "type")]
    kind: String,
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    encoding: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Typed(#[serde(with = "PropertyKeys")] Property);

fn is_default(history: &History) -> bool {
    *history == History::default()
}

fn typed(properties: &[Property]) -> Vec<Typed> {
    properties.iter().cloned().map(Typed).collect()
}

fn plain(properties: Vec<Typed>) -> Vec<Property> {
    properties.into_iter().map(|typed| typed.0).collect()
}

impl From<Row> for TranslationUnit {
    fn from(row: Row) -> Self {
        let variant = |side: Side| Variant {
            lang: LangCode::new(&side.lang),
            history: side.history,
            notes: side.notes,
            properties: plain(side.properties),
            seg: side.text.into(),
        };
        TranslationUnit {
            tuid: row.tuid,
            srclang: row.srclang.as_deref().map(LangCode::new),
            history: row.history,
            notes: row.notes,
            properties: plain(row.properties),
            variants: row.variants.into_iter().map(variant).collect(),
        }
    }
}

impl From<&TranslationUnit> for Row {
    fn from(unit: &TranslationUnit) -> Self {
        let side = |variant: &Variant| Side {
            lang: variant.lang.as_str().to_owned(),
            text: variant.seg.plain_text().into_owned(),
            history: variant.history.clone(),
            notes: variant.notes.clone(),
            properties: typed(&variant.properties),
        };
        Row {
            tuid: unit.tuid.clone(),
            srclang: unit.srclang.as_ref().map(|code| code.as_str().to_owned()),
            history: unit.history.clone(),
            notes: unit.notes.clone(),
            properties: typed(&unit.properties),
            variants: unit.variants.iter().map(side).collect(),
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
            let outcome: Result<Row, Cause> = match self.lines.next() {
                Ok(None) => return None,
                Ok(Some(Ok(line))) if line.trim().is_empty() => continue,
                Ok(Some(Ok(line))) => {
                    serde_json::from_str::<Row>(line).map_err(|error| fault(&error).into())
                }
                Ok(Some(Err(what))) => Err(what),
                Err(error) => {
                    self.ended = true;
                    Err(format!("cannot read on: {error}").into())
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
    tally: Tally,
}

impl<W: io::Write> Writer<W> {
    /// Begins a file.
    pub(super) fn new(out: W) -> Self {
        Writer {
            out,
            tally: Tally::default(),
        }
    }
}

impl<W: io::Write> Sink for Writer<W> {
    fn write(&mut self, unit: &TranslationUnit) -> io::Result<()> {
        for variant in &unit.variants {
            self.tally.codes += variant.seg.codes();
        }
        serde_json::to_writer(&mut self.out, &Row::from(unit))?;
        self.out.write_all(b"\n")?;
        self.tally.units += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<Written> {
        self.out.flush()?;
        Ok(self.tally.written())
    }
}
