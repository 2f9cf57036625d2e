//! Plain text turned into a document. Text files carry layout, not structure: lines are wrapped,
//! words are hyphenated, and what a PDF printed on two lines comes out as two paragraphs. This
//! reader undoes what layout did and keeps everything else byte for byte. It does not cut
//! sentences, does not guess the language, and never fails: every text is a document.

mod hyphen;
mod lines;
mod wrap;

use crate::model::{Block, BlockKind, Document};
use crate::text::enumerator::{self, Kind, enumerator};

use self::hyphen::{Hyphen, Hyphens};
use self::lines::Line;
use self::wrap::{Open, Wrap};

/// Reads running text: wrapped lines are joined, blank lines separate blocks.
///
/// A line end is layout and vanishes when the line was full, that is, when the next word would not
/// have fitted on it; when the sentence plainly goes on; never before a list item or heading. A
/// text that has a paragraph on each line is not wrapped, and its line ends separate blocks.
pub fn read(text: &str) -> Document {
    let lines: Vec<Line<'_>> = lines::lines(text).collect();
    let wrap = Wrap::of(&lines);
    let hyphens = Hyphens::of(&lines);
    let mut document = Document::default();
    let mut open: Option<(Block, Open<'_>)> = None;
    for line in &lines {
        if let Some((block, state)) = &mut open
            && wrap.goes_on(&block.text, state, line)
        {
            join(block, state.last, line, &hyphens);
            state.take(line);
            continue;
        }
        if let Some((block, state)) = open.take() {
            document.blocks.push(close(block, &state));
        }
        open = Some((start(line), Open::new(line)));
    }
    document
        .blocks
        .extend(open.map(|(block, state)| close(block, &state)));
    document
}

/// Reads text that is cut already: every line that is not empty is a block of its own.
pub fn read_lines(text: &str) -> Document {
    Document {
        blocks: lines::lines(text).map(|line| start(&line)).collect(),
        ..Document::default()
    }
}

/// Tells whether two stretches of text are of scripts that are joined without a space.
pub(super) fn joins_tightly(before: &str, after: &str) -> bool {
    let last = before.chars().next_back();
    last.is_some_and(|c| wrap::is_tight(c) || c == '\u{200B}') && after.starts_with(wrap::is_tight)
}

fn start(line: &Line<'_>) -> Block {
    Block {
        kind: BlockKind::Paragraph,
        gap: line.gap,
        text: line.text.to_owned(),
        starts: vec![(0, line.number)],
        ..Block::default()
    }
}

fn close(mut block: Block, state: &Open<'_>) -> Block {
    block.kind = kind(&block.text, state);
    block
}

/// Appends a line to the block that it continues.
fn join(block: &mut Block, last: &Line<'_>, line: &Line<'_>, hyphens: &Hyphens) {
    match hyphens.at(&block.text, line.text) {
        Some(Hyphen::Layout) => {
            block.text.pop();
        }
        Some(Hyphen::Suspended) => block.text.push(' '),
        None if wrap::needs_space(last, line) && !is_range(&block.text, line.text) => {
            block.text.push(' ');
        }
        Some(Hyphen::Word) | None => {}
    }
    block.starts.push((block.text.len(), line.number));
    block.text.push_str(line.text);
}

/// Tells whether a range of numbers was broken behind its dash: `2021–` and `2025`.
fn is_range(before: &str, after: &str) -> bool {
    let start = before.strip_suffix('\u{2013}').unwrap_or_default();
    start.ends_with(char::is_numeric) && after.starts_with(char::is_numeric)
}

fn kind(text: &str, state: &Open<'_>) -> BlockKind {
    let mark = enumerator(text);
    if mark.is_some_and(|mark| mark.kind != Kind::Article) {
        return BlockKind::ListItem;
    }
    let title = state.is_single && !wrap::is_closed(text) && !text.ends_with(',');
    if title && (wrap::is_capitals(text) || is_markdown_heading(text))
        || state.is_single && enumerator::is_article_heading(text)
    {
        return BlockKind::Heading;
    }
    BlockKind::Paragraph
}

fn is_markdown_heading(text: &str) -> bool {
    let rest = text.trim_start_matches('#');
    (1..=6).contains(&(text.len() - rest.len())) && rest.starts_with(' ')
}

#[cfg(test)]
mod tests;
