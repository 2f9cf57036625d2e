//! XML in whatever encoding comes out as UTF-8, block by block, so that a file of any size takes the
//! same memory. The encoding is found as XML 1.0, appendix F says: byte order mark, then the first
//! bytes, then the declaration, which is left in the text and not to be believed after this.

use std::io;
use std::io::Read;

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{DecodeError, detect, encoding_for, is_utf16};

/// How many bytes are looked at to find the encoding; a declaration is shorter.
const HEAD: usize = 1024;
/// Bytes taken from the file at a time when they are to be converted.
const BLOCK: usize = 64 * 1024;

/// Reads XML as UTF-8.
///
/// What is UTF-8 already passes through untouched and unchecked. In other encodings a sequence that
/// means nothing comes out as the byte FF, which no UTF-8 text holds: whoever turns the bytes into
/// text sees where the fault was and can go on behind it.
pub struct XmlBytes<R> {
    inner: R,
    /// Bytes of the file that were read and not yet used.
    raw: Vec<u8>,
    used: usize,
    encoding: &'static Encoding,
    /// Present when the bytes have to be converted.
    conversion: Option<Conversion>,
}

struct Conversion {
    decoder: Decoder,
    /// Converted text that was not yet handed on.
    ready: Vec<u8>,
    handed: usize,
    ended: bool,
}

impl<R: Read> XmlBytes<R> {
    /// Looks at the first bytes of `inner` and settles the encoding.
    ///
    /// # Errors
    ///
    /// What `inner` reports; and [`DecodeError`] inside [`io::ErrorKind::InvalidData`] when the
    /// bytes are another file format or the declaration names an unknown encoding.
    pub fn new(mut inner: R) -> io::Result<Self> {
        let mut raw = Vec::with_capacity(HEAD);
        inner.by_ref().take(HEAD as u64).read_to_end(&mut raw)?;
        if let Some(kind) = detect::other_format(&raw) {
            return Err(invalid(DecodeError::OtherFormat { kind }));
        }
        let (encoding, bom) = match Encoding::for_bom(&raw) {
            Some(found) => found,
            None => (without_bom(&raw)?, 0),
        };
        let conversion = (encoding != UTF_8).then(|| Conversion {
            decoder: encoding.new_decoder_without_bom_handling(),
            ready: Vec::new(),
            handed: 0,
            ended: false,
        });
        Ok(XmlBytes {
            inner,
            raw,
            used: bom,
            encoding,
            conversion,
        })
    }

    /// Returns the name of the encoding of the file, as the WHATWG Encoding Standard writes it.
    pub fn encoding(&self) -> &'static str {
        self.encoding.name()
    }
}

impl<R: Read> Read for XmlBytes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let Some(conversion) = &mut self.conversion else {
            if self.used < self.raw.len() {
                let count = hand_on(&self.raw[self.used..], buffer);
                self.used += count;
                return Ok(count);
            }
            return self.inner.read(buffer);
        };
        while conversion.handed == conversion.ready.len() {
            if conversion.ended {
                return Ok(0);
            }
            if self.used == self.raw.len() {
                self.raw.resize(BLOCK, 0);
                self.used = 0;
                let count = read_some(&mut self.inner, &mut self.raw);
                self.raw.truncate(*count.as_ref().unwrap_or(&0));
                conversion.ended = count? == 0;
            }
            self.used += conversion.run(&self.raw[self.used..]);
        }
        let count = hand_on(&conversion.ready[conversion.handed..], buffer);
        conversion.handed += count;
        Ok(count)
    }
}

impl Conversion {
    /// Converts `raw`, or as much of it as there is room for, and returns how much that was.
    fn run(&mut self, raw: &[u8]) -> usize {
        self.ready.resize(BLOCK * 3, 0);
        self.handed = 0;
        let (mut read, mut written) = (0, 0);
        loop {
            // One byte of room is kept for the sign of a malformed sequence.
            let room = self.ready.len() - 1;
            let (result, taken, given) = self.decoder.decode_to_utf8_without_replacement(
                &raw[read..],
                &mut self.ready[written..room],
                self.ended,
            );
            read += taken;
            written += given;
            match result {
                DecoderResult::Malformed(..) => {
                    self.ready[written] = 0xFF;
                    written += 1;
                    if written + 16 > room {
                        break;
                    }
                }
                DecoderResult::InputEmpty | DecoderResult::OutputFull => break,
            }
        }
        self.ready.truncate(written);
        read
    }
}

fn hand_on(from: &[u8], to: &mut [u8]) -> usize {
    let count = from.len().min(to.len());
    to[..count].copy_from_slice(&from[..count]);
    count
}

