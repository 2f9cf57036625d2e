//! Slips of many kinds planted in right pairs, in nine languages: the pairs must be clean, and the slips
//! found. The pairs are entries such as a register has, composed of what is here: terms of the shipped
//! glossary, dates and numbers as the library writes them. So no sentence is needed that somebody would
//! have to have written in each language.

use std::collections::BTreeMap;

use chancery::check::{Checker, Document, Settings, Unit};
use chancery::glossary::{Glossary, builtin, load};
use chancery::model::concept::{Concept, Kind};
use chancery::model::unit::Seg;
use chancery::report::Severity;
use chancery::text::Lang;
use chancery::text::date::{dates, written as written_date};
use chancery::text::lang::Habit;
use chancery::text::number::{numbers, written as written_number};
use chancery::text::source::SourceText;

/// Pairs of each language.
const PAIRS: usize = 12;

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
    ("longer term", &["T0"], 0),
    ("term omitted", &["T0"], 95),
    ("name altered", &["T005", "T001"], 95),
    ("abbreviation altered", &["T0", "Q"], 95),
    ("placeholder lost", &["Q005"], 95),
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
        let months = [
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
        let day = format!("{} {} {}", at + 10, months[at % 12], 2019 + at % 6);
        let mut planted = Vec::new();
        let mut add = |kind, source: &str, right: &str, wrong: &str| {
            planted.push(self.said(kind, at, source, right, wrong))
        };
        let right = self.date(&day);
        for (kind, other) in [
            (
                "month",
                format!("{} {} {}", at + 10, months[(at + 1) % 12], 2019 + at % 6),
            ),
            (
                "day",
                format!("{} {} {}", at + 11, months[at % 12], 2019 + at % 6),
            ),
            (
                "year",
                format!("{} {} {}", at + 10, months[at % 12], 2020 + at % 6),
            ),
        ] {
            add(kind, &day, &right, &self.date(&other));
        }
        for (kind, source, other) in [
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
        ] {
            add(kind, &source, &self.number(&source), &self.number(&other));
        }
        let count = format!("{}", 150 + at);
        let both = format!("{count}, {day}");
        add(
            "number dropped",
            &both,
            &format!("{}, {right}", self.number(&count)),
            &right,
        );
        let Writing {
            lesser, greater, ..
        } = self.writing;
        let some = format!("{}.6", 2 + at);
        let (source, some) = match self.lang.primary() {
            "zh" => (format!("{},000", 260 + at * 10), format!("{}", 26 + at)),
            _ => (format!("{some} million"), self.number(&some) + " "),
        };
        add(
            "scale",
            &source,
            &format!("{some}{lesser}"),
            &format!("{some}{greater}"),
        );
        let (old, new) = (
            format!("No. {}/2025", 13 + at),
            format!("No. {}/2025", 31 + at),
        );
        add("reference", &old, &old, &new);
        let amount = |thousands: usize| format!("{thousands},750");
        let money = |amount: &str| format!("US$ {}", self.number(amount));
        add(
            "amount",
            &format!("US$ {}", amount(14 + at)),
            &money(&amount(14 + at)),
            &money(&amount(41 + at)),
        );
        let clock = |hour: usize| format!("{hour}:45");
        add(
            "time",
            &clock(9 + at % 3),
            &clock(9 + at % 3),
            &clock(14 + at % 3),
        );
        let line = |end: usize| format!("+855 23 214 {end}");
        add(
            "telephone",
            &line(441 + at),
            &line(441 + at),
            &line(641 + at),
        );
        add(
            "address",
            "office@example.org",
            "office@example.org",
            "ofice@example.org",
        );
        add("name altered", "Arvenia", "Arvenia", "Arvena");
        add("placeholder lost", "%s", "%s", "");
        add("tag lost", "<b>A7</b>", "<b>A7</b>", "<b>A7");
        add("bracket lost", "(A7)", "(A7)", "(A7");
        add(
            "quotation mark lost",
            "\u{201C}A7\u{201D}",
            "\u{201C}A7\u{201D}",
            "\u{201C}A7",
        );
        add("lost character", &day, &right, &format!("{right}\u{FFFD}"));
        if let Some(word) = &self.writing.word {
            let joint = if self.lang.has(Habit::Unspaced) {
                ""
            } else {
                " "
            };
            let right = format!("{word} {right}");
            add(
                "word doubled",
                &day,
                &right,
                &format!("{word}{joint}{right}"),
            );
        }
        planted.extend(self.whole(at, &day));
        planted.extend(self.terms(at, &day));
        planted
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
            })
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
        planted.extend(self.khmer(&source, &right));
        planted
    }

    /// Plants Khmer that is not typed as it must be: a vowel before the letter below the line, and one in
    /// the order of the eye.
    fn khmer(&self, source: &str, right: &str) -> Vec<Planted> {
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
            !is_bare(three[0])
                && is_letter(three[1])
                && ('\u{17C1}'..='\u{17C3}').contains(&three[2])
        };
        if let Some(start) = letters.windows(3).position(before) {
            let mut wrong = letters.clone();
            wrong.swap(start + 1, start + 2);
            add("Khmer order", wrong);
        }
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
        if let (Some(one), Some(other)) = (title(lower), title(higher)) {
            planted.push(self.said("lower rank", at, &other[0], &other[1], &one[1]));
            planted.push(self.said("higher rank", at, &one[0], &one[1], &other[1]));
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
        let with_short = self
            .glossary
            .concepts
            .iter()
            .filter(|concept| concept.homonym.is_none())
            .filter_map(|concept| {
                let english = Lang::parse("en").unwrap();
                let mut short = concept.terms_in(&english).filter(|term| {
                    term.form.is_some() && !term.ordinary && term.text.value.len() > 3
                });
                Some((
                    rendered(concept, &self.lang)?,
                    short.next()?.text.value.clone(),
                ))
            });
        let with_short: Vec<([String; 2], String)> = with_short.take(PAIRS).collect();
        if let Some(([source, target], short)) = with_short.get(at % with_short.len().max(1)) {
            let mut letters: Vec<char> = short.chars().collect();
            letters.swap(1, 2);
            let altered: String = letters.into_iter().collect();
            let is_plain = short.chars().all(|c| c.is_ascii_uppercase());
            if altered != *short && is_plain {
                let brackets = |term: &str, short: &str| format!("{term} ({short})");
                planted.push(self.said(
                    "abbreviation altered",
                    at,
                    &brackets(source, short),
                    &brackets(target, short),
                    &brackets(target, &altered),
                ));
            }
        }
        planted
    }
}

