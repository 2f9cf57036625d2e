//! Tables with both languages, the usual form in which translations are reviewed: every row becomes a
//! bead. Which columns hold the languages is told by the header row, by the scripts, or by the user.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use super::aligned::Aligned;
use crate::align::{Alignment, Bead};
use crate::desk::{Advice, Desk, Error, Kind, Notice, Reading, Result, SegmentedDocument};
use crate::model::{Block, Document, Gap, Part};
use crate::segment::Segment;
use crate::text::Lang;
use crate::text::script;

/// A header row is looked for in so many rows.
const HEADERS: usize = 5;

/// Columns, from 1, and their languages.
pub type Columns = [(Lang, u32); 2];

/// What is said about the table beforehand.
struct Wanted<'a> {
    source: Option<&'a Lang>,
    target: Option<&'a Lang>,
}

/// A row: the blocks of its cells by column.
type Row<'a> = BTreeMap<u32, Vec<&'a Block>>;

/// A table: its rows by number.
type Table<'a> = BTreeMap<u32, Row<'a>>;

impl Desk<'_> {
    /// Takes the rows of a table with both languages for an alignment. The columns are those that are
    /// given, else those that a header row names, else those that the scripts of the languages tell.
    ///
    /// # Errors
    ///
    /// When the document cannot be read or has no table, or its columns cannot be told.
    pub fn align_table(
        &self,
        path: &Path,
        reading: &Reading,
        columns: Option<&Columns>,
        langs: (Option<&Lang>, Option<&Lang>),
    ) -> Result<Aligned> {
        let document = reading.tables(path)?;
        let refused = |reason: &str| Error::new(Kind::Format, reason).at(path);
        let tables = tables(&document);
        if tables.is_empty() {
            return Err(refused(
                "there is no table in it; give the two documents instead",
            ));
        }
        let wanted = Wanted {
            source: langs.0,
            target: langs.1,
        };
        let header = tables.iter().find_map(header);
        let is_given = columns.is_some();
        let columns = match (columns, &header) {
            (Some(columns), _) => oriented(columns.clone(), &wanted),
            (None, Some((_, header))) => {
                by_header(header, &wanted).map_err(|error| error.at(path))?
            }
            (None, None) => by_script(&tables, &wanted).map_err(|error| error.at(path))?,
        };
        let (sides, alignment) = beads(&tables, &columns, is_given);
        let [(source_lang, source_column), (target_lang, target_column)] = &columns;
        if !alignment.beads.iter().any(Bead::is_aligned) {
            let reason = format!(
                "no row has text in both columns, {source_column} ({source_lang}) and {target_column} ({target_lang})"
            );
            return Err(refused(&reason).advise(Advice::NameColumns("en=2,km=3".to_owned())));
        }
        self.remark(Notice::Columns {
            path: path.to_owned(),
            columns: columns.clone(),
        });
        let side = |lang, segments| SegmentedDocument {
            path: path.to_owned(),
            lang,
            segments,
            caution: document.caution.map(Cow::Borrowed),
        };
        let ([source, target], [(from, _), (to, _)]) = (sides, columns);
        Ok(Aligned {
            name: None,
            source: side(from, source),
            target: side(to, target),
            alignment,
        })
    }
}

/// Makes a bead of each row that is no header; returns the segments of both sides, too. A table with a
/// header of its own may have the languages in other columns than the first one, unless they are given.
fn beads(
    tables: &[Table<'_>],
    columns: &Columns,
    is_given: bool,
) -> ([Vec<Segment>; 2], Alignment) {
    let mut sides = [Vec::new(), Vec::new()];
    let mut alignment = Alignment::default();
    for table in tables {
        let header = header(table);
        let own = header.as_ref().filter(|_| !is_given);
        let columns = own
            .and_then(|(_, header)| same_languages(header, columns))
            .unwrap_or_else(|| columns.clone());
        let heads = |row: u32| header.as_ref().is_some_and(|&(heading, _)| heading == row);
        for (_, row) in table.iter().filter(|&(&row, _)| !heads(row)) {
            let mut ends = [0..0, 0..0];
            for ((side, column), end) in sides.iter_mut().zip(&columns).zip(&mut ends) {
                let from = side.len();
                side.extend(row.get(&column.1).and_then(|blocks| segment(blocks)));
                *end = from..side.len();
            }
            let [source, target] = ends;
            if !source.is_empty() || !target.is_empty() {
                alignment.beads.push(Bead {
                    source,
                    target,
                    confidence: 1.0,
                });
            }
        }
    }
    (sides, alignment)
}

/// Returns the columns that a header has the languages of others in.
fn same_languages(header: &[(Lang, u32)], columns: &Columns) -> Option<Columns> {
    let wanted = Wanted {
        source: Some(&columns[0].0),
        target: Some(&columns[1].0),
    };
    let own = by_header(header, &wanted).ok()?;
    let is_same = |(own, known): (&(Lang, u32), &(Lang, u32))| own.0.primary() == known.0.primary();
    own.iter().zip(columns).all(is_same).then_some(own)
}

/// Returns the rows of each table.
fn tables(document: &Document) -> Vec<Table<'_>> {
    let mut tables: BTreeMap<u32, Table<'_>> = BTreeMap::new();
    for block in &document.blocks {
        if let Part::Cell { table, row, column } = block.place.part {
            let rows = tables.entry(table).or_default();
            let cell = rows.entry(row).or_default().entry(column).or_default();
            cell.push(block);
        }
    }
    tables.into_values().collect()
}

