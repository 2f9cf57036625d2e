//! How a memory is to be written as TMX: for which tool, under which codes. Shared by the commands
//! that write TMX.

use anyhow::{Context, bail};
use clap::Args;

use super::session;
use crate::format::tmx::{Settings, Targets, Tool};
use crate::text::Lang;

/// Options of everything that writes TMX.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct MemoryForm {
    /// Write TMX as this tool wants it: trados, memoq, omegat, phrase, xtm, smartcat, smartling,
    /// matecat, modernmt, weblate, pontoon, tolgee, poedit, lokalize, okapi or toolkit
    #[arg(long = "for", value_name = "TOOL")]
    pub(super) tool: Option<Tool>,
    /// Language codes in TMX, source and target, such as en-US,km-KH [default: those of the texts]
    #[arg(long, value_name = "CODES", value_parser = codes)]
    pub(super) tmx_langs: Option<Codes>,
}

/// Codes of the source and, if given, the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Codes {
    pub(super) source: Lang,
    pub(super) target: Lang,
}

fn codes(text: &str) -> Result<Codes, String> {
    let parts: Vec<&str> = text.split(',').collect();
    let &[source, target] = parts.as_slice() else {
        return Err("give two codes with a comma between them, as en-US,km-KH".to_owned());
    };
    let parse = |code: &str| Lang::parse(code).map_err(|error| error.to_string());
    let (source, target) = (parse(source)?, parse(target)?);
    if source == target {
        return Err("source and target are the same".to_owned());
    }
    Ok(Codes { source, target })
}

impl MemoryForm {
    /// Tells whether any of the options was given.
    pub(super) fn is_given(&self) -> bool {
        self.tool.is_some() || self.tmx_langs.is_some()
    }

    /// Makes the settings for a memory in two languages, or in all there are.
    pub(super) fn settings(
        &self,
        source: &Lang,
        target: Option<&Lang>,
    ) -> anyhow::Result<Settings> {
        let (source, target) = match &self.tmx_langs {
            Some(codes) => {
                check(source, &codes.source)?;
                if let Some(target) = target {
                    check(target, &codes.target)?;
                }
                (&codes.source, Some(&codes.target))
            }
            None => (source, target),
        };
        let mut settings = Settings::new(source.clone(), target.unwrap_or(source).clone());
        if target.is_none() {
            settings.targets = Targets::All;
        }
        if let Some(tool) = self.tool {
            let wanted = settings
                .for_tool(tool)
                .context("cannot be written as wanted")?;
            // Codes that were typed are meant, whatever is usual for the tool.
            settings = if self.tmx_langs.is_some() {
                Settings {
                    source: source.clone(),
                    targets: target.map_or(Targets::All, |target| Targets::One(target.clone())),
                    ..wanted
                }
            } else {
                wanted
            };
        }
        settings.creation_date = Some(session::now().strftime("%Y%m%dT%H%M%SZ").to_string());
        Ok(settings)
    }
}

/// Sees to it that a code stands for the language of the texts.
fn check(lang: &Lang, code: &Lang) -> anyhow::Result<()> {
    if lang.primary() != code.primary() {
        bail!(
            "--tmx-langs: {code} is not a code for {} ({lang}); give source and target in this order",
            lang.name()
        );
    }
    Ok(())
}
