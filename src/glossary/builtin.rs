//! The glossary that comes with the program: the files of `glossaries/diplomatic`.

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

#[cfg(test)]
mod tests {
    use super::*;

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
