//! Made-up texts with their made-up translations, where it is known which segments belong together.
//! Words are drawn with Zipf's frequencies, each has one translation that is used most of the time,
//! and the two sides share no letter; beads have the shapes of translations made by people.

use chancery::align::evaluate::GoldBead;
use chancery::model::{Gap, Lines, Place};
use chancery::segment::Segment;

/// A text, its translation, and which segments belong together.
#[derive(Default)]
pub(crate) struct Bitext {
    pub(crate) source: Vec<Segment>,
    pub(crate) target: Vec<Segment>,
    pub(crate) beads: Vec<GoldBead>,
}

/// Makes bitexts. The same seed makes the same text.
pub(crate) struct Maker {
    state: u64,
    /// Distinct words of the language.
    pub(crate) words: f64,
    /// Share of segments that hold a number.
    pub(crate) numbers: f64,
}

impl Maker {
    pub(crate) fn new(seed: u64) -> Self {
        Maker {
            state: seed,
            words: 8000.0,
            numbers: 0.1,
        }
    }

    /// Returns a number from 0 to 1 (`SplitMix64`).
    fn chance(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.state;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((x ^ (x >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Adds beads of all shapes until one side has `sources` or `targets` segments more.
    pub(crate) fn translated(&mut self, text: &mut Bitext, sources: usize, targets: usize) {
        const SHAPES: [(f64, usize, usize); 7] = [
            (0.85, 1, 1),
            (0.90, 1, 2),
            (0.95, 2, 1),
            (0.97, 1, 0),
            (0.99, 0, 1),
            (0.995, 2, 2),
            (1.0, 1, 3),
        ];
        let (sources, targets) = (text.source.len() + sources, text.target.len() + targets);
        while text.source.len() < sources && text.target.len() < targets {
            let chance = self.chance();
            let (_, from, to) = SHAPES.into_iter().find(|shape| chance < shape.0).unwrap();
            self.bead(text, from, to);
        }
    }

    /// Adds segments that only the source has.
    pub(crate) fn source_only(&mut self, text: &mut Bitext, count: usize) {
        (0..count).for_each(|_| self.bead(text, 1, 0));
    }

    /// Adds segments that only the target has.
    pub(crate) fn target_only(&mut self, text: &mut Bitext, count: usize) {
        (0..count).for_each(|_| self.bead(text, 0, 1));
    }

    fn bead(&mut self, text: &mut Bitext, from: usize, to: usize) {
        let parts = from.max(to).max(1);
        let length = parts * (6 + (self.chance() * 14.0) as usize);
        let (mut source, mut target) = (Vec::new(), Vec::new());
        for _ in 0..length {
            let word = self.word();
            source.push(spell(word, 'a'));
            let chance = self.chance();
            if chance < 0.86 {
                target.push(spell(word, '\u{3B1}'));
            } else if chance < 0.94 {
                target.push(spell(self.word(), '\u{3B1}'));
            }
        }
        if self.chance() < self.numbers {
            let number = format!("{}", 100 + (self.chance() * 9000.0) as u32);
            source.push(number.clone());
            target.push(number);
        }
        let bead = GoldBead {
            source: add(&mut text.source, &source, from),
            target: add(&mut text.target, &target, to),
        };
        text.beads.push(bead);
    }

    /// Draws a word by Zipf's law.
    fn word(&mut self) -> usize {
        self.words.powf(self.chance()) as usize
    }
}

/// Writes a word in the letters from `first` on.
fn spell(word: usize, first: char) -> String {
    let mut rest = word * 7 + 3;
    let mut spelt = String::new();
    while rest > 0 || spelt.len() < 2 {
        let letter = first as u32 + (rest % 16) as u32;
        spelt.push(char::from_u32(letter).unwrap());
        rest /= 16;
    }
    spelt
}

/// Cuts words into so many segments and returns their numbers.
fn add(side: &mut Vec<Segment>, words: &[String], count: usize) -> Vec<usize> {
    let first = side.len();
    for part in 0..count {
        let (from, to) = (words.len() * part / count, words.len() * (part + 1) / count);
        side.push(segment(format!("{}.", words[from..to].join(" "))));
    }
    (first..first + count).collect()
}

/// Makes a segment of a text.
pub(crate) fn segment(text: String) -> Segment {
    Segment {
        text,
        lines: Lines { first: 1, last: 1 },
        place: Place::default(),
        gap: Gap::None,
    }
}
