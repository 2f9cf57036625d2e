//! The markup of one unit as a [`TranslationUnit`]: elements, attributes, notes and properties. What
//! is not TMX is passed over; what cannot be told costs the unit.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::XmlVersion;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::inline::{self, Pieces};
use super::problem::Cause;
use crate::format::xml;
use crate::model::{History, LangCode, Note, Property, TranslationUnit, Variant};

/// A parser over markup in memory.
pub(super) type Xml<'a> = quick_xml::Reader<&'a [u8]>;

/// How deep elements may stand in each other inside a unit.
pub(super) const DEPTH: usize = 64;
/// How many language codes are remembered.
const CODES: usize = 64;

/// What was met that TMX does not have, and passed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Oddities {
    pub(super) unknown_elements: usize,
    pub(super) stray_ampersands: usize,
    pub(super) variants_without_text: usize,
    pub(super) units_without_seg: usize,
}

/// Makes a parser that reports an empty element as a start and an end, and takes a lone `&` as it is.
pub(super) fn xml(markup: &[u8]) -> Xml<'_> {
    let mut xml = Xml::from_reader(markup);
    let config = xml.config_mut();
    config.expand_empty_elements = true;
    config.allow_dangling_amp = true;
    xml
}

/// Parses units, and remembers the language codes it has met, which are few.
#[derive(Default)]
pub(super) struct UnitParser {
    codes: Vec<LangCode>,
    pub(super) oddities: Oddities,
    /// Where the texts of the variants stand in the markup of the last unit.
    pub(super) segs: Vec<Range<usize>>,
    /// Where the first text of the last unit stands that is in no right place, and what it is.
    pub(super) misplaced: Option<(usize, &'static str)>,
    /// Whether a text of the last unit stood in its variant without a `seg`.
    without_seg: bool,
}

impl UnitParser {
    /// Parses a unit. With an error, `unit` holds what was read until then, its `tuid` above all.
    pub(super) fn parse(
        &mut self,
        xml: &mut Xml<'_>,
        unit: &mut TranslationUnit,
    ) -> Result<(), Cause> {
        self.segs.clear();
        self.misplaced = None;
        self.without_seg = false;
        let mut begun = false;
        loop {
            match xml.read_event()? {
                Event::Start(start) if !begun => {
                    self.unit_attributes(&start, unit)?;
                    begun = true;
                }
                Event::Start(start) => match start.local_name().into_inner() {
                    "tuv" => {
                        let variant = self.variant(xml, &start)?;
                        unit.variants.extend(variant);
                    }
                    "prop" => unit.properties.push(self.property(xml, &start)?),
                    "note" => unit.notes.push(self.note(xml, &start)?),
                    "seg" => {
                        self.misplaced(xml, "a <seg> stands outside <tuv>");
                        self.skip(xml, &start)?;
                    }
                    _ => self.skip(xml, &start)?,
                },
                Event::End(_) => {
                    self.oddities.units_without_seg += usize::from(self.without_seg);
                    return Ok(());
                }
                Event::Eof => return Err(Cause::Unclosed),
                Event::Text(text) if !is_blank(&text) => {
                    self.misplaced(xml, "a text stands outside <tuv>");
                }
                _ => {}
            }
        }
    }

    fn misplaced(&mut self, xml: &Xml<'_>, what: &'static str) {
        self.misplaced.get_or_insert((place(xml), what));
    }

    /// Returns the language code, which is made once for all the units that have it.
    pub(super) fn code(&mut self, code: &str) -> LangCode {
        if let Some(known) = self.codes.iter().find(|known| known.as_str() == code) {
            return known.clone();
        }
        let new = LangCode::new(code);
        if self.codes.len() < CODES {
            self.codes.push(new.clone());
        }
        new
    }

