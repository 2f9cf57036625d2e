//! Numbered articles, headings and list items: where both texts count the same, they are cut apart
//! there. One number proves nothing (a wrong wall would drag everything behind it along), so walls
//! stand only where the whole count of both sides is the same and what lies between is of a fitting
//! length; elsewhere numbers are evidence among others. What the user says are walls, are walls.

use crate::text::enumerator::{Kind, enumerator};
use crate::text::{digit, lang, number};

/// Fewer numbers than this prove nothing, even where they agree.
const LEAST: usize = 3;
/// Between two walls, one side may be this many times as long as the other, and these many
/// characters more.
const STRETCH: f64 = 2.0;
const SLACK: f64 = 60.0;

/// Returns the number or letter that a segment begins with, in a form that is the same in all
/// languages; none for bullets.
pub(super) fn mark(text: &str) -> Option<Box<str>> {
    let text = text.trim_start();
    let found = enumerator(text).filter(|found| found.kind != Kind::Bullet)?;
    let written = &text[..found.len];
    let numeric = written.contains(|c: char| digit::value(c).is_some());
    let mut mark = String::new();
    for c in written.chars() {
        match digit::value(c) {
            Some(value) => mark.push(char::from(b'0' + value)),
            // Behind a digit a point divides, as in 1.2; everywhere else it ends something.
            None if c == '.' && mark.ends_with(|c: char| c.is_ascii_digit()) => mark.push('.'),
            None if numeric => {}
            None => mark.extend(letter(c)),
        }
    }
    let mark = mark.trim_end_matches('.');
    // `Annex II` and the like in Han numerals are told by their value, or by what is written.
    let mark = if numeric || (found.kind == Kind::Number && mark.is_ascii()) {
        mark.to_owned()
    } else {
        spelled(written)?
    };
    (!mark.is_empty()).then(|| mark.into())
}

fn spelled(written: &str) -> Option<String> {
    let value = match number::numbers(written).as_slice() {
        [found] => found.value.value.whole(),
        _ => None,
    };
    let last = written
        .trim_end_matches(['.', ':'])
        .split_whitespace()
        .last()?;
    Some(value.map_or_else(|| last.to_lowercase(), |value| value.to_string()))
}

/// Returns a letter that items are lettered with as the Latin letter of the same place, a Han numeral
/// as it is.
fn letter(c: char) -> Option<char> {
    match c {
        'a'..='z' | '\u{4E00}'..='\u{9FFF}' => Some(c),
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        _ => ('a'..='z').nth(lang::place_in_lists(c)?),
    }
}

/// What walls are found by: the marks of the segments of a side, and the lengths of all segments.
#[derive(Clone, Copy)]
pub(super) struct Outline<'a> {
    pub(super) marks: &'a [Option<Box<str>>],
    pub(super) lengths: &'a [f64],
}

/// Finds the places, as (source segment, target segment), where both sides begin the same article or
/// item, if they have the same ones all through.
pub(super) fn walls(source: Outline<'_>, target: Outline<'_>) -> Vec<(usize, usize)> {
    let marked = |side: Outline<'_>| -> Vec<usize> {
        (0..side.marks.len())
            .filter(|&line| side.marks[line].is_some())
            .collect()
    };
    let (sources, targets) = (marked(source), marked(target));
    let agree = sources.len() == targets.len()
        && sources
            .iter()
            .zip(&targets)
            .all(|(&i, &j)| source.marks[i] == target.marks[j]);
    if !agree || sources.len() < LEAST {
        return Vec::new();
    }
    let ratio = target.lengths.iter().sum::<f64>() / source.lengths.iter().sum::<f64>().max(1.0);
    let mut walls: Vec<(usize, usize)> = sources.into_iter().zip(targets).collect();
    let ends = walls.iter().copied().skip(1);
    let ends = ends.chain([(source.lengths.len(), target.lengths.len())]);
    let fits = |((i, j), (i1, j1)): ((usize, usize), (usize, usize))| {
        let x = ratio * source.lengths[i..i1].iter().sum::<f64>();
        let y = target.lengths[j..j1].iter().sum::<f64>();
        x <= STRETCH * y + SLACK && y <= STRETCH * x + SLACK
    };
    // What lies before the first wall is left to the aligner; what lies behind each must fit.
    let mut before = true;
    let is_sound = |fits: bool| std::mem::replace(&mut before, fits) && fits;
    let sound: Vec<bool> = (walls.iter().copied().zip(ends))
        .map(fits)
        .map(is_sound)
        .collect();
    let mut sound = sound.into_iter();
    walls.retain(|_| sound.next().unwrap_or(false));
    if walls.len() < LEAST {
        Vec::new()
    } else {
        walls
    }
}

