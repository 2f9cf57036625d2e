//! How the words of a bead are weighed by where they stand in it.

use super::bead::Shape;

/// Weight of a line one line higher or lower, in beads of several lines on both sides.
const OTHER_HEIGHT: f32 = 0.3;

/// How the lines of a bead look at the lines of its other side. In beads of several lines on both
/// sides a line draws more from the lines at its own height: translators who move a clause across a
/// sentence end leave the rest where it was.
pub(super) struct Views {
    pub(super) most: usize,
    /// Weights of the lines of each view. The first `most` are whole windows, equal weights.
    pub(super) list: Vec<Vec<f32>>,
    /// Where the views of beads with several lines on both sides begin: by given and scored lines.
    several: Vec<Option<usize>>,
}

impl Views {
    pub(super) fn new(shapes: &[Shape]) -> Self {
        let most = shapes
            .iter()
            .map(|s| s.sources.max(s.targets))
            .max()
            .unwrap_or(1);
        let mut list: Vec<Vec<f32>> = (1..=most).map(|lines| vec![1.0; lines]).collect();
        let mut several = vec![None; (most + 1) * (most + 1)];
        for shape in shapes
            .iter()
            .filter(|s| (2..=3).contains(&s.sources) && (2..=3).contains(&s.targets))
        {
            let (given, scored) = (shape.sources, shape.targets);
            several[given * (most + 1) + scored] = Some(list.len());
            for k in 0..scored {
                let height = (k as f32 + 0.5) * given as f32 / scored as f32;
                let weight = |line: usize| OTHER_HEIGHT.powf((line as f32 + 0.5 - height).abs());
                list.push((0..given).map(weight).collect());
            }
        }
        Views {
            most,
            list,
            several,
        }
    }

    /// Returns how much line `k` of the `scored` lines draws from each of the `given` lines.
    pub(super) fn weights(&self, given: usize, scored: usize, k: usize) -> &[f32] {
        &self.list[self.of(given, scored, k)]
    }

    /// Returns the view that line `k` of the `scored` lines has of `given` lines.
    pub(super) fn of(&self, given: usize, scored: usize, k: usize) -> usize {
        self.several[given * (self.most + 1) + scored].map_or(given - 1, |first| first + k)
    }
}
