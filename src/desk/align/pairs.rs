//! Which documents belong together: two files, or two folders whose files have the same names but
//! for the language: `a.en.txt` and `a.km.txt`, or `en/a.txt` and `km/a.txt`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::desk::{Advice, At, Error, Kind, Notice, Result, Side};

use crate::desk::language;
use crate::text::Lang;

/// Folders inside folders are followed this deep.
const DEPTH: usize = 16;

/// Two files that should be translations of each other.
#[derive(Debug, PartialEq)]
pub(super) struct FilePair {
    /// What both names have in common, with the folders below the one that was given.
    pub(super) name: PathBuf,
    pub(super) source: PathBuf,
    pub(super) target: PathBuf,
}

/// The files of two folders, matched.
#[derive(Debug)]
pub(super) struct Matched {
    pub(super) pairs: Vec<FilePair>,
    /// A remark for each file without a partner.
    pub(super) unpaired: Vec<Notice>,
}

/// Matches the documents of two folders, which may be the same one.
pub(super) fn match_folders(
    source: &Path,
    target: &Path,
    source_lang: Option<&Lang>,
    target_lang: Option<&Lang>,
) -> Result<Matched> {
    let same = source.canonicalize().ok() == target.canonicalize().ok();
    if same && (source_lang.is_none() || target_lang.is_none()) {
        let reason = "source and target are in one folder";
        let error = Error::new(Kind::Language, reason).at(source);
        return Err(error.advise(Advice::GiveLanguages));
    }
    let mut targets = documents(target, Side::Target, target_lang, same)?;
    let mut pairs = Vec::new();
    let mut lonely = Vec::new();
    for (name, sources) in documents(source, Side::Source, source_lang, same)? {
        let found = targets.remove(&name).unwrap_or_default();
        let (matched, left) = match_endings(&name, sources, found);
        pairs.extend(matched);
        let [sources, found] = left;
        lonely.extend(sources.into_iter().map(|path| (name.clone(), path)));
        if !found.is_empty() {
            targets.insert(name, found);
        }
    }
    let targets: Vec<(PathBuf, PathBuf)> = (targets.into_iter())
        .flat_map(|(name, paths)| paths.into_iter().map(move |path| (name.clone(), path)))
        .collect();
    let mut unpaired = Vec::new();
    for (name, path) in &lonely {
        unpaired.push(lonely_file(Side::Source, path, name, &targets));
    }
    for (name, path) in &targets {
        unpaired.push(lonely_file(Side::Target, path, name, &lonely));
    }
    Ok(Matched { pairs, unpaired })
}

/// Matches documents of one name: by their endings where there are several, so that `a.docx` goes
/// with `a.docx`. Returns what is left, too.
fn match_endings(
    name: &Path,
    mut sources: Vec<PathBuf>,
    mut targets: Vec<PathBuf>,
) -> (Vec<FilePair>, [Vec<PathBuf>; 2]) {
    if let ([source], [target]) = (&sources[..], &targets[..]) {
        let pair = FilePair {
            name: name.to_owned(),
            source: source.clone(),
            target: target.clone(),
        };
        return (vec![pair], [Vec::new(), Vec::new()]);
    }
    let mut pairs = Vec::new();
    sources.retain(|source| {
        let like = |target: &PathBuf| target.extension() == source.extension();
        let Some(index) = targets.iter().position(like) else {
            return true;
        };
        let mut name = name.as_os_str().to_owned();
        if let Some(ending) = source.extension() {
            name.push(".");
            name.push(ending);
        }
        pairs.push(FilePair {
            name: name.into(),
            source: source.clone(),
            target: targets.remove(index),
        });
        false
    });
    (pairs, [sources, targets])
}

/// Lists the documents of a folder by the name they share with their translations.
fn documents(
    folder: &Path,
    side: Side,
    lang: Option<&Lang>,
    mixed: bool,
) -> Result<BTreeMap<PathBuf, Vec<PathBuf>>> {
    let mut files = Vec::new();
    list(folder, DEPTH, &mut files)?;
    let mut documents: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for path in files {
        let named = language::in_name(&path)?;
        // A file that says it is in another language is not on this side.
        let other = match (&named, lang) {
            (Some(named), Some(lang)) => named.primary() != lang.primary(),
            (None, _) => mixed,
            (Some(_), None) => false,
        };
        if other {
            continue;
        }
        let below = path.strip_prefix(folder).unwrap_or(&path);
        let name = below.with_file_name(language::name_without(&path, named.as_ref()));
        let known = documents.entry(name).or_default();
        let twin = known
            .iter()
            .find(|twin| twin.extension() == path.extension());
        if let Some(twin) = twin {
            let reason = format!(
                "{} and {} are one {} document by their names",
                twin.display(),
                path.display(),
                side.name()
            );
            let error = Error::new(Kind::Request, reason);
            return Err(error.advise(Advice::RemoveOrGiveLanguage(side)));
        }
        known.push(path);
    }
    Ok(documents)
}

