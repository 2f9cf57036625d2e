//! The glossary that comes with the program: the files of `glossaries/diplomatic`.

use super::key::key_text;
use super::{Glossary, load};
use crate::text::source::SourceText;

/// Makes the list of the files in the folder by their names.
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$((
            concat!("glossaries/diplomatic/", $name),
            include_str!(concat!("../../glossaries/diplomatic/", $name)),
        )),+]
    };
}

const FILES: &[(&str, &str)] = files![
    "agreements.toml",
    "bodies.toml",
    "concepts.toml",
    "dates.toml",
    "documents.toml",
    "forms-of-address.toml",
    "glossary.toml",
    "meetings.toml",
    "persons.toml",
    "phrases.toml",
    "places.toml",
    "ranks.toml",
    "titles.toml",
];

/// Loads the diplomatic glossary that is built in.
pub fn builtin() -> Glossary {
    load(
        FILES
            .iter()
            .map(|&(path, text)| SourceText::new(path, text))
            .collect(),
    )
}

/// Loads what of the built-in glossary may have a term of a text, for programs that look at one text
/// and end: reading all of it takes longer than everything else that they do.
///
/// Terms are found in a text as in that of [`builtin`]; places are not those of the files.
pub fn builtin_for(text: &str) -> Glossary {
    let text = key_text(text);
    let of = |&(path, file): &(&str, &str)| SourceText::new(path, about(file, &text));
    load(FILES.iter().map(of).collect())
}

/// Returns the concepts of a file of which a string is in a key, and what is before the first.
fn about(file: &str, key: &str) -> String {
    const START: &str = "\n[concept.";
    let mut starts: Vec<usize> = file.match_indices(START).map(|(at, _)| at + 1).collect();
    starts.push(file.len());
    let mut kept = file[..starts[0]].to_owned();
    for block in starts.windows(2).map(|ends| &file[ends[0]..ends[1]]) {
        // Every second piece is a string, where quotation marks are nothing else.
        let is_plain = !block.contains('\\') && block.matches('"').count().is_multiple_of(2);
        let mut strings = block.split('"').skip(1).step_by(2);
        if !is_plain || strings.any(|text| may_be_in(text, key)) {
            kept.push_str(block);
        }
    }
    kept
}

/// Tells whether a text may have a term, by their keys.
fn may_be_in(term: &str, key: &str) -> bool {
    let term = key_text(term.trim().trim_end_matches('*'));
    // The plural of a word with y has another letter there.
    let stem = term.trim().strip_suffix('y').unwrap_or(term.trim());
    !stem.is_empty() && memchr::memmem::find(key.as_bytes(), stem.as_bytes()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::find::Finder;
    use crate::text::Lang;

    #[test]
    fn a_part_finds_what_the_whole_finds() {
        let whole = builtin();
        let found = |glossary: &Glossary, finder: &Finder, text: &str| {
            let mut found = Vec::new();
            for hit in finder.find(text) {
                for entry in &hit.entries {
                    let concept = &glossary.concepts[entry.concept];
                    found.push((hit.span, concept.id.value.clone(), entry.term));
                }
            }
            found
        };
        let (mut text, mut texts) = (String::new(), Vec::new());
        // Terms in pairs, in capitals, in the plural, and one after another.
        for (place, concept) in whole.concepts.iter().enumerate() {
            for term in concept.terms.iter().filter(|_| place % 16 < 2) {
                let word = &term.text.value;
                text = format!("{} {word}s, {}", text.len() % 7, word.to_uppercase());
                text.push_str(word.strip_suffix('y').map_or("", |_| " ies"));
                texts.push((term.lang.clone(), text.clone()));
                texts.push((term.lang.clone(), word.replace('y', "ies")));
            }
        }
        let langs = ["en", "km"].map(|tag| Lang::parse(tag).unwrap());
        for lang in &langs {
            let finder = Finder::new(&whole, lang).unwrap();
            let all = texts
                .iter()
                .filter(|(own, _)| own.primary() == lang.primary());
            let mut count = 0;
            for (_, text) in all {
                let expected = found(&whole, &finder, text);
                count += expected.len();
                let part = builtin_for(text);
                let part_finder = Finder::new(&part, lang).unwrap();
                assert_eq!(found(&part, &part_finder, text), expected, "{text}");
            }
            assert!(count > 50, "{lang}: {count}");
        }
    }

    #[test]
    fn all_files_are_built_in() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/glossaries/diplomatic");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        let built_in: Vec<&str> = FILES
            .iter()
            .filter_map(|(path, _)| path.rsplit('/').next())
            .collect();
        assert_eq!(built_in, names);
    }
}
