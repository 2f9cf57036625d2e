//! Rows of separated values, cell by cell, as people and programs write them. Files in which a quotation
//! mark is a letter like any other are as frequent as files by RFC 4180, where cells stand in quotes, and
//! nothing in a file says which it is. Taken by the rules of the other, a stray quote swallows rows without
//! number, so that a quote must earn its meaning:
//!
//! - A cell stands in quotes if it begins with one and the one that closes it ends the cell.
//! - Between tabs everything else is text. A cell in quotes goes on over lines only while these have no
//!   tab, for with a tab they are rows. A file that shows that it does not quote is taken at its word.
//! - Between commas and semicolons a quote that does not close, or closes within a cell, is a fault of its
//!   row. The rows below are read all the same.

use std::borrow::Cow;
use std::io;
use std::io::{BufRead, Read};
use std::ops::Range;

/// Most bytes that a row may have.
const LONGEST: usize = 64 * 1024 * 1024;

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fault {
    /// A quote opens a cell, and none closes it.
    #[error("the quotation mark that opens a cell is never closed")]
    Unclosed,
    /// There is text behind the quote that closes a cell.
    #[error("there is text behind the quotation mark that closes a cell")]
    BehindQuote,
    /// The row does not end.
    #[error("a row longer than 64 MiB")]
    Long,
}

/// A cell of the row that was read last.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Cell {
    /// Its bytes, with its quotes.
    range: Range<usize>,
    quoted: bool,
}

/// How far a cell in quotes may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quotes {
    /// There are none: a quote is a letter.
    None,
    /// Over lines.
    Lines,
    /// To the end of its line: one was found to close nowhere.
    Line,
}

/// Where the quote is that closes a cell; the byte behind it.
enum Close {
    At(usize),
    Within(usize),
    Nowhere,
}

/// Reads rows one by one.
pub(super) struct Rows<R> {
    input: R,
    delimiter: u8,
    quotes: Quotes,
    /// How many cells the first row has.
    columns: usize,
    /// What was read and is not left behind; the row that was read last is at `row`.
    buffer: Vec<u8>,
    row: Range<usize>,
    cells: Vec<Cell>,
    /// How many bytes are before the buffer, and how many lines before the row.
    bytes_before: usize,
    lines_before: usize,
    /// Whether nothing is left to be read.
    is_read: bool,
    ended: bool,
}

impl<R: BufRead> Rows<R> {
    /// Begins to read a table. What parts its cells is given, or a line for Excel in front of it says so,
    /// which is passed over, or its first line tells.
    pub(super) fn of_table(mut input: R, delimiter: Option<u8>, quotes: bool) -> io::Result<Self> {
        let head = input.fill_buf()?;
        let said = said_delimiter(head);
        let delimiter = delimiter.or(said).unwrap_or_else(|| guess_delimiter(head));
        let mut rows = Rows::new(input, delimiter, quotes)?;
        if said.is_some() {
            rows.next_row()?;
            rows.columns = 0;
        }
        Ok(rows)
    }

    /// Begins to read; cells may be in quotes or not.
    fn new(mut input: R, delimiter: u8, quotes: bool) -> io::Result<Self> {
        let plain = !quotes || delimiter == b'\t' && shows_plain_quotes(input.fill_buf()?);
        Ok(Rows {
            input,
            delimiter,
            quotes: if plain { Quotes::None } else { Quotes::Lines },
            columns: 0,
            buffer: Vec::new(),
            row: 0..0,
            cells: Vec::new(),
            bytes_before: 0,
            lines_before: 0,
            is_read: false,
            ended: false,
        })
    }

    /// Returns what stands between cells.
    pub(super) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Returns the line, from 1, in which the row begins that was read last.
    pub(super) fn line(&self) -> usize {
        self.lines_before + 1
    }

