//! OmegaT glossaries (`.utf8`): lines of source term, target term and comment, parted by tabs. OmegaT
//! shows whatever is in them as a suggestion, so that terms not to be used stay out.

use super::{Choice, Losses};
use crate::model::concept::{Concept, Term};
use crate::text::Lang;

/// Writes the terms of two languages; of several target terms of a concept each has its line, the
/// preferred one first.
pub fn write(
    concepts: &[Concept],
    source: &Lang,
    target: &Lang,
    choice: Choice,
) -> (String, Losses) {
    let (mut out, mut losses) = (String::new(), Losses::default());
    for concept in choice.chosen(concepts, &mut losses) {
        let usable = |term: &&Term| term.is_good() && choice.has_term(term);
        let of = |lang| -> Vec<&Term> { concept.terms_in(lang).filter(usable).collect() };
        let (sources, targets) = (of(source), of(target));
        losses.add(
            "terms not to be used",
            concept.terms.iter().filter(|term| term.is_bad()).count(),
        );
        if sources.is_empty() || targets.is_empty() {
            losses.add("concepts without a term in both languages", 1);
            continue;
        }
        let comment = concept
            .homonym
            .as_deref()
            .or(concept.definition.as_deref())
            .unwrap_or_default();
        for spelling in sources.iter().flat_map(|term| term.spellings()) {
            for term in &targets {
                let row = [&spelling.value, &term.text.value, comment].map(plain);
                out.push_str(row.join("\t").trim_end());
                out.push('\n');
            }
        }
    }
    (out, losses)
}

/// Returns a text on one line and without tabs.
fn plain(text: &str) -> String {
    text.trim_end_matches('*')
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
