//! Lists of words kept as data files beside the code that asks for them: under a heading in square
//! brackets any number of words, with ` | ` between them, and in front what they stand for, if
//! anything (`6 = million | juta`). Lines that start with `#` are comments. Only files that are part
//! of the program are read so; nothing here reads what a user wrote.

/// The lists of one file.
pub(crate) struct Lists(Vec<Entry>);

struct Entry {
    heading: &'static str,
    /// What the words stand for, empty where that is nothing.
    meaning: &'static str,
    words: &'static str,
}

impl Lists {
    /// Reads a file.
    pub(crate) fn read(file: &'static str) -> Self {
        let mut heading = "";
        let mut entries = Vec::new();
        for line in file.lines() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line
                .strip_prefix('[')
                .and_then(|line| line.strip_suffix(']'))
            {
                heading = name;
                continue;
            }
            let (meaning, words) = line.split_once(" = ").unwrap_or(("", line));
            entries.push(Entry {
                heading,
                meaning,
                words,
            });
        }
        Lists(entries)
    }

    /// Returns the words under a heading.
    pub(crate) fn words(&self, heading: &str) -> Vec<&'static str> {
        let table = self.table(heading, |_| Some(()));
        table.into_iter().map(|(word, ())| word).collect()
    }

    /// Returns the words under a heading with what they stand for.
    pub(crate) fn table<T: Copy>(
        &self,
        heading: &str,
        meaning: impl Fn(&'static str) -> Option<T>,
    ) -> Vec<(&'static str, T)> {
        let entries = self.0.iter().filter(|entry| entry.heading == heading);
        let meant = entries.filter_map(|entry| Some((entry.words, meaning(entry.meaning)?)));
        let words =
            meant.flat_map(|(words, meant)| words.split(" | ").map(move |word| (word, meant)));
        words.collect()
    }

    /// Returns the words under a heading with the numbers that they stand for.
    pub(crate) fn numbers<T: Copy + std::str::FromStr>(
        &self,
        heading: &str,
    ) -> Vec<(&'static str, T)> {
        self.table(heading, |meaning| meaning.parse().ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_under_headings() {
        let lists = Lists::read("# a | b\n[one]\nper cent | % | =\n\n[two]\n6 = million\nx = y\n");
        assert_eq!(lists.words("one"), ["per cent", "%", "="]);
        assert_eq!(lists.numbers::<u32>("two"), [("million", 6)]);
        assert!(lists.words("three").is_empty());
    }
}
