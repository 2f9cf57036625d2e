//! Writes TMX 1.4b that every tool imports: UTF-8 without a byte order mark, valid by `tmx14.dtd`, the
//! source first and its code equal to the one in the header, two languages unless more are asked for,
//! nothing empty. What a unit holds beyond that is left out and counted, never passed over.
//!
//! Units go out in the order given. A tool that meets two translations of one source may keep the
//! last, so write the newest last.

pub(super) mod date;
mod element;
mod inline;
mod summary;
mod tuid;

use std::borrow::Cow;
use std::io;
use std::io::Write;

use self::element::{
    push_attribute, push_date, push_history, push_optional, push_remarks, valid_code,
};

pub(super) use self::element::RESERVED;
pub(super) use self::inline::LONG;
pub use self::summary::Summary;
use self::tuid::{ContentHash, Tuids};
use crate::model::{LangCode, Note, Property, TranslationUnit, Variant};
use crate::text::Lang;

/// Bytes gathered before they are handed to the output.
const BLOCK: usize = 64 * 1024;

/// Which texts of a unit are written beside the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Targets {
    /// That in one language, under this code.
    One(Lang),
    /// All, each under its own code. Many tools look at the first two only.
    All,
}

/// What is to be written, and under which codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Languages of the texts that are taken, the source first.
    pub texts: [Lang; 2],
    /// Code of the source texts, in the header and on the texts.
    pub source: Lang,
    /// The texts beside the source.
    pub targets: Targets,
    /// Whether inline codes are kept (TMX level 2) or left out (level 1).
    pub codes: bool,
    /// Whether the file begins with a byte order mark.
    pub bom: bool,
    /// Whether the types of properties get an `x-` before them where they have none.
    pub prefixed: bool,
    /// Name of the tool that makes the file.
    pub tool: String,
    /// Its version.
    pub tool_version: String,
    /// When the file is made, `YYYYMMDDThhmmssZ`.
    pub creation_date: Option<String>,
    /// Who makes it.
    pub creation_id: Option<String>,
    /// Remarks about the whole memory.
    pub notes: Vec<Note>,
    /// Properties of the whole memory.
    pub properties: Vec<Property>,
}

impl Settings {
    /// Asks for text without codes in one pair of languages, with no date.
    pub fn new(source: Lang, target: Lang) -> Self {
        Settings {
            texts: [source.clone(), target.clone()],
            source,
            targets: Targets::One(target),
            codes: false,
            bom: false,
            prefixed: false,
            tool: env!("CARGO_PKG_NAME").to_owned(),
            tool_version: env!("CARGO_PKG_VERSION").to_owned(),
            creation_date: None,
            creation_id: None,
            notes: Vec::new(),
            properties: Vec::new(),
        }
    }
}

/// Writes units one by one; [`Writer::finish`] ends the file.
pub struct Writer<W: Write> {
    out: W,
    settings: Settings,
    summary: Summary,
    tuids: Tuids,
    /// What was not handed to `out` yet.
    ready: String,
    /// The variants of the unit at hand.
    variants: String,
}

/// Why a unit cannot be written.
enum Unfit {
    NoSource,
    NoTarget,
    Empty,
}

impl<W: Write> Writer<W> {
    /// Begins a file: writes everything up to the first unit.
    ///
    /// # Errors
    ///
    /// What `out` reports.
    pub fn new(out: W, settings: Settings) -> io::Result<Self> {
        let mut writer = Writer {
            out,
            settings,
            summary: Summary::default(),
            tuids: Tuids::default(),
            ready: String::with_capacity(BLOCK + BLOCK / 4),
            variants: String::new(),
        };
        writer.header();
        writer.hand_on(BLOCK)?;
        Ok(writer)
    }

    /// Writes a unit, or counts why it cannot be written.
    ///
    /// # Errors
    ///
    /// What the output reports.
    pub fn write(&mut self, unit: &TranslationUnit) -> io::Result<()> {
        let mut summary = self.summary;
        match self.unit(unit, &mut summary) {
            Ok(()) => {
                summary.written += 1;
                self.summary = summary;
            }
            Err(Unfit::NoSource) => self.summary.without_source += 1,
            Err(Unfit::NoTarget) => self.summary.without_target += 1,
            Err(Unfit::Empty) => self.summary.empty += 1,
        }
        self.hand_on(BLOCK)
    }

