//! Messages of GNU gettext, read as units: `msgid` is the source, `msgstr` the target, which is in the
//! language of the header. Of plural forms the one that one thing takes goes with the singular, each
//! other with the plural, as does the only form of a language. Messages without a translation and
//! obsolete ones (`#~`) are none; fuzzy ones are drafts.

mod plural;

use std::io;
use std::ops::Range;

use self::plural::Forms;
use crate::format::bitext::kinds::Status;
use crate::format::bitext::reading::{Cause, OpenError, Options, Outcome, Problem, Source};
use crate::format::hint::Hint;
use crate::format::lines::Lines;
use crate::format::open::Text;
use crate::format::origin::{Form, Origin};
use crate::model::{Note, Property, TranslationUnit};
use crate::text::Lang;

/// Most bytes that a message may have.
const LONGEST: usize = 16 * 1024 * 1024;

/// Reads units message by message.
pub(super) struct Reader {
    lines: Lines<Text>,
    source: Lang,
    target: Lang,
    least: Status,
    forms: Forms,
    /// Units that were read and not yet handed on: a message with plurals gives two.
    ready: Vec<Placed>,
    /// Where the texts of the unit that was handed on last stand.
    origins: Vec<Origin>,
    /// What stood after the message before, and where.
    ahead: Option<(String, Range<usize>)>,
    ended: bool,
}

/// A unit and where its texts stand.
type Placed = (TranslationUnit, Vec<Origin>);

/// A text of a message and the bytes of its lines.
#[derive(Default)]
struct Field {
    text: String,
    range: Range<usize>,
}

/// A message as it is read.
#[derive(Default)]
struct Message {
    context: Option<Field>,
    id: Option<Field>,
    plural: Option<Field>,
    translations: Vec<Field>,
    notes: Vec<String>,
    is_fuzzy: bool,
    /// Bytes so far.
    size: usize,
}

impl Reader {
    /// Reads up to the header, which names the language.
    pub(super) fn new(text: Text, options: &Options) -> Result<Self, OpenError> {
        let en = Lang::parse("en").map_err(|error| OpenError::Table(error.to_string()))?;
        let mut reader = Reader {
            lines: Lines::new(text),
            source: options.source.clone().unwrap_or_else(|| en.clone()),
            target: options.target.clone().unwrap_or(en),
            least: options.least,
            forms: Forms::default(),
            ready: Vec::new(),
            origins: Vec::new(),
            ahead: None,
            ended: false,
        };
        let first = reader.message()?;
        let header = match &first {
            Some(Ok(message)) if message.id.as_ref().is_some_and(|id| id.text.is_empty()) => {
                message.translations.first().map(|field| field.text.clone())
            }
            _ => None,
        };
        let says = |name: &str| {
            let mut lines = header.iter().flat_map(|header| header.lines());
            let line = lines.find_map(|line| line.strip_prefix(name))?;
            Some(line.trim()).filter(|said| !said.is_empty())
        };
        reader.forms = says("Plural-Forms:").map(Forms::read).unwrap_or_default();
        let named = says("Language:").map(str::to_owned);
        if options.target.is_none() {
            let Some(code) = named else {
                let what = "the header names no language of the translations".to_owned();
                return Err(OpenError::Language {
                    what,
                    hint: Hint::TargetLanguage,
                });
            };
            // `zh_CN.UTF-8@latin`, as names of locales may go on.
            let code = code.split(['.', '@']).next().unwrap_or(&code).to_owned();
            reader.target = Lang::parse(&code).map_err(|error| OpenError::Language {
                what: format!("the header names \"{code}\": {error}"),
                hint: Hint::TargetLanguage,
            })?;
        }
        if header.is_none()
            && let Some(Ok(message)) = first
        {
            reader.accept(message);
        }
        Ok(reader)
    }

    /// Returns the language of the messages.
    pub(super) fn source(&self) -> &Lang {
        &self.source
    }

