//! How fast a memory is filled, opened and asked, on one core, and whether it finds what brute force
//! finds: a wrong answer ends the program with an error, a slow one does not.
//!
//! `cargo bench --bench lookup -- [--workload FOLDER] [SIZE …]`
//!
//! The folder holds `tm_SIZE.tmx`, `tm_SIZE.en`, `tm_SIZE.xx` and `queries.en`; without one, sentences
//! are made up, always the same. Sizes are 10000 and 100000 where none are given.

// A benchmark is a program of its own: printing is all that it is for.
#![allow(clippy::print_stdout)]

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use chancery::format::bitext;
use chancery::memory::fuzzy::Pattern;
use chancery::memory::store::Filter;
use chancery::memory::{Access, Memory, Penalties, Phrase, Query};
use chancery::segment::Reading;
use chancery::segment::word::Vocabulary;
use chancery::text::Lang;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let mut folder = None;
    let mut sizes = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--workload" => folder = args.next().map(PathBuf::from),
            "--bench" => {}
            size => sizes.push(size.parse()?),
        }
    }
    if sizes.is_empty() {
        sizes = vec![10_000, 100_000];
    }
    for size in sizes {
        let made = tempfile::tempdir()?;
        let work = match &folder {
            Some(folder) => Workload::read(folder, size)?,
            None => Workload::made(made.path(), size)?,
        };
        run(&work, made.path())?;
    }
    Ok(())
}

/// Texts, their translations, the memory that holds both, and what is asked.
struct Workload {
    tmx: PathBuf,
    english: Vec<String>,
    khmer: Vec<String>,
    queries: Vec<String>,
}

impl Workload {
    fn read(folder: &Path, size: usize) -> Result<Self> {
        let lines = |name: String| -> Result<Vec<String>> {
            let text = std::fs::read_to_string(folder.join(name))?;
            Ok(text.lines().map(str::to_owned).collect())
        };
        Ok(Workload {
            tmx: folder.join(format!("tm_{size}.tmx")),
            english: lines(format!("tm_{size}.en"))?,
            khmer: lines(format!("tm_{size}.xx"))?,
            queries: lines("queries.en".to_owned())?,
        })
    }

    /// Makes up sentences: words as frequent as words are, many sentences with common beginnings.
    fn made(folder: &Path, size: usize) -> Result<Self> {
        let mut dice = Dice(1);
        let mut english: Vec<Vec<String>> = Vec::new();
        while english.len() < size {
            let len = 3 + dice.below(45);
            let mut words: Vec<String> = (0..len).map(|_| dice.word()).collect();
            if dice.below(4) == 0 && !english.is_empty() {
                let like = &english[dice.below(english.len())];
                let from = like.len().min(len / 2);
                words[..from].clone_from_slice(&like[..from]);
            }
            english.push(words);
        }
        let mut queries = Vec::new();
        for number in 0..500 {
            let mut words = english[dice.below(size)].clone();
            for _ in 0..number % 5 {
                let place = dice.below(words.len());
                words[place] = dice.word();
            }
            queries.push(words.join(" ") + ".");
        }
        let english: Vec<String> = english.iter().map(|words| words.join(" ") + ".").collect();
        let khmer: Vec<String> = english.iter().map(|text| khmer(text)).collect();
        let mut tmx = "<tmx version=\"1.4\"><header srclang=\"en\"/><body>".to_owned();
        for (source, target) in english.iter().zip(&khmer) {
            write!(
                tmx,
                "<tu><tuv xml:lang=\"en\"><seg>{source}</seg></tuv>\
                 <tuv xml:lang=\"km\"><seg>{target}</seg></tuv></tu>"
            )?;
        }
        tmx.push_str("</body></tmx>");
        let path = folder.join("made.tmx");
        std::fs::write(&path, tmx)?;
        Ok(Workload {
            tmx: path,
            english,
            khmer,
            queries,
        })
    }
}

/// Clusters in place of the letters of a text.
fn khmer(text: &str) -> String {
    let cluster = |byte: u8| {
        let base = char::from_u32(0x1780 + u32::from(byte) % 33).unwrap_or('\u{1780}');
        let vowel = char::from_u32(0x17B6 + u32::from(byte) / 33).unwrap_or('\u{17B6}');
        [base, vowel]
    };
    text.bytes().step_by(2).flat_map(cluster).collect()
}