    /// Ends the file and returns what became of the units.
    ///
    /// # Errors
    ///
    /// What the output reports.
    pub fn finish(mut self) -> io::Result<Summary> {
        self.ready.push_str("  </body>\n</tmx>\n");
        self.hand_on(0)?;
        self.out.flush()?;
        Ok(self.summary)
    }

    /// Hands what is ready to the output once it is `enough`.
    fn hand_on(&mut self, enough: usize) -> io::Result<()> {
        if self.ready.len() >= enough {
            self.out.write_all(self.ready.as_bytes())?;
            self.ready.clear();
        }
        Ok(())
    }

    fn header(&mut self) {
        let Writer {
            ready: out,
            settings,
            summary,
            ..
        } = self;
        if settings.bom {
            out.push('\u{FEFF}');
        }
        out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.push_str("<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n  <header");
        push_attribute(out, "creationtool", &settings.tool, summary);
        push_attribute(out, "creationtoolversion", &settings.tool_version, summary);
        push_attribute(out, "segtype", "sentence", summary);
        push_attribute(out, "o-tmf", &settings.tool, summary);
        push_attribute(out, "adminlang", "en", summary);
        push_attribute(out, "srclang", settings.source.as_str(), summary);
        push_attribute(out, "datatype", "plaintext", summary);
        push_date(
            out,
            "creationdate",
            settings.creation_date.as_deref(),
            summary,
        );
        push_optional(out, "creationid", settings.creation_id.as_deref(), summary);
        if settings.notes.is_empty() && settings.properties.is_empty() {
            out.push_str("/>\n");
        } else {
            out.push_str(">\n");
            push_remarks(
                out,
                "    ",
                &settings.notes,
                &settings.properties,
                settings.prefixed,
                summary,
            );
            out.push_str("  </header>\n");
        }
        out.push_str("  <body>\n");
    }

    fn unit(&mut self, unit: &TranslationUnit, summary: &mut Summary) -> Result<(), Unfit> {
        let Writer {
            settings,
            ready: out,
            variants,
            ..
        } = self;
        variants.clear();
        let hash = push_variants(variants, unit, settings, summary)?;
        let tuid = self.tuids.issue(unit.tuid.as_deref(), hash, summary);
        out.push_str("    <tu");
        push_attribute(out, "tuid", &tuid, summary);
        push_history(out, &unit.history, Some("segtype"), summary);
        let contradicts = |code: &LangCode| {
            code.lang().map(Lang::primary) != Ok(settings.source.primary()) && !code.is_all()
        };
        summary.attributes += usize::from(unit.srclang.as_ref().is_some_and(contradicts));
        out.push_str(">\n");
        push_remarks(
            out,
            "      ",
            &unit.notes,
            &unit.properties,
            settings.prefixed,
            summary,
        );
        out.push_str(variants);
        out.push_str("    </tu>\n");
        Ok(())
    }
}

/// Appends the variants that are asked for and returns the hash of what they say.
fn push_variants(
    out: &mut String,
    unit: &TranslationUnit,
    settings: &Settings,
    summary: &mut Summary,
) -> Result<u64, Unfit> {
    let target = match &settings.targets {
        Targets::One(code) => Some(code),
        Targets::All => None,
    };
    let count = 1 + usize::from(target.is_some());
    let texts = unit.texts_in(settings.texts[..count].iter());
    let source = texts[0].ok_or(Unfit::NoSource)?;
    let mut hash = ContentHash::new();
    let mut push = |variant: &Variant, code: &str, summary: &mut Summary| {
        push_variant(out, variant, code, settings, &mut hash, summary)
    };
    if !push(source, settings.source.as_str(), summary) {
        return Err(Unfit::Empty);
    }
    let is_source = |variant: &Variant| std::ptr::eq(variant, source);
    if let Some(code) = target {
        if !push(texts[1].ok_or(Unfit::NoTarget)?, code.as_str(), summary) {
            return Err(Unfit::Empty);
        }
        summary.other_languages += unit.variants.len() - 2;
        return Ok(hash.value());
    }
    let mut targets = 0;
    for variant in unit.variants.iter().filter(|variant| !is_source(variant)) {
        let code = match variant.lang.lang() {
            Ok(lang) => Some(Cow::Borrowed(lang.as_str())),
            Err(_) => valid_code(variant.lang.as_str()),
        };
        let pushed = code.is_some_and(|code| push(variant, &code, summary));
        targets += usize::from(pushed);
        summary.other_languages += usize::from(!pushed);
    }
    if targets == 0 {
        return Err(Unfit::NoTarget);
    }
    Ok(hash.value())
}

