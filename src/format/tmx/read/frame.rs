//! Cuts a stream of markup into the units it holds, so that what is wrong in one unit stays in it:
//! each is parsed by itself, and the next one begins at the next `<tu`, whatever came before. Keeps
//! in memory the unit at hand and one block more. Comments, CDATA sections and the document type are
//! passed over; a `<` inside an attribute is not allowed by XML and is taken for a tag.

use std::io;
use std::io::Read;
use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2, memmem};

/// Bytes read at a time.
const BLOCK: usize = 256 * 1024;
/// Bytes looked at to tell what a tag is.
const TAG: usize = 64;

/// A stretch of the stream, which can be had from [`Frames::bytes`] until the next one is asked for.
pub(super) struct Frame {
    /// Its bytes, counted from the beginning of the stream.
    pub(super) range: Range<usize>,
    /// The line where it starts, from 1.
    pub(super) line: usize,
    /// How it ends.
    pub(super) end: FrameEnd,
}

/// How the stretch of a unit ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrameEnd {
    /// With its end tag.
    Closed,
    /// Where the next unit or the end of the file begins.
    Unclosed,
    /// After as many bytes as are allowed.
    TooLong,
    /// With its end tag or where the next one begins, but it has no start tag.
    Headless,
}

/// What the scan stops at.
enum Mark {
    UnitStart {
        start: usize,
        tag_end: usize,
        empty: bool,
    },
    UnitEnd {
        end: usize,
    },
    /// A text outside any unit.
    Stray,
    RootEnd,
    TooLong,
    Eof,
}

/// What the scan is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// No unit: a text here has none.
    Nothing,
    /// A unit, or the rest of one that was given up.
    Unit,
    /// Texts whose unit has no start tag.
    Headless,
}

/// The units of a stream.
pub(super) struct Frames<R> {
    input: R,
    /// The bytes from `base` on, of which the first `filled` are real.
    buffer: Vec<u8>,
    filled: usize,
    base: usize,
    /// Where the scan is.
    at: usize,
    /// Start of the unit at hand.
    held: Option<usize>,
    inside: Inside,
    /// Most bytes that a unit may have.
    limit: usize,
    input_ended: bool,
    root_ended: bool,
    /// Newlines are counted up to here.
    counted: usize,
    line: usize,
    /// For the ends of comments, CDATA sections and instructions: none stands before this place.
    no_end_before: [usize; 3],
    /// Whether a document type was found that does not end.
    endless_doctype: bool,
}

impl<R: Read> Frames<R> {
    pub(super) fn new(input: R, limit: usize) -> Self {
        Frames {
            input,
            buffer: Vec::new(),
            filled: 0,
            base: 0,
            at: 0,
            held: None,
            inside: Inside::Nothing,
            limit,
            input_ended: false,
            root_ended: false,
            counted: 0,
            line: 1,
            no_end_before: [0; 3],
            endless_doctype: false,
        }
    }

    /// Returns everything before the first unit.
    pub(super) fn prolog(&mut self) -> io::Result<Range<usize>> {
        self.held = Some(0);
        let end = loop {
            match self.next_mark()? {
                Mark::UnitStart { start, .. } => {
                    self.at = start;
                    break start;
                }
                Mark::UnitEnd { end } => self.at = end,
                Mark::Stray | Mark::RootEnd | Mark::TooLong | Mark::Eof => break self.at,
            }
        };
        self.held = None;
        self.inside = Inside::Nothing;
        Ok(0..end)
    }

    /// Returns the next unit, or nothing at the end of the stream.
    pub(super) fn next(&mut self) -> io::Result<Option<Frame>> {
        loop {
            match self.next_mark()? {
                Mark::UnitStart { start, .. } if self.held.is_some() => {
                    // Seen again at the next call, when this one is out of the way.
                    self.at = start;
                    return Ok(self.frame(start, FrameEnd::Unclosed));
                }
                Mark::UnitStart {
                    start,
                    tag_end,
                    empty,
                } => {
                    self.held = Some(start);
                    self.inside = Inside::Unit;
                    self.at = tag_end;
                    if empty {
                        return Ok(self.frame(tag_end, FrameEnd::Closed));
                    }
                }
                Mark::UnitEnd { end } => {
                    self.at = end;
                    if self.held.is_some() {
                        return Ok(self.frame(end, FrameEnd::Closed));
                    }
                    self.inside = Inside::Nothing;
                }
                Mark::Stray => {
                    self.held = Some(self.at);
                    self.inside = Inside::Headless;
                    self.at += 1;
                }
                Mark::RootEnd => {
                    self.root_ended = true;
                    let end = self.at;
                    self.at += 2;
                    if self.held.is_some() {
                        return Ok(self.frame(end, FrameEnd::Unclosed));
                    }
                }
                Mark::TooLong => {
                    let frame = self.frame(self.at, FrameEnd::TooLong);
                    self.inside = Inside::Unit;
                    return Ok(frame);
                }
                Mark::Eof => return Ok(self.frame(self.at, FrameEnd::Unclosed)),
            }
        }
    }

