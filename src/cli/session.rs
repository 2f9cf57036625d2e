//! What holds for a whole run: how much is said on standard error, colour, the clock, the settings of
//! the project.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anstream::ColorChoice;
use anstyle::{AnsiColor, Style};
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};

use super::words;
use crate::desk::{self, Desk, Level, Notice, Observer};

/// Options that every command has.
#[derive(Debug, Args)]
pub(super) struct Streams {
    /// Say nothing but errors on standard error
    #[arg(
        short,
        long,
        global = true,
        conflicts_with = "verbose",
        help_heading = "Global options"
    )]
    quiet: bool,
    /// Say more about what is done and why
    #[arg(short, long, global = true, help_heading = "Global options")]
    verbose: bool,
    /// When to use colour; auto: on a terminal, unless the variable `NO_COLOR` is set
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        help_heading = "Global options"
    )]
    color: Color,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

/// A run of the program.
pub(super) struct Session {
    quiet: bool,
    verbose: bool,
    pub(super) color: ColorChoice,
    progress: Progress,
    /// The inputs that could not be used as a whole, as it was said.
    missed: RefCell<BTreeSet<String>>,
}

impl Session {
    pub(super) fn new(streams: &Streams) -> Self {
        let color = match streams.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Session {
            quiet: streams.quiet,
            verbose: streams.verbose,
            color,
            progress: Progress::new(streams.quiet),
            missed: RefCell::default(),
        }
    }

    /// Returns the desk of the current folder.
    pub(super) fn desk(&self) -> std::io::Result<Desk<'_>> {
        let desk = Desk::new(std::env::current_dir()?).with_observer(self);
        let home = std::env::var_os("HOME").map(PathBuf::from);
        Ok(desk.with_home(home).with_time(now()))
    }

    /// Says what was done.
    pub(super) fn note(&self, message: &str) {
        if !self.quiet {
            self.say(None, message);
        }
    }

    /// Says how it was done, to those who want to know.
    pub(super) fn detail(&self, message: impl FnOnce() -> String) {
        if self.verbose {
            self.say(None, &message());
        }
    }

    /// Warns of something that is probably not meant.
    pub(super) fn warn(&self, message: &str) {
        if !self.quiet {
            self.say(Some(("warning", AnsiColor::Yellow)), message);
        }
    }

    /// Says what went wrong and what to do about it, in one line.
    pub(super) fn error(&self, error: &anyhow::Error) {
        self.fail(&words::error(error));
    }

    fn fail(&self, message: &str) {
        self.say(Some(("error", AnsiColor::Red)), message);
    }

    fn say(&self, label: Option<(&str, AnsiColor)>, message: &str) {
        self.progress.wipe();
        let mut stream = anstream::AutoStream::new(std::io::stderr().lock(), self.color);
        // If standard error is closed, there is nowhere left to say so.
        let _ = match label {
            Some((label, color)) => {
                let style = Style::new().fg_color(Some(color.into())).bold();
                writeln!(stream, "{style}{label}{style:#}: {message}")
            }
            None => writeln!(stream, "{message}"),
        };
    }

    /// Tells whether an input could not be used as a whole, which was said.
    pub(super) fn has_missed_input(&self) -> bool {
        !self.missed.borrow().is_empty()
    }

    /// Takes the line of progress away, for what is printed next.
    pub(super) fn end_progress(&self) {
        self.progress.wipe();
    }
}

impl Observer for Session {
    fn remark(&self, notice: Notice) {
        let words = words::notice(&notice);
        match notice.level() {
            Level::Detail => self.detail(|| words),
            Level::Note => self.note(&words),
            Level::Warning => self.warn(&words),
            Level::Error => {
                // What is read in several rounds is told once.
                if self.missed.borrow_mut().insert(words.clone()) {
                    self.fail(&words);
                }
            }
        }
    }

    fn progress(&self, progress: &desk::Progress<'_>) {
        self.progress.show(&words::progress(progress));
    }
}

/// Returns the time of the run: `SOURCE_DATE_EPOCH` where it is set, so that a build can be repeated
/// byte for byte, else now.
pub(super) fn now() -> jiff::Timestamp {
    std::env::var("SOURCE_DATE_EPOCH")
        .ok()
        .and_then(|seconds| seconds.parse().ok())
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
        .unwrap_or_else(jiff::Timestamp::now)
}

/// A line on a terminal that is written again and again, and wiped at the end.
pub(super) struct Progress {
    wanted: bool,
    /// When the task began.
    started: Cell<Option<Instant>>,
    /// The line, once there is one.
    line: RefCell<Option<ProgressBar>>,
}

impl Progress {
    /// Work that is done sooner needs no progress line.
    const PATIENCE: Duration = Duration::from_millis(500);

    fn new(quiet: bool) -> Self {
        Progress {
            wanted: !quiet && std::io::stderr().is_terminal(),
            started: Cell::new(None),
            line: RefCell::new(None),
        }
    }

    pub(super) fn show(&self, message: &str) {
        let started = self.started.get().unwrap_or_else(Instant::now);
        self.started.set(Some(started));
        if self.wanted && started.elapsed() > Self::PATIENCE {
            let mut line = self.line.borrow_mut();
            line.get_or_insert_with(Self::line)
                .set_message(message.to_owned());
        }
    }

    /// Makes a line of the message alone, cut off at the width of the terminal.
    fn line() -> ProgressBar {
        let line = ProgressBar::no_length();
        match ProgressStyle::with_template("{wide_msg}") {
            Ok(style) => line.with_style(style),
            Err(_) => line,
        }
    }

    fn wipe(&self) {
        if let Some(line) = self.line.take() {
            line.finish_and_clear();
        }
        self.started.set(None);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.wipe();
    }
}
