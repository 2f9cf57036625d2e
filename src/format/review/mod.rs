//! A page to review an alignment in a browser, and what comes back from it. The page is one file that
//! loads nothing from anywhere and sends nothing: two texts side by side, beads that can be merged,
//! split, shifted, edited and marked. It saves a memory, a gold table, and a review, JSON that holds
//! all it knows, from which every output can be made again.
//!
//! A review comes from a file that anybody may have changed: nothing in it is believed before
//! [`Review::read`] has looked at it.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use crate::model::{Gap, Lines, Place};
use crate::text::Lang;
use crate::text::lang::FONTS;

/// What the file is, in its first key.
const FORMAT: &str = "chancery review";

/// The version of the format.
const VERSION: u32 = 1;

/// An alignment as a person sees and changes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Review {
    format: String,
    version: u32,
    /// The version of the program, for the memory that the page writes.
    version_of_program: String,
    /// From this confidence on a bead needs no look.
    pub sure: f64,
    /// Whether the texts do not look like translations of each other.
    #[serde(default)]
    pub unrelated: bool,
    /// The source text.
    pub source: Text,
    /// The translation.
    pub target: Text,
    /// The beads; together they cover all segments in order.
    pub beads: Vec<Bead>,
}

/// One of the two texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// Tag of its language.
    pub lang: String,
    /// The document that it was read from.
    pub document: String,
    /// Whether segments are joined without a space.
    #[serde(default)]
    pub unspaced: bool,
    /// Why it is not to be trusted, if there is a reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caution: Option<String>,
    /// Its segments.
    pub segments: Vec<Segment>,
}

/// A segment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    /// The text.
    pub text: String,
    /// Where it is, in words.
    #[serde(rename = "where")]
    pub whereabouts: String,
    /// The lines or the paragraph that it stands in.
    pub lines: Lines,
    /// Where these are.
    #[serde(default, skip_serializing_if = "is_plain")]
    pub place: Place,
    /// What is before it.
    #[serde(default)]
    pub gap: Gap,
}

fn is_plain(place: &Place) -> bool {
    place.is_plain()
}

/// Neighbouring segments of both sides, from the first to one past the last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bead {
    /// Source segments.
    pub source: [usize; 2],
    /// Target segments.
    pub target: [usize; 2],
    /// How sure it is, from 0 to 1.
    pub confidence: f64,
    /// What a person said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// What rules found in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
}

/// What a person said of a bead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It is right.
    Right,
    /// Its texts do not translate each other.
    Wrong,
}

/// What a rule found in a bead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The code of the rule.
    pub code: String,
    /// What it says.
    pub message: String,
    /// What is meant.
    #[serde(default)]
    pub marks: Vec<Mark>,
}

/// A piece of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Which text.
    pub side: Side,
    /// The segment in it, from 0.
    pub segment: usize,
    /// Its start, in UTF-16 units, as browsers count.
    pub start: usize,
    /// One past its end.
    pub end: usize,
}

/// One of the two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The source text.
    Source,
    /// The translation.
    Target,
}

/// A file that is no review that can be used.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// It is not JSON, or lacks something.
    #[error("not a review saved by the review page")]
    Json(#[from] serde_json::Error),
    /// It is of another kind.
    #[error("not a review saved by the review page, but \"{0}\"")]
    Format(String),
    /// It is of another version.
    #[error("a review of version {0}; this program knows version {VERSION}")]
    Version(u32),
    /// A language is none.
    #[error(transparent)]
    Lang(#[from] crate::text::lang::LangError),
    /// The beads do not cover the segments.
    #[error(
        "bead {0} does not follow the one before it: beads have to cover all segments in order, each once"
    )]
    Bead(usize),
}

impl Review {
    /// Puts a review together.
    pub fn new(source: Text, target: Text, beads: Vec<Bead>, sure: f64) -> Self {
        Review {
            format: FORMAT.to_owned(),
            version: VERSION,
            version_of_program: env!("CARGO_PKG_VERSION").to_owned(),
            sure,
            unrelated: false,
            source,
            target,
            beads,
        }
    }

