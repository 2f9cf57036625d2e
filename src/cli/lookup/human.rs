//! What was found, for people: the score, the text with what differs marked word by word, the
//! translation. `[-was-]` stands in the memory, `{+is+}` in the segment; so also without colours.

use std::fmt::Write as _;
use std::io::Write;

use anstyle::{AnsiColor, Style};

use super::super::count;
use crate::desk::lookup::{Answer, FoundMatch};
use crate::memory::Diff;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GONE: Style = AnsiColor::Red.on_default();
const COME: Style = AnsiColor::Green.on_default();

/// Writes what was found for a segment; the segment too, where there are several.
pub(super) fn write(
    out: &mut dyn Write,
    answer: &Answer,
    explain: bool,
    is_one_of_many: bool,
) -> anyhow::Result<()> {
    if is_one_of_many {
        writeln!(out, "{BOLD}{}{BOLD:#}", answer.query)?;
    }
    if answer.matches.is_empty() {
        writeln!(out, "no match")?;
    }
    for found in &answer.matches {
        write_match(out, found, &answer.query)?;
        if explain {
            write_costs(out, found)?;
        }
    }
    if !answer.terms.is_empty() {
        writeln!(out, "{BOLD}terms{BOLD:#}")?;
    }
    for term in &answer.terms {
        let text: Vec<&str> = term.text.split_whitespace().collect();
        writeln!(
            out,
            "     {}  {}",
            text.join(" "),
            term.translations.join("; ")
        )?;
    }
    if !answer.quantities.is_empty() {
        writeln!(out, "{BOLD}numbers and dates{BOLD:#}")?;
    }
    for quantity in &answer.quantities {
        writeln!(out, "     {}  {}", quantity.text, quantity.target)?;
    }
    if is_one_of_many {
        writeln!(out)?;
    }
    Ok(())
}

fn write_match(out: &mut dyn Write, found: &FoundMatch, query: &str) -> anyhow::Result<()> {
    let mut from = vec![found.memory.as_str()];
    let document = found.document.as_deref().or(found.file.as_deref());
    from.extend(document.filter(|document| *document != found.memory));
    let day = found
        .changed
        .as_deref()
        .or(found.created.as_deref())
        .and_then(day);
    from.extend(day.as_deref());
    from.extend(found.changer.as_deref().or(found.creator.as_deref()));
    writeln!(
        out,
        "{BOLD}{:>3}{BOLD:#}  {}  {DIM}{}{DIM:#}",
        found.score,
        found.kind,
        from.join(", ")
    )?;
    let source = match &found.diff {
        Some(diff) => marked(diff, &found.source, query),
        None => found.source.clone(),
    };
    writeln!(out, "     {source}")?;
    match &found.proposal {
        Some(proposal) => {
            writeln!(out, "     {}", proposal.text)?;
            let replaced = proposal.replaced.iter();
            let replaced: Vec<String> = replaced
                .map(|(old, new)| format!("{old} \u{2192} {new}"))
                .collect();
            writeln!(out, "     {DIM}put in: {}{DIM:#}", replaced.join(", "))?;
        }
        None => writeln!(out, "     {}", found.target)?,
    }
    Ok(())
}

/// Writes the date of TMX, `20240131T…`, as `2024-01-31`.
fn day(date: &str) -> Option<String> {
    let day = date
        .get(..8)
        .filter(|day| day.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some(format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]))
}

/// Puts both texts together, with what differs marked.
fn marked(diff: &Diff, found: &str, wanted: &str) -> String {
    let mut text = String::new();
    let (mut old_end, mut new_end) = (0, 0);
    for piece in &diff.pieces {
        let (old, new) = (&found[piece.found.range()], &wanted[piece.wanted.range()]);
        let spaced = |text: &str, from: usize, to: usize| {
            text.get(from..to)
                .is_some_and(|between| between.contains(char::is_whitespace))
        };
        let is_apart = spaced(found, old_end, piece.found.start)
            || spaced(wanted, new_end, piece.wanted.start);
        if is_apart && !text.is_empty() {
            text.push(' ');
        }
        if piece.is_same {
            text.push_str(new);
        } else {
            if !old.is_empty() {
                let _ = write!(text, "{GONE}[-{old}-]{GONE:#}");
            }
            if !new.is_empty() {
                let _ = write!(text, "{COME}{{+{new}+}}{COME:#}");
            }
        }
        (old_end, new_end) = (piece.found.end, piece.wanted.end);
    }
    text
}

/// Tells what was taken off for what.
fn write_costs(out: &mut dyn Write, found: &FoundMatch) -> anyhow::Result<()> {
    if let Some(edits) = &found.edits {
        let kinds = [
            (edits.words, "word"),
            (edits.numbers, "number"),
            (edits.marks, "mark"),
        ];
        let kinds: Vec<String> = (kinds.iter())
            .filter(|(number, _)| *number > 0)
            .map(|(number, what)| count(*number, what))
            .collect();
        let sum = edits.words + edits.numbers + edits.marks;
        if sum > 0 {
            writeln!(
                out,
                "     {DIM}{sum} of {} differ ({}): {}{DIM:#}",
                edits.of,
                kinds.join(", "),
                found.base
            )?;
        }
    }
    for cost in &found.penalties {
        writeln!(out, "     {DIM}{}: -{}{DIM:#}", cost.reason, cost.points)?;
    }
    Ok(())
}
