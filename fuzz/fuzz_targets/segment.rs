//! Segments hold all that is seen of a text, in every language, by built-in and by exported rules.
#![no_main]

use std::sync::LazyLock;

use chancery::format::text;
use chancery::segment::srx::{self, Srx};
use chancery::segment::{Options, segments};
use chancery::text::Lang;
use libfuzzer_sys::fuzz_target;

static RULES: LazyLock<Vec<(Lang, srx::Rules)>> = LazyLock::new(|| {
    let srx = Srx::read(&srx::export()).expect("our own rules");
    let codes = ["en", "de", "km", "lo", "my", "th", "zh", "ru"];
    codes
        .map(|code| {
            let lang = Lang::parse(code).expect("a language");
            let rules = srx.rules(&lang).expect("rules for it");
            (lang, rules)
        })
        .into()
});

fuzz_target!(|text: &str| {
    let seen = |c: &char| !c.is_whitespace() && *c != '-';
    let document = text::read(text);
    let blocks: String = document
        .blocks
        .iter()
        .flat_map(|block| block.text.chars())
        .filter(seen)
        .collect();
    for (lang, rules) in &*RULES {
        for (clauses, srx) in [(false, None), (true, None), (false, Some(rules))] {
            let cut = segments(&document, lang, &Options { clauses, srx });
            let cut: String = cut
                .iter()
                .flat_map(|segment| segment.text.chars())
                .filter(seen)
                .collect();
            assert_eq!(cut, blocks);
        }
    }
});