fn list(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<()> {
    let mut entries = std::fs::read_dir(folder)
        .and_then(|entries| {
            entries
                .map(|entry| entry.map(|e| e.path()))
                .collect::<std::io::Result<Vec<_>>>()
        })
        .at(folder)?;
    entries.sort();
    for path in entries {
        // Word keeps a file `~$name.docx` beside each one that is open.
        let hidden = path.file_name().is_some_and(|name| {
            let name = name.to_string_lossy();
            name.starts_with('.') || name.starts_with("~$")
        });
        if hidden {
            continue;
        }
        if !path.is_dir() {
            files.push(path);
        } else if depth > 0 {
            list(&path, depth - 1, files)?;
        }
    }
    Ok(())
}

/// Makes the remark on a file without a partner, with the file that was perhaps meant.
fn lonely_file(side: Side, path: &Path, name: &Path, others: &[(PathBuf, PathBuf)]) -> Notice {
    let name = name.to_string_lossy();
    let likeness =
        |other: &Path| strsim::normalized_damerau_levenshtein(&name, &other.to_string_lossy());
    let nearest = others
        .iter()
        .map(|(other, path)| (likeness(other), path))
        .filter(|&(likeness, _)| likeness >= 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    Notice::Unpaired {
        side,
        path: path.to_owned(),
        nearest: nearest.map(|(_, path)| path.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        folder
    }

    fn names(matched: &Matched) -> Vec<String> {
        matched
            .pairs
            .iter()
            .map(|pair| pair.name.to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn folders_named_by_language() {
        let root = folder(&[
            "en/b.txt",
            "en/sub/a.txt",
            "km/sub/a.txt",
            "km/b.txt",
            "km/.x.txt",
        ]);
        let (en, km) = (root.path().join("en"), root.path().join("km"));
        let matched = match_folders(&en, &km, None, None).unwrap();
        assert_eq!(names(&matched), ["b", "sub/a"]);
        assert!(matched.unpaired.is_empty());
    }

    #[test]
    fn one_folder_with_languages_in_the_names() {
        let root = folder(&["a.en.txt", "a.km.txt", "b.en.txt", "a.fr.txt", "readme.txt"]);
        let langs = ["en", "km"].map(|tag| Lang::parse(tag).unwrap());
        let matched =
            match_folders(root.path(), root.path(), Some(&langs[0]), Some(&langs[1])).unwrap();
        assert_eq!(names(&matched), ["a"]);
        assert_eq!(matched.unpaired.len(), 1);
        assert!(match_folders(root.path(), root.path(), None, None).is_err());
    }

    #[test]
    fn documents_of_one_name_are_paired_by_their_endings() {
        let root = folder(&[
            "en/a.docx",
            "en/a.pdf",
            "en/b.docx",
            "en/~$b.docx",
            "km/a.docx",
            "km/b.txt",
        ]);
        let (en, km) = (root.path().join("en"), root.path().join("km"));
        let matched = match_folders(&en, &km, None, None).unwrap();
        assert_eq!(names(&matched), ["a.docx", "b"]);
        assert_eq!(matched.unpaired.len(), 1);
        assert!(
            matched.unpaired[0].to_string().contains("a.pdf"),
            "{:?}",
            matched.unpaired
        );
    }

    #[test]
    fn near_misses_are_named() {
        let root = folder(&["en/remarks.txt", "km/remark.txt"]);
        let (en, km) = (root.path().join("en"), root.path().join("km"));
        let matched = match_folders(&en, &km, None, None).unwrap();
        assert!(
            matched.unpaired[0].to_string().contains("is it"),
            "{:?}",
            matched.unpaired
        );
        assert!(matched.pairs.is_empty());
    }
}
