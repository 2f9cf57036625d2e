//! What a person should look at after an alignment: beads that are not sure, and why one was made.

use std::io::Write;

use anyhow::{Context, bail};

use super::count;
use super::session::Session;
use crate::desk::Aligned;
use crate::desk::align::{Known, floor};
use crate::model::Lines;
use crate::segment::Segment;
use crate::text::width;

/// More beads than this are not named one by one.
const NAMED: usize = 20;
/// The most word pairs that are shown.
const PAIRS: usize = 12;
/// Pairs that are worth less are not shown.
const LEAST: f64 = 0.1;
/// A reason that is worth less either way is not shown as a bar.
const BAR: f64 = 1.0;

/// Says how many beads have less confidence than asked for, and which.
pub(super) fn doubtful(aligned: &[Aligned], least: f64) -> String {
    let beads = || aligned.iter().flat_map(|one| &one.alignment.beads);
    let doubtful: Vec<usize> = beads()
        .enumerate()
        .filter(|(_, bead)| bead.confidence < least)
        .map(|(index, _)| index + 1)
        .collect();
    let all = count(beads().count(), "bead");
    // In several documents a number alone says nothing.
    let named = if aligned.len() == 1 && !doubtful.is_empty() {
        let named: Vec<String> = doubtful.iter().take(NAMED).map(usize::to_string).collect();
        let more = if doubtful.len() > NAMED { " ..." } else { "" };
        format!(": {}{more}", named.join(", "))
    } else {
        String::new()
    };
    format!(
        "to review, confidence below {least}: {} of {all}{named}",
        doubtful.len()
    )
}

/// Warns of texts that are no translations, and of passages that have moved; tells whether there are
/// any of the former.
pub(super) fn warn(aligned: &[Aligned], session: &Session) -> bool {
    let mut found = false;
    for one in aligned {
        let (source, target) = (&one.source, &one.target);
        let paths = format!("{} and {}", source.path.display(), target.path.display());
        if one.alignment.unrelated {
            found = true;
            session.warn(&format!(
                "{paths} do not look like translations of each other: their words support each other hardly more than by chance; look before you use the result"
            ));
            continue;
        }
        for moved in one.alignment.moved.iter().take(NAMED) {
            let from = lines(&source.segments[moved.source.clone()]);
            let to = lines(&target.segments[moved.target.clone()]);
            session.note(&format!(
                "{} {from} and {} {to} seem to be the same in another place; what crosses is left unaligned",
                source.path.display(),
                target.path.display(),
            ));
        }
    }
    found
}

/// Names the place of neighbouring segments.
fn lines(segments: &[Segment]) -> String {
    let (Some(first), Some(last)) = (segments.first(), segments.last()) else {
        return String::new();
    };
    first.place.of(Lines {
        first: first.lines.first,
        last: last.lines.last,
    })
}

/// Explains one bead, counted from 1.
pub(super) fn explain(
    out: &mut dyn Write,
    aligned: &[Aligned],
    number: usize,
    known: &Known,
) -> anyhow::Result<()> {
    let [one] = aligned else {
        bail!("--explain takes two documents, not folders");
    };
    let beads = &one.alignment.beads;
    let index = number.checked_sub(1).filter(|&index| index < beads.len());
    let index = index.with_context(|| {
        format!(
            "there is no bead {number}: the alignment has {}",
            beads.len()
        )
    })?;
    let bead = &beads[index];
    let sides = [
        &one.source.segments[bead.source.clone()],
        &one.target.segments[bead.target.clone()],
    ];
    writeln!(
        out,
        "bead {number}: {}-{}, confidence {:.2}",
        bead.source.len(),
        bead.target.len(),
        floor(bead.confidence)
    )?;
    for (segments, input) in sides.into_iter().zip([&one.source, &one.target]) {
        for segment in segments {
            write_segment(out, segment, &input.lang.to_string())?;
        }
    }
    let Some(reasons) = one.alignment.reasons.get(index).and_then(Option::as_ref) else {
        writeln!(
            out,
            "\nIt has no counterpart: no bead with one was worth more."
        )?;
        return Ok(());
    };
    let length = |segments: &[Segment]| -> usize {
        let text = segments.iter().flat_map(|segment| segment.text.chars());
        text.filter(|c| !c.is_whitespace()).count()
    };
    writeln!(
        out,
        "\nWhat speaks for it (+) and against it (-), as logarithms of odds:"
    )?;
    let mut row = |name: &str, value: f64, note: &str| {
        let bar = "#".repeat((value.abs() / BAR).round().min(20.0) as usize);
        let line = format!("  {name:8} {value:+7.1}  {bar:20}  {note}");
        writeln!(out, "{}", line.trim_end())
    };
    row(
        "lengths",
        reasons.length,
        &format!("{} : {} characters", length(sides[0]), length(sides[1])),
    )?;
    row("words", reasons.words, "")?;
    row("borders", reasons.borders, "how segments begin and end")?;
    row("shape", reasons.shape, "how common such beads are")?;
    let shown: Vec<[String; 3]> = (reasons.support.iter())
        .filter(|support| support.strength >= LEAST)
        .take(PAIRS)
        .map(|support| {
            let strength = format!("{:+7.1}", support.strength);
            let [source, target] =
                [&support.source, &support.target].map(|word| named(word, known));
            [strength, source, target]
        })
        .collect();
    if !shown.is_empty() {
        writeln!(out, "\nWords that found each other:")?;
    }
    let names = shown.iter().map(|[_, source, _]| width::columns(source));
    let width = names.max().unwrap_or(0);
    for [strength, source, target] in &shown {
        let pad = width - width::columns(source);
        writeln!(out, "  {strength}  {source}{:pad$}  {target}", "")?;
    }
    Ok(())
}

/// Says what a token is that stands for a meaning.
fn named(word: &str, known: &Known) -> String {
    let name = word
        .strip_prefix("name ")
        .and_then(|name| name.parse().ok());
    match name {
        Some(name) => known.label(name).to_owned(),
        None => word.to_owned(),
    }
}

fn write_segment(out: &mut dyn Write, segment: &Segment, lang: &str) -> anyhow::Result<()> {
    let columns = terminal_size::terminal_size().map_or(80, |(columns, _)| columns.0.into());
    let label = format!("{lang} {}", segment.lines.first);
    for (index, line) in width::wrap(&segment.text, usize::max(columns, 30) - 12)
        .into_iter()
        .enumerate()
    {
        let label = if index == 0 { &label } else { "" };
        writeln!(out, "  {label:8}  {line}")?;
    }
    Ok(())
}
