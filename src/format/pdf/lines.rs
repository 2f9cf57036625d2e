//! Lines put together from glyphs, in the order in which the file draws them: a glyph belongs to the
//! line if it stands at its height and not far to the left; a gap is a space.

use std::fmt;

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

/// Most bytes of text.
const TEXT: usize = 512 * 1024 * 1024;
/// A gap as wide as this part of the size of the letters is a space.
const SPACE: f64 = 0.16;
/// Glyphs higher or lower than this part of their size are in another line; raised ones are not.
const HEIGHT: f64 = 0.55;
/// A step down this much larger than the usual one of the page is a border of paragraphs.
const APART: f64 = 1.25;

/// A line of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) page: u32,
    pub(super) text: String,
    /// Whether a border of paragraphs is before it.
    pub(super) is_apart: bool,
    /// Distance from the bottom of the page, and size of the letters, in points.
    pub(super) y: f64,
    size: f64,
}

/// The lines of the pages.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub(super) lines: Vec<Line>,
    page: u32,
    open: Option<Line>,
    /// Where the last glyph ended.
    end: f64,
    length: usize,
}

impl Pages {
    /// Ends the last page.
    pub(super) fn finish(&mut self) {
        self.end_line_of_text();
        self.mark_borders();
    }

    fn end_line_of_text(&mut self) {
        if let Some(line) = self.open.take()
            && !line.text.trim().is_empty()
        {
            self.lines.push(line);
        }
    }

    /// Finds the usual step from line to line, and marks the lines behind larger ones. The step is
    /// that of all pages, since one page may hold a few lines far apart.
    fn mark_borders(&mut self) {
        let step = |pair: &[Line]| (pair[0].page == pair[1].page).then(|| pair[0].y - pair[1].y);
        let mut steps: Vec<f64> = (self.lines.windows(2))
            .filter_map(step)
            .filter(|&step| step > 1.0)
            .collect();
        steps.sort_by(f64::total_cmp);
        let Some(&usual) = steps.get(steps.len() / 4) else {
            return;
        };
        let apart = |pair: &[Line]| {
            let (size, next) = (pair[0].size, pair[1].size);
            let resized = (size - next).abs() > 0.15 * size.max(next);
            step(pair).is_some_and(|step| step > usual * APART || step < -1.0 || resized)
        };
        let marks: Vec<bool> = self.lines.windows(2).map(apart).collect();
        for (line, is_apart) in self.lines.iter_mut().skip(1).zip(marks) {
            line.is_apart = is_apart;
        }
    }
}

impl OutputDev for Pages {
    fn begin_page(
        &mut self,
        page: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.end_line_of_text();
        self.page = page;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        self.end_line_of_text();
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _: f64,
        size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        self.length = self.length.saturating_add(text.len());
        if self.length > TEXT {
            return Err(too_large());
        }
        let (x, y) = (place.m31, place.m32);
        let across = (place.m11 * place.m11 + place.m12 * place.m12).sqrt() * size;
        let size = (place.m21 * place.m21 + place.m22 * place.m22).sqrt() * size;
        let is_same = self.open.as_ref().is_some_and(|line| {
            let higher = (line.y - y).abs();
            higher <= HEIGHT * size.max(line.size) && x > self.end - 2.0 * size.max(line.size)
        });
        if !is_same {
            self.end_line_of_text();
        }
        let page = self.page;
        let end = self.end;
        let line = self.open.get_or_insert_with(|| Line {
            page,
            y,
            size,
            ..Line::default()
        });
        let is_gap = is_same && x - end > SPACE * size;
        if is_gap && !line.text.ends_with(' ') && !text.starts_with(' ') {
            line.text.push(' ');
        }
        for c in text.chars() {
            match c {
                '\u{FB00}' => line.text.push_str("ff"),
                '\u{FB01}' => line.text.push_str("fi"),
                '\u{FB02}' => line.text.push_str("fl"),
                '\u{FB03}' => line.text.push_str("ffi"),
                '\u{FB04}' => line.text.push_str("ffl"),
                c if c.is_control() => line.text.push(' '),
                c => line.text.push(c),
            }
        }
        self.end = x + width * across;
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// What is said inside the parser where there is too much text.
const TOO_LARGE: &str = "more text than is read";

#[derive(Debug)]
struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(TOO_LARGE)
    }
}

impl std::error::Error for TooLarge {}

fn too_large() -> OutputError {
    OutputError::IoError(std::io::Error::other(TooLarge))
}

/// Tells whether an error of the parser is the one above.
pub(super) fn is_too_large(error: &OutputError) -> bool {
    error.to_string().contains(TOO_LARGE)
}
