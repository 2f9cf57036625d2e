//! How fast TMX is read and written, in megabytes of TMX a second, on one core. The memory is made up
//! here: English and Khmer, with dates, names and properties as tools write them.
//!
//! `cargo bench --bench tmx -- FILE.tmx` reads a file from disk instead, then reads and writes it, and
//! says how much memory that took. On a file of 582 MB with 1,000,000 units, one core:
//!
//! ```text
//! read                                  330 MB/s      3 MiB
//! write                                 530 MB/s     55 MiB, for the identifiers that were given
//! lxml (iterparse)                       37 MB/s     16 MiB
//! translate-toolkit                12 to 22 MB/s    946 MiB (on 125 MB)
//! ```

use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use chancery::format::tmx::{self, Reader, Settings, Writer};
use chancery::model::{Note, Property, TranslationUnit};
use chancery::text::Lang;

const UNITS: u32 = 65_000;
const RUNS: usize = 10;

/// Words of two clusters or three, chosen by number; what they mean does not matter here.
const KHMER: [&str; 6] = [
    "\u{1780}\u{17D2}\u{179A}\u{179F}\u{17BD}\u{1784}",
    "\u{179F}\u{17D2}\u{1790}\u{17B6}\u{1793}\u{1791}\u{17BC}\u{178F}",
    "\u{1794}\u{17D2}\u{179A}\u{1791}\u{17C1}\u{179F}",
    "\u{1780}\u{17B7}\u{1785}\u{17D2}\u{1785}",
    "\u{200B}",
    "\u{1793}\u{17B7}\u{1784}",
];
const ENGLISH: [&str; 6] = [
    "ministry",
    "embassy",
    "of the",
    "cooperation",
    "two sides",
    "& Co.",
];

fn words(words: &[&str], separator: &str, seed: u32) -> String {
    let chosen = (0..18_u32).map(|place| {
        let number = seed.wrapping_mul(2_654_435_761).rotate_left(place) as usize;
        words[number % words.len()]
    });
    chosen.collect::<Vec<_>>().join(separator)
}

fn unit(number: u32, en: &Lang, km: &Lang) -> TranslationUnit {
    let source = words(&ENGLISH, " ", number);
    let target = words(&KHMER, "", number);
    let mut unit = TranslationUnit::pair((en, source), (km, target));
    unit.tuid = Some(format!("unit-{number}"));
    let date = Some("20260101T000000Z".to_owned());
    unit.history.creation_date.clone_from(&date);
    unit.history.creation_id = Some("translator".to_owned());
    unit.history.change_date = date;
    unit.history.change_id = Some("reviser".to_owned());
    unit.notes.push(Note {
        text: "Checked".to_owned(),
        ..Note::default()
    });
    unit.properties = vec![
        Property::new("x-document", "note-verbale-0142.docx"),
        Property::new("x-domain", "protocol"),
    ];
    unit
}

/// Returns the seconds of processor that one of several runs took.
fn mean(mut run: impl FnMut()) -> f64 {
    run();
    let start = processor();
    (0..RUNS).for_each(|_| run());
    (processor() - start) / RUNS as f64
}

/// Reads a file, then reads and writes it. Speeds go by the time of the processor, which other work on
/// the machine does not stretch.
fn run_file(path: &Path) -> std::io::Result<()> {
    let mut out = std::io::stdout();
    let megabytes = path.metadata()?.len() as f64 / 1e6;
    let open = || tmx::open(path).map_err(std::io::Error::other);
    let mut report = |name: &str, start: (Instant, f64), units: usize| {
        let (wall, processor) = (start.0.elapsed().as_secs_f64(), processor() - start.1);
        let speed = megabytes / processor;
        let memory = peak();
        writeln!(
            out,
            "{name:<16} {megabytes:.0} MB, {units} units, {processor:.2} s ({wall:.2} s by the clock), \
             {speed:.0} MB/s, {memory}",
        )
    };
    for _ in 0..3 {
        let start = (Instant::now(), processor());
        let units = open()?.filter(|unit| black_box(unit).is_ok()).count();
        report("read", start, units)?;
    }
    let start = (Instant::now(), processor());
    let lang = |tag| Lang::parse(tag).expect("a language");
    let mut writer = Writer::new(std::io::sink(), Settings::new(lang("en"), lang("km")))?;
    for unit in open()?.flatten() {
        writer.write(&unit)?;
    }
    let written = writer.finish()?.written;
    report("read and write", start, written)
}

/// Returns the seconds that this process has had of a processor, or of the clock where the system
/// does not tell.
fn processor() -> f64 {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let clock = START.get_or_init(Instant::now).elapsed().as_secs_f64();
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Fields 14 and 15, in hundredths of a second, counted from behind the name in brackets.
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split(' ')
        .collect();
    let ticks = |field: usize| {
        fields
            .get(field)
            .and_then(|ticks| ticks.parse::<f64>().ok())
    };
    match (ticks(12), ticks(13)) {
        (Some(user), Some(system)) => (user + system) / 100.0,
        _ => clock,
    }
}

/// Returns the most memory that this process has had, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<f64>().ok());
    kilobytes.map_or_else(String::new, |kilobytes| {
        format!("{:.1} MiB", kilobytes / 1024.0)
    })
}

fn main() -> std::io::Result<()> {
    // Cargo passes options of its own.
    if let Some(path) = std::env::args().skip(1).find(|arg| !arg.starts_with("--")) {
        return run_file(Path::new(&path));
    }
    let lang = |tag| Lang::parse(tag).expect("a language");
    let (en, km) = (lang("en"), lang("km"));
    let units: Vec<_> = (0..UNITS).map(|number| unit(number, &en, &km)).collect();
    let write = |out: &mut Vec<u8>| {
        let mut writer = Writer::new(out, Settings::new(en.clone(), km.clone()))?;
        for unit in &units {
            writer.write(unit)?;
        }
        writer.finish()
    };
    let mut file = Vec::new();
    let summary = write(&mut file)?;
    let wide: Vec<u8> = "\u{FEFF}"
        .encode_utf16()
        .chain(String::from_utf8_lossy(&file).encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();

    let read = |bytes: &[u8]| {
        let reader = Reader::new(bytes).expect("a TMX file");
        let units = reader.map(|unit| black_box(unit).is_ok());
        assert_eq!(units.filter(|ok| *ok).count(), summary.written);
    };
    let mut buffer = Vec::with_capacity(file.len());
    let writing = mean(|| {
        buffer.clear();
        black_box(write(&mut buffer)).expect("memory to write to");
    });
    let mut out = std::io::stdout();
    writeln!(out, "{:<12} {:>8} {:>9} {:>9}", "", "MB", "ms", "MB/s")?;
    for (name, bytes, time) in [
        ("write", file.len(), writing),
        ("read UTF-8", file.len(), mean(|| read(&file))),
        ("read UTF-16", wide.len(), mean(|| read(&wide))),
    ] {
        let megabytes = bytes as f64 / 1e6;
        let speed = megabytes / time;
        let milliseconds = time * 1e3;
        writeln!(
            out,
            "{name:<12} {megabytes:>8.1} {milliseconds:>9.1} {speed:>9.0}"
        )?;
    }
    Ok(())
}
