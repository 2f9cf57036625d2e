//! What is looked at before a PDF is read, since the parser that reads it has no limits of its own:
//! how much its streams unpack to, and whether forms draw themselves.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use flate2::bufread::ZlibDecoder;
use memchr::memmem;
use pdf_extract::{Dictionary, Document as Pdf, Object, ObjectId};

use super::damaged;
use crate::format::document::error::Error;

/// Most bytes that all streams but images unpack to.
const UNPACKED: u64 = 1024 * 1024 * 1024;
/// How much of a file before a stream is searched for what kind of stream it is.
const HEAD: usize = 2048;
/// How deep forms may stand in each other.
const DEPTH: usize = 16;
/// How far a page may be from the root of the tree of pages.
const TREE: usize = 256;
/// Most forms that are drawn, those in forms each time.
const DRAWN: u64 = 1_000_000;

/// Unpacks every stream and throws it away, counting.
pub(super) fn check_size(bytes: &[u8]) -> Result<(), Error> {
    let mut left = UNPACKED;
    for at in memmem::find_iter(bytes, b"stream") {
        let mut data = &bytes[at + b"stream".len()..];
        data = data.strip_prefix(b"\r").unwrap_or(data);
        let Some(data) = data.strip_prefix(b"\n") else {
            continue;
        };
        // The first byte of a stream of zlib with any usual window.
        if data.first().is_none_or(|byte| byte & 0x0F != 8) {
            continue;
        }
        let head = &bytes[at.saturating_sub(HEAD)..at];
        let head = &head[memmem::rfind(head, b" obj").unwrap_or(0)..];
        let has = |word: &[u8]| memmem::find(head, word).is_some();
        // Images are not looked at, and may be large.
        if has(b"/Image") && !has(b"/ObjStm") && !has(b"/XRef") {
            continue;
        }
        if memmem::find_iter(head, b"/FlateDecode").count() > 1 {
            return Err(Error::TooLarge);
        }
        let mut decoder = ZlibDecoder::new(Cursor::new(data)).take(left + 1);
        // Bytes that are no stream end in an error at once.
        let length = count(&mut decoder);
        let read = decoder.into_inner().total_in();
        if length > left {
            return Err(Error::TooLarge);
        }
        left = left.saturating_sub(length.max(read));
        if left == 0 {
            return Err(Error::TooLarge);
        }
    }
    Ok(())
}

fn count(from: &mut impl Read) -> u64 {
    let mut buffer = [0; 16 * 1024];
    let mut length = 0;
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        length += read as u64;
    }
    length
}

/// Refuses trees of pages and forms that go in circles or too deep, and empties images, which would
/// be unpacked for nothing.
pub(super) fn check(pdf: &mut Pdf) -> Result<(), Error> {
    for object in pdf.objects.values_mut() {
        if let Object::Stream(stream) = object
            && is_named(&stream.dict, b"Subtype", b"Image")
        {
            stream.dict.remove(b"Filter");
            stream.set_content(Vec::new());
        }
    }
    for &page in pdf.get_pages().values() {
        let mut id = page;
        let mut steps = 0;
        while let Some(parent) = parent(pdf, id) {
            id = parent;
            steps += 1;
            if steps > TREE {
                return Err(damaged("its pages go in circles"));
            }
        }
    }
    let mut drawn = BTreeMap::new();
    let mut all = 0_u64;
    for (&id, object) in &pdf.objects {
        if matches!(object, Object::Stream(_)) {
            all = all.saturating_add(forms(pdf, id, &mut drawn, 0)?);
        }
    }
    if all > DRAWN {
        return Err(Error::TooLarge);
    }
    Ok(())
}

fn is_named(dictionary: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    let value = dictionary.get(key).and_then(Object::as_name);
    value.is_ok_and(|value| value == name)
}

fn parent(pdf: &Pdf, id: ObjectId) -> Option<ObjectId> {
    let page = pdf.get_dictionary(id).ok()?;
    page.get(b"Parent").and_then(Object::as_reference).ok()
}

/// Counts the forms that are drawn with one, that one included.
fn forms(
    pdf: &Pdf,
    id: ObjectId,
    drawn: &mut BTreeMap<ObjectId, u64>,
    depth: usize,
) -> Result<u64, Error> {
    if let Some(&count) = drawn.get(&id) {
        return Ok(count);
    }
    if depth > DEPTH {
        return Err(damaged("its forms stand in each other without end"));
    }
    let Ok(Object::Stream(stream)) = pdf.get_object(id) else {
        return Ok(0);
    };
    if !is_named(&stream.dict, b"Subtype", b"Form") {
        return Ok(0);
    }
    let resources = dictionary(pdf, &stream.dict, b"Resources");
    let inner = resources.and_then(|resources| dictionary(pdf, resources, b"XObject"));
    let mut most = 0;
    for (_, object) in inner.into_iter().flat_map(Dictionary::iter) {
        if let Ok(id) = object.as_reference() {
            most = most.max(forms(pdf, id, drawn, depth + 1)?);
        }
    }
    let count = if most == 0 {
        1
    } else {
        let content = stream.get_plain_content().unwrap_or_default();
        let times = memmem::find_iter(&content, b"Do").count() as u64;
        times.saturating_mul(most).saturating_add(1)
    };
    drawn.insert(id, count);
    Ok(count)
}

fn dictionary<'a>(pdf: &'a Pdf, from: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    match from.get(key).ok()? {
        Object::Reference(id) => pdf.get_dictionary(*id).ok(),
        object => object.as_dict().ok(),
    }
}
