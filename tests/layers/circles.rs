//! Circles of files: which files use each other in a loop. Read from imports, and from paths
//! that begin with `crate::`, `super::` or `self::`; a name that a module only hands on (`pub use`) counts
//! as one of the file that it comes from, so a face that re-exports what its children make ties no loop.

use std::collections::{BTreeMap, BTreeSet};

/// The files that are modules, by their path (`["text", "fold"]`), with their code.
pub(crate) struct Modules {
    files: BTreeMap<Vec<String>, Module>,
}

struct Module {
    file: String,
    /// Names that are imported or handed on, and the paths that they stand for.
    names: BTreeMap<String, Vec<String>>,
    /// Paths that the file uses, from the root of the crate.
    uses: BTreeSet<Vec<String>>,
}

impl Modules {
    /// Takes files with their code, without comments and tests, by their place below `src`.
    pub(crate) fn new(files: &[(String, String)]) -> Modules {
        let known: BTreeSet<Vec<String>> = files.iter().map(|(file, _)| path_of(file)).collect();
        let read = |(file, code): &(String, String)| {
            let path = path_of(file);
            let module = Module::read(file, code, &path, &known);
            (path, module)
        };
        let files = files.iter().map(read).collect();
        Modules { files }
    }

    /// Returns the circles of more than one file, the largest first.
    pub(crate) fn circles(&self) -> Vec<Vec<&str>> {
        let paths: Vec<&Vec<String>> = self.files.keys().collect();
        let place = |path: &[String]| paths.iter().position(|known| known.as_slice() == path);
        let arrows: Vec<BTreeSet<usize>> = (self.files.values().enumerate())
            .map(|(from, module)| {
                let to = module.uses.iter().filter_map(|path| self.home(path, 0));
                let to = to.filter_map(|path| place(&path));
                to.filter(|&to| to != from).collect()
            })
            .collect();
        let reached: Vec<BTreeSet<usize>> = (0..arrows.len())
            .map(|from| reached(&arrows, from))
            .collect();
        let mut circles: Vec<Vec<&str>> = Vec::new();
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        for from in 0..arrows.len() {
            if seen.contains(&from) || !reached[from].contains(&from) {
                continue;
            }
            let circle = reached[from].iter().copied();
            let circle: Vec<usize> = circle.filter(|&to| reached[to].contains(&from)).collect();
            seen.extend(&circle);
            let name = |&place: &usize| self.files[paths[place]].file.as_str();
            circles.push(circle.iter().map(name).collect());
        }
        circles.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
        circles
    }

    /// Returns the module in which what a path names is made.
    fn home(&self, path: &[String], depth: usize) -> Option<Vec<String>> {
        let known = |count: &usize| self.files.contains_key(&path[..*count]);
        let count = (1..=path.len()).rev().find(known)?;
        let handed = path.get(count).and_then(|name| {
            let from = self.files[&path[..count]].names.get(name)?;
            (depth < 8).then(|| self.home(from, depth + 1)).flatten()
        });
        Some(handed.unwrap_or_else(|| path[..count].to_vec()))
    }
}

impl Module {
    fn read(file: &str, code: &str, path: &[String], known: &BTreeSet<Vec<String>>) -> Module {
        let mut names = BTreeMap::new();
        let mut uses = BTreeSet::new();
        let mut rest = String::new();
        let mut code = code;
        while let Some(at) = find_use(code) {
            rest.push_str(&code[..at]);
            let handed = code[..at].trim_end().ends_with(['b', ')']);
            let end = code[at..].find(';').map_or(code.len(), |end| at + end);
            let mut leaves = Vec::new();
            flatten(code[at + 4..end].trim(), "", &mut leaves);
            for (leaf, name) in leaves {
                let Some(absolute) = absolute(&leaf, path, known) else {
                    continue;
                };
                if !handed {
                    uses.insert(absolute.clone());
                }
                names.insert(name, absolute);
            }
            code = &code[end..];
        }
        rest.push_str(code);
        for found in paths_in(&rest) {
            uses.extend(absolute(&found, path, known));
        }
        let file = file.to_owned();
        Module { file, names, uses }
    }
}

/// Returns the path of the module that a file holds.
fn path_of(file: &str) -> Vec<String> {
    let file = file.strip_suffix(".rs").unwrap_or(file);
    let file = file.strip_suffix("/mod").unwrap_or(file);
    file.split('/').map(str::to_owned).collect()
}

fn find_use(code: &str) -> Option<usize> {
    code.match_indices("use ").map(|(at, _)| at).find(|&at| {
        let before = code[..at].chars().next_back();
        before.is_none_or(|c| c.is_whitespace() || c == '{' || c == ';')
    })
}

/// Lists the leaves of a tree of imports, each with the name that it gets.
fn flatten(tree: &str, before: &str, leaves: &mut Vec<(String, String)>) {
    let tree = tree.trim();
    if let Some(open) = tree.find('{') {
        let before = format!("{before}{}", &tree[..open]);
        let inner = &tree[open + 1..];
        let inner = inner.strip_suffix('}').unwrap_or(inner);
        let (mut depth, mut start) = (0, 0);
        for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    flatten(&inner[start..at], &before, leaves);
                    start = at + 1;
                }
                _ => {}
            }
        }
        return;
    }
    if tree.is_empty() {
        return;
    }
    let (path, name) = tree.split_once(" as ").unwrap_or((tree, ""));
    let whole = format!("{before}{path}");
    let whole = whole.strip_suffix("::self").unwrap_or(&whole).to_owned();
    let last = whole.rsplit("::").next().unwrap_or_default().to_owned();
    let name = if name.is_empty() {
        last
    } else {
        name.to_owned()
    };
    leaves.push((whole, name));
}

/// Returns a path from the root of the crate; none where it leads out of it.
fn absolute(path: &str, from: &[String], known: &BTreeSet<Vec<String>>) -> Option<Vec<String>> {
    let mut parts = path.split("::").map(str::trim).peekable();
    let mut whole = from.to_vec();
    match *parts.peek()? {
        "crate" => {
            parts.next();
            whole.clear();
        }
        "self" => {
            parts.next();
        }
        "super" => {
            while parts.next_if_eq(&"super").is_some() {
                whole.pop();
            }
        }
        child => {
            whole.push(child.to_owned());
            let is_child = known.contains(&whole);
            whole.pop();
            if !is_child {
                return None;
            }
        }
    }
    whole.extend(parts.map(str::to_owned));
    Some(whole)
}

/// Finds the paths in code that say where they begin: in the crate, here, or above. What a module calls
/// of its own children by their names is how it is put together, and no arrow.
fn paths_in(code: &str) -> Vec<String> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let pieces = code.split(|c: char| !is_part(c));
    let starts = ["crate::", "self::", "super::"];
    let paths = pieces.filter(|piece| starts.iter().any(|start| piece.starts_with(start)));
    paths
        .map(|path| path.trim_matches(':').to_owned())
        .collect()
}

/// Returns what can be reached from a file in one step or more.
fn reached(arrows: &[BTreeSet<usize>], from: usize) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<usize> = arrows[from].iter().copied().collect();
    while let Some(next) = open.pop() {
        if reached.insert(next) {
            open.extend(&arrows[next]);
        }
    }
    reached
}
