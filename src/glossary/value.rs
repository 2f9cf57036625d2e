//! TOML values by the type that is wanted, each refusal with its place. Keys that are not known are
//! told with the nearest one that is.

use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};

use crate::model::concept::Date;
use crate::report::rule::Rule;
use crate::report::{Finding, Fix, Place, visible};
use crate::text::source::SourceText;
use crate::text::{Found, Lang, Span};

/// A value and where it stands.
pub(super) type Value<'i> = Spanned<DeValue<'i>>;
/// A key and where it stands.
pub(super) type Key<'i> = Spanned<DeString<'i>>;

/// Reads the values of one file and collects what is wrong with them.
pub(super) struct Reader<'a> {
    pub(super) source: &'a SourceText,
    pub(super) findings: Vec<Finding>,
}

impl Reader<'_> {
    pub(super) fn new(source: &SourceText) -> Reader<'_> {
        Reader {
            source,
            findings: Vec::new(),
        }
    }

    pub(super) fn error(&mut self, rule: Rule, span: Span, message: String) -> &mut Finding {
        let finding = Finding::new(rule, message, Place::new(self.source, span));
        let at = self.findings.len();
        self.findings.push(finding);
        &mut self.findings[at]
    }

    fn wanted(&mut self, value: &Value<'_>, what: &str, wanted: &str) {
        let message = format!("{what} must be {wanted}, not {}", name_of(value.get_ref()));
        self.error(Rule::UnreadableGlossary, span(value), message);
    }

    pub(super) fn table<'v, 'i>(
        &mut self,
        value: &'v Value<'i>,
        what: &str,
    ) -> Option<&'v DeTable<'i>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(table);
        }
        self.wanted(value, what, "a table");
        None
    }

    pub(super) fn string(&mut self, value: &Value<'_>, what: &str) -> Option<Found<String>> {
        let DeValue::String(text) = value.get_ref() else {
            self.wanted(value, what, "a string");
            return None;
        };
        let nothing = |c: char| c.is_whitespace() || crate::text::invisible::is_invisible(c);
        if text.chars().all(nothing) {
            let message = format!("{what} must not be empty: \"{}\"", visible(text));
            self.error(Rule::UnreadableGlossary, span(value), message);
            return None;
        }
        Some(Found {
            span: span(value),
            value: text.clone().into_owned(),
        })
    }

    pub(super) fn plain(&mut self, value: &Value<'_>, what: &str) -> Option<String> {
        self.string(value, what).map(|found| found.value)
    }

    /// Reads a string or an array of strings.
    pub(super) fn strings(&mut self, value: &Value<'_>, what: &str) -> Vec<Found<String>> {
        match value.get_ref() {
            DeValue::Array(array) => {
                let one = |item| self.string(item, what);
                array.iter().filter_map(one).collect()
            }
            _ => self.string(value, what).into_iter().collect(),
        }
    }

    pub(super) fn boolean(&mut self, value: &Value<'_>, what: &str) -> Option<bool> {
        if let DeValue::Boolean(boolean) = value.get_ref() {
            return Some(*boolean);
        }
        self.wanted(value, what, "true or false");
        None
    }

    pub(super) fn number(
        &mut self,
        value: &Value<'_>,
        what: &str,
        least: u8,
        most: u8,
    ) -> Option<u8> {
        if let DeValue::Integer(integer) = value.get_ref()
            && let Ok(number) = integer.as_str().parse()
            && (least..=most).contains(&number)
            && integer.radix() == 10
        {
            return Some(number);
        }
        let message = format!("{what} must be a whole number from {least} to {most}");
        self.error(Rule::UnreadableGlossary, span(value), message);
        None
    }

    pub(super) fn date(&mut self, value: &Value<'_>, what: &str) -> Option<Found<Date>> {
        if let DeValue::Datetime(datetime) = value.get_ref()
            && let (Some(date), None) = (datetime.date, datetime.time)
            && let Ok(year) = i16::try_from(date.year)
            && let Ok(date) = Date::new(year, date.month.cast_signed(), date.day.cast_signed())
        {
            return Some(Found {
                span: span(value),
                value: date,
            });
        }
        let message = format!("{what} must be a date without quotes, such as 2026-11-01");
        self.error(Rule::UnreadableGlossary, span(value), message);
        None
    }

    /// Reads one of some fixed words.
    pub(super) fn word<T: Copy>(
        &mut self,
        value: &Value<'_>,
        what: &str,
        words: &[(&str, T)],
    ) -> Option<Found<T>> {
        let found = self.string(value, what)?;
        if let Some(&(_, meant)) = words.iter().find(|(word, _)| *word == found.value) {
            return Some(Found {
                span: found.span,
                value: meant,
            });
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let hint = suggestion(&found.value, &known);
        let given = visible(&found.value);
        self.error(
            Rule::UnreadableGlossary,
            found.span,
            format!("{what} cannot be \"{given}\"; {hint}"),
        );
        None
    }

    /// Reads a language tag as a value.
    pub(super) fn lang(&mut self, value: &Value<'_>, what: &str) -> Option<Lang> {
        let tag = self.string(value, what)?;
        self.tag(&tag.value, tag.span, |lang| format!("\"{lang}\""))
    }

    /// Reads a language tag as a key.
    pub(super) fn lang_key(&mut self, key: &Key<'_>) -> Option<Lang> {
        self.tag(key.get_ref(), span(key), str::to_owned)
    }

    fn tag(&mut self, tag: &str, span: Span, write: impl Fn(&str) -> String) -> Option<Lang> {
        match Lang::parse(tag) {
            Ok(lang) if lang.as_str() == tag => Some(lang),
            Ok(lang) => {
                let message = format!("language tag \"{}\" is not in canonical form", visible(tag));
                let finding = self.error(Rule::NotALanguageTag, span, message);
                finding.hint = Some(format!("write {lang}").into());
                finding.fix = Some(Fix::replace(span, write(lang.as_str())));
                Some(lang)
            }
            Err(error) => {
                self.error(Rule::NotALanguageTag, span, error.to_string());
                None
            }
        }
    }

    /// Says that a key is not known.
    pub(super) fn unknown(&mut self, key: &Key<'_>, known: &[&str]) -> &mut Finding {
        let name = visible(key.get_ref());
        let hint = suggestion(key.get_ref(), known);
        self.error(
            Rule::UnreadableGlossary,
            span(key),
            format!("unknown key `{name}`; {hint}"),
        )
    }
}

