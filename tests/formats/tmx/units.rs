//! Units of every shape with text of every kind, and what is left of them in a file.

use chancery::model::{
    Code, CodeKind, Half, Highlight, History, Inline, LangCode, Native, Note, Property, Seg,
    SubFlow, TranslationUnit, Variant,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Pieces that have gone wrong in one tool or another.
const HOSTILE: &[&str] = &[
    " ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "]]>",
    "<",
    ">",
    "&",
    "&amp;",
    "\"",
    "'",
    "<!--",
    "-->",
    "<tu>",
    "</tu>",
    "<![CDATA[",
    "\0",
    "\u{1}",
    "\u{b}",
    "\u{1f}",
    "\u{FFFE}",
    "\u{FFFF}",
    "\u{FEFF}",
    "\u{200B}",
    "\u{200C}",
    "\u{A0}",
    "\u{85}",
    "\u{2028}",
    "\u{202E}",
    "\u{1F1F0}\u{1F1ED}",
    "\u{1F468}\u{200D}\u{1F469}",
    "\u{627}\u{644}",
    "\u{1780}\u{17D2}\u{1798}\u{17C2}",
    "\u{17D4}",
    "\u{E000}",
    "\u{10FFFF}",
];

pub(crate) fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => select(HOSTILE).prop_map(str::to_owned),
        2 => "[a-z ]{0,8}",
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn code(sub: impl Strategy<Value = Seg> + 'static) -> impl Strategy<Value = Code> {
    let sub = (option::of("[a-z]{1,4}"), option::of("[a-z]{1,4}"), sub).prop_map(
        |(datatype, kind, seg)| SubFlow {
            datatype,
            kind,
            seg,
        },
    );
    let half = select(&[Half::Begin, Half::End][..]);
    let kind = select(
        &[
            CodeKind::Begin,
            CodeKind::End,
            CodeKind::Isolated,
            CodeKind::Placeholder,
            CodeKind::Unknown,
        ][..],
    );
    (
        kind,
        text(),
        option::of(text()),
        option::of(text()),
        half,
        text(),
        option::of(sub),
    )
        .prop_map(|(kind, pair, external, function, half, markup, sub)| {
            let paired = matches!(kind, CodeKind::Begin | CodeKind::End);
            let mut content = vec![Native::Markup(markup.clone())];
            if let Some(sub) = sub {
                content.extend([Native::Sub(sub), Native::Markup(markup)]);
            }
            let mut code = Code::new(kind);
            code.pair = paired.then_some(pair);
            code.external = external.filter(|_| kind != CodeKind::End);
            code.function = function.filter(|_| !matches!(kind, CodeKind::End | CodeKind::Unknown));
            code.half = (kind == CodeKind::Isolated).then_some(half);
            code.assoc = (kind == CodeKind::Placeholder).then(|| "p".to_owned());
            code.content = content;
            code
        })
}

fn seg() -> impl Strategy<Value = Seg> {
    let plain = text().prop_map(Seg::Plain);
    let pieces = text().prop_map(|text| vec![Inline::Text(text)]);
    let coded = pieces.prop_recursive(3, 12, 4, |inner| {
        let sub = inner.clone().prop_map(Seg::from_pieces);
        let piece = prop_oneof![
            text().prop_map(Inline::Text),
            code(sub).prop_map(Inline::Code),
            (option::of(text()), inner).prop_map(|(function, pieces)| {
                Inline::Highlight(Highlight {
                    external: None,
                    function,
                    pieces,
                })
            }),
        ];
        vec(piece, 0..4)
    });
    prop_oneof![plain, coded.prop_map(Seg::from_pieces)]
}

fn history() -> impl Strategy<Value = History> {
    let date = || option::of("[0-9]{8}T[0-9]{6}Z");
    (
        date(),
        option::of(text()),
        date(),
        option::of(text()),
        option::of("[0-9]{1,3}"),
        option::of(text()),
    )
        .prop_map(
            |(creation_date, creation_id, change_date, change_id, usage_count, other)| History {
                creation_date,
                creation_id,
                change_date,
                change_id,
                usage_count,
                last_usage_date: None,
                others: other
                    .map(|other| ("o-tmf".to_owned(), other))
                    .into_iter()
                    .collect(),
            },
        )
}

fn property() -> impl Strategy<Value = Property> {
    (text(), text(), option::of(text())).prop_map(|(kind, text, encoding)| Property {
        kind: format!("x-{kind}"),
        text,
        lang: encoding.is_some().then(|| "en".to_owned()),
        encoding,
    })
}

fn note() -> impl Strategy<Value = Note> {
    property().prop_map(|property| Note {
        text: property.text,
        lang: property.lang,
        encoding: property.encoding,
    })
}

