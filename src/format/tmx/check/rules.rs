//! What each tool does with a file, as far as it is known. One function for what all have in common,
//! one match arm for what a tool has of its own; `docs/formats.md` says where each rule comes from.

use super::{Content, Report};
use crate::format::loss::counted;
use crate::format::tmx::tool::Tool;
use crate::model::LangCode;
use crate::text::Lang;
use crate::text::lang::LangError;

/// Whether a tool imports a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Import {
    /// It does.
    Whole,
    /// It does, but something gets lost or does not match, for these reasons.
    Partly(Vec<Reason>),
    /// It takes nothing of it, for this reason.
    Refused(Reason),
}

/// Why a tool does not import a file or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What is in its way.
    pub what: String,
    /// What to do about it.
    pub fix: Fix,
}

/// What to do so that a tool imports more of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Write the file again, all that can be saved of it.
    Rewrite {
        /// As this tool wants it, if as any in particular.
        tool: Option<Tool>,
        /// In a pair of languages.
        pair: Pair,
    },
    /// Write it again without inline codes.
    WithoutCodes,
    /// Write it again with another code in the place of one that is no language.
    Rename {
        /// The wrong code.
        code: String,
        /// The one that is probably meant.
        meant: &'static str,
    },
    /// Something that no program does.
    ByHand(String),
}

/// The languages that a file is to be written again in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pair {
    /// Those it has.
    Own,
    /// Two that are to be chosen.
    Chosen,
    /// Source and target under these codes.
    Codes(String, Lang),
}

impl From<&str> for Fix {
    fn from(what: &str) -> Self {
        Fix::ByHand(what.to_owned())
    }
}

/// Reasons as they are found.
struct Reasons<'a> {
    tool: Tool,
    report: &'a Report,
    refused: Option<Reason>,
    partly: Vec<Reason>,
}

pub(super) fn import(tool: Tool, report: &Report) -> Import {
    let mut reasons = Reasons {
        tool,
        report,
        refused: None,
        partly: Vec::new(),
    };
    reasons.common();
    reasons.own();
    match reasons {
        Reasons {
            refused: Some(reason),
            ..
        } => Import::Refused(reason),
        Reasons { partly, .. } if partly.is_empty() => Import::Whole,
        Reasons { partly, .. } => Import::Partly(partly),
    }
}