    /// Makes a frame of the unit at hand, if there is one.
    fn frame(&mut self, end: usize, how: FrameEnd) -> Option<Frame> {
        let start = self.held.take()?;
        let inside = std::mem::replace(&mut self.inside, Inside::Nothing);
        Some(Frame {
            range: start..end,
            line: self.line_at(start),
            end: match inside {
                Inside::Headless => FrameEnd::Headless,
                _ => how,
            },
        })
    }

    /// Tells whether the end tag of the root was seen.
    pub(super) fn root_ended(&self) -> bool {
        self.root_ended
    }

    /// Returns the line where the scan is, from 1.
    pub(super) fn line(&mut self) -> usize {
        self.line_at(self.at)
    }

    /// Returns bytes that are still in memory.
    pub(super) fn bytes(&self, range: Range<usize>) -> &[u8] {
        &self.buffer[range.start - self.base..range.end - self.base]
    }

    fn line_at(&mut self, place: usize) -> usize {
        if place > self.counted {
            self.line += memchr_iter(b'\n', self.bytes(self.counted..place)).count();
            self.counted = place;
        }
        self.line
    }

    /// Returns the place behind the last byte read.
    fn end(&self) -> usize {
        self.base + self.filled
    }

    /// Returns the first place whose bytes are still needed.
    fn keep(&self) -> usize {
        self.held.unwrap_or(self.at)
    }

    /// Tells whether the unit at hand, or the search at hand, has grown too long.
    fn too_long(&self) -> bool {
        self.end() - self.keep() > self.limit
    }

