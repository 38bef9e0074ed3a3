//! Pages that are made from what the program knows: printed, or written into a folder.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::report::human::count;
use crate::report::{Reach, is_heard};

use super::console::Console;
use super::error::{CliError, Unwritten};
use super::newfile::NewFile;

/// Writes a page to standard output. A reader that went away has read enough.
pub(crate) fn print(page: &str) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    let written = out.write_all(page.as_bytes()).and_then(|()| out.flush());
    is_heard(written).map(drop).map_err(|error| CliError::of_writing(Unwritten::to_stdout(error)))
}

/// Writes pages into a folder, which is made if there is none, under the names they come with. Each appears once it is
/// whole; what else is in the folder stays.
pub(crate) fn fill(folder: &Path, pages: &[(PathBuf, String)], console: &Console) -> Result<(), CliError> {
    for (name, page) in pages {
        write(&folder.join(name), page, console)?;
    }
    let word = if pages.len() == 1 { "page" } else { "pages" };
    console.remark(&format!("wrote {} {word} to {}", count(pages.len() as u64), folder.display()));
    Ok(())
}

fn write(path: &Path, page: &str, console: &Console) -> Result<(), CliError> {
    let unwritten = |error| CliError::of_writing(Unwritten::of(path, error));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(unwritten)?;
    }
    let mut file = NewFile::create(path)?;
    file.write_all(page.as_bytes()).map_err(unwritten)?;
    file.conclude(Reach::Whole, console)
}
