//! Text out of PDF files. A PDF holds glyphs at places, not text: lines are put together from places,
//! what repeats on the pages is taken off, and the rest is read as wrapped text. Khmer, Thai, Lao and
//! Burmese come out with letters lost and in another order, so they are refused unless the caller
//! insists, and then marked.

mod guard;
mod lines;
mod margins;

use std::thread;

use pdf_extract::{Document as Pdf, OutputError};

use self::lines::Pages;
use super::document::error::Error;
use super::document::options::Options;
use super::text;
use crate::model::{Document, Part, Place};
use crate::text::script::{Script, script_of};

/// Name of the thread that reads PDF files.
pub(in crate::format) const THREAD: &str = "pdf";

/// Stack of that thread, in bytes.
const STACK: usize = 64 * 1024 * 1024;

/// What units from a forced PDF are marked with.
const CAUTION: &str = "extracted from PDF: letters may be lost or out of order";

/// Reads a document.
pub(super) fn read(bytes: Vec<u8>, options: &Options<'_>) -> Result<Document, Error> {
    let pages = extract(bytes)?;
    let text: String = (pages.lines.iter())
        .flat_map(|line| {
            [
                if line.is_apart { "\n" } else { "" },
                line.text.as_str(),
                "\n",
            ]
        })
        .collect();
    if text.trim().is_empty() {
        return Err(Error::NoText);
    }
    let corrupt = corrupted(&text);
    if let Some(script) = corrupt
        && !options.force
    {
        return Err(Error::CorruptScript {
            script: script.to_string(),
        });
    }
    let mut document = if options.lines {
        text::read_lines(&text)
    } else {
        text::read(&text)
    };
    let numbers = numbers(&pages);
    for block in &mut document.blocks {
        let first = block.starts.first().map_or(0, |&(_, number)| number);
        let (page, _) = numbers.get(first).copied().unwrap_or_default();
        block.place = Place {
            page: Some(page),
            part: Part::Line,
        };
    }
    document.caution = corrupt.map(|_| CAUTION);
    Ok(document)
}

/// Returns for each line of the text, from 1, the page that it is on.
fn numbers(pages: &Pages) -> Vec<(u32, usize)> {
    let mut numbers = vec![(1, 0)];
    for (index, line) in pages.lines.iter().enumerate() {
        if line.is_apart {
            numbers.push((line.page, index));
        }
        numbers.push((line.page, index));
    }
    numbers
}

/// Returns the script that is corrupted, where more than one letter in fifty is of such a script.
fn corrupted(text: &str) -> Option<Script> {
    const SCRIPTS: [Script; 4] = [Script::Khmer, Script::Thai, Script::Lao, Script::Myanmar];
    let (mut all, mut counts) = (0_usize, [0_usize; SCRIPTS.len()]);
    for script in text.chars().filter_map(script_of) {
        all += 1;
        if let Some(index) = SCRIPTS.iter().position(|&known| known == script) {
            counts[index] += 1;
        }
    }
    let (index, &most) = (counts.iter().enumerate()).max_by_key(|&(_, count)| count)?;
    (most * 50 > all).then(|| SCRIPTS[index])
}

/// Reads the lines of all pages, without what repeats on them.
fn extract(bytes: Vec<u8>) -> Result<Pages, Error> {
    guard::check_size(&bytes)?;
    let thread = thread::Builder::new()
        .name(THREAD.to_owned())
        .stack_size(STACK)
        .spawn(move || lines_of(&bytes));
    let thread = thread.map_err(|error| damaged(&format!("no thread to read it: {error}")))?;
    let pages = thread
        .join()
        .map_err(|_| damaged("its contents break the rules of PDF"))??;
    Ok(margins::without(pages))
}

fn lines_of(bytes: &[u8]) -> Result<Pages, Error> {
    let mut pdf = Pdf::load_mem(bytes).map_err(|error| fault(&OutputError::PdfError(error)))?;
    if pdf.is_encrypted() && pdf.decrypt("").is_err() {
        return Err(Error::Password);
    }
    guard::check(&mut pdf)?;
    let mut pages = Pages::default();
    let numbers: Vec<u32> = pdf.get_pages().into_keys().collect();
    if numbers.is_empty() {
        return Err(damaged("it has no pages"));
    }
    pdf_extract::output_doc(&pdf, &mut pages).map_err(|error| fault(&error))?;
    pages.finish();
    Ok(pages)
}

fn fault(error: &OutputError) -> Error {
    if lines::is_too_large(error) {
        return Error::TooLarge;
    }
    let what: String = error.to_string().chars().take(200).collect();
    if what.to_ascii_lowercase().contains("password") {
        return Error::Password;
    }
    damaged(&what.replace('\n', " "))
}

fn damaged(what: &str) -> Error {
    Error::Damaged {
        what: what.to_owned(),
    }
}

#[cfg(test)]
pub(in crate::format) mod tests;