/// Appends a variant and returns whether it had any text; one without leaves no trace.
fn push_variant(
    out: &mut String,
    variant: &Variant,
    code: &str,
    settings: &Settings,
    hash: &mut ContentHash,
    summary: &mut Summary,
) -> bool {
    let before = out.len();
    out.push_str("      <tuv");
    push_attribute(out, "xml:lang", code, summary);
    push_history(out, &variant.history, None, summary);
    out.push('>');
    let alone = variant.notes.is_empty() && variant.properties.is_empty();
    if !alone {
        out.push('\n');
        push_remarks(
            out,
            "        ",
            &variant.notes,
            &variant.properties,
            settings.prefixed,
            summary,
        );
        out.push_str("        ");
    }
    out.push_str("<seg>");
    let start = out.len();
    inline::push_seg(out, &variant.seg, settings.codes, summary);
    if out.len() == start {
        out.truncate(before);
        return false;
    }
    hash.add(code.as_bytes());
    hash.add(&out.as_bytes()[start..]);
    out.push_str(if alone {
        "</seg></tuv>\n"
    } else {
        "</seg>\n      </tuv>\n"
    });
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Code, CodeKind, Inline, Native, Seg};

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).unwrap()
    }

    fn settings() -> Settings {
        Settings {
            tool_version: "0.0.0".to_owned(),
            creation_date: Some("20260101T000000Z".to_owned()),
            ..Settings::new(lang("en"), lang("km"))
        }
    }

    fn pair(source: &str, target: &str) -> TranslationUnit {
        TranslationUnit::pair(
            (&lang("en"), source.to_owned()),
            (&lang("km"), target.to_owned()),
        )
    }

    fn written(settings: Settings, units: &[TranslationUnit]) -> (String, Summary) {
        let mut out = Vec::new();
        let mut writer = Writer::new(&mut out, settings).unwrap();
        for unit in units {
            writer.write(unit).unwrap();
        }
        let summary = writer.finish().unwrap();
        (String::from_utf8(out).unwrap(), summary)
    }

    #[test]
    fn layout() {
        let mut unit = pair("Article 1", "\u{1798}\u{17B6}");
        unit.tuid = Some("a1".to_owned());
        unit.history.creation_date = Some("20260101T000000Z".to_owned());
        unit.notes.push(Note {
            text: "Checked".to_owned(),
            ..Note::default()
        });
        unit.properties
            .push(Property::new("x-document", "treaty.docx"));
        let (text, summary) = written(settings(), &[unit]);
        assert_eq!(
            text,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n\
             <tmx version=\"1.4\">\n\
             \x20 <header creationtool=\"chancery\" creationtoolversion=\"0.0.0\" \
             segtype=\"sentence\" o-tmf=\"chancery\" adminlang=\"en\" srclang=\"en\" \
             datatype=\"plaintext\" creationdate=\"20260101T000000Z\"/>\n\
             \x20 <body>\n\
             \x20   <tu tuid=\"a1\" creationdate=\"20260101T000000Z\">\n\
             \x20     <note>Checked</note>\n\
             \x20     <prop type=\"x-document\">treaty.docx</prop>\n\
             \x20     <tuv xml:lang=\"en\"><seg>Article 1</seg></tuv>\n\
             \x20     <tuv xml:lang=\"km\"><seg>\u{1798}\u{17B6}</seg></tuv>\n\
             \x20   </tu>\n\
             \x20 </body>\n\
             </tmx>\n"
        );
        assert_eq!(summary.losses(), []);
    }

    #[test]
    fn nothing_empty_is_written() {
        let only_source = TranslationUnit {
            variants: vec![Variant::new((&lang("en")).into(), "a".into())],
            ..TranslationUnit::default()
        };
        let units = [
            pair("", "b"),
            pair("a", " \n\t"),
            pair("\u{1}\u{2}", "b"),
            only_source,
            TranslationUnit::default(),
        ];
        let (text, summary) = written(settings(), &units);
        assert!(!text.contains("<tu"), "{text}");
        assert_eq!(
            summary,
            Summary {
                empty: 3,
                without_target: 1,
                without_source: 1,
                ..Summary::default()
            }
        );
        assert_eq!(summary.losses().len(), 3);
    }

    #[test]
    fn the_source_stands_first_under_the_code_of_the_header() {
        let mut unit = pair("one", "x");
        unit.variants[0].lang = LangCode::new("EN_gb");
        unit.variants.reverse();
        unit.variants
            .push(Variant::new(LangCode::new("fr"), "un".into()));
        unit.variants
            .push(Variant::new(LangCode::new("x y"), "?".into()));
        let (text, summary) = written(settings(), std::slice::from_ref(&unit));
        let codes = |text: &str| -> Vec<String> {
            text.split("xml:lang=\"")
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap().to_owned())
                .collect()
        };
        assert_eq!(codes(&text), ["en", "km"]);
        assert_eq!(summary.other_languages, 2);
        let all = Settings {
            targets: Targets::All,
            ..settings()
        };
        let (text, summary) = written(all, &[unit]);
        assert_eq!(codes(&text), ["en", "km", "fr"]);
        assert_eq!(summary.other_languages, 1);
    }

    #[test]
    fn tuids_are_unique_ascii_and_stable() {
        let named = |tuid: &str, text: &str| TranslationUnit {
            tuid: Some(tuid.to_owned()),
            ..pair(text, "b")
        };
        let units = [
            named("a", "1"),
            named("a", "2"),
            named("a-2", "3"),
            named("a", "4"),
            named("\u{1780}", "5"),
            pair("6", "b"),
            pair("6", "b"),
        ];
        let ids = |text: &str| -> Vec<String> {
            text.split("tuid=\"")
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap().to_owned())
                .collect()
        };
        let (text, summary) = written(settings(), &units);
        let found = ids(&text);
        assert_eq!(found[..4], ["a", "a-2", "a-2-2", "a-3"]);
        assert!(found[4].is_ascii() && found[4].len() == 16);
        assert_eq!(found[6], format!("{}-2", found[5]));
        assert_eq!(summary.new_tuids, 4);
        assert_eq!(written(settings(), &units).0, text);
    }

    #[test]
    fn losses_are_counted() {
        let mut unit = pair(" one\u{b} ", "b");
        unit.history.creation_date = Some("last week".to_owned());
        unit.history.others = vec![
            ("gitCommit".to_owned(), "1".to_owned()),
            ("segtype".to_owned(), "clause".to_owned()),
            ("datatype".to_owned(), "html".to_owned()),
        ];
        unit.srclang = Some(LangCode::new("fr"));
        unit.properties = vec![Property::new("file", "f"), Property::new("Domain", "d")];
        unit.variants[1].seg = Seg::from_pieces(vec![
            Inline::Text("b".repeat(2_001)),
            Inline::Code(Code::new(CodeKind::Placeholder)),
        ]);
        let (text, summary) = written(settings(), &[unit]);
        assert!(text.contains("<seg>one</seg>"), "{text}");
        assert!(text.contains("<prop type=\"x-file\">f</prop>"), "{text}");
        assert!(text.contains("<tu tuid="), "{text}");
        assert!(text.contains(" datatype=\"html\">\n"), "{text}");
        assert_eq!(
            summary,
            Summary {
                written: 1,
                illegal_characters: 1,
                trimmed: 1,
                codes: 1,
                dates: 1,
                attributes: 3,
                renamed_properties: 1,
                long: 1,
                ..Summary::default()
            }
        );
        assert_eq!(
            summary.losses()[0].to_string(),
            "1 control character left out: XML cannot hold them"
        );
    }

    #[test]
    fn codes_are_kept_on_request() {
        let code = |kind, markup: &str| {
            let mut code = Code::new(kind);
            code.content = vec![Native::Markup(markup.to_owned())];
            code
        };
        let mut open = code(CodeKind::Begin, "<b>");
        open.pair = Some("1".to_owned());
        open.function = Some("bold".to_owned());
        let mut close = code(CodeKind::End, "</b>");
        close.pair = Some("1".to_owned());
        let unpaired = code(CodeKind::Begin, "<i>");
        let mut unit = pair("a", "b");
        unit.variants[0].seg = Seg::from_pieces(vec![
            Inline::Text("  a ".to_owned()),
            Inline::Code(open),
            Inline::Text("b".to_owned()),
            Inline::Code(close),
            Inline::Code(unpaired),
        ]);
        let with_codes = Settings {
            codes: true,
            ..settings()
        };
        let (text, summary) = written(with_codes, &[unit]);
        let seg = "<seg>a <bpt i=\"1\" type=\"bold\">&lt;b&gt;</bpt>b<ept i=\"1\">&lt;/b&gt;</ept>\
                   <ph>&lt;i&gt;</ph></seg>";
        assert!(text.contains(seg), "{text}");
        assert_eq!((summary.codes, summary.trimmed), (0, 1));
    }
}
