//! Inflected words: which words of a text are forms of those of a term, by the Snowball stemmer of the
//! language. A stem is no base form and may be that of a word with another meaning, so that endings
//! longer than inflection are refused; nothing is found in languages without a stemmer.

use frostem::Stemmer;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::{Lang, Span};

/// The longest ending, in letters: a longer one makes another word of a word.
const ENDING: usize = 3;

/// So many small words may stand between two words of a term.
const GAP: usize = 3;

/// The words of a text that tell what it is about, without articles and the like.
pub struct Stems(Vec<Word>);

struct Word {
    span: Span,
    /// The word in small letters, without accents.
    letters: Vec<char>,
    stem: String,
    /// Its number among all words.
    number: usize,
}

impl Stems {
    /// Brings the words of a text to stems; nothing in languages without a stemmer.
    pub fn new(text: &str, lang: &Lang) -> Option<Stems> {
        let stemmer = Stemmer::try_from_name(lang.stemmer()?).ok()?;
        let pieces = text.unicode_word_indices().flat_map(|(at, word)| {
            let pieces = word.split_inclusive(['\'', '\u{2019}']);
            pieces.scan(at, |at, piece| {
                let start = *at;
                *at += piece.len();
                Some((start, piece.trim_end_matches(['\'', '\u{2019}'])))
            })
        });
        let words = pieces.enumerate().filter_map(|(number, (at, word))| {
            let small = word.to_lowercase();
            (!lang.small_words().contains(&&*small)).then(|| Word {
                span: Span::new(at, at + word.len()),
                letters: small.nfd().filter(|&c| !is_combining_mark(c)).collect(),
                stem: stemmer.stem(&small).into_owned(),
                number,
            })
        });
        Some(Stems(words.collect()))
    }

    /// Finds the places of a term: each of its words in some form, in order, nothing but small words
    /// between them.
    pub fn find<'a>(&'a self, term: &'a Stems) -> impl Iterator<Item = Span> + 'a {
        let count = term.0.len();
        let runs = self.0.windows(count.max(1)).filter(move |_| count > 0);
        let same = move |run: &&[Word]| {
            let near = |pair: &[Word]| pair[1].number - pair[0].number <= GAP + 1;
            run.iter()
                .zip(&term.0)
                .all(|(one, other)| one.is_form_of(other))
                && run.windows(2).all(near)
        };
        let whole = |run: &[Word]| Span::new(run[0].span.start, run[run.len() - 1].span.end);
        runs.filter(same).map(whole)
    }
}

impl Word {
    fn is_form_of(&self, other: &Word) -> bool {
        let pairs = || self.letters.iter().zip(&other.letters);
        let head = pairs().take_while(|(one, other)| one == other).count();
        let backward = self.letters.iter().rev().zip(other.letters.iter().rev());
        let tail = backward.take_while(|(one, other)| one == other).count();
        let longest = self.letters.len().max(other.letters.len());
        self.stem == other.stem && longest - head.max(tail) <= ENDING
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(lang: &str, text: &'a str, term: &str) -> Option<&'a str> {
        let lang = Lang::parse(lang).unwrap();
        let (text_stems, term) = (Stems::new(text, &lang)?, Stems::new(term, &lang)?);
        let span = text_stems.find(&term).next()?;
        Some(&text[span.range()])
    }

    #[test]
    fn forms_are_found() {
        for (lang, text, term, form) in [
            (
                "fr",
                "Les déclarations conjointes ont paru.",
                "déclaration conjointe",
                "déclarations conjointes",
            ),
            (
                "fr",
                "Les Premiers ministres",
                "Premier ministre",
                "Premiers ministres",
            ),
            ("fr", "la décision a été adoptée", "a adopté", "adoptée"),
            (
                "fr",
                "les secrétaires généraux",
                "secrétaire général",
                "secrétaires généraux",
            ),
            ("fr", "des chefs d’État", "chef de l'État", "chefs d’État"),
            (
                "es",
                "las declaraciones conjuntas",
                "declaración conjunta",
                "declaraciones conjuntas",
            ),
            (
                "de",
                "der gemeinsamen Erklärungen",
                "gemeinsame Erklärung",
                "gemeinsamen Erklärungen",
            ),
            (
                "it",
                "le dichiarazioni congiunte",
                "dichiarazione congiunta",
                "dichiarazioni congiunte",
            ),
            (
                "pt",
                "os primeiros-ministros",
                "primeiro-ministro",
                "primeiros-ministros",
            ),
            (
                "nl",
                "de gezamenlijke verklaringen",
                "gezamenlijke verklaring",
                "gezamenlijke verklaringen",
            ),
            (
                "ru",
                "министрами иностранных дел",
                "министр иностранных дел",
                "министрами иностранных дел",
            ),
            ("ar", "في الاتفاقية", "اتفاقية", "الاتفاقية"),
        ] {
            assert_eq!(found(lang, text, term), Some(form), "{text}");
        }
    }

    #[test]
    fn other_words_are_not() {
        for (lang, text, term) in [
            ("fr", "Les ministères", "ministre"),
            ("fr", "la conjointe déclaration", "déclaration conjointe"),
            (
                "fr",
                "les déclarations publiques et conjointes",
                "déclaration conjointe",
            ),
            ("fr", "le bureau de la mer", "bureau du lac"),
            ("fr", "les conseillers", "conseil"),
            ("ru", "министерство", "министр"),
            ("fr", "le, la", "le"),
            ("km", "\u{1780}", "\u{1780}"),
        ] {
            assert_eq!(found(lang, text, term), None, "{text}");
        }
    }
}
