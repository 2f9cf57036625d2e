//! Dates as TMX wants them, `YYYYMMDDThhmmssZ`, and the two other ways in which tools write them that
//! can mean only one thing: a bare `YYYYMMDD`, and ISO 8601 with an offset.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Returns the date in the form of TMX, or nothing when it is not clear what it means.
pub(in crate::format::tmx) fn canonical(date: &str) -> Option<Cow<'_, str>> {
    let bytes = date.as_bytes();
    let digits = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_digit);
    match bytes.len() {
        16 if bytes[8] == b'T' && bytes[15] == b'Z' && digits(0..8) && digits(9..15) => {
            Some(Cow::Borrowed(date))
        }
        8 if digits(0..8) => Some(Cow::Owned(format!("{date}T000000Z"))),
        _ => {
            let moment: Timestamp = date.parse().ok()?;
            let utc = moment.to_zoned(TimeZone::UTC);
            Some(Cow::Owned(utc.strftime("%Y%m%dT%H%M%SZ").to_string()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_other_tools() {
        for (given, canonical_form) in [
            ("20260102T030405Z", Some("20260102T030405Z")),
            ("20230314", Some("20230314T000000Z")),
            ("2023-03-14T12:00:00+07:00", Some("20230314T050000Z")),
            ("2023-03-14T12:00:00.123456Z", Some("20230314T120000Z")),
            ("Tue Jan 29 12:49:40 2013", None),
            ("yesterday", None),
            ("", None),
            ("\u{17E0}", None),
        ] {
            assert_eq!(canonical(given).as_deref(), canonical_form, "{given}");
        }
    }
}