/// Returns what a concept is called in English and in another language.
fn rendered(concept: &Concept, lang: &Lang) -> Option<[String; 2]> {
    let english = concept.preferred(&Lang::parse("en").unwrap())?;
    let other = concept.preferred(lang)?;
    (!english.ordinary).then(|| [english.text.value.clone(), other.text.value.clone()])
}

/// Returns the codes of what is found in a pair, from a severity on.
fn codes(checker: &Checker<'_>, source: &str, target: &str, least: Severity) -> Vec<&'static str> {
    let unit = Unit::new(Seg::Plain(source.to_owned()), Seg::Plain(target.to_owned()));
    let document = Document {
        units: vec![unit],
        date: None,
    };
    let found = checker.check(&[document]).into_iter();
    let faults = found.filter(|one| one.fault.rule.severity() >= least);
    faults.map(|one| one.fault.rule.code()).collect()
}

#[test]
fn planted_slips_are_found() {
    let mut files = builtin().files.clone();
    files.push(SourceText::new("name.toml", NAME));
    let glossary = load(files);
    let writing: BTreeMap<String, Writing> =
        toml::from_str(include_str!("../data/planted.toml")).unwrap();
    let mut counts: BTreeMap<(&str, &str), [usize; 2]> = BTreeMap::new();
    let mut alarms = Vec::new();
    let english = Lang::parse("en").unwrap();
    for (tag, writing) in &writing {
        let register = Register::new(&glossary, tag, writing);
        let checker =
            Checker::new(&glossary, &english, &register.lang, Settings::default()).unwrap();
        for one in (0..PAIRS).flat_map(|at| register.plant(at)) {
            let (_, rules, _) = KINDS.iter().find(|(kind, ..)| *kind == one.kind).unwrap();
            let clean = codes(&checker, &one.source, &one.right, Severity::Warning);
            if !clean.is_empty() {
                alarms.push(format!(
                    "{tag} {}: {clean:?} {} | {}",
                    one.kind, one.source, one.right
                ));
            }
            let found = codes(&checker, &one.source, &one.wrong, Severity::Info);
            let is_found = found
                .iter()
                .any(|code| rules.iter().any(|rule| code.starts_with(rule)));
            if !is_found && std::env::var_os("PLANTED").is_some() {
                println!(
                    "missed: {tag} {}: {found:?} {} | {}",
                    one.kind, one.source, one.wrong
                );
            }
            let [of, all] = counts.entry((one.kind, tag)).or_default();
            *of += usize::from(is_found);
            *all += 1;
        }
    }
    let tags: Vec<&str> = writing.keys().map(String::as_str).collect();
    println!(
        "{:<22}{}",
        "found of planted",
        tags.iter()
            .map(|tag| format!("{tag:>7}"))
            .collect::<String>()
    );
    let mut low = Vec::new();
    for (kind, _, least) in KINDS {
        let of = |tag: &&str| counts.get(&(*kind, *tag)).copied().unwrap_or_default();
        let cells = tags.iter().map(|tag| match of(tag) {
            [_, 0] => format!("{:>7}", "-"),
            [found, all] => format!("{:>7}", format!("{found}/{all}")),
        });
        println!("{kind:<22}{}", cells.collect::<String>());
        let [found, all] = tags
            .iter()
            .map(of)
            .fold([0, 0], |sum, [found, all]| [sum[0] + found, sum[1] + all]);
        if all == 0 || found * 100 < all * least {
            low.push(format!("{kind}: {found} of {all}"));
        }
    }
    println!("{} alarms in right pairs", alarms.len());
    for alarm in &alarms {
        println!("{alarm}");
    }
    assert!(low.is_empty(), "{low:?}");
    assert!(alarms.is_empty());
}
