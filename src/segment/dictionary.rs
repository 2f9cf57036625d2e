//! Words of scripts without spaces, by dictionaries: the one place that knows ICU. A build without the
//! feature `dictionaries` carries none; there each cluster of such a script is a word, and the words
//! of other scripts are the same (UAX #29).

pub(super) use by::{Words, cut};

/// Words by ICU (UAX #29 with Khmer, Lao, Thai, Burmese, Chinese and Japanese word lists).
#[cfg(feature = "dictionaries")]
mod by {
    use icu_segmenter::options::WordBreakInvariantOptions;
    use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

    use crate::text::Lang;

    /// Counts words of a language.
    #[derive(Debug)]
    pub(in crate::segment) struct Words(WordSegmenterBorrowed<'static>);

    impl Words {
        /// Chooses how words are found. Thai is cut by a small neural network (LSTM), which finds
        /// more of its words than the dictionary does (F1 .79 to .74 on UD Thai PUD, 22 330 words);
        /// Khmer and Burmese by dictionaries, which are better there (khPOS .76 to .72, myPOS .76
        /// to .65) and a hundred times faster; Lao too, unmeasured.
        pub(in crate::segment) fn of(lang: &Lang) -> Self {
            let options = WordBreakInvariantOptions::default();
            Words(match lang.primary() {
                "th" => WordSegmenter::new_lstm(options),
                _ => WordSegmenter::new_dictionary(options),
            })
        }

        /// Counts words and numbers, no punctuation.
        pub(in crate::segment) fn count(&self, text: &str) -> usize {
            let borders = self.0.segment_str(text).iter_with_word_type();
            borders.filter(|(_, kind)| kind.is_word_like()).count()
        }
    }

    /// Cuts a run of clusters into words.
    pub(in crate::segment) fn cut(run: &str, token: &mut dyn FnMut(&str)) {
        let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
        let mut start = 0;
        for end in segmenter.segment_str(run).skip(1) {
            token(&run[start..end]);
            start = end;
        }
    }
}

/// Words without dictionaries.
#[cfg(not(feature = "dictionaries"))]
mod by {
    use unicode_segmentation::UnicodeSegmentation;

    use crate::text::Lang;
    use crate::text::script;

    /// Counts words, those of scripts without spaces by their clusters.
    #[derive(Debug)]
    pub(in crate::segment) struct Words;

    impl Words {
        /// Counts the same way in every language.
        pub(in crate::segment) fn of(_: &Lang) -> Self {
            Words
        }

        /// Counts words and numbers, no punctuation.
        pub(in crate::segment) fn count(&self, text: &str) -> usize {
            let Words = self;
            text.unicode_words().count()
        }
    }

    /// Cuts a run of clusters into its clusters.
    pub(in crate::segment) fn cut(run: &str, token: &mut dyn FnMut(&str)) {
        for cluster in script::clusters(run) {
            token(&run[cluster.range()]);
        }
    }
}
