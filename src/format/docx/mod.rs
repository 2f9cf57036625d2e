//! Word documents (DOCX; ECMA-376, transitional and strict). Read is the text that Word would print,
//! paragraph by paragraph, with the numbers of lists and headings; tables cell by cell; notes behind
//! the paragraph that refers to them; text boxes once; tracked changes as if accepted. Left out are
//! bullets, field codes, hidden text, comments, tables of contents, and, unless asked for, headers
//! and footers. Layout is not looked at.

mod body;
mod numbering;
mod styles;

use std::collections::HashMap;

use self::body::Body;
use self::numbering::Numbering;
use self::styles::Styles;
use super::archive::Archive;
use super::document::error::Error;
use super::document::options::Options;
use super::markup::{Parser, Piece};
use super::paragraphs::{Paragraph, Paragraphs};
use crate::model::{Document, Part};

/// A relationship of a part: its kind, the last word of its type, and the part that it leads to.
struct Relationship {
    kind: String,
    target: String,
}

/// Finds the name of the document part (ECMA-376 part 2, 9.3), none if there is none.
pub(super) fn main_part(archive: &mut Archive<'_>) -> Result<Option<String>, Error> {
    let found = relationships(archive, "")?
        .into_iter()
        .find(|one| one.kind == "officeDocument")
        .map(|one| one.target);
    // Some writers forget the relationship.
    let found = found.or_else(|| Some("word/document.xml".to_owned()));
    Ok(found.filter(|name| archive.has(name)))
}

/// Reads a document.
pub(super) fn read(archive: &mut Archive<'_>, options: &Options<'_>) -> Result<Document, Error> {
    let Some(main) = main_part(archive)? else {
        return Err(Error::NoDocument {
            part: "document part (word/document.xml)",
            kind: "a Word file",
        });
    };
    let relationships = relationships(archive, &main)?;
    let styles = match first(archive, &relationships, "styles")? {
        Some((name, text)) => Styles::read(&name, &text)?,
        None => Styles::default(),
    };
    let numbering = match first(archive, &relationships, "numbering")? {
        Some((name, text)) => Numbering::read(&name, &text, &styles)?,
        None => Numbering::default(),
    };
    let mut notes = [HashMap::new(), HashMap::new()];
    for (notes, kind) in notes.iter_mut().zip(["footnotes", "endnotes"]) {
        if let Some((name, text)) = first(archive, &relationships, kind)? {
            *notes = Body::new(&styles, numbering.clone()).notes(&name, &text)?;
        }
    }
    let mut paragraphs = Paragraphs::default();
    let mut add = |found: Vec<Paragraph>| found.into_iter().for_each(|one| paragraphs.push(one));
    if options.headers {
        for (name, text) in parts(archive, &relationships, "header")? {
            add(Body::new(&styles, numbering.clone()).margin(&name, &text, Part::Header)?);
        }
    }
    let text = archive.text(&main)?.unwrap_or_default();
    let body = Body::new(&styles, numbering.clone());
    add(body.document(&main, &text, notes)?);
    if options.headers {
        for (name, text) in parts(archive, &relationships, "footer")? {
            add(Body::new(&styles, numbering.clone()).margin(&name, &text, Part::Footer)?);
        }
    }
    Ok(paragraphs.finish())
}

/// A part: its name and its text.
type Named = (String, String);

/// Reads the first part of a kind.
fn first(
    archive: &mut Archive<'_>,
    relationships: &[Relationship],
    kind: &str,
) -> Result<Option<Named>, Error> {
    let Some(one) = relationships.iter().find(|one| one.kind == kind) else {
        return Ok(None);
    };
    let text = archive.text(&one.target)?;
    Ok(text.map(|text| (one.target.clone(), text)))
}

/// Reads all parts of a kind, in the order of their names.
fn parts(
    archive: &mut Archive<'_>,
    relationships: &[Relationship],
    kind: &str,
) -> Result<Vec<Named>, Error> {
    let named = relationships.iter().filter(|one| one.kind == kind);
    let mut names: Vec<&String> = named.map(|one| &one.target).collect();
    names.sort();
    names.dedup();
    let mut parts = Vec::new();
    for name in names {
        parts.extend(archive.text(name)?.map(|text| (name.clone(), text)));
    }
    Ok(parts)
}

/// Reads the relationships of a part, those of the whole package for an empty name.
fn relationships(archive: &mut Archive<'_>, part: &str) -> Result<Vec<Relationship>, Error> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let inside = if folder.is_empty() {
        String::new()
    } else {
        format!("{folder}/")
    };
    let name = format!("{inside}_rels/{file}.rels");
    let Some(text) = archive.text(&name)? else {
        return Ok(Vec::new());
    };
    let mut parser = Parser::new(&name, &text);
    let mut found = Vec::new();
    while let Some(piece) = parser.next()? {
        if let Piece::Open(tag) = piece
            && tag.name() == ("rel", "Relationship")
            && tag.attribute("TargetMode").as_deref() != Some("External")
        {
            let target = tag.attribute("Target").unwrap_or_default();
            let kind = tag.attribute("Type").unwrap_or_default();
            found.push(Relationship {
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: resolved(folder, &target),
            });
        }
    }
    Ok(found)
}

/// Returns the name of a part that is named from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    let target = if let Some(whole) = target.strip_prefix('/') {
        whole
    } else {
        steps.extend(folder.split('/').filter(|step| !step.is_empty()));
        target
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
pub(in crate::format) mod tests;
