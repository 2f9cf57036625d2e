//! `--show-config`: the settings that hold, as a file of settings.

use std::fmt::Write as _;

use super::count;
use crate::desk::check::CheckConfig;
use crate::desk::project::FailOn;

/// Returns settings as the text of a file.
pub(super) fn text(config: &CheckConfig) -> String {
    let mut text = String::new();
    let _ = match config.path {
        None => writeln!(text, "# there is no chancery.toml: these are the defaults"),
        Some(path) => writeln!(text, "# {path}"),
    };
    let _ = writeln!(text, "[languages]");
    for (key, lang) in [("source", config.source), ("target", config.target)] {
        let _ = match lang {
            Some(lang) => writeln!(text, "{key} = \"{lang}\""),
            None => writeln!(text, "# {key}: as the files say"),
        };
    }
    let fail_on = match config.fail_on {
        FailOn::Error => "error",
        FailOn::Warning => "warning",
        FailOn::Never => "never",
    };
    let _ = writeln!(text, "\n[check]\nfail-on = \"{fail_on}\"");
    let _ = writeln!(text, "exclude = {:?}", config.exclude);
    let _ = writeln!(text, "\n[check.rules]");
    for (code, summary, severity) in &config.rules {
        let level = severity.map_or("off".to_owned(), |severity| severity.to_string());
        let _ = writeln!(text, "{code} = \"{level}\" # {summary}");
    }
    let overrides = count(config.overrides, "override");
    let suppressions = count(config.suppressions, "suppression");
    let _ = writeln!(
        text,
        "\n# {overrides} for some files or glossaries, {suppressions}"
    );
    text
}
