//! Slips of many kinds planted in right pairs, in nine languages: the pairs must be clean, and the slips
//! found. The pairs are entries such as a register has, composed of what is here: terms of the shipped
//! glossary, dates and numbers as the library writes them. So no sentence is needed that somebody would
//! have to have written in each language.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chancery::check::{Checker, Document, Settings, Unit};
use chancery::glossary::{Glossary, builtin, load};
use chancery::model::concept::{Concept, Kind};
use chancery::model::unit::{Code, CodeKind, Inline, Seg};
use chancery::report::Severity;
use chancery::text::Lang;
use chancery::text::date::{dates, written as written_date};
use chancery::text::lang::Habit;
use chancery::text::number::{numbers, written as written_number};
use chancery::text::source::SourceText;

/// Pairs of each language.
const PAIRS: usize = 12;

/// What stands for an inline code of the file.
const CODE: char = '\u{1A}';

/// A name that stays as it is, for the rule about such names.
const NAME: &str = "[concept.arvenia]\nkind = \"place\"\ntranslate = false\nen = \"Arvenia\"\n";

#[derive(serde::Deserialize)]
struct Writing {
    end: String,
    lesser: String,
    greater: String,
    /// A word that nobody doubles.
    word: Option<String>,
}

/// Kinds of slips, the rules that are to find them, and the least share that is found, in hundredths.
const KINDS: &[(&str, &[&str], usize)] = &[
    ("month", &["N003"], 95),
    ("day", &["N003"], 95),
    ("year", &["N003"], 95),
    ("digits swapped", &["N001"], 95),
    ("small number changed", &["N001"], 95),
    ("number dropped", &["N001"], 95),
    ("scale", &["N001"], 95),
    ("reference", &["Q016", "N001"], 95),
    ("ordinal", &["N001"], 95),
    ("percentage", &["N001"], 95),
    ("amount", &["N001"], 95),
    ("time", &["N001"], 95),
    ("telephone", &["Q016", "N001"], 95),
    ("address", &["Q015"], 95),
    ("lower rank", &["T0"], 95),
    ("higher rank", &["T0"], 95),
    ("term replaced", &["T0"], 95),
    ("longer term", &["T0"], 95),
    ("term omitted", &["T0"], 95),
    ("name altered", &["T005", "T001"], 95),
    ("abbreviation altered", &["T0", "Q"], 95),
    ("placeholder lost", &["Q005"], 95),
    ("inline code lost", &["Q005"], 95),
    ("tag lost", &["Q005"], 95),
    ("bracket lost", &["Q006"], 95),
    ("quotation mark lost", &["Q007"], 95),
    ("end mark lost", &["Q011"], 95),
    ("word doubled", &["Q008"], 95),
    ("Khmer order", &["Q017"], 95),
    ("Khmer marks", &["Q021"], 95),
    ("lost character", &["Q012"], 95),
    ("untranslated", &["Q002", "Q013", "T001"], 95),
    ("omitted", &["Q001"], 95),
    ("cut short", &["Q014", "T001", "N003"], 95),
];

/// A right pair with a slip planted in it.
struct Planted {
    kind: &'static str,
    source: String,
    right: String,
    wrong: String,
}

/// Composes pairs in a language.
struct Register<'a> {
    glossary: &'a Glossary,
    lang: Lang,
    writing: &'a Writing,
    /// Terms with their renderings.
    terms: Vec<[String; 2]>,
}

impl<'a> Register<'a> {
    fn new(glossary: &'a Glossary, tag: &str, writing: &'a Writing) -> Self {
        let lang = Lang::parse(tag).unwrap();
        let bodies = glossary.concepts.iter().filter(|concept| {
            let is_plain =
                concept.homonym.is_none() && concept.context.is_empty() && concept.parts.is_empty();
            concept.kind == Some(Kind::Body) && concept.translate && !concept.is_draft() && is_plain
        });
        let terms = bodies.filter_map(|concept| rendered(concept, &lang));
        let mut terms: Vec<[String; 2]> = terms
            .filter(|[en, _]| en.split(' ').count() > 2)
            .take(PAIRS)
            .collect();
        if terms.is_empty() {
            terms = vec![
                ["Aruna".to_owned(), "Aruna".to_owned()],
                ["Belor".to_owned(), "Belor".to_owned()],
            ];
        }
        Register {
            glossary,
            lang,
            writing,
            terms,
        }
    }

