//! Documents of any format are read or refused; the first byte chooses the ending of the name.
#![no_main]

use chancery::format::document::{Options, read, read_table};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else {
        return;
    };
    let endings = ["txt", "md", "html", "csv", "docx", "odt", "xlsx", "ods", "pdf"];
    let name = format!("x.{}", endings[usize::from(*first) % endings.len()]);
    let _ = read(&name, bytes.to_vec(), &Options::default());
    let _ = read_table(&name, bytes.to_vec(), &Options::default());
});
