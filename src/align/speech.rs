//! What is said and what is told: how much of each segment stands in quotation marks. Where a
//! dialogue is cut differently in two languages, lengths and words say little, but speech is
//! translated by speech.

/// A quotation that goes on for more segments than this was not closed by mistake.
const LONGEST: usize = 12;

/// Classes of windows by the share of speech in them.
pub(super) const CLASSES: usize = 4;

/// Returns the class of a window with so many characters, so many of them in quotation marks.
pub(super) fn class(quoted: f64, all: f64) -> usize {
    let share = quoted / all.max(1.0);
    match share {
        s if s < 0.03 => 0,
        s if s < 0.5 => 1,
        s if s < 0.9 => 2,
        _ => 3,
    }
}

/// Counts for each segment the characters inside quotation marks, white space left out. Quotations
/// may go on from segment to segment.
pub(super) fn quoted<'a>(segments: impl Iterator<Item = &'a str>) -> Vec<f64> {
    let mut open: Option<Open> = None;
    let mut counts = Vec::new();
    for text in segments {
        if open.as_ref().is_some_and(|open| open.segments > LONGEST) {
            open = None;
        }
        let mut count = 0;
        let mut before = ' ';
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            let after = rest.peek().copied().unwrap_or(' ');
            match &open {
                Some(quotation) if quotation.is_closed_by(c, before, after) => open = None,
                // Each paragraph of a long quotation opens it anew.
                Some(quotation) if quotation.sign == c && Open::new(c, before, after).is_some() => {
                }
                Some(_) => count += usize::from(!c.is_whitespace()),
                None => open = Open::new(c, before, after),
            }
            before = c;
        }
        if let Some(open) = &mut open {
            open.segments += 1;
        }
        counts.push(count as f64);
    }
    counts
}

/// A quotation that has begun.
struct Open {
    sign: char,
    segments: usize,
}

impl Open {
    fn new(c: char, before: char, after: char) -> Option<Self> {
        let opens = match c {
            '\u{201C}' | '\u{201E}' | '\u{AB}' | '\u{300C}' | '\u{300E}' | '\u{FF02}' => true,
            '"' => !after.is_whitespace(),
            // Apostrophes stand behind letters, or before letters that stand behind none (’tis):
            // those are rare enough.
            '\'' | '\u{2018}' => !before.is_alphanumeric() && !after.is_whitespace(),
            _ => false,
        };
        opens.then_some(Open {
            sign: c,
            segments: 0,
        })
    }

    fn is_closed_by(&self, c: char, before: char, after: char) -> bool {
        match self.sign {
            '\u{201C}' => c == '\u{201D}' || c == '"',
            '\u{201E}' => c == '\u{201C}' || c == '\u{201D}',
            '\u{AB}' => c == '\u{BB}',
            '\u{300C}' => c == '\u{300D}',
            '\u{300E}' => c == '\u{300F}',
            '"' => c == '"' || c == '\u{201D}',
            '\'' | '\u{2018}' => {
                matches!(c, '\'' | '\u{2019}')
                    && !before.is_whitespace()
                    && !after.is_alphanumeric()
            }
            sign => c == sign,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(texts: &[&str]) -> Vec<f64> {
        quoted(texts.iter().copied())
    }

    #[test]
    fn speech_goes_on_from_segment_to_segment() {
        assert_eq!(
            counts(&["He said: \u{201C}Yes.", "No!\u{201D} And left.", "So."]),
            [4.0, 3.0, 0.0]
        );
    }

    #[test]
    fn apostrophes_are_no_quotation_marks() {
        assert_eq!(counts(&["Don't ask the states' envoys."]), [0.0]);
        assert_eq!(counts(&["'I don't,' he said."]), [7.0]);
    }

    #[test]
    fn what_is_never_closed_ends() {
        let mut texts = vec!["\u{AB}Open"];
        texts.extend(["ten chars."; 20]);
        let counts = counts(&texts);
        assert!(counts[1] > 0.0);
        assert!(counts[20] < 1.0);
    }
}
