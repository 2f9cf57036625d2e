//! Numbers in the form that a project has chosen: its digits, and its signs between them. Asked only
//! where the project says how it writes numbers, and only of numbers that count or measure something
//! and of dates: names, telephone numbers and the like are as they are. The value of a number is none of
//! its business, but a sign that could be read in two ways is taken as the source means it.

use super::pair::Pair;
use super::unit::{Fault, Side};
use crate::report::rule::{Rule, Rules};
use crate::text::number::{Kind, Notation, Number};
use crate::text::quantity::Quantity;
use crate::text::{Lang, Span, digit};

/// How a project writes numbers in a language. What it does not say may be as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberFormat {
    /// The language.
    pub lang: Lang,
    /// The digit zero of the digits.
    pub zero: Option<char>,
    /// The sign between the whole and the rest.
    pub decimal: Option<String>,
    /// The sign between groups of three digits; empty for none, a space for any kind of space.
    pub grouping: Option<String>,
}

/// How the source means a number that it has too.
#[derive(Clone, Copy)]
enum Meant {
    /// As a whole one, written in groups or not.
    Whole { is_grouped: bool },
    /// With decimals.
    Fraction,
    /// As a time or another number that counts nothing.
    Otherwise,
}

/// Looks at the numbers of a translation.
pub(super) fn check(pair: &Pair<'_>, format: &NumberFormat, rules: Rules, faults: &mut Vec<Fault>) {
    if !rules.has(Rule::NumberFormat) || pair.target.is_blank() {
        return;
    }
    let text = pair.target.text;
    let mut fault = Fault::new(Rule::NumberFormat, Side::Target, String::new());
    for found in pair.target.reading.quantities() {
        for run in runs(text, found.span) {
            let written = &text[run.range()];
            let wanted = match &found.value {
                Quantity::Number(number) if number.notation != Notation::Digits => continue,
                Quantity::Number(number) if number.kind.is_quantity() => {
                    let is_scaled = text[run.end..found.span.end].contains(char::is_alphabetic);
                    let meant = meant(pair, number).filter(|_| !is_scaled);
                    format.write(written, meant)
                }
                Quantity::Number(number) if number.kind != Kind::Time => continue,
                _ => format.with_digits(written),
            };
            if wanted != written {
                fault.target.push(run);
                fault.fix.push((run, wanted));
            }
        }
    }
    if let Some((first, wanted)) = fault.fix.first() {
        let written = &text[first.range()];
        fault.message = format!("\"{written}\" is not in the number format of the project");
        fault.hint = Some(format!("write {wanted}").into());
        faults.push(fault);
    }
}

/// Returns how the source means a number of the translation; none where it has no such number.
fn meant(pair: &Pair<'_>, number: &Number) -> Option<Meant> {
    let source = pair.source.reading.quantities().iter();
    let mut same = source.filter_map(|found| match &found.value {
        Quantity::Number(theirs) if theirs.matches(number) => Some((found.span, theirs)),
        _ => None,
    });
    let (span, theirs) = same.next()?;
    let text = pair.source.text;
    let has_sign = |run: &Span| text[run.range()].contains(is_no_digit);
    if !theirs.kind.is_quantity() {
        return Some(Meant::Otherwise);
    }
    Some(match theirs.value.whole() {
        Some(_) => Meant::Whole {
            is_grouped: runs(text, span).iter().any(has_sign),
        },
        None => Meant::Fraction,
    })
}

fn is_no_digit(c: char) -> bool {
    digit::value(c).is_none()
}

/// Finds the runs of digits in a piece of a text, with the signs and spaces inside.
fn runs(text: &str, piece: Span) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    let mut gap = String::new();
    for (at, c) in text[piece.range()].char_indices() {
        let (start, end) = (piece.start + at, piece.start + at + c.len_utf8());
        if is_no_digit(c) {
            gap.push(c);
            continue;
        }
        match runs.last_mut() {
            Some(run) if gap.is_empty() || is_sign(&gap) => run.end = end,
            _ => runs.push(Span::new(start, end)),
        }
        gap.clear();
    }
    runs
}

fn is_sign(gap: &str) -> bool {
    let mut chars = gap.chars();
    let first = chars.next();
    let is_one =
        |c: char| matches!(c, '.' | ',' | '\'' | '\u{2019}' | '\u{66B}' | '\u{66C}') || is_space(c);
    first.is_some_and(is_one) && chars.next().is_none()
}

/// Tells whether a character is a space that may stand in a number.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}')
}

impl NumberFormat {
    /// Writes a number in this form.
    fn write(&self, written: &str, meant: Option<Meant>) -> String {
        if let Some(Meant::Otherwise) = meant {
            return self.with_digits(written);
        }
        let signs: Vec<char> = written.chars().filter(|&c| is_no_digit(c)).collect();
        let groups = written.split(is_no_digit);
        let groups: Vec<usize> = groups.map(|group| group.chars().count()).collect();
        let has_decimals = match signs.as_slice() {
            [] => return self.in_groups(written, groups[0], meant),
            [sign] if is_space(*sign) => false,
            [_] if groups[1] == 3 && groups[0] <= 3 => match meant {
                Some(meant) => matches!(meant, Meant::Fraction),
                None => return self.with_digits(written),
            },
            [_] => true,
            [rest @ .., last] => !rest.contains(last),
        };
        let mut out = String::with_capacity(written.len());
        let mut left = signs.len();
        for c in written.chars() {
            if let Some(value) = digit::value(c) {
                out.push(self.digit(c, value));
                continue;
            }
            left -= 1;
            let is_decimal = has_decimals && left == 0;
            match if is_decimal {
                &self.decimal
            } else {
                &self.grouping
            } {
                Some(sign) if !(sign == " " && is_space(c)) => out.push_str(sign),
                _ => out.push(c),
            }
        }
        out
    }

