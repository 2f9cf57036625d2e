//! Why a bead was made: what its shape, lengths, words and borders were worth in the last pass, and
//! which words found each other.

use rustc_hash::FxHashMap;

use super::bead::{Bead, Reasons, Support};
use super::corpus::{Corpus, Document, Side};
use super::evidence::Borders;
use super::length::Sums;
use super::model::Model;
use super::score::WordWeights;
use super::words::Table;

/// The words of the last pass, for one document after another.
pub(super) struct Explainer<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) model: &'a Model,
    pub(super) tables: &'a [Table; 2],
}

impl Explainer<'_> {
    /// Explains the beads of a document; those with one side have no reasons.
    pub(super) fn reasons(&self, document: &Document, beads: &[Bead]) -> Vec<Option<Reasons>> {
        let model = self.model;
        let habits = &model.habits[document.pair];
        let borders = Borders::new(document, habits.evidence.as_ref());
        let background = habits
            .length
            .background(&document.target.lengths, model.views.most);
        let sums = [&document.source, &document.target].map(|side| Sums::new(&side.lengths));
        let weights = WordWeights::new(document, model);
        let explain = |bead: &Bead| {
            let shape = bead.shape();
            let column = model.shapes.iter().position(|&other| other == shape)?;
            let chance = background[bead.target.start * model.views.most + shape.targets - 1];
            let [source, target] = &sums;
            let mut support = FxHashMap::default();
            let words = [0, 1].map(|direction| {
                weights.0[direction] * self.support(document, bead, direction, &mut support)
            });
            Some(Reasons {
                shape: habits.shape_weights[column].ln(),
                length: habits.length.score(
                    source.of(bead.source.clone()),
                    target.of(bead.target.clone()),
                    chance,
                ),
                words: words[0] + words[1],
                borders: borders.bead(bead.source.end, bead.target.end, shape),
                support: self.sorted(support),
            })
        };
        beads.iter().map(explain).collect()
    }

    /// Sums the log support of the words of one side, and notes for each word its best supporter.
    fn support(
        &self,
        document: &Document,
        bead: &Bead,
        direction: usize,
        best: &mut FxHashMap<(u32, u32), f64>,
    ) -> f64 {
        let table = &self.tables[direction];
        let mut sides: [(&Side, _); 2] = [
            (&document.source, bead.source.clone()),
            (&document.target, bead.target.clone()),
        ];
        if direction == 1 {
            sides.swap(0, 1);
        }
        let [(given, from), (scored, to)] = sides;
        let mut total = 0.0;
        for (k, line) in to.clone().enumerate() {
            let view = self.model.views.weights(from.len(), to.len(), k);
            let (mut base, mut count) = (0.0_f32, 0.0_f32);
            let mut sums: FxHashMap<u32, (f32, f32, u32)> = FxHashMap::default();
            for (line, &weight) in from.clone().zip(view) {
                for &e in given.line(line) {
                    base += weight * table.base[e as usize];
                    count += weight;
                    for entry in table.row(e) {
                        let value = weight * entry.value;
                        let (sum, most, word) = sums.entry(entry.word).or_default();
                        *sum += value;
                        if value > *most {
                            (*most, *word) = (value, e);
                        }
                    }
                }
            }
            let scale = 1.0 / count.max(1e-3);
            for &f in scored.line(line) {
                let (sum, _, e) = sums.get(&f).copied().unwrap_or_default();
                let log = f64::from(table.factor(f, scale * (base + sum))).ln();
                total += log;
                if sum > 0.0 && log > 0.0 {
                    let pair = if direction == 0 { (e, f) } else { (f, e) };
                    let strength = best.entry(pair).or_default();
                    *strength = strength.max(log);
                }
            }
        }
        total
    }

    fn sorted(&self, support: FxHashMap<(u32, u32), f64>) -> Vec<Support> {
        let mut pairs: Vec<_> = support.into_iter().collect();
        pairs.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        pairs
            .into_iter()
            .map(|((e, f), strength)| Support {
                source: self.corpus.source_words.word(e).to_owned(),
                target: self.corpus.target_words.word(f).to_owned(),
                strength,
            })
            .collect()
    }
}