    /// Returns an entry: two terms, and what is said there.
    fn entry(&self, at: usize, [source, target]: [&str; 2]) -> [String; 2] {
        let [one, other] = [0, 1].map(|more| &self.terms[(at + more) % self.terms.len()]);
        let text = |side: usize, said: &str, end: &str| {
            format!("{}, {}: {said}{end}", one[side], other[side])
        };
        [text(0, source, "."), text(1, target, &self.writing.end)]
    }

    /// Returns an entry and the same with something else said in the translation.
    fn said(
        &self,
        kind: &'static str,
        at: usize,
        source: &str,
        right: &str,
        wrong: &str,
    ) -> Planted {
        let [source_text, right] = self.entry(at, [source, right]);
        let [_, wrong] = self.entry(at, [source, wrong]);
        Planted {
            kind,
            source: source_text,
            right,
            wrong,
        }
    }

    /// Writes a date as the language does.
    fn date(&self, english: &str) -> String {
        written_date(&dates(english)[0].value, &self.lang).unwrap()
    }

    fn number(&self, english: &str) -> String {
        written_number(&numbers(english)[0].value, &self.lang).unwrap()
    }

    /// Plants a slip of every kind that the language can have.
    fn plant(&self, at: usize) -> Vec<Planted> {
        let day = date(at + 10, at, at);
        let said = self
            .dates(at)
            .into_iter()
            .chain(self.figures(at))
            .chain(self.signs(&day));
        let said =
            said.map(|(kind, [source, right, wrong])| self.said(kind, at, &source, &right, &wrong));
        said.chain(self.whole(at, &day))
            .chain(self.terms(at, &day))
            .collect()
    }

    fn dates(&self, at: usize) -> Vec<(&'static str, [String; 3])> {
        let (day, count) = (date(at + 10, at, at), format!("{}", 150 + at));
        let right = self.date(&day);
        let wrong = [
            ("month", date(at + 10, at + 1, at)),
            ("day", date(at + 11, at, at)),
            ("year", date(at + 10, at, at + 1)),
        ];
        let wrong =
            wrong.map(|(kind, other)| (kind, [day.clone(), right.clone(), self.date(&other)]));
        let both = [
            format!("{count}, {day}"),
            format!("{}, {right}", self.number(&count)),
            right.clone(),
        ];
        wrong
            .into_iter()
            .chain([("number dropped", both)])
            .collect()
    }

    fn figures(&self, at: usize) -> Vec<(&'static str, [String; 3])> {
        // As English has it, right and wrong; written as the language does.
        let written = [
            (
                "digits swapped",
                format!("{},485", 12 + at),
                format!("{},845", 12 + at),
            ),
            (
                "small number changed",
                format!("{}", 37 + at),
                format!("{}", 73 + at),
            ),
            (
                "ordinal",
                format!("{}th", 24 + at % 6),
                format!("{}th", 25 + at % 6),
            ),
            (
                "percentage",
                format!("{}.5%", 4 + at),
                format!("{}.5%", 5 + at),
            ),
        ];
        let written = written.map(|(kind, right, wrong)| {
            let [in_right, in_wrong] = [&right, &wrong].map(|one| self.number(one));
            (kind, [right, in_right, in_wrong])
        });
        // The same in both.
        let copied = [
            (
                "reference",
                format!("No. {}/2025", 13 + at),
                format!("No. {}/2025", 31 + at),
            ),
            (
                "time",
                format!("{}:45", 9 + at % 3),
                format!("{}:45", 14 + at % 3),
            ),
            (
                "telephone",
                format!("+855 23 214 {}", 441 + at),
                format!("+855 23 214 {}", 641 + at),
            ),
        ];
        let copied = copied.map(|(kind, right, wrong)| (kind, [right.clone(), right, wrong]));
        let amount = |thousands: usize| format!("{thousands},750");
        let [right, wrong] =
            [14, 41].map(|thousands| format!("US$ {}", self.number(&amount(thousands + at))));
        let money = [format!("US$ {}", amount(14 + at)), right, wrong];
        let some = format!("{}.6", 2 + at);
        // Chinese counts by 10,000.
        let (source, some) = match self.lang.primary() {
            "zh" => (format!("{},000", 260 + at * 10), format!("{}", 26 + at)),
            _ => (format!("{some} million"), self.number(&some) + " "),
        };
        let [right, wrong] =
            [&self.writing.lesser, &self.writing.greater].map(|word| format!("{some}{word}"));
        let others = [("amount", money), ("scale", [source, right, wrong])];
        written.into_iter().chain(copied).chain(others).collect()
    }

