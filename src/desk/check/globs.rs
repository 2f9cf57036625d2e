//! Globs of a project. They are written for the root of the project and held against paths from there,
//! wherever the check runs; what is shown starts from the current folder.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use toml::Spanned;

use crate::desk::project::SettingsError;
use crate::desk::{Error, Kind, Result};
use crate::text::source::SourceText;

/// The root of a project, as its paths are shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Root {
    /// What stands before paths in it: nothing, or a folder with its slash.
    pub(super) prefix: String,
}

/// Makes a matcher of globs of a file of settings. One that names a folder stands for all in it.
pub(super) fn globs(globs: &[Spanned<String>], file: &SourceText) -> Result<GlobSet> {
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        let refused = |error: globset::Error| {
            let message = format!("\"{}\" is no pattern: {}", glob.get_ref(), error.kind());
            SettingsError::content(
                file.path().as_ref(),
                file.text(),
                glob.span().start,
                message,
            )
        };
        let pattern = glob.get_ref().trim_end_matches('/');
        let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
        for pattern in [pattern, &format!("{pattern}/**")] {
            let glob = GlobBuilder::new(pattern).literal_separator(true).build();
            set.add(glob.map_err(refused)?);
        }
    }
    set.build()
        .map_err(|error| Error::of(Kind::Settings, error))
}

impl Root {
    /// Returns the path of something in the project as it is shown.
    pub(super) fn shown(&self, path: &str) -> String {
        if path.starts_with('/') {
            return path.to_owned();
        }
        let path = path.strip_prefix("./").unwrap_or(path);
        format!("{}{path}", self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct List {
        globs: Vec<Spanned<String>>,
    }

    #[test]
    fn folders_stand_for_all_in_them() {
        let list: List = toml::from_str("globs = ['tmx', './*.csv']").unwrap();
        let set = globs(&list.globs, &SourceText::default()).unwrap();
        assert!(set.is_match("tmx/old/x.tmx"));
        assert!(set.is_match("x.csv"));
        assert!(!set.is_match("b/x.csv"));
        assert!(!set.is_match("b/tmx/x.tmx"));
    }
}