    /// Writes digits without signs, with those between groups where the source has them.
    fn in_groups(&self, written: &str, count: usize, meant: Option<Meant>) -> String {
        /// Shorter ones are written without in many styles.
        const GROUPED: usize = 5;
        let plain = self.with_digits(written);
        let (Some(sign), Some(Meant::Whole { is_grouped: true })) = (&self.grouping, meant) else {
            return plain;
        };
        if count < GROUPED {
            return plain;
        }
        let mut out = String::with_capacity(plain.len() + count);
        for (at, digit) in plain.chars().enumerate() {
            if at > 0 && (count - at).is_multiple_of(3) {
                out.push_str(sign);
            }
            out.push(digit);
        }
        out
    }

    /// Writes digits in those of the format, and leaves the rest as it is.
    fn with_digits(&self, written: &str) -> String {
        let digits = written.chars();
        digits
            .map(|c| digit::value(c).map_or(c, |value| self.digit(c, value)))
            .collect()
    }

    fn digit(&self, c: char, value: u8) -> char {
        let wanted = self
            .zero
            .and_then(|zero| char::from_u32(u32::from(zero) + u32::from(value)));
        wanted.unwrap_or(c)
    }
}

#[cfg(test)]
mod tests {
    use crate::check::{Checker, Document, NumberFormat, Settings, Unit};
    use crate::glossary::Glossary;
    use crate::report::rule::Rule;
    use crate::text::Lang;

    /// Returns the translation as it would be put right.
    fn fixed(format: &NumberFormat, source: &str, target: &str) -> String {
        let (glossary, english) = (Glossary::default(), Lang::parse("en").unwrap());
        let settings = Settings {
            numbers: std::slice::from_ref(format),
            ..Settings::default()
        };
        let checker = Checker::new(&glossary, &english, &format.lang, settings).unwrap();
        let units = vec![Unit::new(source, target)];
        let mut fixed = target.to_owned();
        for found in checker.check(&[Document { units, date: None }]) {
            if found.fault.rule == Rule::NumberFormat {
                for (span, text) in found.fault.fix.into_iter().rev() {
                    fixed.replace_range(span.range(), &text);
                }
            }
        }
        fixed
    }

    fn format(tag: &str, zero: Option<char>, decimal: &str, grouping: &str) -> NumberFormat {
        NumberFormat {
            lang: Lang::parse(tag).unwrap(),
            zero,
            decimal: Some(decimal.to_owned()),
            grouping: Some(grouping.to_owned()),
        }
    }

    #[test]
    fn signs_are_those_of_the_project() {
        let french = format("fr", None, ",", " ");
        for (source, target, wanted) in [
            (
                "It grew by 2.5 per cent.",
                "Hausse de 2.5 %.",
                "Hausse de 2,5 %.",
            ),
            ("1,234 people", "1,234 personnes", "1 234 personnes"),
            ("1,234 people", "1.234 personnes", "1 234 personnes"),
            ("1.234 km", "1.234 km", "1,234 km"),
            ("1,234,567.8 km", "1,234,567.8 km", "1 234 567,8 km"),
            ("15,000 people", "15000 personnes", "15 000 personnes"),
            ("1.5 million", "1.5 million", "1,5 million"),
            // As they should be, or nothing that counts.
            (
                "15,000 people",
                "15\u{202F}000 personnes",
                "15\u{202F}000 personnes",
            ),
            ("1,500 people", "1500 personnes", "1500 personnes"),
            ("15000 people", "15000 personnes", "15000 personnes"),
            ("1.234 million", "1.234 million", "1.234 million"),
            ("Version 1.2.3", "Version 1.2.3", "Version 1.2.3"),
            ("at 10.30 a.m.", "\u{E0} 10.30", "\u{E0} 10.30"),
            (
                "Tel. 023.214.441",
                "T\u{E9}l. 023.214.441",
                "T\u{E9}l. 023.214.441",
            ),
            ("on 12.03.2024", "le 12.03.2024", "le 12.03.2024"),
            ("COVID-19", "COVID-19", "COVID-19"),
        ] {
            assert_eq!(fixed(&french, source, target), wanted, "{source}");
        }
    }

    #[test]
    fn digits_are_those_of_the_project() {
        let khmer = format("km", Some('\u{17E0}'), ",", ".");
        for (source, target, wanted) in [
            (
                "5,000 people",
                "5,000 \u{1793}\u{17B6}\u{1780}\u{17CB}",
                "\u{17E5}.\u{17E0}\u{17E0}\u{17E0} \u{1793}\u{17B6}\u{1780}\u{17CB}",
            ),
            ("2.5", "\u{17E2},\u{17E5}", "\u{17E2},\u{17E5}"),
            ("G20", "G20", "G20"),
        ] {
            assert_eq!(fixed(&khmer, source, target), wanted, "{source}");
        }
        let western = NumberFormat {
            zero: Some('0'),
            decimal: None,
            grouping: None,
            ..khmer
        };
        assert_eq!(fixed(&western, "2.5", "\u{17E2},\u{17E5}"), "2,5");
    }
}
