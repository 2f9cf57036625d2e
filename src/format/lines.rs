//! The lines of a stream, each checked to be UTF-8, with their numbers. A line that is not, or that is
//! longer than any text has reason to be, is passed over as a problem; memory is bounded by the limit.

use std::io;
use std::io::{BufRead, Read};
use std::ops::Range;

use super::bitext::reading::Cause;

/// Most bytes that a line may have.
const LONGEST: usize = 16 * 1024 * 1024;

/// Lines read one by one.
pub(super) struct Lines<R> {
    input: R,
    line: usize,
    /// Where the line that was read last starts, in bytes, and where the next one does.
    range: Range<usize>,
    buffer: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(input: R) -> Self {
        Lines {
            input,
            line: 0,
            range: 0..0,
            buffer: Vec::new(),
        }
    }

    /// Returns the number of the line that was read last, from 1.
    pub(super) fn number(&self) -> usize {
        self.line
    }

    /// Returns the bytes of the line that was read last, with its end.
    pub(super) fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Reads a line without its end. `Err` holds what is wrong with it; after an error of the stream
    /// there are no more lines.
    pub(super) fn next(&mut self) -> io::Result<Option<Result<&str, Cause>>> {
        self.buffer.clear();
        let mut limited = self.input.by_ref().take(LONGEST as u64 + 1);
        if limited.read_until(b'\n', &mut self.buffer)? == 0 {
            return Ok(None);
        }
        self.line += 1;
        self.range = self.range.end..self.range.end + self.buffer.len();
        if self.buffer.len() > LONGEST {
            while !self.buffer.ends_with(b"\n") {
                self.buffer.clear();
                let mut limited = self.input.by_ref().take(LONGEST as u64);
                let read = limited.read_until(b'\n', &mut self.buffer)?;
                self.range.end += read;
                if read == 0 {
                    break;
                }
            }
            return Ok(Some(Err("the line is longer than 16 MiB".into())));
        }
        let line = self.buffer.strip_suffix(b"\n").unwrap_or(&self.buffer);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        Ok(Some(std::str::from_utf8(line).map_err(|_| Cause::Encoding)))
    }
}