fn read_some(inner: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match inner.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// Settles the encoding of a file that has no byte order mark.
fn without_bom(head: &[u8]) -> io::Result<&'static Encoding> {
    match head {
        [b'<', 0, ..] => return Ok(UTF_16LE),
        [0, b'<', ..] => return Ok(UTF_16BE),
        _ => {}
    }
    if let Some(encoding) = detect::utf16_without_bom(&head[..head.len() & !1]) {
        return Ok(encoding);
    }
    let Some(label) = declared(head) else {
        return Ok(UTF_8);
    };
    // A declaration that could be read byte by byte is not UTF-16, whatever it says; and UTF-8 is
    // the one reading of "US-ASCII" that loses nothing when the file says too little.
    if label.eq_ignore_ascii_case("us-ascii") || label.eq_ignore_ascii_case("ascii") {
        return Ok(UTF_8);
    }
    let encoding = match label.to_ascii_lowercase().as_str() {
        wide if wide.starts_with("utf-16") || wide.starts_with("utf16") => UTF_8,
        "utf-32" | "ucs-2" | "ucs-4" | "iso-10646-ucs-2" | "iso-10646-ucs-4" => UTF_8,
        _ => encoding_for(label).map_err(invalid)?,
    };
    Ok(if is_utf16(encoding) { UTF_8 } else { encoding })
}

/// Returns the encoding that the XML declaration names.
fn declared(head: &[u8]) -> Option<&str> {
    let start = head.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let rest = head[start..].strip_prefix(b"<?xml")?;
    let declaration = &rest[..memchr::memchr(b'>', rest)?];
    let found = memchr::memmem::find(declaration, b"encoding")? + b"encoding".len();
    let value = declaration[found..].trim_ascii_start();
    let value = value.strip_prefix(b"=")?.trim_ascii_start();
    let quote = *value.first().filter(|byte| matches!(byte, b'"' | b'\''))?;
    let end = memchr::memchr(quote, &value[1..])?;
    std::str::from_utf8(&value[1..=end]).ok()
}

fn invalid(error: DecodeError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read_all(bytes: &[u8]) -> (Vec<u8>, &'static str) {
        let mut reader = XmlBytes::new(bytes).unwrap();
        let mut out = Vec::new();
        reader.read_to_end(&mut out).unwrap();
        (out, reader.encoding())
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn every_encoding_comes_out_as_utf8() {
        let text = format!(
            "<?xml version='1.0'?>\r\n<tmx>{}</tmx>",
            "\u{1780}\u{e9}".repeat(50_000)
        );
        for big in [false, true] {
            for mark in ["", "\u{feff}"] {
                let (out, encoding) = read_all(&utf16(&format!("{mark}{text}"), big));
                assert!(out == text.as_bytes());
                assert_eq!(encoding, if big { "UTF-16BE" } else { "UTF-16LE" });
            }
        }
        for mark in ["", "\u{feff}"] {
            assert!(read_all(format!("{mark}{text}").as_bytes()).0 == text.as_bytes());
        }
    }

    #[test]
    fn the_declaration_is_followed_where_it_can_be_true() {
        let (out, encoding) =
            read_all(b"<?xml version=\"1.0\" encoding='windows-1251'?><a>\xC4</a>");
        assert_eq!(encoding, "windows-1251");
        assert!(String::from_utf8(out).unwrap().ends_with("<a>\u{414}</a>"));

        let claimed = "<?xml version=\"1.0\" encoding=\"utf-16\"?><a>\u{17D4}</a>";
        assert_eq!(read_all(claimed.as_bytes()), (claimed.into(), "UTF-8"));
    }

    #[test]
    fn malformed_sequences_are_marked() {
        let mut bytes = utf16("<a>x", false);
        bytes.extend([0x00, 0xD8]); // half of a surrogate pair
        bytes.extend(utf16("y</a>", false));
        assert_eq!(read_all(&bytes).0, b"<a>x\xFFy</a>");
    }

    #[test]
    fn other_files_are_refused_with_their_name() {
        let refused = |bytes: &[u8]| XmlBytes::new(bytes).err().unwrap().to_string();
        assert!(refused(b"%PDF-1.4").contains("a PDF file"));
        assert!(refused(b"<?xml version='1.0' encoding='utf9'?>").contains("UTF-8"));
    }

    proptest! {
        #[test]
        fn small_reads_give_the_same(text in "<[ -~\u{1780}-\u{17ff}]{0,40}", size in 1..9_usize) {
            let bytes = utf16(&format!("\u{feff}{text}"), false);
            let mut reader = XmlBytes::new(bytes.as_slice()).unwrap();
            let (mut out, mut block) = (Vec::new(), vec![0; size]);
            loop {
                let count = reader.read(&mut block).unwrap();
                if count == 0 { break; }
                out.extend_from_slice(&block[..count]);
            }
            prop_assert_eq!(out, text.into_bytes());
        }
    }
}