/// Makes one segment of a cell.
fn segment(blocks: &[&Block]) -> Option<Segment> {
    let first = blocks.first()?;
    let texts: Vec<&str> = blocks.iter().map(|block| block.text.trim()).collect();
    let text = texts.join(" ");
    (!text.is_empty()).then(|| Segment {
        text,
        lines: first.lines(0..1),
        place: first.place,
        gap: Gap::Blank,
    })
}

/// Returns the language that a cell names: alone, or in a few words, such as `Khmer translation`.
fn named(blocks: &[&Block]) -> Option<Lang> {
    let [block] = blocks else { return None };
    Lang::in_heading(block.text.trim())
}

/// Finds the first row that names two languages, among those that a heading may be.
fn header(table: &Table<'_>) -> Option<(u32, Vec<(Lang, u32)>)> {
    let rows = table.iter().take(HEADERS);
    let mut named = rows.map(|(&number, row)| (number, languages(row)));
    named.find(|(_, found)| found.iter().any(|other| other.0 != found[0].0))
}

/// Returns the columns that a row names languages for. `No` and `ID` head columns of numbers more
/// often than Norwegian and Indonesian.
fn languages(row: &Row<'_>) -> Vec<(Lang, u32)> {
    let named = row
        .iter()
        .filter_map(|(&column, blocks)| Some((named(blocks)?, column)));
    let found: Vec<(Lang, u32)> = named.collect();
    let sure = |lang: &Lang| !matches!(lang.as_str(), "no" | "id");
    if found.iter().filter(|(lang, _)| sure(lang)).count() >= 2 {
        return found.into_iter().filter(|(lang, _)| sure(lang)).collect();
    }
    found
}

/// Puts the source first, where it is said which one it is.
fn oriented(columns: Columns, wanted: &Wanted<'_>) -> Columns {
    let is = |lang: Option<&Lang>, column: &(Lang, u32)| {
        lang.is_some_and(|lang| lang.primary() == column.0.primary())
    };
    let [first, second] = columns;
    if is(wanted.target, &first) || is(wanted.source, &second) {
        [second, first]
    } else {
        [first, second]
    }
}

fn by_header(header: &[(Lang, u32)], wanted: &Wanted<'_>) -> Result<Columns> {
    let find = |lang: &Lang| {
        let exact = header.iter().find(|column| column.0 == *lang);
        exact.or_else(|| {
            header
                .iter()
                .find(|column| column.0.primary() == lang.primary())
        })
    };
    if let (Some(source), Some(target)) = (wanted.source, wanted.target)
        && let (Some(source), Some(target)) = (find(source), find(target))
    {
        return Ok([source.clone(), target.clone()]);
    }
    if let [first, second] = header {
        return Ok(oriented([first.clone(), second.clone()], wanted));
    }
    let names: Vec<&str> = header.iter().map(|(lang, _)| lang.as_str()).collect();
    let reason = format!("the table is in {}", names.join(", "));
    Err(Error::new(Kind::Language, reason).advise(Advice::ChoosePair))
}