impl Reasons<'_> {
    fn content(&self) -> &Content {
        &self.report.content
    }

    /// Tells whether the name ends in one of these; tools do look at capitals.
    fn is_named(&self, endings: &[&str]) -> bool {
        let name = self.report.file_name.as_str();
        endings.iter().any(|ending| name.ends_with(ending))
    }

    fn repair(&self) -> Fix {
        self.repair_in(Pair::Own)
    }

    fn repair_in(&self, pair: Pair) -> Fix {
        let tool = Some(self.tool);
        Fix::Rewrite { tool, pair }
    }

    fn refuse(&mut self, what: impl Into<String>) {
        let fix = self.repair();
        self.refuse_but(what, fix);
    }

    fn refuse_but(&mut self, what: impl Into<String>, fix: impl Into<Fix>) {
        let (what, fix) = (what.into(), fix.into());
        self.refused.get_or_insert(Reason { what, fix });
    }

    fn some(&mut self, count: usize, what: &str) {
        let fix = self.repair();
        self.some_but(count, what, fix);
    }

    fn some_but(&mut self, count: usize, what: &str, fix: impl Into<Fix>) {
        if count > 0 {
            let (what, fix) = (counted(count, what), fix.into());
            self.partly.push(Reason { what, fix });
        }
    }

    /// What no tool gets past.
    fn common(&mut self) {
        let report = self.report;
        if let Some(fault) = &report.strict.ill_formed {
            self.refuse(format!("not well-formed XML, line {}", fault.line));
        }
        if self.content().totals.units == 0 {
            self.refuse_but("there are no units in it", "export the memory again");
        }
        let one_sided = self.content().one_sided;
        if one_sided == self.content().totals.units {
            self.refuse_but("no unit has text on two sides", "export the memory again");
        } else {
            self.some(one_sided, "units have text on one side only");
        }
        let bare = self.content().totals.units_without_seg;
        self.some(bare, "units have their text outside <seg>");
    }

    fn own(&mut self) {
        match self.tool {
            Tool::Trados => self.trados(),
            Tool::Memoq => self.memoq(),
            Tool::Omegat => self.omegat(),
            Tool::Modernmt => self.modernmt(),
            Tool::Smartling => self.smartling(),
            Tool::Weblate => self.weblate(),
            Tool::Pontoon => self.pontoon(),
            Tool::Tolgee => self.tolgee(),
            Tool::Poedit => self.poedit(),
            Tool::Lokalize => self.lokalize(),
            Tool::Okapi => self.okapi(),
            Tool::Toolkit => self.toolkit(),
            Tool::Phrase | Tool::Xtm | Tool::Smartcat | Tool::Matecat => {}
        }
    }

    fn trados(&mut self) {
        let bare = |code: &&String| !code.contains(['-', '_']);
        let texts: usize = {
            let codes = self.content().codes.iter();
            codes
                .filter(|(code, _)| bare(code))
                .map(|(_, count)| count)
                .sum()
        };
        // Regions are set for a pair; a memory in Trados has no more than one.
        let pair = match self.content().target_languages().len() {
            0 | 1 => Pair::Own,
            _ => Pair::Chosen,
        };
        let fix = self.repair_in(pair);
        let what = "texts have codes without a region; its memories have one, as en-US";
        self.some_but(texts, what, fix);
        self.some(
            self.content().bare_properties,
            "properties are not imported, for lack of x- before the type",
        );
        self.some_but(
            self.content().long,
            "texts are longer than 2,000 characters, too long for a memory in the cloud",
            "split them",
        );
    }

    fn memoq(&mut self) {
        let version = self.content().header.version.clone();
        if !matches!(
            version.as_str(),
            "1.1" | "1.2" | "1.3" | "1.4" | "1.4a" | "1.4b"
        ) {
            self.refuse(format!("version \"{version}\" is not one of 1.1 to 1.4"));
        }
    }

    fn omegat(&mut self) {
        if !self.is_named(&[".tmx", ".tmx.gz"]) {
            self.refuse_but("the file name does not end in .tmx", "rename it");
        }
        if let Some(fault) = &self.report.strict.invalid {
            let what = format!(
                "OmegaT 6.1 and later take valid files only; line {}: {}",
                fault.line, fault.what
            );
            self.refuse(what);
        }
        let unmatched = |code: &str| {
            let primary = code.split(['-', '_']).next().unwrap_or_default();
            code.contains('_')
                || (primary.len() != 2
                    && LangCode::new(code)
                        .lang()
                        .is_ok_and(|lang| lang.primary() != primary))
        };
        let wrong = (self.content().codes.keys())
            .find(|code| unmatched(code))
            .cloned();
        if let Some(code) = wrong {
            self.refuse(format!("code \"{code}\" matches no project"));
        }
        self.some(
            self.content().reserved_properties,
            "units match in one place only, by a property file, prev, next, id or path",
        );
        self.some(
            self.content().half_empty,
            "units have an empty text, by which OmegaT 3.6 erases sentences",
        );
        self.some(
            self.content().padded,
            "texts match nothing for the white space at an end",
        );
    }

    fn modernmt(&mut self) {
        if self.report.encoding != "UTF-8" {
            let encoding = self.report.encoding;
            self.refuse(format!("the encoding is {encoding}; only UTF-8 is read"));
        }
    }

    /// Returns the code of the header where it names a language.
    fn srclang(&self) -> Option<&LangCode> {
        let code = self.report.content.header.srclang.as_ref()?;
        (!code.is_all() && !code.as_str().is_empty()).then_some(code)
    }

    fn srclang_is_missing(&self) -> String {
        match &self.report.content.header.srclang {
            Some(code) => format!("srclang=\"{code}\" names no language"),
            None => "the header has no srclang".to_owned(),
        }
    }

    fn smartling(&mut self) {
        const TYPES: &[&str] = &["unknown", "html", "plaintext", "rtf", "sgml", "xml"];
        if self.srclang().is_none() {
            let what = self.srclang_is_missing();
            self.refuse(what);
        }
        match self
            .content()
            .header
            .attribute("datatype")
            .map(str::to_owned)
        {
            None => self.refuse("the header has no datatype"),
            Some(kind) if !TYPES.contains(&kind.to_ascii_lowercase().as_str()) => {
                self.refuse(format!("datatype=\"{kind}\" is not one it knows"));
            }
            Some(_) => {}
        }
        if self.content().other_source > 0 {
            self.refuse("units name another source language than the header");
        }
    }

    fn weblate(&mut self) {
        match self.srclang() {
            None => {
                let what = self.srclang_is_missing();
                self.refuse(what);
            }
            Some(code) if code.lang().is_err() => {
                let what = format!("srclang=\"{code}\" is no language it knows");
                self.refuse(what);
            }
            Some(_) => {}
        }
        let unknown =
            (self.content().codes.keys()).find(|code| LangCode::new(code).lang().is_err());
        if let Some(code) = unknown.cloned() {
            self.refuse_but(
                format!("one unknown code ends the import: \"{code}\""),
                hint(&code),
            );
        }
        let (units, found) = (self.content().totals.units, self.content().with_source);
        self.some(units - found, "units have no text in the source language");
    }

    /// Refuses a file of whose units none has the source under a code, byte for byte; else counts
    /// those that have not.
    fn needs_exactly(&mut self, code: &str) {
        let has = |pair: &(String, String)| pair.0 == code || pair.1 == code;
        let pairs = self.content().pairs.iter();
        if !pairs.into_iter().any(|(pair, _)| has(pair)) {
            let what = format!(
                "no text has exactly the code \"{code}\", which is the only source it takes"
            );
            let fix = self.with_english_source(code);
            self.refuse_but(what, fix);
            return;
        }
        let others = self.content().pairs.iter();
        let others: usize = others
            .filter(|(pair, _)| !has(pair))
            .map(|(_, count)| count)
            .sum();
        self.some(
            others,
            &format!("pairs have no text with exactly the code \"{code}\""),
        );
    }

    /// Returns how to make a file whose source is English, if there is English in it.
    fn with_english_source(&self, code: &str) -> Fix {
        let is_english = |lang: &Lang| lang.primary() == "en";
        let content = self.content();
        match content.source_language() {
            Some(source) if is_english(&source) => self.repair(),
            Some(source) if content.target_languages().iter().any(is_english) => {
                self.repair_in(Pair::Codes(code.to_owned(), source))
            }
            _ => "none, for there is no English in it".into(),
        }
    }

    fn pontoon(&mut self) {
        if !self.is_named(&[".tmx"]) {
            self.refuse_but("the file name does not end in .tmx", "rename it");
        }
        self.needs_exactly("en-US");
    }

    fn lokalize(&mut self) {
        if self.report.strict.old_lang > 0 {
            self.refuse("the languages stand in lang, which it does not read, not in xml:lang");
        }
        self.needs_exactly("en");
    }

    fn tolgee(&mut self) {
        let version = self.content().header.version.clone();
        if !version.starts_with("1.4") {
            self.refuse(format!("version \"{version}\" is not 1.4"));
        }
        let (units, any) = (self.content().totals.units, self.content().any_source);
        let found = self.content().with_source + any;
        self.some(units - found, "units have no text in the source language");
    }

    fn poedit(&mut self) {
        let (units, any) = (self.content().totals.units, self.content().any_source);
        if any == units {
            let what = self.srclang_is_missing();
            self.refuse(what);
        } else if self.content().exact_source == 0 {
            self.refuse(self.mismatch());
        }
        let missing = units - self.content().exact_source;
        self.some(
            missing,
            "units have no text with exactly the code of srclang",
        );
        self.some_but(
            self.content().coded_units,
            "units lose the text in their inline codes",
            Fix::WithoutCodes,
        );
    }

    fn mismatch(&self) -> String {
        let source = self.srclang().map_or("", LangCode::as_str);
        let codes: Vec<&str> = self
            .content()
            .codes
            .keys()
            .take(4)
            .map(String::as_str)
            .collect();
        format!(
            "no text has exactly the code of srclang, \"{source}\"; they have {}",
            codes.join(", ")
        )
    }

    fn okapi(&mut self) {
        if self.srclang().is_none() {
            let what = self.srclang_is_missing();
            self.refuse(what);
        }
        if self.content().without_language > 0 {
            self.refuse_but("a text has no language", "give each tuv an xml:lang");
        }
        if self.content().exact_source == 0 {
            self.refuse(self.mismatch());
        }
        let missing = self.content().totals.units - self.content().exact_source;
        self.some(
            missing,
            "units have no text with exactly the code of srclang",
        );
    }

    fn toolkit(&mut self) {
        if self.report.strict.old_lang > 0 {
            self.refuse("the languages stand in lang, which it does not read, not in xml:lang");
        }
        self.some_but(
            self.content().multilingual,
            "units have more than two texts; it takes the first two",
            Fix::Rewrite {
                tool: None,
                pair: Pair::Chosen,
            },
        );
    }
}

/// Returns what to do about a code that names no language.
fn hint(code: &str) -> Fix {
    match LangCode::new(code).lang() {
        Err(LangError::Mistaken { code: meant, .. }) => {
            let code = code.to_owned();
            Fix::Rename { code, meant }
        }
        Err(error) => Fix::ByHand(error.to_string()),
        Ok(_) => "correct it".into(),
    }
}
