//! Parts of documents that are ZIP archives, unpacked within limits: an archive of a few bytes may
//! unpack to more than a machine holds. Nothing is written to disk, and names are only compared.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::document::error::Error;
use crate::text::decode;

/// Most bytes of one part.
const PART: u64 = 512 * 1024 * 1024;
/// Most bytes of all parts that are read.
const ALL: u64 = 1024 * 1024 * 1024;

/// An archive that is read part by part.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| fault(&error, None))?;
        Ok(Archive { zip, left: ALL })
    }

    /// Tells whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Returns the bytes of a part, none if there is no such part.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let most = PART.min(self.left);
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(fault(&error, Some(name))),
        };
        let mut bytes = Vec::new();
        let read = file.take(most + 1).read_to_end(&mut bytes);
        read.map_err(|error| Error::Damaged {
            what: format!("{name:.80} cannot be unpacked: {error}"),
        })?;
        let length = bytes.len() as u64;
        if length > most {
            return Err(Error::TooLarge);
        }
        self.left -= length;
        Ok(Some(bytes))
    }

    /// Returns a part that is XML as text.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Error> {
        let Some(bytes) = self.bytes(name)? else {
            return Ok(None);
        };
        let decoded = decode::decode(bytes, None).map_err(|error| Error::Damaged {
            what: format!("{name:.80}: {error}"),
        })?;
        Ok(Some(decoded.text))
    }

    /// Unpacks every part once and throws it away, so that whoever reads the archive next meets
    /// nothing over the limits and nothing that is broken.
    #[cfg(feature = "xlsx")]
    pub(super) fn check(&mut self) -> Result<(), Error> {
        for index in 0..self.zip.len() {
            let most = PART.min(self.left);
            let mut file = match self.zip.by_index(index) {
                Ok(file) => file,
                Err(error) => return Err(fault(&error, None)),
            };
            let mut limited = file.by_ref().take(most + 1);
            let read = std::io::copy(&mut limited, &mut std::io::sink());
            let length = read.map_err(|error| Error::Damaged {
                what: format!("a part of the archive cannot be unpacked: {error}"),
            })?;
            if length > most {
                return Err(Error::TooLarge);
            }
            self.left -= length;
        }
        self.left = ALL;
        Ok(())
    }
}

fn fault(error: &ZipError, part: Option<&str>) -> Error {
    if let ZipError::UnsupportedArchive(what) = error
        && *what == ZipError::PASSWORD_REQUIRED
    {
        return Error::Password;
    }
    let what = match part {
        Some(part) => format!("{part:.80} cannot be read: {error}"),
        None => format!("the archive cannot be read: {error}"),
    };
    Error::Damaged { what }
}
