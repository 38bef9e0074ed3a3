//! Interruptions, by Ctrl-C or by another program: the first one is heeded or ends the run, the second always ends it.
//! Files in the making are removed before. signal-hook brings signals to a thread of their own, where that is safe.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, Once, PoisonError};

/// The number of the signal that came last; zero for none.
static CAME: AtomicUsize = AtomicUsize::new(0);

/// Whether one came that could be heeded.
static IS_FIRST_TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether the run watches [`came`].
static IS_HEEDED: AtomicBool = AtomicBool::new(false);

/// Files in the making.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A shell tells a program that a signal ended by this and the signal's number.
const SIGNALLED: u8 = 128;

/// The exit code of a run that Ctrl-C ended.
pub(crate) const BY_CTRL_C: u8 = SIGNALLED + 2;

/// Promises to watch [`came`]: the first interruption does not end the program from now on.
pub(crate) fn heed() {
    IS_HEEDED.store(true, Ordering::Relaxed);
    listen();
}

/// The exit code to end with, if an interruption came.
pub(crate) fn came() -> Option<u8> {
    match CAME.load(Ordering::Relaxed) {
        0 => None,
        signal => Some(SIGNALLED + signal as u8),
    }
}

/// A file in the making: as long as this lives, an interruption that ends the program removes it.
#[derive(Debug)]
pub(crate) struct Unfinished(PathBuf);

impl Unfinished {
    /// Takes charge of a file.
    pub(crate) fn new(path: &Path) -> Unfinished {
        unfinished().push(path.to_owned());
        listen();
        Unfinished(path.to_owned())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        unfinished().retain(|path| *path != self.0);
    }
}

fn unfinished() -> std::sync::MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for interruptions beside the run. Where none can be waited for, they end the program as they always do.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(wait);
}

#[cfg(unix)]
fn wait() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    use signal_hook::flag;
    use signal_hook::iterator::Signals;

    // who started the run with `nohup` wants it to go on
    let heard: Vec<i32> =
        [SIGINT, SIGTERM, SIGHUP, SIGQUIT].into_iter().filter(|signal| !is_ignored(*signal)).collect();
    let Ok(mut signals) = Signals::new(&heard) else { return };
    // without a thread to hear them, signals would be lost: then they are better left alone
    let hearing = std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        signals.forever().for_each(|signal| take(signal as u8));
    });
    // Known at once, not only when the thread has its turn: whoever feeds the run may die of the same signal, and the end
    // of the input must not be seen before it.
    for signal in heard.into_iter().filter(|_| hearing.is_ok()) {
        let _ = flag::register_usize(signal, &CAME, signal as usize);
    }
}

/// Whether the program was started so that a signal does nothing. Linux says so; elsewhere only a hang-up is left alone.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigIgn:")?.trim(), 16).ok());
    ignored.map_or(signal == signal_hook::consts::SIGHUP, |ignored| ignored >> (signal - 1) & 1 == 1)
}

#[cfg(not(unix))]
fn wait() {}

#[cfg(unix)]
fn take(signal: u8) {
    CAME.store(signal.into(), Ordering::Relaxed);
    let is_first = !IS_FIRST_TAKEN.swap(true, Ordering::Relaxed);
    if is_first && IS_HEEDED.load(Ordering::Relaxed) {
        return;
    }
    for path in unfinished().drain(..) {
        let _ = std::fs::remove_file(path);
    }
    super::barline::wipe();
    std::process::exit((SIGNALLED + signal).into());
}
