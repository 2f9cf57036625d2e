//! Globs of a project. They are written for the root of the project and held against paths as they
//! are shown, which start from the current folder.

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

impl Root {
    /// Makes a matcher of globs of a file of settings. One that names a folder stands for all in it.
    pub(super) fn globs(&self, globs: &[Spanned<String>], file: &SourceText) -> Result<GlobSet> {
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
            for pattern in [pattern.to_owned(), format!("{pattern}/**")] {
                let whole = format!("{}{pattern}", globset::escape(&self.prefix));
                let glob = GlobBuilder::new(&whole).literal_separator(true).build();
                set.add(glob.map_err(refused)?);
            }
        }
        set.build()
            .map_err(|error| Error::of(Kind::Settings, error))
    }

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
        let root = Root {
            prefix: "../[a]/".to_owned(),
        };
        let list: List = toml::from_str("globs = ['tmx', '*.csv']").unwrap();
        let set = root.globs(&list.globs, &SourceText::default()).unwrap();
        assert!(set.is_match("../[a]/tmx/old/x.tmx"));
        assert!(set.is_match("../[a]/x.csv"));
        assert!(!set.is_match("../[a]/b/x.csv"));
        assert!(!set.is_match("tmx/x.tmx"));
    }
}
