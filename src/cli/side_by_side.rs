//! An alignment as a person reads it: one bead after the other, source left, target right.
//!
//! The target stands last, with nothing to its right: how many columns a Khmer cluster takes differs
//! from terminal to terminal, and only there does it not matter.

use std::io::Write;

use anstyle::{AnsiColor, Style};

use crate::desk::Aligned;
use crate::desk::align::floor;
use crate::segment::Segment;
use crate::text::width;

const BETWEEN: &str = "  ";
const CONFIDENCE: usize = 4;
const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

/// Below this a person should look.
const SURE: f64 = 0.9;
const DOUBTFUL: f64 = 0.6;

/// Writes the beads of a document pair for a terminal of so many columns.
pub(super) fn write(out: &mut dyn Write, aligned: &Aligned, columns: usize) -> anyhow::Result<()> {
    let beads = &aligned.alignment.beads;
    let number = beads.len().to_string().len().max(2);
    let frame = number + CONFIDENCE + 3 * BETWEEN.len();
    let side = (columns.saturating_sub(frame) / 2).max(10);
    let (from, to) = (&aligned.source.lang, &aligned.target.lang);
    let title = format!("{from} ({})", from.name());
    writeln!(
        out,
        "{BOLD}{:>number$}{BETWEEN}{:CONFIDENCE$}{BETWEEN}{title:side$}{BETWEEN}{to} ({}){BOLD:#}",
        "#",
        "conf",
        to.name()
    )?;
    for (index, bead) in beads.iter().enumerate() {
        let source = lines(&aligned.source.segments[bead.source.clone()], side);
        let target = lines(&aligned.target.segments[bead.target.clone()], side);
        let style = if bead.is_aligned() {
            style(bead.confidence)
        } else {
            DIM
        };
        for line in 0..source.len().max(target.len()) {
            let (label, confidence) = match line {
                0 if bead.is_aligned() => (
                    (index + 1).to_string(),
                    format!("{:.2}", floor(bead.confidence)),
                ),
                0 => ((index + 1).to_string(), "-".to_owned()),
                _ => (String::new(), String::new()),
            };
            let left = source.get(line).copied().unwrap_or_default();
            let right = target.get(line).copied().unwrap_or_default();
            let pad = side.saturating_sub(width::columns(left));
            let row = format!(
                "{DIM}{label:>number$}{DIM:#}{BETWEEN}{style}{confidence:>CONFIDENCE$}{style:#}\
                 {BETWEEN}{left}{:pad$}{BETWEEN}{right}",
                ""
            );
            writeln!(out, "{}", row.trim_end())?;
        }
    }
    Ok(())
}

fn style(confidence: f64) -> Style {
    let color = match confidence {
        c if c >= SURE => AnsiColor::Green,
        c if c >= DOUBTFUL => AnsiColor::Yellow,
        _ => AnsiColor::Red,
    };
    Style::new().fg_color(Some(color.into()))
}

/// Wraps each segment by itself, so that one sees where the next begins.
fn lines(segments: &[Segment], columns: usize) -> Vec<&str> {
    segments
        .iter()
        .flat_map(|segment| width::wrap(&segment.text, columns))
        .collect()
}