    /// Returns the cells of the row, without their quotes.
    pub(super) fn cells(&self) -> impl ExactSizeIterator<Item = Cow<'_, [u8]>> {
        self.cells.iter().map(|cell| self.text(cell))
    }

    /// Returns the bytes of each cell in the file, with its quotes, and whether it has some.
    pub(super) fn places(&self) -> impl Iterator<Item = (Range<usize>, bool)> {
        let place = |at: usize| self.bytes_before + at;
        let cells = self.cells.iter();
        cells.map(move |cell| (place(cell.range.start)..place(cell.range.end), cell.quoted))
    }

    fn text(&self, cell: &Cell) -> Cow<'_, [u8]> {
        if !cell.quoted {
            return Cow::Borrowed(&self.buffer[cell.range.clone()]);
        }
        let inner = &self.buffer[cell.range.start + 1..cell.range.end - 1];
        let Some(first) = memchr::memchr(b'"', inner) else {
            return Cow::Borrowed(inner);
        };
        let mut text = inner[..first].to_vec();
        // Of two quotes one is text.
        let mut rest = &inner[first + 1..];
        while let Some(next) = memchr::memchr(b'"', &rest[1..]) {
            text.extend_from_slice(&rest[..=next]);
            rest = &rest[next + 2..];
        }
        text.extend_from_slice(rest);
        Cow::Owned(text)
    }

    /// Reads the next row that is not empty; nothing at the end. What is wrong with a row costs this row.
    pub(super) fn next_row(&mut self) -> io::Result<Option<Result<(), Fault>>> {
        loop {
            self.leave();
            // What was read ahead may end within a line.
            let ahead = &self.buffer[self.row.start..];
            if !self.is_read && memchr::memchr(b'\n', ahead).is_none() {
                self.is_read = !self.more()?;
            }
            if self.ended || self.row.start == self.buffer.len() {
                return Ok(None);
            }
            let fault = self.read_row()?;
            if fault.is_some() {
                return Ok(fault.map(Err));
            }
            let is_blank = matches!(self.cells.as_slice(), [only] if only.range.is_empty());
            if !is_blank {
                if self.columns == 0 {
                    self.columns = self.cells.len();
                }
                return Ok(Some(Ok(())));
            }
        }
    }

    /// Leaves the row behind, and makes room where much is behind.
    fn leave(&mut self) {
        let row = &self.buffer[self.row.clone()];
        let ends = memchr::memchr2_iter(b'\n', b'\r', row);
        self.lines_before += ends
            .filter(|&at| row[at] == b'\n' || row.get(at + 1) != Some(&b'\n'))
            .count();
        self.row.start = self.row.end;
        if self.row.start > self.buffer.len() / 2 {
            self.buffer.drain(..self.row.start);
            self.bytes_before += self.row.start;
            self.row = 0..0;
        }
        self.cells.clear();
    }

    /// Reads one line more; tells whether there was one.
    fn more(&mut self) -> io::Result<bool> {
        let left = (LONGEST + 1).saturating_sub(self.buffer.len() - self.row.start);
        let mut limited = self.input.by_ref().take(left as u64);
        Ok(limited.read_until(b'\n', &mut self.buffer)? > 0)
    }

    fn read_row(&mut self) -> io::Result<Option<Fault>> {
        let (mut at, mut fault) = (self.row.start, None);
        loop {
            let start = at;
            let mut quoted = false;
            if self.quotes != Quotes::None && self.buffer.get(at) == Some(&b'"') {
                match (self.close(at)?, self.delimiter) {
                    (Close::At(end), _) => (at, quoted) = (end, true),
                    (_, b'\t') => self.quotes = Quotes::None,
                    (Close::Within(end), _) => {
                        at = end;
                        fault = fault.or(Some(Fault::BehindQuote));
                    }
                    (Close::Nowhere, _) => fault = fault.or(Some(Fault::Unclosed)),
                }
            }
            at += end_of_cell(&self.buffer[at..], self.delimiter);
            let range = start..at;
            self.cells.push(Cell { range, quoted });
            if self.buffer.get(at) != Some(&self.delimiter) {
                break;
            }
            at += 1;
        }
        let rest = &self.buffer[at..];
        let end = if rest.starts_with(b"\r\n") {
            2
        } else {
            rest.len().min(1)
        };
        self.row.end = at + end;
        if at - self.row.start > LONGEST {
            self.ended = true;
            fault = Some(Fault::Long);
        }
        Ok(fault)
    }

    /// Looks for the quote that closes the cell that the quote at a byte opens.
    fn close(&mut self, start: usize) -> io::Result<Close> {
        let mut from = start + 1;
        let mut is_whole = None;
        loop {
            if let Some(quote) = memchr::memchr(b'"', &self.buffer[from..]) {
                let behind = from + quote + 1;
                match self.buffer.get(behind) {
                    Some(b'"') => from = behind + 1,
                    None | Some(b'\r' | b'\n') => return Ok(Close::At(behind)),
                    Some(&byte) if byte == self.delimiter => return Ok(Close::At(behind)),
                    // It belongs to another line.
                    Some(_) if memchr::memchr(b'\n', &self.buffer[start..behind]).is_some() => {
                        return Ok(Close::Nowhere);
                    }
                    Some(_) => return Ok(Close::Within(behind)),
                }
                continue;
            }
            from = self.buffer.len();
            let tabs = self.delimiter == b'\t';
            let is_whole = *is_whole.get_or_insert_with(|| tabs && self.is_row(self.row.start));
            if self.quotes == Quotes::Line || !self.more()? {
                self.quotes = Quotes::Line;
                return Ok(Close::Nowhere);
            }
            if is_whole && self.is_row(from) {
                return Ok(Close::Nowhere);
            }
        }
    }

    /// Tells whether the line at a byte has as many cells as the first row.
    fn is_row(&self, at: usize) -> bool {
        let line = &self.buffer[at..];
        let line = &line[..memchr::memchr(b'\n', line).unwrap_or(line.len())];
        let cells = memchr::memchr_iter(self.delimiter, line).count() + 1;
        if self.columns == 0 {
            cells > 1
        } else {
            cells == self.columns
        }
    }
}

