//! Words that tell something of a term: those that no term begins or ends with, those that join the
//! words of a name, and those that say what sort of thing is named. They are data, in `words.txt`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::model::concept::Kind;
use crate::text::words::Lists;

struct Words {
    stop: Vec<&'static str>,
    joining: Vec<&'static str>,
    headed: Vec<&'static str>,
    calendar: Vec<&'static str>,
    heads: FxHashMap<&'static str, Kind>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists = Lists::read(include_str!("words.txt"));
    let kind = |name| Kind::ALL.iter().find(|row| row.0 == name).map(|row| row.1);
    Words {
        stop: lists.words("stop"),
        joining: lists.words("joining"),
        headed: lists.words("headed"),
        calendar: lists.words("calendar"),
        heads: lists.table("heads", kind).into_iter().collect(),
    }
});

pub(super) fn is_stop(word: &str) -> bool {
    WORDS.stop.binary_search(&word).is_ok()
}

pub(super) fn is_joining(word: &str) -> bool {
    WORDS.joining.binary_search(&word).is_ok()
}

pub(super) fn is_headed(word: &str) -> bool {
    WORDS.headed.binary_search(&word).is_ok()
}

pub(super) fn is_calendar(word: &str) -> bool {
    WORDS.calendar.binary_search(&word).is_ok()
}

/// Tells what sort of thing a name is of, by the last word before the first joining word.
pub(super) fn kind_of(name: &str) -> Option<Kind> {
    let lower = name.to_lowercase();
    let words = lower.split_whitespace();
    let head = words.take_while(|word| !is_joining(word)).last()?;
    let head = head.trim_matches(|c: char| !c.is_alphanumeric());
    let single = head.strip_suffix('s').unwrap_or(head);
    let heads = &WORDS.heads;
    heads.get(head).or_else(|| heads.get(single)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_every_head_has_its_kind() {
        for list in [&WORDS.stop, &WORDS.joining, &WORDS.headed, &WORDS.calendar] {
            assert!(!list.is_empty());
            assert!(list.windows(2).all(|pair| pair[0] < pair[1]), "{list:?}");
        }
        let heads = Lists::read(include_str!("words.txt")).words("heads");
        assert_eq!(WORDS.heads.len(), heads.len());
    }

    #[test]
    fn heads() {
        assert_eq!(kind_of("Ministry of Foreign Affairs"), Some(Kind::Body));
        assert_eq!(
            kind_of("Permanent Representatives of the States"),
            Some(Kind::Title)
        );
        assert_eq!(kind_of("Blue River"), None);
    }
}
