//! What has to hold whatever the bytes are: reading ends without a panic; what was read can be
//! written, and what was written is a valid file that reads as the same units.

use chancery::format::tmx::check;
use chancery::format::tmx::{Reader, Settings, Targets, Writer};
use chancery::model::TranslationUnit;
use chancery::text::Lang;

/// Reads bytes as TMX, writes what came out, and reads it again.
pub(crate) fn run(data: &[u8]) {
    // The check reads in another way; it may say anything, but has to come back.
    let checked = check::check_with("fuzz.tmx", || Ok(data));
    let Ok(reader) = Reader::new(data) else {
        assert!(checked.is_err(), "the check took what the reader refused");
        return;
    };
    let units: Vec<TranslationUnit> = reader.flatten().collect();
    assert!(units.len() <= data.len() / 5, "more units than fit");
    let written = write(&units);
    let again: Vec<TranslationUnit> = Reader::new(written.as_slice())
        .expect("what was written is TMX")
        .map(|outcome| outcome.expect("what was written can be read"))
        .collect();
    assert_eq!(write(&again), written, "the second writing differs");
    let report = check::check_with("fuzz.tmx", || Ok(written.as_slice())).expect("TMX");
    assert_eq!(report.strict.ill_formed, None);
    assert_eq!(report.strict.invalid, None);
}

fn write(units: &[TranslationUnit]) -> Vec<u8> {
    let lang = |tag| Lang::parse(tag).expect("a language");
    let settings = Settings {
        targets: Targets::All,
        codes: true,
        ..Settings::new(lang("en"), lang("km"))
    };
    let mut out = Vec::new();
    let mut writer = Writer::new(&mut out, settings).expect("memory to write to");
    for unit in units {
        writer.write(unit).expect("memory to write to");
    }
    writer.finish().expect("memory to write to");
    out
}