    fn signs(&self, day: &str) -> Vec<(&'static str, [String; 3])> {
        let right = self.date(day);
        let copied = [
            ("address", "office@example.org", "ofice@example.org"),
            ("name altered", "Arvenia", "Arvena"),
            ("placeholder lost", "%s", ""),
            ("inline code lost", "A7\u{1A}", "A7"),
            ("tag lost", "<b>A7</b>", "<b>A7"),
            ("bracket lost", "(A7)", "(A7"),
            ("quotation mark lost", "\u{201C}A7\u{201D}", "\u{201C}A7"),
        ];
        let copied =
            copied.map(|(kind, right, wrong)| (kind, [right, right, wrong].map(str::to_owned)));
        let lost = [day.to_owned(), right.clone(), format!("{right}\u{FFFD}")];
        let doubled = self.writing.word.as_ref().map(|word| {
            let joint = if self.lang.has(Habit::Unspaced) {
                ""
            } else {
                " "
            };
            let texts = [
                day.to_owned(),
                format!("{word} {right}"),
                format!("{word}{joint}{word} {right}"),
            ];
            ("word doubled", texts)
        });
        copied
            .into_iter()
            .chain([("lost character", lost)])
            .chain(doubled)
            .collect()
    }

    /// Plants slips in the entry as a whole.
    fn whole(&self, at: usize, day: &str) -> Vec<Planted> {
        let [source, right] = self.entry(at, [day, &self.date(day)]);
        let mut planted = Vec::new();
        let mut add = |kind, wrong: String| {
            planted.push(Planted {
                kind,
                source: source.clone(),
                right: right.clone(),
                wrong,
            });
        };
        // Names alone may stay as they are.
        if self.terms.len() > 2 {
            add("untranslated", source.clone());
        }
        add("omitted", String::new());
        let rendering = &self.terms[at % self.terms.len()][1];
        add(
            "cut short",
            rendering.chars().take(3).collect::<String>() + &self.writing.end,
        );
        if !self.writing.end.is_empty() {
            add(
                "end mark lost",
                right.trim_end_matches(&self.writing.end).to_owned(),
            );
        }
        planted.extend(khmer(&source, &right));
        planted
    }

    /// Plants slips in terms, where there is a rendering.
    fn terms(&self, at: usize, day: &str) -> Vec<Planted> {
        let mut planted = Vec::new();
        let date = self.date(day);
        if self.terms.len() < 3 {
            return planted;
        }
        let title = |id: &str| rendered(self.glossary.concept(id)?, &self.lang);
        let ranks = [
            ("prime-minister", "deputy-prime-minister"),
            ("consul", "consul-general"),
            ("minister-foreign-affairs", "deputy-foreign-minister"),
            ("president-head-of-state", "vice-president"),
        ];
        let (lower, higher) = ranks[at % ranks.len()];
        if let (Some([low, lower]), Some([high, higher])) = (title(lower), title(higher)) {
            planted.push(self.said("lower rank", at, &high, &higher, &lower));
            planted.push(self.said("higher rank", at, &low, &lower, &higher));
        }
        let [one, other] = [2, 3].map(|more| &self.terms[(at + more) % self.terms.len()]);
        let both = |term: &str, day: &str| format!("{term}, {day}");
        let is_longer = other[1].contains(&one[1]);
        planted.push(self.said(
            if is_longer {
                "longer term"
            } else {
                "term replaced"
            },
            at,
            &both(&one[0], day),
            &both(&one[1], &date),
            &both(&other[1], &date),
        ));
        planted.push(self.said(
            "term omitted",
            at,
            &both(&one[0], day),
            &both(&one[1], &date),
            &date,
        ));
        planted.extend(self.abbreviation(at));
        planted
    }

