//! `OpenDocument` text and spreadsheets (ODF 1.2 and 1.3). Read is what the office program would
//! print, paragraph by paragraph, as for Word documents: with list numbers, tables cell by cell, notes
//! behind their paragraph, tracked changes as if accepted; of spreadsheets, the cells with text.
//! Left out are bullets, comments, indexes, hidden text, and, unless asked for, headers and footers.

mod body;
mod styles;

use self::body::Body;
use self::styles::Styles;
use super::archive::Archive;
use super::document::error::Error;
use super::document::options::Options;
use super::markup::{Parser, Piece};
use super::paragraphs::{Paragraph, Paragraphs};
use crate::model::{Document, Part};

/// Reads a document.
pub(super) fn read(archive: &mut Archive<'_>, options: &Options<'_>) -> Result<Document, Error> {
    if is_encrypted(archive)? {
        return Err(Error::Password);
    }
    let Some(content) = archive.text("content.xml")? else {
        return Err(Error::NoDocument {
            part: "document part (content.xml)",
            kind: "an OpenDocument file",
        });
    };
    let common = archive.text("styles.xml")?.unwrap_or_default();
    let mut styles = Styles::default();
    styles.read("styles.xml", &common)?;
    styles.read("content.xml", &content)?;
    let mut paragraphs = Paragraphs::default();
    let mut add = |found: Vec<Paragraph>| found.into_iter().for_each(|one| paragraphs.push(one));
    let margins = |margin| {
        if options.headers {
            Body::new(&styles).margin("styles.xml", &common, margin)
        } else {
            Ok(Vec::new())
        }
    };
    add(margins(Part::Header)?);
    add(Body::new(&styles).document("content.xml", &content)?);
    add(margins(Part::Footer)?);
    Ok(paragraphs.finish())
}

fn is_encrypted(archive: &mut Archive<'_>) -> Result<bool, Error> {
    let Some(manifest) = archive.text("META-INF/manifest.xml")? else {
        return Ok(false);
    };
    let mut parser = Parser::new("META-INF/manifest.xml", &manifest);
    while let Some(piece) = parser.next()? {
        if let Piece::Open(tag) = piece
            && tag.name() == ("manifest", "encryption-data")
        {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests;