    /// Reads a review that the page saved.
    ///
    /// # Errors
    ///
    /// [`ReviewError`] when it is none, of another version, or its beads do not cover its texts.
    pub fn read(text: &str) -> Result<Review, ReviewError> {
        let review: Review = serde_json::from_str(text)?;
        if review.format != FORMAT {
            return Err(ReviewError::Format(review.format));
        }
        if review.version != VERSION {
            return Err(ReviewError::Version(review.version));
        }
        for text in [&review.source, &review.target] {
            Lang::parse(&text.lang)?;
        }
        let (mut source, mut target) = (0, 0);
        for (number, bead) in (1..).zip(&review.beads) {
            let follows = bead.source[0] == source
                && bead.target[0] == target
                && bead.source[1] >= source
                && bead.target[1] >= target
                && (0.0..=1.0).contains(&bead.confidence);
            if !follows {
                return Err(ReviewError::Bead(number));
            }
            (source, target) = (bead.source[1], bead.target[1]);
        }
        if (source, target) != (review.source.segments.len(), review.target.segments.len()) {
            return Err(ReviewError::Bead(review.beads.len() + 1));
        }
        Ok(review)
    }

    /// Writes the page.
    ///
    /// # Errors
    ///
    /// What the output reports.
    pub fn write_page(&self, out: &mut dyn Write) -> io::Result<()> {
        // Nothing in the data can end the element it stands in.
        let data = serde_json::to_string(self)?.replace('<', "\\u003c");
        let mut rest = include_str!("page.html");
        while let Some((before, after)) = rest.split_once("{{") {
            out.write_all(before.as_bytes())?;
            let (name, after) = after.split_once("}}").unwrap_or((after, ""));
            let part = match name {
                "version" => env!("CARGO_PKG_VERSION"),
                "style" => include_str!("page.css"),
                "fonts" => FONTS,
                "script" => include_str!("page.js"),
                _ => &data,
            };
            out.write_all(part.as_bytes())?;
            rest = after;
        }
        out.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(lang: &str, segments: &[&str]) -> Text {
        let segment = |(place, text): (usize, &&str)| Segment {
            text: (*text).to_owned(),
            whereabouts: format!("line {}", place + 1),
            lines: Lines {
                first: place + 1,
                last: place + 1,
            },
            place: Place::default(),
            gap: Gap::Line,
        };
        Text {
            lang: lang.to_owned(),
            document: format!("a.{lang}.txt"),
            unspaced: false,
            caution: None,
            segments: segments.iter().enumerate().map(segment).collect(),
        }
    }

    fn review() -> Review {
        let bead = |source, target| Bead {
            source,
            target,
            confidence: 0.5,
            state: None,
            remarks: Vec::new(),
        };
        let beads = vec![bead([0, 1], [0, 1]), bead([1, 2], [1, 1])];
        let source = text("en", &["a </script><b>", "{{data}}"]);
        Review::new(source, text("km", &["x"]), beads, 0.9)
    }

    #[test]
    fn what_is_written_can_be_read() {
        let review = review();
        let json = serde_json::to_string(&review).unwrap();
        assert_eq!(Review::read(&json).unwrap(), review);
        let mut page = Vec::new();
        review.write_page(&mut page).unwrap();
        let page = String::from_utf8(page).unwrap();
        let data = page.split("type=\"application/json\">").nth(1).unwrap();
        let data = data.split("</script>").next().unwrap();
        assert_eq!(Review::read(data).unwrap(), review);
        for outside in ["http:", "https:", "src=", "url(", "@import", "fetch("] {
            assert!(!page.contains(outside), "{outside}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let said = |change: &dyn Fn(&mut Review)| {
            let mut review = review();
            change(&mut review);
            let json = serde_json::to_string(&review).unwrap();
            Review::read(&json).unwrap_err().to_string()
        };
        assert!(said(&|review| review.version = 2).contains("version 2"));
        assert!(said(&|review| review.format = "x".to_owned()).contains("\"x\""));
        assert!(said(&|review| review.source.lang = "kh".to_owned()).contains("km"));
        assert!(said(&|review| review.beads[1].source = [0, 2]).starts_with("bead 2 "));
        assert!(said(&|review| review.beads[0].target = [0, usize::MAX]).starts_with("bead 2 "));
        assert!(said(&|review| drop(review.beads.pop())).starts_with("bead 2 "));
        assert!(said(&|review| review.beads[0].confidence = 7.0).starts_with("bead 1 "));
        assert!(Review::read("{").is_err());
    }
}