/// Numbers that look like chance and are always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((u128::from(self.0) * end as u128) >> 64) as usize
    }

    fn word(&mut self) -> String {
        // The square makes small numbers frequent.
        let number = self.below(200) * self.below(200) * self.below(5);
        let mut word = String::new();
        let mut rest = number + 30;
        while rest > 0 {
            word.push(char::from(b'a' + (rest % 26) as u8));
            rest /= 26;
        }
        word
    }
}

fn run(work: &Workload, folder: &Path) -> Result<()> {
    let (en, km) = (Lang::parse("en")?, Lang::parse("km")?);
    let size = work.english.len();
    println!("\n{size} units");
    let path = folder.join("memory.db");
    let started = Instant::now();
    let mut memory = Memory::open(&path, Access::Write)?;
    let mut change = memory.store_mut().change()?;
    let mut batch = Vec::new();
    for unit in bitext::open(&work.tmx, &bitext::Options::default())? {
        batch.push(unit?);
        if batch.len() == 8192 {
            change.add("bench", &batch)?;
            batch.clear();
        }
    }
    change.add("bench", &batch)?;
    drop(batch);
    change.finish()?;
    row("import, without the index", started.elapsed());
    memory.refresh(std::slice::from_ref(&en))?;
    drop(memory);
    row("import, with the index of the source", started.elapsed());
    println!("{:<44}{:>12}", "memory at most, of the system", peak());
    let bytes = |name: &str| Ok::<_, std::io::Error>(std::fs::metadata(folder.join(name))?.len());
    for (what, name) in [("database", "memory.db"), ("index", "memory.db.en.index")] {
        println!("{what:<44}{:>9.1} MB", bytes(name)? as f64 / 1e6);
    }
    let mut times = Vec::new();
    for _ in 0..20 {
        let started = Instant::now();
        let mut memory = Memory::open(&path, Access::Read)?;
        memory.look_up(&Query::new(&Reading::new("note"), &en, &km))?;
        times.push(started.elapsed());
    }
    row("open, with one look-up, median of 20", median(times));
    let mut memory = Memory::open(&path, Access::Read)?;
    asked(
        "best match from 70 %",
        &mut memory,
        &work.queries,
        (&en, &km),
        1,
    )?;
    asked(
        "five best from 70 %",
        &mut memory,
        &work.queries,
        (&en, &km),
        5,
    )?;
    process(&path, &work.queries[0])?;
    phrases(&mut memory, &work.queries, &en)?;
    brute(&mut memory, &work.english, &work.queries, (&en, &km))?;
    let started = Instant::now();
    memory.refresh(std::slice::from_ref(&km))?;
    row("index of the Khmer side", started.elapsed());
    let name = "memory.db.km.index";
    println!("{:<44}{:>9.1} MB", "its size", bytes(name)? as f64 / 1e6);
    let mut dice = Dice(2);
    let queries: Vec<String> = (0..work.queries.len())
        .map(|_| {
            // A word of four clusters changes.
            let text = &work.khmer[dice.below(work.khmer.len())];
            let mut clusters: Vec<char> = text.chars().collect();
            let from = dice.below(clusters.len().saturating_sub(8).max(1));
            let end = clusters.len().min(from + 8);
            clusters[from..end].reverse();
            clusters.into_iter().collect()
        })
        .collect();
    asked(
        "Khmer: five best from 70 %",
        &mut memory,
        &queries,
        (&km, &en),
        5,
    )?;
    brute(&mut memory, &work.khmer, &queries, (&km, &en))
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn row(what: &str, time: Duration) {
    println!("{what:<44}{:>9.1} ms", time.as_secs_f64() * 1e3);
}

/// Returns the most main memory that the program had.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.unwrap_or("VmHWM: unknown")
        .trim_start_matches("VmHWM:")
        .trim()
        .to_owned()
}

fn query<'a>(
    text: &'a Reading<'a>,
    (source, target): (&'a Lang, &'a Lang),
    most: usize,
) -> Query<'a> {
    Query {
        most,
        penalties: Penalties::none(),
        ..Query::new(text, source, target)
    }
}