    /// Reads another block. Returns `false` at the end of the stream.
    fn fill(&mut self) -> io::Result<bool> {
        if self.input_ended {
            return Ok(false);
        }
        let keep = self.keep();
        if keep > self.base {
            self.line_at(keep);
            self.buffer.copy_within(keep - self.base..self.filled, 0);
            self.filled -= keep - self.base;
            self.base = keep;
        }
        if self.buffer.len() < self.filled + BLOCK {
            self.buffer.resize(self.filled + BLOCK, 0);
        }
        let count = loop {
            match self.input.read(&mut self.buffer[self.filled..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.filled += count;
        self.input_ended = count == 0;
        Ok(count > 0)
    }

    /// Goes on to the next tag that begins or ends a unit, and leaves `at` on it.
    fn next_mark(&mut self) -> io::Result<Mark> {
        loop {
            let Some(skip) = memchr(b'<', self.bytes(self.at..self.end())) else {
                self.at = self.end();
                if self.held.is_some() && self.too_long() {
                    return Ok(Mark::TooLong);
                }
                if !self.fill()? {
                    return Ok(Mark::Eof);
                }
                continue;
            };
            self.at += skip;
            while self.end() - self.at < TAG && self.fill()? {}
            if self.held.is_some_and(|start| self.at - start > self.limit) {
                return Ok(Mark::TooLong);
            }
            if let Some(mark) = self.mark()? {
                return Ok(mark);
            }
        }
    }

    /// Looks at the tag where the scan is. Passes it by unless it begins or ends a unit.
    fn mark(&mut self) -> io::Result<Option<Mark>> {
        let head = self.bytes(self.at..self.end().min(self.at + TAG));
        match head.get(1) {
            Some(b'!') if head.starts_with(b"<!--") => self.pass(4, 0, b"-->")?,
            Some(b'!') if head.starts_with(b"<![CDATA[") => self.pass(9, 1, b"]]>")?,
            Some(b'!') if head.len() > 9 && head[2..9].eq_ignore_ascii_case(b"DOCTYPE") => {
                self.pass_doctype()?;
            }
            Some(b'?') => self.pass(2, 2, b"?>")?,
            Some(b'/') => match local_name(&head[2..]) {
                b"tu" => {
                    let (end, _) = self.tag_end(self.at + 2)?;
                    return Ok(Some(Mark::UnitEnd { end }));
                }
                b"tmx" => return Ok(Some(Mark::RootEnd)),
                _ => self.at += 2,
            },
            _ if local_name(&head[1..]) == b"tu" => {
                let start = self.at;
                let (tag_end, empty) = self.tag_end(start + 1)?;
                return Ok(Some(Mark::UnitStart {
                    start,
                    tag_end,
                    empty,
                }));
            }
            _ if self.inside == Inside::Nothing
                && matches!(local_name(&head[1..]), b"tuv" | b"seg") =>
            {
                return Ok(Some(Mark::Stray));
            }
            _ => self.at += 1,
        }
        Ok(None)
    }

    /// Passes by what ends with `ending`, or by its first `opening` bytes alone when that does not
    /// come. `kind` tells the endings apart, so that none is searched for twice in the same bytes.
    fn pass(&mut self, opening: usize, kind: usize, ending: &[u8]) -> io::Result<()> {
        let mut from = self.no_end_before[kind].max(self.at + opening);
        loop {
            let from_here = from.min(self.end());
            if let Some(found) = memmem::find(self.bytes(from_here..self.end()), ending) {
                self.at = from_here + found + ending.len();
                return Ok(());
            }
            from = from.max((self.end() + 1).saturating_sub(ending.len()));
            if self.too_long() || !self.fill()? {
                self.no_end_before[kind] = from;
                self.at = (self.at + opening).min(self.end());
                return Ok(());
            }
        }
    }

    /// Passes by the document type with the declarations inside it, of which none is obeyed.
    fn pass_doctype(&mut self) -> io::Result<()> {
        let mut place = self.at + 9;
        let mut inside = 0_usize;
        let mut quote = None;
        while !self.endless_doctype {
            let rest = self.bytes(place.min(self.end())..self.end());
            let length = match (rest, quote) {
                ([], _) => None,
                ([b'<', b'!', b'-', b'-', ..], None) => memmem::find(rest, b"-->"),
                // Too little to tell a comment.
                ([b'<', ..], None) if rest.len() < 4 => None,
                (&[byte, ..], _) => {
                    match (byte, quote) {
                        (_, Some(open)) => quote = quote.filter(|_| byte != open),
                        (b'"' | b'\'', None) => quote = Some(byte),
                        (b'[', None) => inside += 1,
                        (b']', None) => inside = inside.saturating_sub(1),
                        (b'>', None) if inside == 0 => {
                            self.at = place + 1;
                            return Ok(());
                        }
                        _ => {}
                    }
                    Some(1)
                }
            };
            match length {
                Some(length) => place += length,
                None => self.endless_doctype = self.too_long() || !self.fill()?,
            }
        }
        self.at = (self.at + 9).min(self.end());
        Ok(())
    }

    /// Finds where a tag ends, from a place inside it, and whether it is that of an empty element.
    /// A tag that another interrupts ends there.
    fn tag_end(&mut self, from: usize) -> io::Result<(usize, bool)> {
        let mut place = from;
        let mut quote = None;
        loop {
            let rest = self.bytes(place..self.end());
            let stop = match quote {
                Some(quote) => memchr2(quote, b'<', rest),
                None => rest
                    .iter()
                    .position(|byte| matches!(byte, b'>' | b'"' | b'\'' | b'<')),
            };
            let Some(stop) = stop else {
                place = self.end();
                if self.too_long() || !self.fill()? {
                    return Ok((place, false));
                }
                continue;
            };
            match rest[stop] {
                b'<' => return Ok((place + stop, false)),
                b'>' => {
                    let end = place + stop;
                    let empty = self.bytes(end - 1..end) == b"/";
                    return Ok((end + 1, empty));
                }
                mark => quote = if quote.is_none() { Some(mark) } else { None },
            }
            place += stop + 1;
        }
    }
}

/// Returns the name at the start of a tag without its namespace prefix.
fn local_name(tag: &[u8]) -> &[u8] {
    let length = tag
        .iter()
        .position(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'>' | b'<'))
        .unwrap_or(tag.len());
    let name = &tag[..length];
    memchr(b':', name).map_or(name, |colon| &name[colon + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(text: &str, limit: usize) -> Vec<(String, usize, FrameEnd)> {
        let mut frames = Frames::new(text.as_bytes(), limit);
        frames.prolog().unwrap();
        let mut out = Vec::new();
        while let Some(frame) = frames.next().unwrap() {
            let bytes = frames.bytes(frame.range).to_vec();
            out.push((String::from_utf8(bytes).unwrap(), frame.line, frame.end));
        }
        out
    }

    fn closed(text: &str, line: usize) -> (String, usize, FrameEnd) {
        (text.to_owned(), line, FrameEnd::Closed)
    }

    #[test]
    fn units_are_cut_out() {
        let text = "<tmx>\n<body><tu a='>'>1</tu >\n<tu/>\n\n<x:tu>2</x:tu></body></tmx>";
        assert_eq!(
            frames(text, 1000),
            [
                closed("<tu a='>'>1</tu >", 2),
                closed("<tu/>", 3),
                closed("<x:tu>2</x:tu>", 5)
            ]
        );
    }

    #[test]
    fn what_is_no_tag_is_passed_by() {
        let text = "<!DOCTYPE tmx [<!-- ' --><!ENTITY a \"<tu>]>\">]><?x <tu> ?><!-- <tu> -->\
                    <tu><!-- </tu> --><![CDATA[</tu>]]></tu>";
        assert_eq!(
            frames(text, 1000),
            [closed("<tu><!-- </tu> --><![CDATA[</tu>]]></tu>", 1)]
        );
    }

    #[test]
    fn a_bad_unit_ends_where_the_next_begins() {
        let text = "<tmx>\n<tu><seg>\n<tu>1</tu><tu a=\"><seg>\n<tu>2</tu></tu><tu>";
        let found = frames(text, 1000);
        assert_eq!(found[0].2, FrameEnd::Unclosed);
        assert_eq!(found[1], closed("<tu>1</tu>", 3));
        assert_eq!(found[2].2, FrameEnd::Unclosed);
        assert_eq!(found[3], closed("<tu>2</tu>", 4));
        assert_eq!(found[4].2, FrameEnd::Unclosed);
        assert_eq!(found.len(), 5);
    }

    #[test]
    fn texts_outside_any_unit_are_cut_out() {
        let headless = |text: &str, line| (text.to_owned(), line, FrameEnd::Headless);
        let text = "<tmx>\n<tuv>1</tuv></tu>\n<tu><tuv/></tu>\n<tuv>2</tuv><tuv/></tu><tuv>3</tuv>\n\
                    <tu>4</tu></tu><seg>5</seg></tmx>";
        assert_eq!(
            frames(text, 1000),
            [
                headless("<tuv>1</tuv></tu>", 2),
                closed("<tu><tuv/></tu>", 3),
                headless("<tuv>2</tuv><tuv/></tu>", 4),
                headless("<tuv>3</tuv>\n", 4),
                closed("<tu>4</tu>", 5),
                headless("<seg>5</seg>", 5),
            ]
        );
    }

    #[test]
    fn long_units_are_given_up() {
        let long = "x".repeat(BLOCK * 3);
        let text = format!("<tmx><tu>{long}</tu><tu>1</tu><tu><!--{long}</tu><tu>2</tu>");
        let ends: Vec<_> = frames(&text, BLOCK)
            .into_iter()
            .map(|frame| frame.2)
            .collect();
        assert_eq!(
            ends,
            [
                FrameEnd::TooLong,
                FrameEnd::Closed,
                FrameEnd::TooLong,
                FrameEnd::Closed
            ]
        );
    }

    #[test]
    fn long_openings_never_end_the_root() {
        for opening in [
            "<!--",
            "<![CDATA[",
            "<?",
            "<!DOCTYPE",
            "<tu",
            "<tu '",
            "</tu",
            "<",
        ] {
            let text = opening.repeat(2_000_000 / opening.len());
            let mut all = Frames::new(text.as_bytes(), 1_000_000);
            all.prolog().unwrap();
            while all.next().unwrap().is_some() {}
            assert!(!all.root_ended());
        }
    }
}
