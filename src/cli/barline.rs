//! The line of the screen that the progress bar is drawn on: the one that the cursor stands in, on standard error.
//!
//! It ends before the screen does. A terminal shows Ctrl-C as `^C` behind the cursor, and behind a full line that would
//! begin another one: then the bar would be looked for in the wrong line, and stay.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use indicatif::TermLike;
use terminal_size::{Height, Width, terminal_size_of};

/// Columns for `^C`, typed twice.
const ROOM: u16 = 4;

/// A terminal that does not tell its size.
const USUAL: (Width, Height) = (Width(80), Height(24));

/// How long a terminal is waited for that was stopped.
const PATIENCE: Duration = Duration::from_millis(100);

/// Begins the line anew.
const CLEARED: &str = "\r\u{1b}[2K";

/// Whether something may be written there.
static IS_WRITTEN: AtomicBool = AtomicBool::new(false);

/// Whether there is a screen with such a line.
pub(super) fn is_there() -> bool {
    io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Takes the bar away for a run that ends at once, whoever is drawing it. A terminal that takes nothing is left alone.
#[cfg_attr(not(unix), expect(dead_code, reason = "signals are waited for on Unix only"))]
pub(super) fn wipe() {
    if !IS_WRITTEN.load(Ordering::Relaxed) {
        return;
    }
    let (sender, is_done) = sync_channel(1);
    let _ = thread::Builder::new().spawn(move || {
        let _ = io::stderr().write_all(CLEARED.as_bytes());
        let _ = sender.send(());
    });
    let _ = is_done.recv_timeout(PATIENCE);
}

/// Writes the line. What is drawn appears at once, so that it does not flicker.
#[derive(Debug, Default)]
pub(super) struct BarLine(Mutex<Vec<u8>>);

impl BarLine {
    fn add(&self, text: &str) -> io::Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(text.bytes());
        Ok(())
    }

    fn step(&self, lines: usize, code: char) -> io::Result<()> {
        if lines == 0 { Ok(()) } else { self.add(&format!("\u{1b}[{lines}{code}")) }
    }
}

fn size() -> (Width, Height) {
    terminal_size_of(io::stderr()).unwrap_or(USUAL)
}

impl TermLike for BarLine {
    fn width(&self) -> u16 {
        size().0.0.saturating_sub(ROOM)
    }

    fn height(&self) -> u16 {
        size().1.0
    }

    fn move_cursor_up(&self, n: usize) -> io::Result<()> {
        self.step(n, 'A')
    }

    fn move_cursor_down(&self, n: usize) -> io::Result<()> {
        self.step(n, 'B')
    }

    fn move_cursor_right(&self, n: usize) -> io::Result<()> {
        self.step(n, 'C')
    }

    fn move_cursor_left(&self, n: usize) -> io::Result<()> {
        self.step(n, 'D')
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        self.add(text)?;
        self.add("\n")
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        self.add(text)
    }

    fn clear_line(&self) -> io::Result<()> {
        self.add(CLEARED)
    }

    fn flush(&self) -> io::Result<()> {
        let drawn = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        if drawn.is_empty() {
            return Ok(());
        }
        IS_WRITTEN.store(!drawn.ends_with(CLEARED.as_bytes()), Ordering::Relaxed);
        io::stderr().write_all(&drawn)
    }
}
