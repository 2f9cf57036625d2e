//! Languages by their names, as people and programs head columns: in English or in the language
//! itself, with a script and a region behind (`English_United_States`, `Chinese (Simplified, China)`).
//! The names are data: `names.tsv`, `subtags.tsv`. A name that is not known is no language.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Lang;
use super::table::LANGUAGES;
use crate::text::script::is_unspaced;

type Names = FxHashMap<String, &'static str>;

/// The tags of languages by their names.
static TAGS: LazyLock<Names> = LazyLock::new(|| {
    let english = LANGUAGES.iter().map(|row| (bare(row.name), row.tag));
    english.chain(read(include_str!("names.tsv"))).collect()
});

/// The subtags of scripts and regions by their names.
static SUBTAGS: LazyLock<Names> = LazyLock::new(|| read(include_str!("subtags.tsv")).collect());

fn read(file: &'static str) -> impl Iterator<Item = (String, &'static str)> {
    let rows = file.lines().filter_map(|line| line.split_once('\t'));
    rows.flat_map(|(tag, names)| names.split('|').map(move |name| (bare(name), tag)))
}

/// Returns the language that a heading names, with the script and the region that it names.
pub(super) fn language(heading: &str) -> Option<Lang> {
    let name = bare(heading);
    for end in ends(&name) {
        let Some(tag) = TAGS.get(&name[..end]) else {
            continue;
        };
        if let Some(more) = subtags(name[end..].trim_start()) {
            return Lang::parse(&[*tag].into_iter().chain(more).collect::<Vec<_>>().join("-")).ok();
        }
    }
    // What else stands in brackets or behind a stroke says something of the column.
    let alone = heading.split(['(', '/']).next()?;
    TAGS.get(&bare(alone)).and_then(|tag| Lang::parse(tag).ok())
}

/// Returns the language that one of a few words names, or a part of them in a script without spaces.
pub(super) fn among(heading: &str) -> Option<Lang> {
    let heading = bare(heading);
    let words: Vec<&str> = heading.split(' ').collect();
    if words.len() > 4 || heading.chars().count() > 40 {
        return None;
    }
    let whole = |word: &&str| word.len() > 3 && TAGS.contains_key(*word);
    if let Some(word) = words.iter().find(|word| whole(word)) {
        return Lang::parse(TAGS[*word]).ok();
    }
    let unspaced =
        read(include_str!("names.tsv")).filter(|(name, _)| name.starts_with(is_unspaced));
    let inside = unspaced.filter(|(name, _)| heading.contains(name.as_str()));
    // Of two the longer: one name begins with another.
    let longest = inside.max_by_key(|(name, _)| name.len());
    longest.and_then(|(_, tag)| Lang::parse(tag).ok())
}

/// Returns the subtags that words name, the script first; nothing if one of them is not known.
fn subtags(mut words: &str) -> Option<Vec<&'static str>> {
    let mut found = Vec::new();
    while !words.is_empty() {
        let end = ends(words).find(|&end| SUBTAGS.contains_key(&words[..end]))?;
        found.push(SUBTAGS[&words[..end]]);
        words = words[end..].trim_start();
    }
    (found.len() <= 2).then_some(found)
}

/// Returns where the words of a name end, the last first.
fn ends(name: &str) -> impl Iterator<Item = usize> {
    let spaces = name.rmatch_indices(' ').map(|(at, _)| at);
    std::iter::once(name.len()).chain(spaces)
}

/// Returns a name in small letters, its words with one space between them.
fn bare(name: &str) -> String {
    let words = name.split(|c: char| c.is_whitespace() || "_-(),/[]:*".contains(c));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns() {
        for (heading, tag) in [
            ("English_United_States", "en-US"),
            ("English (United States)", "en-US"),
            ("Chinese_PRC", "zh-CN"),
            ("Chinese (Simplified, China)", "zh-Hans-CN"),
            ("Portuguese_Brazil", "pt-BR"),
            ("Serbian (Latin, Serbia)", "sr-Latn-RS"),
            ("Khmer (Cambodia)", "km-KH"),
            ("KHMER", "km"),
            ("ti\u{1EBF}ng vi\u{1EC7}t", "vi"),
            (
                "\u{1797}\u{17B6}\u{179F}\u{17B6}\u{1781}\u{17D2}\u{1798}\u{17C2}\u{179A}",
                "km",
            ),
            ("Bahasa Indonesia", "id"),
            ("French (draft)", "fr"),
            ("Khmer/Cambodian", "km"),
        ] {
            let lang = language(heading);
            assert_eq!(lang.as_ref().map(Lang::as_str), Some(tag), "{heading}");
        }
        for heading in [
            "",
            "English Status",
            "Term_Info",
            "Thai food",
            "Simplified",
            "(",
        ] {
            assert_eq!(language(heading), None, "{heading}");
        }
    }

    #[test]
    fn a_name_is_of_one_language() {
        let all = read(include_str!("names.tsv"))
            .chain(LANGUAGES.iter().map(|row| (bare(row.name), row.tag)));
        for (name, tag) in all {
            assert_eq!(TAGS[&name], tag, "{name}");
            assert!(Lang::parse(tag).is_ok(), "{tag}");
        }
    }
}