    /// Reads a message. Messages are apart by a blank line, or begin where `msgid` or a comment comes
    /// after a translation.
    fn message(&mut self) -> io::Result<Option<Result<Message, Cause>>> {
        let mut message = Message::default();
        let mut open: Option<usize> = None;
        let mut any = false;
        loop {
            let (line, range) = match self.ahead.take() {
                Some(line) => line,
                None => match self.lines.next()? {
                    None => break,
                    Some(Err(what)) => return Ok(Some(Err(what))),
                    Some(Ok(line)) => (line.trim().to_owned(), self.lines.range()),
                },
            };
            let begins =
                line.starts_with('#') || line.starts_with("msgctxt") || line.starts_with("msgid ");
            if begins && !message.translations.is_empty() {
                self.ahead = Some((line, range));
                break;
            }
            if line.starts_with("#~") && message.id.is_none() {
                // The comments before it were those of an obsolete message.
                message = Message::default();
            }
            if line.is_empty() || line.starts_with("#~") {
                continue;
            }
            any = true;
            message.size += line.len();
            if message.size > LONGEST {
                return Ok(Some(Err("the message is longer than 16 MiB".into())));
            }
            if let Some(comment) = line.strip_prefix('#') {
                message.comment(comment);
                continue;
            }
            if let Err(what) = message.line(&line, range, &mut open) {
                return Ok(Some(Err(what.into())));
            }
        }
        Ok(any.then_some(Ok(message)))
    }

    /// Makes units of a message.
    fn accept(&mut self, message: Message) {
        let Message {
            context,
            id,
            plural,
            translations,
            notes,
            is_fuzzy,
            size: _,
        } = message;
        let status = if is_fuzzy {
            Status::Draft
        } else {
            Status::Translated
        };
        if status < self.least {
            return;
        }
        let alone = translations.len() < 2;
        for (form, target) in translations.into_iter().enumerate() {
            let source = match &plural {
                Some(plural) if alone || form != self.forms.singular() => Some(plural),
                _ => id.as_ref(),
            };
            let Some(source) = source.filter(|source| !source.text.is_empty()) else {
                continue;
            };
            if target.text.is_empty() {
                continue;
            }
            let origins = [source, &target].map(|field| Origin {
                range: field.range.clone(),
                form: Form::Po,
            });
            let text = source.text.clone();
            let mut unit = TranslationUnit::pair((&self.source, text), (&self.target, target.text));
            unit.notes = notes
                .iter()
                .map(|text| Note {
                    text: text.clone(),
                    ..Note::default()
                })
                .collect();
            unit.properties = context
                .iter()
                .map(|field| Property::new("x-context", &field.text))
                .collect();
            if plural.is_some() {
                let few = !alone && self.forms.is_for_few(form);
                let numbers = if few { "few" } else { "many" };
                unit.properties.push(Property::new("x-plural", numbers));
            }
            self.ready.push((unit, origins.to_vec()));
        }
        self.ready.reverse();
    }
}

impl Message {
    fn comment(&mut self, comment: &str) {
        match comment.split_at_checked(1) {
            Some((",", flags)) => {
                self.is_fuzzy |= flags.split(',').any(|flag| flag.trim() == "fuzzy");
            }
            Some((" " | ".", note)) => self.notes.push(note.trim().to_owned()),
            // Places in the source, and the text before it was changed.
            _ => {}
        }
    }

    /// Takes a line: a keyword with a string, or a string that goes on.
    fn line(
        &mut self,
        line: &str,
        range: Range<usize>,
        open: &mut Option<usize>,
    ) -> Result<(), String> {
        let (keyword, string) = match line.find('"') {
            Some(quote) => (line[..quote].trim(), &line[quote..]),
            None => return Err(format!("no string in \"{line:.60}\"")),
        };
        let text = unquoted(string)?;
        let field = match keyword {
            "" => open.ok_or("a string without a keyword before it")?,
            "msgctxt" => 0,
            "msgid" => 1,
            "msgid_plural" => 2,
            _ if keyword.starts_with("msgstr") => {
                self.translations.push(Field::default());
                3
            }
            _ => return Err(format!("unknown keyword \"{keyword:.40}\"")),
        };
        *open = Some(field);
        let place = match field {
            0 => self.context.get_or_insert_default(),
            1 => self.id.get_or_insert_default(),
            2 => self.plural.get_or_insert_default(),
            _ => self
                .translations
                .last_mut()
                .ok_or("a string without a keyword before it")?,
        };
        place.text.push_str(&text);
        if place.range.is_empty() {
            place.range.start = range.start;
        }
        place.range.end = range.end;
        Ok(())
    }
}

