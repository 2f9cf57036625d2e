//! How TMX is to be written, as it is typed. Shared by the commands that write it.

use anyhow::bail;
use clap::Args;

use crate::desk::TmxForm;
use crate::format::bitext::Format;
use crate::format::tmx::Tool;
use crate::text::Lang;

/// Options of everything that writes TMX.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct MemoryForm {
    /// Write TMX as this tool wants it: trados, memoq, omegat, phrase, xtm, smartcat, smartling,
    /// matecat, modernmt, weblate, pontoon, tolgee, poedit, lokalize, okapi or toolkit
    #[arg(long = "for", value_name = "TOOL")]
    tool: Option<Tool>,
    /// Language codes in TMX, source and target, such as en-US,km-KH [default: those of the texts]
    #[arg(long, value_name = "CODES", value_parser = codes)]
    tmx_langs: Option<[Lang; 2]>,
}

fn codes(text: &str) -> Result<[Lang; 2], String> {
    let parts: Vec<&str> = text.split(',').collect();
    let &[source, target] = parts.as_slice() else {
        return Err("give two codes with a comma between them, as en-US,km-KH".to_owned());
    };
    let parse = |code: &str| Lang::parse(code).map_err(|error| error.to_string());
    let codes = [parse(source)?, parse(target)?];
    if codes[0] == codes[1] {
        return Err("source and target are the same".to_owned());
    }
    Ok(codes)
}

impl MemoryForm {
    /// Refuses the options where another format than TMX is written.
    pub(super) fn check(&self, format: Format) -> anyhow::Result<()> {
        if self.is_given() && format != Format::Tmx {
            bail!("--for and --tmx-langs are for TMX; leave them out, or write to a .tmx file");
        }
        Ok(())
    }

    /// Tells whether any of the options was given.
    pub(super) fn is_given(&self) -> bool {
        TmxForm::from(self).is_given()
    }
}

impl From<&MemoryForm> for TmxForm {
    fn from(form: &MemoryForm) -> Self {
        TmxForm {
            tool: form.tool,
            codes: form.tmx_langs.clone(),
        }
    }
}