    /// Plants an abbreviation with two letters swapped.
    fn abbreviation(&self, at: usize) -> Option<Planted> {
        let english = Lang::parse("en").unwrap();
        let with_short = self.glossary.concepts.iter().filter_map(|concept| {
            let is_short =
                |text: &str| text.len() > 3 && text.chars().all(|c| c.is_ascii_uppercase());
            let mut terms = concept.terms_in(&english).map(|term| &term.text.value);
            let short = terms.find(|text| is_short(text) && text[1..2] != text[2..3])?;
            let texts = rendered(concept, &self.lang).filter(|[en, _]| en != short)?;
            concept.homonym.is_none().then_some((texts, short))
        });
        let with_short: Vec<([String; 2], &String)> = with_short.take(PAIRS).collect();
        let ([source, target], short) = with_short.get(at % with_short.len().max(1))?;
        let altered = format!(
            "{}{}{}{}",
            &short[..1],
            &short[2..3],
            &short[1..2],
            &short[3..]
        );
        let brackets = |term: &str, short: &str| format!("{term} ({short})");
        let [source, right, wrong] = [
            brackets(source, short),
            brackets(target, short),
            brackets(target, &altered),
        ];
        Some(self.said("abbreviation altered", at, &source, &right, &wrong))
    }
}

/// Plants Khmer that is not typed as it must be: a vowel before the letter below the line, and one in
/// the order of the eye.
fn khmer(source: &str, right: &str) -> Vec<Planted> {
    let mut planted = Vec::new();
    let mut add = |kind, wrong: Vec<char>| {
        planted.push(Planted {
            kind,
            source: source.to_owned(),
            right: right.to_owned(),
            wrong: wrong.into_iter().collect(),
        });
    };
    let letters: Vec<char> = right.chars().collect();
    let below =
        |four: &[char]| four[1] == '\u{17D2}' && ('\u{17B6}'..='\u{17C5}').contains(&four[3]);
    if let Some(start) = letters.windows(4).position(below) {
        let mut wrong = letters.clone();
        wrong[start + 1..start + 4].rotate_right(1);
        add("Khmer marks", wrong);
    }
    let is_letter = |c| ('\u{1780}'..='\u{17A2}').contains(&c);
    // After a bare letter it would be a vowel of that.
    let is_bare = |c| is_letter(c) || c == '\u{17D2}';
    let before = |three: &[char]| {
        !is_bare(three[0]) && is_letter(three[1]) && ('\u{17C1}'..='\u{17C3}').contains(&three[2])
    };
    if let Some(start) = letters.windows(3).position(before) {
        let mut wrong = letters.clone();
        wrong.swap(start + 1, start + 2);
        add("Khmer order", wrong);
    }
    planted
}

/// Returns a date in English, the month and the year counted on from January 2019.
fn date(day: usize, month: usize, year: usize) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    format!("{day} {} {}", MONTHS[month % 12], 2019 + year % 6)
}

/// Returns what a concept is called in English and in another language.
fn rendered(concept: &Concept, lang: &Lang) -> Option<[String; 2]> {
    let english = concept.preferred(&Lang::parse("en").unwrap())?;
    let other = concept.preferred(lang)?;
    (!english.ordinary).then(|| [english.text.value.clone(), other.text.value.clone()])
}

/// Makes a segment of a text with [`CODE`] in it.
fn seg(text: &str) -> Seg {
    let mut pieces = Vec::new();
    for text in text.split(CODE) {
        pieces.push(Inline::Text(text.to_owned()));
        pieces.push(Inline::Code(Code::new(CodeKind::Placeholder)));
    }
    pieces.pop();
    Seg::from_pieces(pieces)
}

