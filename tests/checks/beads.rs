//! Gold beads of documents: which segments people put together.

use crate::data;

/// Reads the gold beads of a document: the segments of each side, joined; nothing where a side has
/// none.
pub(crate) fn read(name: &str, target: &str, gold: &str) -> Vec<[String; 2]> {
    let source = data::text(&format!("documents/{name}.en.sent"));
    let target = data::text(&format!("documents/{name}.{target}.sent"));
    let gold = data::text(&format!("documents/{name}.{gold}"));
    let (source, target): (Vec<&str>, Vec<&str>) =
        (source.lines().collect(), target.lines().collect());
    let join = |side: &[&str], cell: &str| -> String {
        let lines = cell
            .split(',')
            .filter_map(|at| at.trim().parse::<usize>().ok());
        lines.map(|at| side[at]).collect::<Vec<_>>().join(" ")
    };
    let rows = gold.lines().filter(|line| !line.starts_with('#'));
    let pairs = rows.filter_map(|row| row.split_once('\t'));
    pairs
        .map(|(left, right)| [join(&source, left), join(&target, right)])
        .collect()
}
