//! Texts on which an aligner loses its way: long passages that one side lacks, sides of very
//! different length, and the same line over and over. Made up, so the truth is known.

use chancery::align::evaluate::score;
use chancery::align::{self, Alignment, Options, Pair};

use crate::synthetic::{Bitext, Maker, segment};

fn aligned(text: &Bitext) -> Alignment {
    let pair = Pair {
        source: &text.source,
        target: &text.target,
        ..Pair::default()
    };
    let alignment = align::align(&[pair], &Options::default(), &|_| ()).remove(0);
    assert!(alignment.is_complete(text.source.len(), text.target.len()));
    alignment
}

/// Returns the share of the beads that were found.
fn found(make: impl Fn(&mut Maker, &mut Bitext)) -> f64 {
    let mut text = Bitext::default();
    make(&mut Maker::new(7), &mut text);
    score(&aligned(&text), &text.beads).strict.recall.share()
}

#[test]
fn gaps_of_two_fifths_are_found_wherever_they_stand() {
    let at_start = found(|maker, text| {
        maker.source_only(text, 160);
        maker.translated(text, 240, 400);
    });
    let in_the_middle = found(|maker, text| {
        maker.translated(text, 120, 400);
        maker.target_only(text, 160);
        maker.translated(text, 120, 400);
    });
    let at_end = found(|maker, text| {
        maker.translated(text, 240, 400);
        maker.source_only(text, 160);
    });
    for (place, share) in [
        ("start", at_start),
        ("middle", in_the_middle),
        ("end", at_end),
    ] {
        assert!(share > 0.95, "{place}: {share:.3}");
    }
}

#[test]
fn a_short_text_is_found_in_one_fifty_times_longer() {
    let share = found(|maker, text| {
        maker.target_only(text, 1000);
        maker.translated(text, 40, 100);
        maker.target_only(text, 960);
    });
    assert!(share > 0.9, "{share:.3}");
}

#[test]
fn the_same_line_over_and_over_is_never_sure() {
    let text = Bitext {
        source: vec![segment("abc abc abc.".to_owned()); 1000],
        target: vec![segment("abc abc abc.".to_owned()); 1000],
        beads: Vec::new(),
    };
    // Lines that come again and again look like page headers, which have no counterpart.
    assert!(aligned(&text).mean_confidence() < 0.5);
}

#[test]
fn a_side_without_segments_is_no_trouble() {
    let mut text = Bitext::default();
    Maker::new(7).source_only(&mut text, 300);
    assert!(aligned(&text).beads.iter().all(|bead| !bead.is_aligned()));
}

#[test]
fn every_number_of_threads_gives_the_same() {
    let mut text = Bitext::default();
    Maker::new(7).translated(&mut text, 500, 500);
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap().install(|| aligned(&text))
    };
    assert_eq!(with(1), with(3));
}
