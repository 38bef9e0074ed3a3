//! `needlint rules`: what it warns against, why, and whether it does as it says.

pub(super) mod list;
pub(super) mod show;
pub(super) mod test;

use std::io::{self, Write};

use super::fault::{Fault, Unwritten};

/// Writes a page to standard output. A reader that went away has read enough.
pub(super) fn print(page: &str) -> Result<(), Fault> {
    let mut out = io::stdout().lock();
    match out.write_all(page.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Fault::of_writing(Unwritten::to_stdout(error))),
        _ => Ok(()),
    }
}
