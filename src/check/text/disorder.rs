//! Khmer that is not written as it must be, on either side: no search finds it, and
//! some fonts show it with holes. What fonts show right all the same is told as information.

use crate::check::pair::{Pair, PairSide};
use crate::check::unit::{Fault, Side};
use crate::report::rule::{Rule, Rules};
use crate::text::khmer::{Disorder, Slip, is_visual, slips};
use crate::text::script::Script;

/// Looks at the syllables of both sides.
pub(super) fn check(pair: &Pair<'_>, rules: Rules, faults: &mut Vec<Fault>) {
    for (side, text) in [(Side::Source, &pair.source), (Side::Target, &pair.target)] {
        if text.lang.scripts().contains(&Script::Khmer) {
            let (marks, others): (Vec<Slip>, Vec<Slip>) = slips(text.text)
                .into_iter()
                .partition(|slip| matches!(slip.sort, Disorder::Marks | Disorder::Doubled));
            for (rule, slips) in [
                (Rule::DisorderedKhmer, others),
                (Rule::MisplacedMarks, marks),
            ] {
                if rules.has(rule) {
                    faults.extend(fault(rule, side, text, &slips));
                }
            }
        }
    }
}

fn fault(rule: Rule, side: Side, text: &PairSide<'_>, slips: &[Slip]) -> Option<Fault> {
    let first = slips.first()?;
    let what = match first.sort {
        _ if is_visual(slips, text.text) => {
            "Khmer in the order of the eye, as a PDF file or an old keyboard gives it"
        }
        Disorder::Marks => "marks of a Khmer letter out of order",
        Disorder::Doubled => "a mark twice, or two vowels, on one Khmer letter",
        Disorder::Eye => "a Khmer vowel before its letter",
        Disorder::Cut => "a character that nobody sees inside a Khmer syllable",
        Disorder::Loose => "a Khmer mark with no letter",
    };
    let message = match slips.len() {
        1 => what.to_owned(),
        places => format!("{what}, in {places} places"),
    };
    let mut fault = Fault::new(rule, side, message);
    let fixes = slips
        .iter()
        .filter_map(|slip| Some((slip.span, slip.fix.clone()?)));
    fault.fix = fixes.collect();
    *fault.marks(side) = slips.iter().map(|slip| slip.span).collect();
    Some(fault)
}
