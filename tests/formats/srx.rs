//! The built-in rules written as SRX are valid by its schema.

use std::fs;

use chancery::segment::srx;

use crate::data;
use crate::xmllint::xmllint;

#[test]
#[ignore = "needs ../shared/data"]
fn export_is_valid() {
    let schema = data::path("schemas/srx/srx20.xsd");
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), srx::export()).unwrap();
    let by_schema = xmllint(&["--schema", schema.to_str().unwrap()], file.path());
    assert_eq!(by_schema, Ok(()));
}