/// Returns the place of a key or value.
pub(super) fn span<T>(spanned: &Spanned<T>) -> Span {
    spanned.span().into()
}

/// Returns the entries of a table in the order of the file.
pub(super) fn entries<'v, 'i>(table: &'v DeTable<'i>) -> Vec<(&'v Key<'i>, &'v Value<'i>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// Returns the items of an array, or the value itself as the only one.
pub(super) fn items<'v, 'i>(value: &'v Value<'i>) -> Vec<&'v Value<'i>> {
    let array: Option<&DeArray<'i>> = value.get_ref().as_array();
    array.map_or_else(|| vec![value], |array| array.iter().collect())
}

/// Names the nearest known word, or all of them where none is near.
fn suggestion(given: &str, known: &[&str]) -> String {
    nearest(given, known).unwrap_or_else(|| format!("known are `{}`", known.join("`, `")))
}

/// Asks whether the nearest known word is meant, if one is near.
pub(super) fn nearest(given: &str, known: &[&str]) -> Option<String> {
    let given: String = given.chars().take(40).collect();
    let nearest = known
        .iter()
        .map(|key| (strsim::damerau_levenshtein(&given.to_lowercase(), key), key))
        .min()
        .filter(|(distance, key)| *distance <= key.len().max(3) / 2);
    nearest.map(|(_, key)| format!("did you mean `{key}`?"))
}

fn name_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}