/// Tells two columns without a header by their scripts.
fn by_script(tables: &[Table<'_>], wanted: &Wanted<'_>) -> Result<Columns> {
    let mut texts: BTreeMap<u32, String> = BTreeMap::new();
    for row in tables.iter().flat_map(|rows| rows.values()) {
        for (&column, blocks) in row {
            let text = texts.entry(column).or_default();
            for block in blocks {
                text.push_str(&block.text);
            }
        }
    }
    let written: Vec<(u32, script::Script)> = (texts.iter())
        .filter_map(|(&column, text)| Some((column, script::dominant(text)?)))
        .collect();
    let (Some(source), Some(target)) = (wanted.source, wanted.target) else {
        let error = Error::new(Kind::Language, "no header row names the languages");
        return Err(error.advise(Advice::NameColumns("en=1,km=2".to_owned())));
    };
    let fitting = |lang: &Lang| -> Vec<u32> {
        let fits = written.iter().filter(|row| lang.may_be_in(row.1));
        fits.map(|row| row.0).collect()
    };
    match (&fitting(source)[..], &fitting(target)[..]) {
        (&[first], &[second]) if first != second => {
            Ok([(source.clone(), first), (target.clone(), second)])
        }
        // Both in one script: the source comes first.
        (&[first, second], &[_, _]) if written.len() == 2 => {
            Ok([(source.clone(), first), (target.clone(), second)])
        }
        _ => {
            let reason =
                "no header row names the languages, and the scripts do not tell the columns";
            let example = format!("{source}=1,{target}=2");
            Err(Error::new(Kind::Language, reason).advise(Advice::NameColumns(example)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(rows: &[&[&str]]) -> Document {
        let mut document = Document::default();
        add_table(&mut document, 1, rows);
        document
    }

    fn add_table(document: &mut Document, table: u32, rows: &[&[&str]]) {
        for (row, cells) in rows.iter().enumerate() {
            for (column, text) in cells.iter().enumerate().filter(|cell| !cell.1.is_empty()) {
                let part = Part::Cell {
                    table,
                    row: row as u32 + 1,
                    column: column as u32 + 1,
                };
                document.blocks.push(Block {
                    text: (*text).to_owned(),
                    place: crate::model::Place { page: None, part },
                    starts: vec![(0, 1)],
                    ..Block::default()
                });
            }
        }
    }

    fn tags(columns: &Columns) -> Vec<(&str, u32)> {
        columns
            .iter()
            .map(|(lang, column)| (lang.as_str(), *column))
            .collect()
    }

    const NOTHING: Wanted<'static> = Wanted {
        source: None,
        target: None,
    };

    #[test]
    fn the_header_row_names_the_columns() {
        let document = document(&[
            &["Review form"],
            &["No.", "English (source)", "Khmer translation", "Comment"],
            &["1", "Peace", "\u{179F}", ""],
        ]);
        let tables = tables(&document);
        let (row, header) = header(&tables[0]).unwrap();
        assert_eq!(row, 2);
        let columns = by_header(&header, &NOTHING).unwrap();
        assert_eq!(tags(&columns), [("en", 2), ("km", 3)]);
        let km = Lang::parse("km").unwrap();
        let wanted = Wanted {
            source: Some(&km),
            ..NOTHING
        };
        let columns = by_header(&header, &wanted).unwrap();
        assert_eq!(tags(&columns), [("km", 3), ("en", 2)]);
        assert!(languages(&tables[0][&3]).is_empty());
    }

    #[test]
    fn each_table_has_a_header_of_its_own() {
        let mut document = document(&[&["English", "Khmer"], &["One", "\u{1780}"]]);
        let second: [&[&str]; 3] = [
            &["No.", "Khmer", "English"],
            &["1", "\u{1781}", "Two"],
            // A row that names one language twice is one of texts.
            &[
                "2",
                "\u{1797}\u{17B6}\u{179F}\u{17B6}\u{1781}\u{17D2}\u{1798}\u{17C2}\u{179A}",
                "Khmer",
            ],
        ];
        add_table(&mut document, 2, &second);
        let tables = tables(&document);
        let (_, header) = header(&tables[0]).unwrap();
        let columns = by_header(&header, &NOTHING).unwrap();
        let texts = |is_given| {
            let ([source, _], _) = beads(&tables, &columns, is_given);
            source
                .into_iter()
                .map(|segment| segment.text)
                .collect::<Vec<_>>()
        };
        assert_eq!(texts(false), ["One", "Two", "Khmer"]);
        assert_eq!(texts(true), ["One", "1", "2"]);
    }

    #[test]
    fn scripts_tell_columns_without_header() {
        let document = document(&[
            &["1", "\u{179F}\u{1781}", "Peace"],
            &["2", "\u{1780}", "Unity"],
        ]);
        let tables = tables(&document);
        let [en, km] = ["en", "km"].map(|tag| Lang::parse(tag).unwrap());
        assert!(header(&tables[0]).is_none());
        assert!(by_script(&tables, &NOTHING).is_err());
        let wanted = Wanted {
            source: Some(&en),
            target: Some(&km),
        };
        let columns = by_script(&tables, &wanted).unwrap();
        assert_eq!(tags(&columns), [("en", 3), ("km", 2)]);
    }
}
