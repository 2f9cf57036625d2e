//! Files that are broken by chance or on purpose.

use chancery::format::tmx::{Reader, Totals};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::units::{numbered, unit};
use super::{everything, written};

/// Reads to the end and returns the counts; none when it is no TMX.
fn read_all(bytes: &[u8]) -> Option<Totals> {
    let mut reader = Reader::new(bytes).ok()?;
    while reader.next().is_some() {}
    Some(reader.totals())
}

proptest! {
    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..300)) {
        read_all(&bytes);
    }

    #[test]
    fn any_markup(pieces in vec(prop::sample::select(&[
        "<tmx>", "</tmx>", "<body>", "<tu>", "<tu", "</tu>", "<tuv xml:lang='en'>", "</tuv>", "<seg>",
        "</seg>", "<hi>", "</hi>", "<ph>", "</ph>", "<sub>", "</sub>", "<prop type='a'>", "</prop>",
        "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "<!DOCTYPE a [", "]>", "&", ";", "#xD83D", "&#xDE0A;",
        "&lt;", "x", "\"", "'", "=", "/>", ">", " ", "\u{1780}", "<", "<header>", "</header>",
    ][..]), 0..60)) {
        read_all(pieces.concat().as_bytes());
        read_all(format!("<tmx><body>{}", pieces.concat()).as_bytes());
    }

    #[test]
    fn damaged_files(units in vec(unit(), 1..5), damage in vec((any::<Index>(), any::<u8>(), 0..20_usize), 1..6)) {
        let (mut bytes, _) = written(everything(), &numbered(units));
        for (place, byte, cut) in damage {
            let at = place.index(bytes.len());
            bytes[at] = byte;
            let end = (at + cut).min(bytes.len() - 1);
            bytes.drain(at..end);
        }
        read_all(&bytes);
    }

    #[test]
    fn a_cut_file_keeps_its_whole_units(units in vec(unit(), 1..5), cut in any::<Index>()) {
        let (bytes, _) = written(everything(), &numbered(units));
        let cut = cut.index(bytes.len());
        let whole = bytes[..cut].windows(5).filter(|window| window == b"</tu>").count();
        let root = bytes[..cut].windows(5).any(|window| window == b"</tmx");
        if let Some(totals) = read_all(&bytes[..cut]) {
            prop_assert_eq!(totals.units, whole);
            prop_assert_eq!(totals.problems > 0, !root);
        }
    }
}