/// Returns the codes of what is found in a pair, from a severity on.
fn codes(checker: &Checker<'_>, source: &str, target: &str, least: Severity) -> Vec<&'static str> {
    let unit = Unit::new(seg(source), seg(target));
    let document = Document {
        units: vec![unit],
        date: None,
    };
    let found = checker.check(&[document]).into_iter();
    let faults = found.filter(|one| one.fault.rule.severity() >= least);
    faults.map(|one| one.fault.rule.code()).collect()
}

/// What came of the slips of each kind and language: how many were found, and of how many.
#[derive(Default)]
struct Counts<'a> {
    of: BTreeMap<(&'a str, &'a str), [usize; 2]>,
    /// What was found in right pairs, and slips that were not found.
    wrong: Vec<String>,
    missed: Vec<String>,
}

impl<'a> Counts<'a> {
    fn count(&mut self, tag: &'a str, one: &Planted, checker: &Checker<'_>) {
        let Planted {
            kind,
            source,
            right,
            wrong,
        } = one;
        let (_, rules, _) = KINDS.iter().find(|(name, ..)| name == kind).unwrap();
        let clean = codes(checker, source, right, Severity::Warning);
        if !clean.is_empty() {
            self.wrong
                .push(format!("{tag} {kind}: {clean:?} {source} | {right}"));
        }
        let found = codes(checker, source, wrong, Severity::Info);
        let is_meant = |code: &&str| rules.iter().any(|rule| code.starts_with(rule));
        let is_found = found.iter().any(is_meant);
        if !is_found {
            self.missed
                .push(format!("{tag} {kind}: {found:?} {source} | {wrong}"));
        }
        let [some, all] = self.of.entry((kind, tag)).or_default();
        *some += usize::from(is_found);
        *all += 1;
    }

    /// Returns the counts as a table, and the kinds of which too few were found.
    fn table(&self, tags: &[&str]) -> (String, Vec<&'static str>) {
        let (mut table, mut low) = (format!("{:<22}", "found of planted"), Vec::new());
        let cell = |table: &mut String, text: &str| write!(table, "{text:>7}").unwrap();
        for tag in tags {
            cell(&mut table, tag);
        }
        for (kind, _, least) in KINDS {
            write!(table, "\n{kind:<22}").unwrap();
            let mut sum = [0, 0];
            for tag in tags {
                let [found, all] = self.of.get(&(*kind, *tag)).copied().unwrap_or_default();
                let text = if all == 0 {
                    "-".to_owned()
                } else {
                    format!("{found}/{all}")
                };
                cell(&mut table, &text);
                sum = [sum[0] + found, sum[1] + all];
            }
            if sum[1] == 0 || sum[0] * 100 < sum[1] * least {
                low.push(*kind);
            }
        }
        (table, low)
    }
}

#[test]
#[allow(clippy::print_stdout)] // Figures are to be seen.
fn planted_slips_are_found() {
    let mut files = builtin().files.clone();
    files.push(SourceText::new("name.toml", NAME));
    let glossary = load(files);
    let writing: BTreeMap<String, Writing> =
        toml::from_str(include_str!("../data/planted.toml")).unwrap();
    let english = Lang::parse("en").unwrap();
    let mut counts = Counts::default();
    for (tag, writing) in &writing {
        let register = Register::new(&glossary, tag, writing);
        let settings = Settings::default();
        let checker = Checker::new(&glossary, &english, &register.lang, settings).unwrap();
        for one in (0..PAIRS).flat_map(|at| register.plant(at)) {
            counts.count(tag, &one, &checker);
        }
    }
    let tags: Vec<&str> = writing.keys().map(String::as_str).collect();
    let (table, low) = counts.table(&tags);
    println!("{table}\nNot found:\n{}", counts.missed.join("\n"));
    assert!(low.is_empty(), "{low:?}");
    assert!(counts.wrong.is_empty(), "{:#?}", counts.wrong);
}