    fn unit_attributes(
        &mut self,
        start: &BytesStart<'_>,
        unit: &mut TranslationUnit,
    ) -> Result<(), Cause> {
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute?;
            match attribute.key.0 {
                "tuid" => unit.tuid = Some(value(&attribute)?.into_owned()),
                "srclang" => unit.srclang = Some(self.code(&value(&attribute)?)),
                name => push_history(&mut unit.history, name, value(&attribute)?),
            }
        }
        Ok(())
    }

    /// Parses a variant; none when it has no `seg`, nor a text without one.
    fn variant(
        &mut self,
        xml: &mut Xml<'_>,
        start: &BytesStart<'_>,
    ) -> Result<Option<Variant>, Cause> {
        let mut history = History::default();
        let (mut lang, mut old_lang) = (None, None);
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute?;
            match attribute.key.0 {
                "xml:lang" => lang = Some(self.code(&value(&attribute)?)),
                "lang" => old_lang = Some(self.code(&value(&attribute)?)),
                name => push_history(&mut history, name, value(&attribute)?),
            }
        }
        let lang = lang.or(old_lang).unwrap_or_else(|| self.code(""));
        let (mut notes, mut properties, mut seg) = (Vec::new(), Vec::new(), None);
        let (mut bare, mut range, mut end) = (Pieces::default(), None, place(xml));
        loop {
            match xml.read_event()? {
                Event::Start(start) => match start.local_name().into_inner() {
                    "seg" if seg.is_none() => {
                        let start = place(xml);
                        seg = Some(inline::seg(xml, &mut self.oddities)?);
                        self.segs.push(start..place(xml));
                    }
                    "prop" => properties.push(self.property(xml, &start)?),
                    "note" => notes.push(self.note(xml, &start)?),
                    "seg" => {
                        self.misplaced(xml, "a <tuv> has more than one <seg>");
                        self.skip(xml, &start)?;
                    }
                    name if range.is_some() || inline::is_inline(name) => {
                        range.get_or_insert(end..end);
                        inline::element(xml, &start, &mut bare, &mut self.oddities)?;
                    }
                    _ => self.skip(xml, &start)?,
                },
                Event::End(_) => break,
                Event::Eof => return Err(Cause::Unclosed),
                Event::Text(text) if range.is_none() && is_blank(&text) => {}
                event @ (Event::Text(_) | Event::CData(_) | Event::GeneralRef(_)) => {
                    range.get_or_insert(end..end);
                    push_text(bare.text(), event, xml, &mut self.oddities)?;
                }
                _ => {}
            }
            end = place(xml);
            if let Some(range) = &mut range {
                range.end = end;
            }
        }
        match range {
            Some(range) if seg.is_none() => {
                seg = Some(bare.into_seg());
                self.segs.push(range);
                self.without_seg = true;
            }
            Some(range) => {
                let what = "a text stands outside <seg>";
                self.misplaced.get_or_insert((range.start, what));
            }
            None => {}
        }
        self.oddities.variants_without_text += usize::from(seg.is_none());
        Ok(seg.map(|seg| Variant {
            lang,
            history,
            notes,
            properties,
            seg,
        }))
    }

    pub(super) fn note(
        &mut self,
        xml: &mut Xml<'_>,
        start: &BytesStart<'_>,
    ) -> Result<Note, Cause> {
        let property = self.property(xml, start)?;
        Ok(Note {
            text: property.text,
            lang: property.lang,
            encoding: property.encoding,
        })
    }

    /// Parses a property. Zanata writes `name` where TMX has `type`.
    pub(super) fn property(
        &mut self,
        xml: &mut Xml<'_>,
        start: &BytesStart<'_>,
    ) -> Result<Property, Cause> {
        let mut property = Property::default();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute?;
            match attribute.key.0 {
                "type" => property.kind = value(&attribute)?.into_owned(),
                "name" if property.kind.is_empty() => {
                    property.kind = value(&attribute)?.into_owned();
                }
                "xml:lang" => property.lang = Some(value(&attribute)?.into_owned()),
                "lang" if property.lang.is_none() => {
                    property.lang = Some(value(&attribute)?.into_owned());
                }
                "o-encoding" => property.encoding = Some(value(&attribute)?.into_owned()),
                _ => {}
            }
        }
        let mut depth = 0_usize;
        loop {
            match xml.read_event()? {
                Event::Start(_) => {
                    self.oddities.unknown_elements += 1;
                    depth += 1;
                }
                Event::End(_) if depth == 0 => return Ok(property),
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(Cause::Unclosed),
                event => push_text(&mut property.text, event, xml, &mut self.oddities)?,
            }
        }
    }

    fn skip(&mut self, xml: &mut Xml<'_>, start: &BytesStart<'_>) -> Result<(), Cause> {
        self.oddities.unknown_elements += 1;
        xml.read_to_end(start.name())?;
        Ok(())
    }
}

