//! Termbases of other tools, and how many concepts and terms are in them.

use chancery::format::termbase::tbx;

use crate::data;

#[test]
#[ignore = "needs ../shared/data"]
fn every_form_is_read() {
    for (file, concepts, terms) in [
        // Six of its 36 terms are empty.
        ("interpretbank.tbx", 9, 30),
        ("tbx2_ibm_ntig.tbx", 5, 11),
        ("tbx2_oracle_ntig.tbx", 2, 6),
        ("tbx2_small.tbx", 1, 2),
        ("tbx2_win1254.tbx", 1, 2),
        ("tbx3_basic_dca_astronomy.tbx", 45, 113),
        ("tbx3_basic_dct_astronomy.tbx", 45, 113),
    ] {
        let bytes = std::fs::read(data::path(&format!("tbx/{file}"))).unwrap();
        let (entries, _) = tbx::read(&bytes).unwrap();
        let found: usize = entries.iter().map(|entry| entry.terms.len()).sum();
        assert_eq!((entries.len(), found), (concepts, terms), "{file}");
    }
}
