//! The cuts of a document explained: every place where a sentence may end, whether it does, and the
//! rule that said so.

use std::io::Write;

use serde::Serialize;

use crate::desk::OpenedDocument;
use crate::model::{Block, BlockKind};
use crate::segment::{Options, sentence};
use crate::text::{Span, script, width};

/// Columns of a line of output.
const COLUMNS: usize = 80;
/// Columns of text shown before a place.
const CONTEXT: usize = 24;
/// The name of the rule that no segment crosses the end of a block.
const END_OF_BLOCK: &str = "end-of-block";

/// A place in a block where a sentence may end.
struct Place<'a> {
    /// Where the text before it ends, in bytes.
    offset: usize,
    breaks: bool,
    rule: &'a str,
}

#[derive(Serialize)]
struct Row<'a> {
    line: usize,
    block: &'static str,
    breaks: bool,
    rule: &'a str,
    before: &'a str,
    after: &'a str,
}

/// Lists the places of a block, its end included.
fn places<'a>(block: &Block, opened: &OpenedDocument, options: &Options<'a>) -> Vec<Place<'a>> {
    let decisions = sentence::decisions(&block.text, &opened.lang, options);
    let inside = decisions.into_iter().map(|decision| Place {
        offset: decision.offset,
        breaks: decision.breaks,
        rule: decision.rule,
    });
    let end = Place {
        offset: block.text.len(),
        breaks: true,
        rule: END_OF_BLOCK,
    };
    inside.chain([end]).collect()
}

/// Writes the text block by block, `·` where it might have been cut and `‖` where it was, and under
/// each block its places with the rules.
pub(super) fn human(
    out: &mut dyn Write,
    opened: &OpenedDocument,
    options: &Options<'_>,
) -> anyhow::Result<()> {
    let blocks = &opened.document.blocks;
    let last = blocks.last().map_or(0, |block| line_of(block, 0));
    let digits = last.to_string().len();
    let indent = digits + 2;
    for block in blocks {
        let places = places(block, opened, options);
        let kind = kind(block);
        writeln!(out, "{:>digits$}  [{kind}]", line_of(block, 0))?;
        let marked = marked(&block.text, &places);
        for line in width::wrap(&marked, COLUMNS - indent) {
            writeln!(out, "{:indent$}{line}", "")?;
        }
        for place in &places {
            let sign = if place.breaks { '‖' } else { '·' };
            let before = before(&block.text, place.offset);
            writeln!(out, "{:indent$}{sign} {:<25}  {before}", "", place.rule)?;
        }
    }
    Ok(())
}

/// Writes one object for each place.
pub(super) fn jsonl(
    out: &mut dyn Write,
    opened: &OpenedDocument,
    options: &Options<'_>,
) -> anyhow::Result<()> {
    for block in &opened.document.blocks {
        for place in places(block, opened, options) {
            let last = block.text[..place.offset].chars().next_back();
            let mark = place.offset - last.map_or(0, char::len_utf8);
            let row = Row {
                line: line_of(block, mark),
                block: kind(block),
                breaks: place.breaks,
                rule: place.rule,
                before: before(&block.text, place.offset),
                after: width::truncate(block.text[place.offset..].trim_start(), CONTEXT),
            };
            serde_json::to_writer(&mut *out, &row)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

fn line_of(block: &Block, offset: usize) -> usize {
    block.lines(offset..offset + 1).first
}

fn kind(block: &Block) -> &'static str {
    match block.kind {
        BlockKind::Paragraph => "paragraph",
        BlockKind::Heading => "heading",
        BlockKind::ListItem => "list item",
    }
}

/// Puts a sign at each place.
fn marked(text: &str, places: &[Place<'_>]) -> String {
    let mut marked = String::with_capacity(text.len() + 4 * places.len());
    let mut from = 0;
    for place in places {
        marked.push_str(&text[from..place.offset]);
        marked.push(if place.breaks { '‖' } else { '·' });
        from = place.offset;
    }
    marked
}

/// Returns some columns of the text before a place, whole words where they fit.
fn before(text: &str, offset: usize) -> &str {
    let mut from = offset.saturating_sub(8 * CONTEXT);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let tail = &text[from..offset];
    let clusters: Vec<Span> = script::clusters(tail).collect();
    let (mut columns, mut at, mut word) = (0, tail.len(), None);
    for cluster in clusters.iter().rev() {
        columns += width::columns(&tail[cluster.range()]);
        if columns > CONTEXT {
            break;
        }
        at = cluster.start;
        if from + at == 0 || tail[..at].ends_with(char::is_whitespace) {
            word = Some(at);
        }
    }
    tail[word.unwrap_or(at)..].trim_start()
}