fn variant(code: &'static str) -> impl Strategy<Value = Variant> {
    (history(), vec(note(), 0..2), vec(property(), 0..2), seg()).prop_map(
        move |(history, notes, properties, seg)| Variant {
            lang: LangCode::new(code),
            history,
            notes,
            properties,
            seg,
        },
    )
}

/// Makes units in English and Khmer, some in French too, without a `tuid`.
pub(crate) fn unit() -> impl Strategy<Value = TranslationUnit> {
    (
        history(),
        vec(note(), 0..2),
        vec(property(), 0..3),
        variant("en"),
        variant("km"),
        option::of(variant("fr")),
    )
        .prop_map(
            |(history, notes, properties, source, target, third)| TranslationUnit {
                tuid: None,
                srclang: None,
                history,
                notes,
                properties,
                variants: [source, target].into_iter().chain(third).collect(),
            },
        )
}

/// Gives each unit a `tuid` of its own.
pub(crate) fn numbered(mut units: Vec<TranslationUnit>) -> Vec<TranslationUnit> {
    for (number, unit) in units.iter_mut().enumerate() {
        unit.tuid = Some(format!("u{number}"));
    }
    units
}

fn illegal(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Returns a text without the characters that XML cannot hold.
fn legal(text: &str) -> String {
    text.chars().filter(|&c| !illegal(c)).collect()
}

/// Returns the unit as a file that leaves nothing out holds it; none when it cannot be held.
pub(crate) fn as_held(unit: &TranslationUnit) -> Option<TranslationUnit> {
    let (source, targets) = unit.variants.split_first()?;
    let source = held_variant(source)?;
    let targets: Vec<Variant> = targets.iter().filter_map(held_variant).collect();
    if targets.is_empty() {
        return None;
    }
    Some(TranslationUnit {
        history: held_history(&unit.history),
        notes: unit.notes.iter().map(held_note).collect(),
        properties: unit.properties.iter().map(held_property).collect(),
        variants: [source].into_iter().chain(targets).collect(),
        ..unit.clone()
    })
}

fn held_variant(variant: &Variant) -> Option<Variant> {
    let mut pieces = held_pieces(variant.seg.clone().into_pieces());
    let space = [' ', '\t', '\r', '\n'];
    if let Some(Inline::Text(first)) = pieces.first_mut() {
        *first = first.trim_start_matches(space).to_owned();
    }
    if let Some(Inline::Text(last)) = pieces.last_mut() {
        *last = last.trim_end_matches(space).to_owned();
    }
    let seg = Seg::from_pieces(pieces);
    if seg == Seg::default() {
        return None;
    }
    Some(Variant {
        lang: variant.lang.clone(),
        history: held_history(&variant.history),
        notes: variant.notes.iter().map(held_note).collect(),
        properties: variant.properties.iter().map(held_property).collect(),
        seg,
    })
}

fn held_pieces(pieces: Vec<Inline>) -> Vec<Inline> {
    let held = pieces.into_iter().map(|piece| match piece {
        Inline::Text(text) => Inline::Text(legal(&text)),
        Inline::Code(code) => Inline::Code(held_code(&code)),
        Inline::Highlight(highlight) => Inline::Highlight(Highlight {
            external: highlight.external.as_deref().map(legal),
            function: highlight.function.as_deref().map(legal),
            pieces: held_pieces(highlight.pieces),
        }),
    });
    Seg::from_pieces(held.collect()).into_pieces()
}

fn held_code(code: &Code) -> Code {
    let native = |native: &Native| match native {
        Native::Markup(markup) => {
            let markup = legal(markup);
            (!markup.is_empty()).then_some(Native::Markup(markup))
        }
        Native::Sub(sub) => Some(Native::Sub(SubFlow {
            seg: Seg::from_pieces(held_pieces(sub.seg.clone().into_pieces())),
            ..sub.clone()
        })),
    };
    Code {
        pair: code.pair.as_deref().map(legal),
        external: code.external.as_deref().map(legal),
        function: code.function.as_deref().map(legal),
        content: code.content.iter().filter_map(native).collect(),
        ..code.clone()
    }
}

fn held_history(history: &History) -> History {
    History {
        creation_id: history.creation_id.as_deref().map(legal),
        change_id: history.change_id.as_deref().map(legal),
        others: history
            .others
            .iter()
            .map(|(name, value)| (name.clone(), legal(value)))
            .collect(),
        ..history.clone()
    }
}

fn held_note(note: &Note) -> Note {
    Note {
        text: legal(&note.text),
        lang: note.lang.clone(),
        encoding: note.encoding.as_deref().map(legal),
    }
}

fn held_property(property: &Property) -> Property {
    Property {
        kind: legal(&property.kind),
        text: legal(&property.text),
        lang: property.lang.clone(),
        encoding: property.encoding.as_deref().map(legal),
    }
}
