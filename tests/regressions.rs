//! One test for each bug that was found, in order of the names.

use chancery::align::evaluate::{self, GoldBead};
use chancery::align::{self, Alignment, Options, Pair};
use chancery::format::text;
use chancery::segment::{self, Segment, word::Vocabulary};

fn lines(text: &str) -> Vec<Segment> {
    segment::lines(&text::read_lines(text))
}

/// A mean over no beads was printed as -0.00.
#[test]
fn confidence_of_nothing_is_plain_zero() {
    let confidence = Alignment::default().mean_confidence();
    assert!(confidence == 0.0 && confidence.is_sign_positive());
}

/// Gold data in circulation names lines past the end of its files; scoring went on no more.
#[test]
fn gold_beads_past_the_end_count_as_missed() {
    let (source, target) = (lines("One.\nTwo."), lines("Un.\nDeux."));
    let pair = Pair {
        source: &source,
        target: &target,
        ..Pair::default()
    };
    let alignment = align::align(&[pair], &Options::default(), &|_| ()).remove(0);
    let bead = |n: usize| GoldBead {
        source: vec![n],
        target: vec![n],
    };
    let scores = evaluate::score(&alignment, &[bead(0), bead(1), bead(2)]);
    assert_eq!(
        (scores.strict.recall.right, scores.strict.recall.all),
        (2, 3)
    );
}

/// The Khmer full stop belongs to the Khmer script, and was taken for a word.
#[test]
fn khmer_punctuation_is_no_word() {
    let mut words = Vocabulary::default();
    let mut tokens = Vec::new();
    words.tokens("\u{1780}\u{17D4}", None, &mut tokens);
    assert_eq!(words.word(tokens[1]), ".");
}

/// A page number between two sentences was glued to one of them.
#[test]
fn page_numbers_stand_alone() {
    let source = "The embassy informs the ministry of the visit.\nPage 2 of 5\n\
        The ministry thanks the embassy for its note of 6 May.";
    let target = "L'ambassade informe le ministère de la visite.\n\
        Le ministère remercie l'ambassade de sa note du 6 mai.";
    let (source, target) = (lines(source), lines(target));
    let pair = Pair {
        source: &source,
        target: &target,
        ..Pair::default()
    };
    let alignment = align::align(&[pair], &Options::default(), &|_| ()).remove(0);
    let alone = alignment
        .beads
        .iter()
        .find(|bead| bead.target.is_empty())
        .unwrap();
    assert_eq!(alone.source, 1..2);
}
