use super::table::Separator;
use super::tbx::Dialect;
use super::*;
use crate::model::concept::Count;
use crate::text::{Found, Lang, Span};

fn found(text: &str) -> Found<String> {
    Found {
        span: Span::default(),
        value: text.to_owned(),
    }
}

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

fn term(tag: &str, text: &str, status: Status) -> Term {
    Term {
        text: found(text),
        lang: lang(tag),
        status,
        form: None,
        case: crate::model::concept::Case::Smart,
        ordinary: false,
        variants: Vec::new(),
        short: None,
        expand: false,
        instead: None,
        note: None,
        sources: Vec::new(),
        checked: None,
        span: Span::default(),
    }
}

fn concept(id: &str, terms: Vec<Term>) -> Concept {
    Concept {
        id: found(id),
        file: 0,
        kind: None,
        status: None,
        subject: vec!["law, & order".to_owned()],
        definition: None,
        note: None,
        homonym: None,
        context: Vec::new(),
        except: Vec::new(),
        related: Vec::new(),
        parts: Vec::new(),
        replaced: None,
        since: None,
        until: None,
        translate: true,
        count: Count::Presence,
        sources: Vec::new(),
        terms,
    }
}

fn concepts() -> Vec<Concept> {
    use Status::{Admitted, Draft, Forbidden, Preferred};
    let mut draft = concept(
        "draft",
        vec![term("en", "x", Preferred), term("fr", "y", Preferred)],
    );
    draft.status = Some(Found {
        span: Span::default(),
        value: Draft,
    });
    vec![
        concept(
            "a",
            vec![
                term("en", "one <\"1\">", Preferred),
                term("en", "first", Admitted),
                term("fr", "un", Preferred),
                term("fr", "uns\t", Admitted),
                term("fr", "unn", Forbidden),
            ],
        ),
        concept(
            "b",
            vec![
                term("en", "one <\"1\">", Preferred),
                term("fr", "une", Preferred),
            ],
        ),
        concept("c", vec![term("en", "only", Preferred)]),
        draft,
    ]
}

#[test]
fn omegat_has_what_may_be_used() {
    let (text, losses) = omegat::write(&concepts(), &lang("en"), &lang("fr"), Choice::default());
    assert_eq!(
        text,
        "one <\"1\">\tun\none <\"1\">\tuns\nfirst\tun\nfirst\tuns\none <\"1\">\tune\n"
    );
    let losses: Vec<_> = losses.iter().collect();
    assert_eq!(
        losses,
        [
            ("concepts without a term in both languages", 1),
            ("draft concepts", 1),
            ("terms not to be used", 1)
        ]
    );
}

#[test]
fn tables() {
    let langs = [lang("en"), lang("fr")];
    let (text, _) = table::write(
        &concepts()[..1],
        &langs,
        Separator::Comma,
        Choice::default(),
    );
    assert_eq!(
        text,
        "\u{FEFF}id,kind,subject,en,fr,note\r\na,,\"law, & order\",\"one <\"\"1\"\">|first\",un|uns\t,\r\n"
    );
    let (text, losses) = table::write_pairs(
        &concepts(),
        &langs[0],
        &langs[1],
        Separator::Tab,
        Choice { drafts: true },
    );
    assert_eq!(text, "one <\"1\">\tun\nx\ty\n");
    assert!(losses.iter().any(|loss| loss == ("homonyms", 1)));
}

#[test]
fn tbx_is_well_formed_in_all_dialects() {
    for (dialect, expected) in [
        (
            Dialect::V2,
            "<termNote type=\"administrativeStatus\">preferredTerm-admn-sts</termNote>",
        ),
        (Dialect::Dca, "<conceptEntry id=\"c-a\">"),
        (
            Dialect::Dct,
            "<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus>",
        ),
    ] {
        let (text, losses) = tbx::write(
            &concepts(),
            &lang("en"),
            "a & b",
            dialect,
            Choice::default(),
        );
        assert!(text.contains(expected), "{text}");
        assert!(
            text.contains("<term>one &lt;&quot;1&quot;&gt;</term>"),
            "{text}"
        );
        assert!(
            losses
                .iter()
                .any(|loss| loss == ("forbidden, written as deprecated", 1))
        );
        let mut reader = quick_xml::Reader::from_str(&text);
        let mut terms = 0;
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Eof => break,
                quick_xml::events::Event::Start(start) if start.name().as_ref() == "term" => {
                    terms += 1;
                }
                _ => {}
            }
        }
        assert_eq!(terms, 8);
    }
}