/// Tells whether there is nothing but the white space of XML.
fn is_blank(text: &str) -> bool {
    text.chars().all(xml::is_space)
}

/// Returns the place behind what was parsed last.
fn place(xml: &Xml<'_>) -> usize {
    usize::try_from(xml.buffer_position()).unwrap_or(usize::MAX)
}

/// Returns the value of an attribute with its references resolved and its white space normalised
/// (XML 1.0, section 3.3.3).
pub(super) fn value<'a>(attribute: &Attribute<'a>) -> Result<Cow<'a, str>, Cause> {
    Ok(attribute.normalized_value(XmlVersion::Explicit1_0)?)
}

fn push_history(history: &mut History, name: &str, value: Cow<'_, str>) {
    let value = value.into_owned();
    let field = match name {
        "creationdate" => &mut history.creation_date,
        "creationid" => &mut history.creation_id,
        "changedate" => &mut history.change_date,
        "changeid" => &mut history.change_id,
        "usagecount" => &mut history.usage_count,
        "lastusagedate" => &mut history.last_usage_date,
        _ => return history.others.push((name.to_owned(), value)),
    };
    *field = Some(value);
}

/// Appends what a piece of character data says; comments and instructions say nothing.
pub(super) fn push_text(
    text: &mut String,
    event: Event<'_>,
    xml: &mut Xml<'_>,
    oddities: &mut Oddities,
) -> Result<(), Cause> {
    match event {
        Event::Text(piece) => {
            // A text begins with `&` only where that begins no reference.
            oddities.stray_ampersands += usize::from(piece.starts_with('&'));
            text.push_str(&piece.xml10_content());
        }
        Event::CData(piece) => text.push_str(&piece.xml10_content()),
        Event::GeneralRef(reference) => text.push(character(&reference, xml)?),
        _ => {}
    }
    Ok(())
}

/// Returns the character that a reference stands for: one of the five that XML defines, or a
/// numbered one. Trados Studio writes characters beyond U+FFFF as two references, one to each
/// half of a surrogate pair.
fn character(reference: &BytesRef<'_>, reader: &mut Xml<'_>) -> Result<char, Cause> {
    let name: &str = reference;
    if let Some(character) = xml::character(name) {
        return Ok(character);
    }
    let Some(number) = name.strip_prefix('#') else {
        return Err(Cause::Entity(name.chars().take(64).collect()));
    };
    let unknown = || Cause::Markup(format!("&{name:.64}; is no character"));
    let first = code_unit(number).ok_or_else(unknown)?;
    let Event::GeneralRef(next) = reader.read_event()? else {
        return Err(unknown());
    };
    let second = next.strip_prefix('#').and_then(code_unit);
    let pair = [first, second.ok_or_else(unknown)?];
    match char::decode_utf16(pair).next() {
        Some(Ok(character)) if character > '\u{FFFF}' => Ok(character),
        _ => Err(unknown()),
    }
}

fn code_unit(number: &str) -> Option<u16> {
    xml::code_point(number)?.try_into().ok()
}
