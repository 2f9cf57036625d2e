//! Which units are wanted: conditions on where they came from, who made them and when, and what is in
//! them.

use super::Record;

/// What is asked of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// The document that it was made of.
    Document,
    /// The file that it came from.
    File,
    /// Who made it.
    Creator,
    /// Who changed it last.
    Changer,
    /// Made or changed on this day, written `20240131`, or later.
    After,
    /// Made and changed before this day.
    Before,
    /// One of its texts.
    Text,
    /// The code of the language of one of its texts.
    Lang,
    /// A property.
    Property(String),
}

/// A condition: what is asked, and the answer, in which `*` stands for anything. Capitals do not
/// count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    field: Field,
    pattern: String,
}

/// A text that is no condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConditionError {
    /// Nothing is asked, or no answer is given.
    #[error("give what is asked and the answer, as document=Treaty*")]
    NoAnswer,
    /// A day that is none.
    #[error("give the day as 2024-01-31, 2024-01 or 2024")]
    Day,
}

impl std::str::FromStr for Condition {
    type Err = ConditionError;

    /// Reads `document=Treaty*`, `after=2024-01-31`, `x-project=ASEAN`.
    fn from_str(text: &str) -> Result<Self, ConditionError> {
        let (key, pattern) = (text.split_once('='))
            .filter(|(key, _)| !key.is_empty())
            .ok_or(ConditionError::NoAnswer)?;
        let field = match key {
            "document" => Field::Document,
            "file" => Field::File,
            "creator" => Field::Creator,
            "changer" => Field::Changer,
            "after" => Field::After,
            "before" => Field::Before,
            "text" => Field::Text,
            "lang" => Field::Lang,
            property => Field::Property(property.to_owned()),
        };
        let pattern = match field {
            Field::After | Field::Before => day(pattern)?,
            _ => pattern.to_lowercase(),
        };
        Ok(Condition { field, pattern })
    }
}

/// Reads a day as `2024-01-31`, or the first day of a month or year.
fn day(text: &str) -> Result<String, ConditionError> {
    let digits = text.replace('-', "");
    let whole = digits.bytes().all(|byte| byte.is_ascii_digit());
    match (whole, digits.len()) {
        (true, 4) => Ok(digits + "0101"),
        (true, 6) => Ok(digits + "01"),
        (true, 8) => Ok(digits),
        _ => Err(ConditionError::Day),
    }
}

/// All that is asked of units; each condition has to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter(pub Vec<Condition>);

impl Filter {
    /// Tells whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Tells whether a unit is wanted.
    pub fn accepts(&self, record: &Record) -> bool {
        self.0.iter().all(|condition| condition.accepts(record))
    }
}

impl Condition {
    fn accepts(&self, record: &Record) -> bool {
        let is = |text: &str| glob(&self.pattern, &text.to_lowercase());
        let unit = &record.unit;
        let history = || {
            let variants = unit.variants.iter().map(|variant| &variant.history);
            std::iter::once(&unit.history).chain(variants)
        };
        let dates = || history().flat_map(|history| [&history.creation_date, &history.change_date]);
        match &self.field {
            Field::Document => record.document.as_deref().is_some_and(is),
            Field::File => is(&record.file),
            Field::Creator => history().filter_map(|h| h.creation_id.as_deref()).any(is),
            Field::Changer => history().filter_map(|h| h.change_id.as_deref()).any(is),
            Field::After => {
                let mut days = dates().flatten().filter_map(|date| date.get(..8));
                days.any(|day| day >= self.pattern.as_str())
            }
            Field::Before => {
                let mut days = dates()
                    .flatten()
                    .filter_map(|date| date.get(..8))
                    .peekable();
                days.peek().is_some() && days.all(|day| day < self.pattern.as_str())
            }
            Field::Text => unit
                .variants
                .iter()
                .any(|variant| is(&variant.seg.plain_text())),
            Field::Lang => unit
                .variants
                .iter()
                .any(|variant| is(variant.lang.as_str())),
            Field::Property(kind) => {
                let variants = unit.variants.iter().flat_map(|variant| &variant.properties);
                let mut all = unit.properties.iter().chain(variants);
                all.any(|property| property.kind == *kind && is(&property.text))
            }
        }
    }
}

/// Tells whether a text is as a pattern says; `*` stands for anything. In time proportional to the
/// product of the lengths at worst, each star being tried from the left.
pub(super) fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}