/// Reads a string of C.
fn unquoted(string: &str) -> Result<String, String> {
    let inner = string
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let inner = inner
        .filter(|_| string.len() > 1)
        .ok_or("a string without its closing quote")?;
    let mut out = String::with_capacity(inner.len());
    let mut rest = inner.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match rest.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some(other @ ('"' | '\\')) => out.push(other),
            Some(other) => out.extend(['\\', other]),
            None => return Err("a string ends in a backslash".to_owned()),
        }
    }
    Ok(out)
}

impl Iterator for Reader {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        loop {
            if let Some((unit, origins)) = self.ready.pop() {
                self.origins = origins;
                return Some(Ok(unit));
            }
            if self.ended {
                return None;
            }
            match self.message() {
                Ok(None) => self.ended = true,
                Ok(Some(Ok(message))) => self.accept(message),
                Ok(Some(Err(what))) => return Some(Err(Problem::at(self.lines.number(), what))),
                Err(error) => {
                    self.ended = true;
                    return Some(Err(Problem::at(
                        self.lines.number(),
                        format!("cannot read on: {error}"),
                    )));
                }
            }
        }
    }
}

impl Source for Reader {
    fn origins(&self) -> Vec<Origin> {
        self.origins.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn read(text: &str) -> Vec<(String, String, Option<String>)> {
        let text: Text = Box::new(Cursor::new(text.to_owned()));
        let reader = Reader::new(text, &Options::default()).unwrap();
        let units = reader.map(|unit| {
            let unit = unit.unwrap();
            let text = |at: usize| unit.variants[at].seg.plain_text().into_owned();
            let plural = unit
                .properties
                .first()
                .map(|property| property.text.clone());
            (text(0), text(1), plural)
        });
        units.collect()
    }

    const HEADER: &str = "msgid \"\"\nmsgstr \"Language: pl\\nPlural-Forms: nplurals=3; plural=(n==1 ? 0 : \
        n%10>=2 && n%10<=4 ? 1 : 2);\\n\"\n\n";

    #[test]
    fn comments_of_obsolete_messages_are_theirs() {
        let old = "#, fuzzy\n#| msgid \"W\"\n#~ msgid \"Won\"\n#~ msgstr \"Wygrane\"\n";
        for between in ["", "\n", "# note\n"] {
            let text = format!("{HEADER}{old}{between}msgid \"Lake\"\nmsgstr \"Jezioro\"\n");
            assert_eq!(read(&text).len(), 1, "{text}");
        }
        let draft = format!("{HEADER}{old}#, fuzzy\nmsgid \"Lake\"\nmsgstr \"Jezioro\"\n");
        assert_eq!(read(&draft), []);
    }

    #[test]
    fn each_plural_form_is_a_unit() {
        let forms = |count: usize| {
            let forms = (0..count).map(|form| format!("msgstr[{form}] \"s{form}\"\n"));
            let forms: String = forms.collect();
            read(&format!(
                "{HEADER}msgid \"one\"\nmsgid_plural \"many\"\n{forms}"
            ))
        };
        let unit = |source: &str, target: &str, numbers: &str| {
            (
                source.to_owned(),
                target.to_owned(),
                Some(numbers.to_owned()),
            )
        };
        let expected = [
            unit("one", "s0", "few"),
            unit("many", "s1", "many"),
            unit("many", "s2", "many"),
        ];
        assert_eq!(forms(3), expected);
        assert_eq!(forms(1), [unit("many", "s0", "many")]);
    }
}