/// Asks everything three times and keeps the best time of each: others use the machine too.
fn asked(
    what: &str,
    memory: &mut Memory,
    queries: &[String],
    langs: (&Lang, &Lang),
    most: usize,
) -> Result<()> {
    let mut times = vec![Duration::MAX; queries.len()];
    for _ in 0..3 {
        for (text, time) in queries.iter().zip(&mut times) {
            let started = Instant::now();
            memory.look_up(&query(&Reading::new(text), langs, most))?;
            *time = started.elapsed().min(*time);
        }
    }
    times.sort_unstable();
    let part = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1e6;
    println!(
        "{what:<44}{:>9.0} us p50 {:>7.0} us p95 {:>7.0} us p99",
        part(50),
        part(95),
        part(99)
    );
    Ok(())
}

/// Asks for the two words in the middle of queries, in one language.
fn phrases(memory: &mut Memory, queries: &[String], lang: &Lang) -> Result<()> {
    let mut ask = |phrase: &str| -> Result<usize> {
        let (phrase, mut found) = (Phrase::new(phrase, false)?, 0);
        let langs = std::slice::from_ref(lang);
        memory.concordance(&phrase, langs, &Filter::default(), &mut |_| found += 1)?;
        Ok(found)
    };
    ask("no such phrase")?;
    let mut times = Vec::new();
    for text in queries.iter().step_by(queries.len() / 20) {
        let words: Vec<&str> = text.split(' ').collect();
        let middle = words.len() / 2;
        let phrase = words[middle.saturating_sub(1)..=middle].join(" ");
        let started = Instant::now();
        let found = ask(&phrase)?;
        times.push((started.elapsed(), found));
    }
    times.sort_unstable();
    row("concordance, median of 20 phrases", times[10].0);
    println!("{:<44}{:>12}", "units found by that", times[10].1);
    Ok(())
}

/// How many scores are compared.
const BEST: usize = 5;

/// Compares the scores of the five best segments with those of all.
fn brute(
    memory: &mut Memory,
    texts: &[String],
    queries: &[String],
    langs: (&Lang, &Lang),
) -> Result<()> {
    let mut vocabulary = Vocabulary::default();
    let mut segments: BTreeSet<Vec<u32>> = BTreeSet::new();
    for text in texts {
        let mut tokens = Vec::new();
        vocabulary.tokens(text, None, &mut tokens);
        segments.insert(tokens);
    }
    let step = (queries.len() * texts.len() / 200_000_000).max(1);
    let mut asked = 0;
    for text in queries.iter().step_by(step) {
        asked += 1;
        let mut tokens = Vec::new();
        vocabulary.find_tokens(text, None, &mut tokens);
        let pattern = Pattern::new(&tokens);
        let lengths = pattern.lengths(70);
        let mut best: Vec<u8> = (segments.iter())
            .filter(|tokens| lengths.contains(&tokens.len()))
            .filter_map(|tokens| pattern.score(tokens, 70))
            .collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        best.truncate(BEST);
        // Other texts may have the same tokens; each is one segment here.
        let mut seen = BTreeSet::new();
        let mut found = memory.look_up(&query(&Reading::new(text), langs, 40 * BEST))?;
        found.retain(|found| {
            let mut own = Vec::new();
            vocabulary.find_tokens(&found.pair.source, None, &mut own);
            seen.insert(own)
        });
        // The same tokens score 99 when they are not the same text.
        let scores = |scores: &mut dyn Iterator<Item = u8>| -> Vec<u8> {
            scores.take(BEST).map(|score| score.min(99)).collect()
        };
        let found = scores(&mut found.iter().map(|found| found.score));
        let expected = scores(&mut best.into_iter());
        if found != expected {
            return Err(format!("{text}: found {found:?}, there is {expected:?}").into());
        }
    }
    println!(
        "{:<44}{:>12}",
        "queries with the answer of brute force",
        format!("{asked} of {asked}")
    );
    Ok(())
}

/// Times whole runs of the program with one look-up each.
fn process(path: &Path, text: &str) -> Result<()> {
    let mut times = Vec::new();
    for _ in 0..20 {
        let started = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        let args = [
            "--matches-only",
            "--source-lang",
            "en",
            "--target-lang",
            "km",
            "--format",
            "json",
        ];
        let output = command
            .arg("lookup")
            .arg(text)
            .arg("--memory")
            .arg(path)
            .args(args)
            .output()?;
        times.push(started.elapsed());
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into());
        }
    }
    row("whole process, one look-up, median of 20", median(times));
    Ok(())
}
