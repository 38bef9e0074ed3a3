//! The progress bar: how far a run is, how fast, and how much longer it takes. indicatif draws it, on standard error.
//!
//! It is drawn on terminals only, after a while only, and by whoever tells it how far the run is: there is no thread
//! behind it, and a run without it takes as long.

use std::cell::Cell;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use crate::report::human::{count, counted, size};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::barline::{self, BarLine};
use super::open::Input;

/// Shorter runs show no bar.
const LATEST_START: Duration = Duration::from_millis(500);

/// How often the bar changes.
const BETWEEN: Duration = Duration::from_millis(100);

#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    is_wanted: bool,
    start: Instant,
    /// When the bar was last brought up to date.
    last: Cell<Duration>,
}

impl Progress {
    pub(crate) fn hidden() -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Progress { bar, is_wanted: false, start: Instant::now(), last: Cell::default() }
    }

    /// The progress of reading all of `inputs`.
    pub(crate) fn of<'a>(inputs: impl IntoIterator<Item = &'a Input>) -> Progress {
        let bytes: Option<u64> = inputs.into_iter().map(Input::size).sum();
        let template = if bytes.is_some() { "{percent:>3} % {bar:24} {wide_msg}" } else { "{spinner} {wide_msg}" };
        let style = ProgressStyle::with_template(template).expect("the template is in order");
        let mut progress = Progress::hidden();
        progress.is_wanted = barline::is_there();
        progress.bar.set_style(style.progress_chars("━╸─"));
        bytes.into_iter().for_each(|bytes| progress.bar.set_length(bytes));
        progress
    }

    /// Brings the bar up to date: so many bytes and rows were read, with so many findings.
    pub(crate) fn update(&self, bytes: u64, rows: u64, findings: u64) {
        let elapsed = self.start.elapsed();
        if !self.is_wanted || elapsed < LATEST_START.max(self.last.get() + BETWEEN) {
            return;
        }
        if self.last.replace(elapsed).is_zero() {
            self.bar.set_draw_target(ProgressDrawTarget::term_like(Box::new(BarLine::default())));
        }
        let rate = format!("{} rows/s", count((rows as f64 / elapsed.as_secs_f64()) as u64));
        let way = match self.bar.length() {
            Some(whole) => left(elapsed, bytes, whole),
            None => format!("{} read", size(bytes)),
        };
        self.bar.set_position(bytes);
        self.bar.set_message(format!("{way}, {}, {rate}", counted(findings, "finding")));
        self.bar.tick();
    }

    /// Does something that may write to the screen, while there is no bar on it.
    pub(crate) fn aside<T>(&self, act: impl FnOnce() -> T) -> T {
        self.bar.suspend(act)
    }

    /// Standard output, on the same screen as the bar.
    pub(crate) fn stdout(&self) -> AboveBar {
        AboveBar { bar: self.bar.clone(), held: Vec::new(), is_cleaned: true }
    }

    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

/// "12 s left", if the rest takes as long as what was done.
fn left(elapsed: Duration, done: u64, whole: u64) -> String {
    let rest = whole.saturating_sub(done) as f64 / done.max(1) as f64;
    match (elapsed.as_secs_f64() * rest).ceil() as u64 {
        s if s < 100 => format!("{s} s left"),
        s if s < 6_000 => format!("{} min left", s.div_ceil(60)),
        s => format!("{} h left", s.div_ceil(3_600)),
    }
}

/// Lines for a screen that a bar is drawn on: they are written whole, and while the bar is away.
#[derive(Debug)]
pub(crate) struct AboveBar {
    bar: ProgressBar,
    held: Vec<u8>,
    /// Whether what would steer the screen is left out: data has what a catalogue has in it.
    is_cleaned: bool,
}

impl AboveBar {
    /// The same for lines that colour themselves, and are clean.
    pub(crate) fn coloured(self) -> AboveBar {
        AboveBar { is_cleaned: false, ..self }
    }
}

/// Lines are held back up to about so many bytes.
const HELD: usize = 8 << 10;

impl Write for AboveBar {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend(bytes);
        if self.held.len() >= HELD {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let is_end = |byte: &u8| *byte == b'\n' || self.bar.is_finished();
        let Some(last) = self.held.iter().rposition(is_end) else { return Ok(()) };
        let mut out = io::stdout().lock();
        let lines = &self.held[..=last];
        let clean = self.is_cleaned.then(|| cleaned(lines));
        let lines = clean.as_ref().map_or(lines, |clean| clean.as_bytes());
        self.bar.suspend(|| out.write_all(lines).and_then(|()| out.flush()))?;
        self.held.drain(..=last);
        Ok(())
    }
}

/// Lines without what moves the cursor, sets colours or turns text around.
fn cleaned(lines: &[u8]) -> String {
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown = |c: char| if is_control(c) || turns(c) { char::REPLACEMENT_CHARACTER } else { c };
    String::from_utf8_lossy(lines).chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_data_do_not_steer_the_screen() {
        let line = "1,\u{1b}[2J\u{9b}31m\u{7},\u{202e}Tonic\tSérum 水\n";
        assert_eq!(cleaned(line.as_bytes()), "1,\u{fffd}[2J\u{fffd}31m\u{fffd},\u{fffd}Tonic\tSérum 水\n");
    }

    #[test]
    fn what_is_left_is_told_roughly() {
        let minute = Duration::from_secs(60);
        for (done, whole, text) in [
            (600, 1_000, "40 s left"),
            (999, 1_000, "1 s left"),
            (1_000, 1_000, "0 s left"),
            (1_001, 1_000, "0 s left"),
            (1, 3, "2 min left"),
            (1, 1_000, "17 h left"),
        ] {
            assert_eq!(left(minute, done, whole), text, "{done} of {whole}");
        }
    }
}
