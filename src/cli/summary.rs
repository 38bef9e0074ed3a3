//! The summary of a step in a GitHub workflow: a page at the end of the file that GitHub names for it.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::PathBuf;

use super::console::Console;
use super::error::{CliError, Unwritten};

/// Bytes that the file may hold. A longer one is not shown at all.
const MOST: u64 = 1 << 20;

/// A page in the making. It is written at the end in one go, whether the run came to its end or not: the page says so.
#[derive(Debug)]
pub(crate) struct Summary {
    path: PathBuf,
    page: Vec<u8>,
}

impl Summary {
    /// A page for the file that the environment names; none if it names none.
    pub(crate) fn of_environment() -> Option<Summary> {
        let path = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty())?;
        Some(Summary { path: path.into(), page: Vec::new() })
    }

    /// Adds the page to the file, unless the steps before left no room for it.
    ///
    /// What was found is told elsewhere, so a page that cannot be written fails no run.
    pub(crate) fn conclude(self, console: &Console) {
        match self.append() {
            Ok(true) => {}
            Ok(false) => console.hint("the summary was left out: earlier steps left no space for it", ""),
            Err(error) => console.complain(&CliError::of_writing(Unwritten::of(&self.path, error))),
        }
    }

    /// No if there is no room for it.
    fn append(&self) -> io::Result<bool> {
        let mut file = OpenOptions::new().create(true).append(true).open(&self.path)?;
        let has_room = file.metadata()?.len() + (self.page.len() as u64) < MOST;
        if has_room {
            file.write_all(&self.page)?;
        }
        Ok(has_room)
    }
}

impl Write for Summary {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.page.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
