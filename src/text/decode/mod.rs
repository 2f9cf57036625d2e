//! Bytes become text here, and no byte is lost on the way. A file is UTF-8, or UTF-16 as its byte
//! order mark or the pattern of its bytes tells, or what the caller says it is. There is no guessing
//! between the legacy code pages: what is none of these is refused with the place of the first bad
//! byte, and what is no text at all with what it looks like.

mod detect;
mod stream;

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

pub use self::stream::XmlBytes;

/// Text, and how it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without the byte order mark.
    pub text: String,
    /// Name of the encoding as the WHATWG Encoding Standard writes it, such as `UTF-8`.
    pub encoding: &'static str,
    /// Whether the file began with a byte order mark.
    pub had_bom: bool,
}

/// Bytes that cannot be read as text. Each message is one line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// A byte sequence that the encoding does not have.
    #[error("line {line}, byte {offset}: not {encoding} text")]
    Malformed {
        /// The encoding that was tried.
        encoding: &'static str,
        /// Offset of the first bad byte, from 0.
        offset: usize,
        /// Its line, from 1.
        line: usize,
    },
    /// A name that is no encoding.
    #[error("\"{label}\" is not an encoding; did you mean {nearest}?")]
    UnknownEncoding {
        /// What was given.
        label: String,
        /// The known name most like it.
        nearest: &'static str,
    },
    /// A file of a known kind that is not plain text.
    #[error("looks like {kind}, not plain text; save it as plain text (UTF-8) first")]
    OtherFormat {
        /// The kind with its article: `a PDF file`.
        kind: &'static str,
    },
    /// Bytes that no text has.
    #[error("byte {offset}: not a text file (it holds control characters that no text has)")]
    Binary {
        /// Offset of the first of them, from 0.
        offset: usize,
    },
}

/// Turns the bytes of a document into text.
///
/// A byte order mark decides; else `label` (any name of the WHATWG Encoding Standard); else the
/// bytes must be UTF-8, or UTF-16 that can be told by its pattern.
///
/// # Errors
///
/// [`DecodeError`] when the bytes are not text in that encoding, or no text.
pub fn decode(bytes: Vec<u8>, label: Option<&str>) -> Result<Decoded, DecodeError> {
    let named = label.map(encoding_for).transpose()?;
    if let Some(kind) = detect::other_format(&bytes) {
        return Err(DecodeError::OtherFormat { kind });
    }
    let (encoding, bom) = match (Encoding::for_bom(&bytes), named) {
        (Some((encoding, length)), _) => (encoding, length),
        (None, Some(encoding)) => (encoding, 0),
        (None, None) => (detect::utf16_without_bom(&bytes).unwrap_or(UTF_8), 0),
    };
    let text = if encoding == UTF_8 {
        utf8(bytes, bom)?
    } else {
        legacy(encoding, &bytes, bom)?
    };
    // In UTF-16 an offset in the text is not one in the file, but near enough to look.
    if let Some(offset) = detect::binary(text.as_bytes()) {
        return Err(DecodeError::Binary {
            offset: offset + bom,
        });
    }
    Ok(Decoded {
        text,
        encoding: encoding.name(),
        had_bom: bom > 0,
    })
}

/// Finds the encoding that a label stands for.
///
/// # Errors
///
/// [`DecodeError::UnknownEncoding`] with the known name nearest to it.
fn encoding_for(label: &str) -> Result<&'static Encoding, DecodeError> {
    Encoding::for_label_no_replacement(label.as_bytes()).ok_or_else(|| {
        let lower = label.trim().to_ascii_lowercase();
        let nearest = ENCODINGS
            .lines()
            .min_by_key(|name| strsim::levenshtein(&lower, &name.to_ascii_lowercase()))
            .unwrap_or("UTF-8");
        DecodeError::UnknownEncoding {
            label: label.to_owned(),
            nearest,
        }
    })
}

/// The encodings of the WHATWG Encoding Standard that hold text, one a line.
const ENCODINGS: &str = include_str!("encodings.txt");

fn utf8(mut bytes: Vec<u8>, bom: usize) -> Result<String, DecodeError> {
    bytes.drain(..bom);
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        // No old encoding would help where there are zeros.
        if let Some(offset) = detect::binary(error.as_bytes()) {
            return DecodeError::Binary {
                offset: offset + bom,
            };
        }
        malformed(UTF_8, good + bom, &error.as_bytes()[..good])
    })
}

fn legacy(encoding: &'static Encoding, bytes: &[u8], bom: usize) -> Result<String, DecodeError> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let bytes_after = &bytes[bom..];
    let mut text = String::new();
    let mut read = 0;
    loop {
        let rest = &bytes_after[read..];
        let room = decoder.max_utf8_buffer_length_without_replacement(rest.len());
        text.reserve(room.unwrap_or(rest.len()));
        let (result, taken) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        read += taken;
        match result {
            DecoderResult::InputEmpty => return Ok(text),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                let back = usize::from(length) + usize::from(after);
                let offset = read.saturating_sub(back) + bom;
                return Err(malformed(encoding, offset, text.as_bytes()));
            }
        }
    }
}

/// Makes the error for a bad byte at `offset`, given everything before it as text.
fn malformed(encoding: &'static Encoding, offset: usize, before: &[u8]) -> DecodeError {
    DecodeError::Malformed {
        encoding: encoding.name(),
        offset,
        line: memchr::memchr_iter(b'\n', before).count() + 1,
    }
}

