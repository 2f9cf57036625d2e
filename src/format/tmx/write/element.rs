//! The attributes, notes and properties of units and variants, as `tmx14.dtd` allows them.

use std::borrow::Cow;

use super::date;
use super::summary::Summary;
use crate::format::xml::{
    self,
    escape::{self, Place},
};
use crate::model::{History, Note, Property};

/// Property types by which `OmegaT` marks a unit as the translation at one place only, so that it
/// no longer matches anywhere else.
pub(in crate::format::tmx) const RESERVED: [&str; 5] = ["file", "prev", "next", "id", "path"];

/// Attributes of units and variants that have no field of their own.
const OTHERS: [&str; 5] = [
    "o-encoding",
    "datatype",
    "creationtool",
    "creationtoolversion",
    "o-tmf",
];

pub(super) fn push_attribute(out: &mut String, name: &str, value: &str, summary: &mut Summary) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    summary.illegal_characters += escape::push(out, value, Place::Attribute);
    out.push('"');
}

pub(super) fn push_optional(
    out: &mut String,
    name: &str,
    value: Option<&str>,
    summary: &mut Summary,
) {
    if let Some(value) = value {
        push_attribute(out, name, value, summary);
    }
}

pub(super) fn push_date(out: &mut String, name: &str, value: Option<&str>, summary: &mut Summary) {
    let Some(value) = value else { return };
    match date::canonical(value) {
        Some(date) => push_attribute(out, name, &date, summary),
        None => summary.dates += 1,
    }
}

/// Appends what is known of the making and use of an element. Of the other attributes it writes
/// those that TMX 1.4 gives both units and variants, and the one named in `also`.
pub(super) fn push_history(
    out: &mut String,
    history: &History,
    also: Option<&str>,
    summary: &mut Summary,
) {
    push_date(
        out,
        "creationdate",
        history.creation_date.as_deref(),
        summary,
    );
    push_optional(out, "creationid", history.creation_id.as_deref(), summary);
    push_date(out, "changedate", history.change_date.as_deref(), summary);
    push_optional(out, "changeid", history.change_id.as_deref(), summary);
    push_optional(out, "usagecount", history.usage_count.as_deref(), summary);
    push_date(
        out,
        "lastusagedate",
        history.last_usage_date.as_deref(),
        summary,
    );
    let mut written = [""; OTHERS.len() + 1];
    for (name, value) in &history.others {
        let name = name.as_str();
        let known = OTHERS
            .into_iter()
            .chain(also)
            .position(|known| known == name);
        let valid = name != "segtype"
            || matches!(
                value.as_str(),
                "block" | "paragraph" | "sentence" | "phrase"
            );
        match known.and_then(|index| written.get_mut(index)) {
            Some(before) if valid && before.is_empty() => {
                *before = name;
                push_attribute(out, name, value, summary);
            }
            _ => summary.attributes += 1,
        }
    }
}

/// Appends notes and properties, each on a line of its own.
pub(super) fn push_remarks(
    out: &mut String,
    indent: &str,
    notes: &[Note],
    properties: &[Property],
    prefixed: bool,
    summary: &mut Summary,
) {
    for note in notes {
        out.push_str(indent);
        out.push_str("<note");
        push_language(out, note.lang.as_deref(), summary);
        push_optional(out, "o-encoding", note.encoding.as_deref(), summary);
        push_content(out, &note.text, summary);
        out.push_str("</note>\n");
    }
    for property in properties {
        out.push_str(indent);
        out.push_str("<prop");
        push_attribute(
            out,
            "type",
            &property_type(&property.kind, prefixed, summary),
            summary,
        );
        push_language(out, property.lang.as_deref(), summary);
        push_optional(out, "o-encoding", property.encoding.as_deref(), summary);
        push_content(out, &property.text, summary);
        out.push_str("</prop>\n");
    }
}

fn push_content(out: &mut String, text: &str, summary: &mut Summary) {
    out.push('>');
    summary.illegal_characters += escape::push(out, text, Place::Content);
}

fn property_type<'a>(kind: &'a str, prefixed: bool, summary: &mut Summary) -> Cow<'a, str> {
    if RESERVED.contains(&kind) || (prefixed && !kind.starts_with("x-")) {
        summary.renamed_properties += 1;
        return Cow::Owned(format!("x-{kind}"));
    }
    Cow::Borrowed(kind)
}

fn push_language(out: &mut String, code: Option<&str>, summary: &mut Summary) {
    let Some(code) = code else { return };
    match valid_code(code) {
        Some(code) => push_attribute(out, "xml:lang", &code, summary),
        None => summary.attributes += 1,
    }
}

/// Returns a code in the form that `xs:language` has, `_` becoming `-`, if it can have it.
pub(super) fn valid_code(code: &str) -> Option<Cow<'_, str>> {
    let code = if code.contains('_') {
        Cow::Owned(code.replace('_', "-"))
    } else {
        Cow::Borrowed(code)
    };
    xml::is_language(&code).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_xml_accepts() {
        assert_eq!(valid_code("EN_us").unwrap(), "EN-us");
        assert_eq!(valid_code("kh").unwrap(), "kh");
        for wrong in ["", "*all*", "e n", "en-", "1-en", "abcdefghi"] {
            assert!(valid_code(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn an_attribute_is_written_once() {
        let other = |value: &str| ("datatype".to_owned(), value.to_owned());
        let history = History {
            others: vec![other("html"), other("xml")],
            ..History::default()
        };
        let (mut out, mut summary) = (String::new(), Summary::default());
        push_history(&mut out, &history, None, &mut summary);
        assert_eq!(out, " datatype=\"html\"");
        assert_eq!(summary.attributes, 1);
    }
}
