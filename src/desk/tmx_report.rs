//! What a TMX file holds, and for each tool whether it will import it and if not why, as every door
//! shows it.

use std::path::Path;

use serde::Serialize;

use super::error::{At, Result};
use crate::format::tmx::Tool;
use crate::format::tmx::check::{self, Fix, Import, Report};
use crate::model::LangCode;

/// What a TMX file holds.
#[derive(Clone, Debug, Serialize)]
pub struct TmxReport<'a> {
    /// The file.
    pub file: String,
    /// The version of TMX that it names.
    pub version: &'a str,
    /// Its encoding.
    pub encoding: &'a str,
    /// The source language that its header names.
    pub srclang: Option<&'a str>,
    /// How many units it has.
    pub units: usize,
    /// How many texts.
    pub variants: usize,
    /// The pairs of languages, in order of their codes.
    pub pairs: Vec<TmxPair<'a>>,
    /// The tools that made it.
    pub made_by: Vec<&'a str>,
    /// The earliest date in it.
    pub first_date: Option<&'a str>,
    /// The latest date in it.
    pub last_date: Option<&'a str>,
    /// How many inline codes there are.
    pub inline_codes: usize,
    /// Whether it is well-formed XML.
    pub well_formed: bool,
    /// Whether it is valid TMX too.
    pub valid: bool,
    /// Why it is not.
    pub fault: Option<String>,
    /// The first of the units that cannot be read, and why.
    pub problems: Vec<String>,
    /// How many cannot be read.
    pub problem_count: usize,
    /// What becomes of it in each tool.
    pub tools: Vec<TmxImport>,
}

/// How many units are in a pair of languages.
#[derive(Clone, Debug, Serialize)]
pub struct TmxPair<'a> {
    /// The code of the source.
    pub source: &'a str,
    /// The code of the target.
    pub target: &'a str,
    /// How many.
    pub units: usize,
}

/// What becomes of a TMX file in a tool.
#[derive(Clone, Debug, Serialize)]
pub struct TmxImport {
    /// The name of the tool.
    pub tool: &'static str,
    /// What is imported: `whole`, `partly` or `refused`.
    pub import: &'static str,
    /// Why not all.
    pub reasons: Vec<TmxReason>,
}

/// Why a tool does not import all of a TMX file.
#[derive(Clone, Debug, Serialize)]
pub struct TmxReason {
    /// What is in the way.
    pub what: String,
    /// What helps, in the words of the door.
    pub fix: String,
}

/// Reads a TMX file for what tools will make of it.
///
/// # Errors
///
/// When it cannot be read or is not TMX.
pub fn check_tmx(path: &Path) -> Result<Report> {
    check::check(path).at(path)
}

impl<'a> TmxReport<'a> {
    /// Makes the report on a file for some tools; `words` says what helps.
    pub fn new(
        path: &Path,
        report: &'a Report,
        tools: &[Tool],
        words: impl Fn(&Fix) -> String,
    ) -> Self {
        let content = &report.content;
        let strict = &report.strict;
        let fault = strict.ill_formed.as_ref().or(strict.invalid.as_ref());
        let pairs = content.pairs.iter();
        let pairs = pairs.map(|((source, target), units)| TmxPair {
            source,
            target,
            units: *units,
        });
        TmxReport {
            file: path.display().to_string(),
            version: &content.header.version,
            encoding: report.encoding,
            srclang: content.header.srclang.as_ref().map(LangCode::as_str),
            units: content.totals.units,
            variants: content.totals.variants,
            pairs: pairs.collect(),
            made_by: content.tools.keys().map(String::as_str).collect(),
            first_date: content.dates.as_ref().map(|(first, _)| first.as_str()),
            last_date: content.dates.as_ref().map(|(_, last)| last.as_str()),
            inline_codes: content.inline_codes,
            well_formed: strict.ill_formed.is_none(),
            valid: strict.ill_formed.is_none() && strict.invalid.is_none(),
            fault: fault.map(|fault| format!("line {}: {}", fault.line, fault.what)),
            problems: report.problems.iter().map(ToString::to_string).collect(),
            problem_count: content.totals.problems,
            tools: (tools.iter())
                .map(|&tool| TmxImport::new(tool, report, &words))
                .collect(),
        }
    }
}

impl TmxImport {
    fn new(tool: Tool, report: &Report, words: impl Fn(&Fix) -> String) -> Self {
        let (import, reasons) = match report.import(tool) {
            Import::Whole => ("whole", Vec::new()),
            Import::Partly(reasons) => ("partly", reasons),
            Import::Refused(reason) => ("refused", vec![reason]),
        };
        let reasons = reasons.into_iter().map(|reason| TmxReason {
            what: reason.what,
            fix: words(&reason.fix),
        });
        TmxImport {
            tool: tool.name(),
            import,
            reasons: reasons.collect(),
        }
    }
}
