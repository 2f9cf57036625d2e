//! How a memory is to be written as TMX: for which tool, under which codes. Shared by everything that
//! writes TMX; codes that do not stand for the languages of the texts are refused.

use super::Desk;
use super::error::{Advice, Error, Kind, Result};
use crate::format::tmx::{Settings, Targets, Tool};
use crate::text::Lang;

/// How TMX is to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TmxForm {
    /// The tool that it is for.
    pub tool: Option<Tool>,
    /// Codes of the source and the target, in place of those of the texts.
    pub codes: Option<[Lang; 2]>,
}

impl TmxForm {
    /// Tells whether anything is wanted of it.
    pub fn is_given(&self) -> bool {
        *self != TmxForm::default()
    }
}

impl Desk<'_> {
    /// Makes the settings for a memory in two languages, or in all there are.
    ///
    /// # Errors
    ///
    /// When codes are not for these languages, or the tool does not take them.
    pub fn tmx_settings(
        &self,
        form: &TmxForm,
        source: &Lang,
        target: Option<&Lang>,
    ) -> Result<Settings> {
        let mut settings = Settings::new(source.clone(), target.unwrap_or(source).clone());
        let (source, target) = match &form.codes {
            Some([own_source, own_target]) => {
                check(source, own_source)?;
                if let Some(target) = target {
                    check(target, own_target)?;
                } else {
                    settings.texts[1] = own_target.clone();
                }
                (own_source, Some(own_target))
            }
            None => (source, target),
        };
        let targets = target.map_or(Targets::All, |target| Targets::One(target.clone()));
        (settings.source, settings.targets) = (source.clone(), targets.clone());
        if let Some(tool) = form.tool {
            let wanted = settings.for_tool(tool).map_err(Error::from);
            settings = wanted.map_err(|error| error.about("cannot be written as wanted"))?;
            // Codes that were given are meant, whatever is usual for the tool.
            if form.codes.is_some() {
                (settings.source, settings.targets) = (source.clone(), targets);
            }
        }
        settings.creation_date = self.tmx_date();
        Ok(settings)
    }
}

/// Sees to it that a code stands for the language of the texts.
fn check(lang: &Lang, code: &Lang) -> Result<()> {
    if lang.primary() == code.primary() {
        return Ok(());
    }
    let reason = format!("{code} is not a code for {} ({lang})", lang.name());
    Err(Error::new(Kind::Language, reason).advise(Advice::OrderCodes))
}