/// Returns the delimiter that a line for Excel in front of a table says (`sep=;`).
fn said_delimiter(head: &[u8]) -> Option<u8> {
    match head.strip_prefix(b"sep=")? {
        [sign, b'\n', ..] | [sign, b'\r', b'\n', ..] => Some(*sign),
        _ => None,
    }
}

/// Returns what stands between the cells of the first line that is no remark: a tab, if there is one; of commas and
/// semicolons, which Excel writes where the comma stands in numbers, what there are more of.
fn guess_delimiter(head: &[u8]) -> u8 {
    let mut lines = head.split(|&byte| byte == b'\n');
    let line = lines
        .find(|line| !line.starts_with(b"# "))
        .unwrap_or_default();
    let count = |wanted: u8| memchr::memchr_iter(wanted, line).count();
    if count(b'\t') > 0 {
        b'\t'
    } else if count(b';') > count(b',') {
        b';'
    } else {
        b','
    }
}

/// Returns the length of a cell without quotes.
fn end_of_cell(text: &[u8], delimiter: u8) -> usize {
    memchr::memchr3(delimiter, b'\n', b'\r', text).unwrap_or(text.len())
}

/// Tells whether a cell in the first lines between tabs has a quote as nobody writes it who puts cells
/// in quotes: within a cell that is in none, or with text behind it.
fn shows_plain_quotes(head: &[u8]) -> bool {
    let lines = head.split(|&byte| byte == b'\n');
    for cell in lines.flat_map(|line| line.split(|&byte| byte == b'\t')) {
        let cell = cell.strip_suffix(b"\r").unwrap_or(cell);
        let Some(inner) = cell.strip_prefix(b"\"") else {
            if cell.contains(&b'"') {
                return true;
            }
            continue;
        };
        let quotes = memchr::memchr_iter(b'"', inner).count();
        if quotes.is_multiple_of(2) {
            // It goes on behind the tab or the line: nothing is known from here on.
            return false;
        }
        if !inner.ends_with(b"\"") {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str, delimiter: u8) -> Vec<Result<Vec<String>, Fault>> {
        let mut rows = Rows::new(text.as_bytes(), delimiter, true).unwrap();
        let mut found = Vec::new();
        while let Some(row) = rows.next_row().unwrap() {
            assert!(rows.places().all(|(place, _)| text.get(place).is_some()));
            let cells = rows.cells();
            found.push(row.map(|()| {
                cells
                    .map(|cell| String::from_utf8(cell.into_owned()).unwrap())
                    .collect()
            }));
        }
        found
    }

    fn shown(text: &str, delimiter: u8) -> Vec<String> {
        let shown = |row: Result<Vec<String>, Fault>| {
            row.map_or_else(|fault| format!("{fault:?}"), |cells| cells.join("|"))
        };
        rows(text, delimiter).into_iter().map(shown).collect()
    }

    #[test]
    fn quotes_between_tabs() {
        for (text, expected) in [
            (
                "en\tfr\n\"Bare\tUne\nNext.\tLigne.\nEnd\" here.\tFin.\n",
                &["en|fr", "\"Bare|Une", "Next.|Ligne.", "End\" here.|Fin."][..],
            ),
            (
                "en\tfr\n\"A friend\" of Bob\t\"Un ami\" de Bob\n",
                &["en|fr", "\"A friend\" of Bob|\"Un ami\" de Bob"],
            ),
            // A speech over two rows.
            (
                "en\tfr\n\"We agree.\tA\nWe do.\"\tB\nC\tD\n",
                &["en|fr", "\"We agree.|A", "We do.\"|B", "C|D"],
            ),
            (
                "en\tfr\nx\t\"We agree.\ny\tWe do.\"\n",
                &["en|fr", "x|\"We agree.", "y|We do.\""],
            ),
            (
                "en\tfr\r\n\"a\r\nb\"\t\"say \"\"c\"\"\"\r\n",
                &["en|fr", "a\r\nb|say \"c\""],
            ),
            (
                "id\ten\tfr\n1\t\"a\nb\tc\"\td\n",
                &["id|en|fr", "1|a\nb\tc|d"],
            ),
            (
                "en\tfr\n5\" pipe\t\"tuyau\"\n",
                &["en|fr", "5\" pipe|\"tuyau\""],
            ),
            ("en\tfr\n\"open\tx\n", &["en|fr", "\"open|x"]),
        ] {
            assert_eq!(shown(text, b'\t'), expected, "{text}");
        }
    }

    #[test]
    fn quotes_between_commas() {
        for (text, expected) in [
            ("a,b\n\"c, d\",\"e\nf\"\n", &["a|b", "c, d|e\nf"][..]),
            (
                "a,b\n\"c,d\ne,f\ng,\"h\"\n",
                &["a|b", "Unclosed", "e|f", "g|h"],
            ),
            ("a,b\n\"c,d\ne,f\ng,h\n", &["a|b", "Unclosed", "e|f", "g|h"]),
            (
                "a,b\nsay \"c\",d\n\n\"A friend\" of Bob,x\ne,f",
                &["a|b", "say \"c\"|d", "BehindQuote", "e|f"],
            ),
            ("a,b\rc,d\r", &["a|b", "c|d"]),
            ("\"\",\n\"\"\n", &["|", ""]),
        ] {
            assert_eq!(shown(text, b','), expected, "{text}");
        }
    }

    #[test]
    fn a_line_for_excel_is_no_row() {
        let text = "sep=\t\nid\ten\tfr\n1\t\"a\tb\n2\tc\"\td\n";
        let mut rows = Rows::of_table(text.as_bytes(), None, true).unwrap();
        let mut found = Vec::new();
        while let Some(row) = rows.next_row().unwrap() {
            row.unwrap();
            found.push((rows.line(), rows.cells().len()));
        }
        assert_eq!(found, [(2, 3), (3, 3), (4, 3)]);
    }

    #[test]
    fn a_quote_that_never_closes_is_looked_for_once() {
        let text = "a,b\n".to_owned() + &"\"c,d\n".repeat(100_000);
        assert_eq!(rows(&text, b',').len(), 100_001);
        let text = "a\tb\n".to_owned() + &"\"c\n".repeat(100_000);
        assert_eq!(rows(&text, b'\t').len(), 100_001);
    }

    proptest! {
        #[test]
        fn what_a_library_writes_is_read(
            cells in prop::collection::vec(prop::collection::vec("[a\",;\r\n\u{1780} ]{0,6}", 3), 1..6),
            delimiter in prop::sample::select(&b",;\t"[..]),
        ) {
            let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
            // Of rows between tabs the first one tells how many cells there are.
            let heading: Vec<String> = ["a", "b", "c"].map(str::to_owned).into();
            let cells: Vec<_> = std::iter::once(heading).chain(cells).collect();
            for row in &cells {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let read: Vec<Vec<String>> = rows(&text, delimiter).into_iter().map(Result::unwrap).collect();
            prop_assert_eq!(read, cells);
        }

        #[test]
        fn any_bytes_are_rows(text in "[a\",\t\r\n\u{1780}]{0,40}") {
            for delimiter in *b",\t" {
                rows(&text, delimiter);
            }
        }
    }
}