/// Puts the walls that were given and those that were found together: ascending on both sides, inside
/// the document, and those that were given first of all.
pub(super) fn merge(
    given: &[(usize, usize)],
    found: &[(usize, usize)],
    end: (usize, usize),
) -> Vec<(usize, usize)> {
    let inside = |&(i, j): &(usize, usize)| (i, j) != (0, 0) && i <= end.0 && j <= end.1;
    let mut walls: Vec<(usize, usize)> = Vec::new();
    for &(i, j) in given.iter().filter(|wall| inside(wall)) {
        if walls.last().is_none_or(|&(k, l)| k < i && l < j) {
            walls.push((i, j));
        }
    }
    // Those found ascend among themselves: only those given can be in their way.
    let own = walls.len();
    for &(i, j) in found.iter().filter(|wall| inside(wall)) {
        let before = walls[..own].partition_point(|&(k, _)| k < i);
        let fits = walls[..before].last().is_none_or(|&(_, l)| l < j)
            && walls[..own]
                .get(before)
                .is_none_or(|&(k, l)| k > i && l > j);
        if fits {
            walls.push((i, j));
        }
    }
    walls.sort_unstable();
    walls
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_the_same_in_all_scripts() {
        for (text, expected) in [
            ("1. The Parties", "1"),
            ("\u{17E1}. \u{1797}\u{17B6}\u{1782}\u{17B8}", "1"),
            ("Article 12. Final provisions", "12"),
            ("(b) to consult", "b"),
            ("\u{1781}. \u{1797}\u{17B6}\u{1782}\u{17B8}", "b"),
            ("1.2. Scope", "1.2"),
            ("Annex II. Tariffs", "2"),
            ("\u{7B2C}\u{4E09}\u{6761} \u{9644}\u{5219}", "3"),
        ] {
            assert_eq!(mark(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["- item", "In 2024 the Parties met.", ""] {
            assert_eq!(mark(text), None, "{text}");
        }
    }

    fn side(marks: &[&str]) -> (Vec<Option<Box<str>>>, Vec<f64>) {
        let marks: Vec<_> = marks
            .iter()
            .map(|&mark| (!mark.is_empty()).then(|| mark.into()))
            .collect();
        let lengths = vec![100.0; marks.len()];
        (marks, lengths)
    }

    fn found(source: &[&str], target: &[&str]) -> Vec<(usize, usize)> {
        let (source, target) = (side(source), side(target));
        walls(
            Outline {
                marks: &source.0,
                lengths: &source.1,
            },
            Outline {
                marks: &target.0,
                lengths: &target.1,
            },
        )
    }

    #[test]
    fn the_same_count_makes_walls() {
        let walls = found(&["", "1", "", "2", "3", ""], &["", "1", "2", "", "3", ""]);
        assert_eq!(walls, [(1, 1), (3, 2), (4, 4)]);
    }

    #[test]
    fn another_count_makes_none() {
        assert!(found(&["1", "2", "3"], &["1", "2", "4"]).is_empty());
        assert!(found(&["1", "2", "3"], &["1", "2", "3", "4"]).is_empty());
        assert!(found(&["1", ""], &["1", ""]).is_empty());
    }

    #[test]
    fn a_count_of_other_lengths_makes_none() {
        let source = ["1", "2", "3", "", "", "", "", "", "", ""];
        let target = ["1", "", "", "", "", "", "", "", "2", "3"];
        assert!(found(&source, &target).is_empty());
    }
}