/// Tells whether the encoding has two bytes to the unit, so that a declaration that names it must
/// have been written in it.
fn is_utf16(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn utf16(text: &str, big: bool, bom: bool) -> Vec<u8> {
        let mark = if bom { "\u{feff}" } else { "" };
        mark.encode_utf16()
            .chain(text.encode_utf16())
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    }

    // "sa" "kha" in Khmer, and a khan sign.
    const KHMER: &str = "\u{179F}\u{1781}\u{17D4}";

    #[test]
    fn utf8_with_and_without_a_mark() {
        let plain = decode(KHMER.into(), None).unwrap();
        assert_eq!((plain.text.as_str(), plain.had_bom), (KHMER, false));
        let marked = decode(format!("\u{feff}{KHMER}").into_bytes(), None).unwrap();
        assert_eq!((marked.text.as_str(), marked.had_bom), (KHMER, true));
        assert_eq!(marked.encoding, "UTF-8");
        assert_eq!(decode(Vec::new(), None).unwrap().text, "");
    }

    #[test]
    fn utf16_with_and_without_a_mark() {
        let lines = format!("Article 1\r\n{KHMER} {KHMER}\r\n");
        for text in [lines.as_str(), "Article 1", KHMER] {
            for (big, name) in [(false, "UTF-16LE"), (true, "UTF-16BE")] {
                for bom in [false, true] {
                    let decoded = decode(utf16(text, big, bom), None).unwrap();
                    assert_eq!(decoded.text, text);
                    assert_eq!((decoded.encoding, decoded.had_bom), (name, bom));
                }
            }
        }
    }

    #[test]
    fn the_first_bad_byte_is_named() {
        let mut bytes = b"one\ntwo caf".to_vec();
        bytes.extend_from_slice(b"\xE9 three\n");
        let error = decode(bytes.clone(), None).unwrap_err();
        assert_eq!(
            error,
            DecodeError::Malformed {
                encoding: "UTF-8",
                offset: 11,
                line: 2
            }
        );
        assert!(error.to_string().ends_with("not UTF-8 text"), "{error}");
        let decoded = decode(bytes, Some("latin1")).unwrap();
        assert_eq!(decoded.text, "one\ntwo caf\u{e9} three\n");
        assert_eq!(decoded.encoding, "windows-1252");
    }

    #[test]
    fn a_bad_byte_in_a_named_encoding() {
        let error = decode(b"ab\ncd\x81\x20".to_vec(), Some("shift_jis")).unwrap_err();
        assert_eq!(
            error,
            DecodeError::Malformed {
                encoding: "Shift_JIS",
                offset: 5,
                line: 2
            }
        );
        let lone = [0x41, 0x00, 0x00, 0xD8, 0x42, 0x00];
        let error = decode(lone.to_vec(), Some("utf-16le")).unwrap_err();
        assert!(matches!(error, DecodeError::Malformed { .. }), "{error}");
    }

    #[test]
    fn unknown_encodings_get_a_hint() {
        for (given, nearest) in [("utf9", "UTF-8"), ("windows-1259", "windows-1250")] {
            let error = decode(Vec::new(), Some(given)).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("\"{given}\" is not an encoding; did you mean {nearest}?")
            );
        }
    }

    #[test]
    fn other_formats_are_named() {
        let kind = |bytes: &[u8]| match decode(bytes.to_vec(), None) {
            Err(DecodeError::OtherFormat { kind }) => kind,
            other => panic!("{other:?}"),
        };
        assert_eq!(kind(b"%PDF-1.7\n..."), "a PDF file");
        assert_eq!(
            kind(b"PK\x03\x04....[Content_Types].xml...word/document.xml"),
            "a Word (.docx) file"
        );
        assert_eq!(
            kind(b"PK\x03\x04....xl/workbook.xml"),
            "an Excel (.xlsx) file"
        );
        assert_eq!(
            kind(b"PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.textPK"),
            "an OpenDocument text (.odt) file"
        );
        assert_eq!(kind(b"PK\x03\x04..a.txt"), "a ZIP archive");
        let mut old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        old.extend(utf16("WordDocument", false, false));
        assert_eq!(kind(&old), "an old Word (.doc) file");
        assert_eq!(kind(b"{\\rtf1\\ansi"), "a rich text (.rtf) file");
    }

    #[test]
    fn control_characters_are_no_text() {
        for bytes in [&b"abc\0def"[..], &[1, 2, 3, 4, 5, 6, 7, 8, 65, 66]] {
            let error = decode(bytes.to_vec(), None).unwrap_err();
            assert!(matches!(error, DecodeError::Binary { .. }), "{error}");
        }
        // Word's line break (U+000B) and a page break now and then are what texts hold.
        assert!(decode(b"Article 1\x0bone\x0cArticle 2".to_vec(), None).is_ok());
    }

    proptest! {
        #[test]
        fn utf8_text_comes_back_as_it_is(text in "[^\u{0}-\u{8}\u{b}-\u{1f}\u{feff}]*") {
            prop_assume!(!text.starts_with("{\\rtf") && !text.starts_with("%PDF") && !text.starts_with("PK"));
            prop_assert_eq!(decode(text.clone().into_bytes(), None).unwrap().text, text);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), n in 0..ENCODINGS.lines().count()) {
            let _ = decode(bytes.clone(), None);
            let _ = decode(bytes, ENCODINGS.lines().nth(n));
        }
    }
}
