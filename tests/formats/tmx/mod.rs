//! TMX: write then read gives the same units; nothing makes the reader panic; written files are
//! valid; files of other tools say what another parser says they say.

mod files;
mod hostile;
mod same_units;
pub(crate) mod units;
mod valid;

use chancery::format::tmx::{Reader, Settings, Summary, Targets, Writer};
use chancery::model::TranslationUnit;
use chancery::text::Lang;

/// Settings that leave nothing out.
fn everything() -> Settings {
    let lang = |tag| Lang::parse(tag).unwrap();
    Settings {
        targets: Targets::All,
        codes: true,
        ..Settings::new(lang("en"), lang("km"))
    }
}

fn written(settings: Settings, units: &[TranslationUnit]) -> (Vec<u8>, Summary) {
    let mut out = Vec::new();
    let mut writer = Writer::new(&mut out, settings).unwrap();
    for unit in units {
        writer.write(unit).unwrap();
    }
    let summary = writer.finish().unwrap();
    (out, summary)
}

fn read_back(bytes: &[u8]) -> Vec<TranslationUnit> {
    Reader::new(bytes)
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}
