//! Files that appear once they are whole: written beside their place under another name, and then renamed.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::report::{Reach, is_heard};
use tempfile::NamedTempFile;

use super::console::Console;
use super::error::{CliError, Unwritten};
use super::interrupt::Unfinished;

/// How many bytes of an output are written at a time.
pub(super) const BUFFER: usize = 64 << 10;

const INCOMPLETE: &str = "not everything could be read";

/// A file in the making. Dropped before its end, it leaves nothing behind.
#[derive(Debug)]
pub(crate) struct NewFile {
    path: PathBuf,
    out: BufWriter<Place>,
}

/// What is written to.
#[derive(Debug)]
enum Place {
    /// A file beside the one that is meant.
    Beside(NamedTempFile, Unfinished),
    /// A pipe or a device, which is written to as it is.
    Device(File),
}

impl NewFile {
    /// Begins a file that will appear at `path`, or take the place of what is there.
    pub(crate) fn create(path: &Path) -> Result<NewFile, CliError> {
        NewFile::begin(path).map_err(|error| CliError::of_writing(Unwritten::of(path, error)))
    }

    fn begin(path: &Path) -> io::Result<NewFile> {
        // a link stays, and leads to the new file
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let place = match fs::metadata(&path) {
            Ok(there) if there.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            // it could be replaced, which is not what its owner wanted
            Ok(there) if there.is_file() && there.permissions().readonly() => {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            Ok(there) if there.is_file() => beside(&path, Some(there.permissions()))?,
            Ok(_) => Place::Device(File::options().write(true).open(&path)?),
            Err(_) => beside(&path, None)?,
        };
        Ok(NewFile { path, out: BufWriter::with_capacity(BUFFER, place) })
    }

    /// Lets the file appear if the run came to its end, and else lets it go, as it would be taken for whole.
    pub(crate) fn conclude(self, reach: Reach, console: &Console) -> Result<(), CliError> {
        let why = match reach {
            Reach::Whole => return self.appear().map_err(CliError::of_writing),
            Reach::Broken => INCOMPLETE,
            Reach::Stopped => "the run was stopped",
        };
        console.hint(&format!("{} was not written: {why}", self.path.display()), "");
        Ok(())
    }

    /// Lets the results of what was read appear under a name that nobody takes for that of all.
    pub(crate) fn conclude_incomplete(mut self, console: &Console) -> Result<(), CliError> {
        let meant = self.path.clone();
        if matches!(self.out.get_ref(), Place::Beside(..)) {
            self.path.as_mut_os_string().push(".incomplete");
        }
        let [meant, path] = [meant.display(), self.path.display()];
        console.hint(&format!("{meant} was not written: {INCOMPLETE}; the results of what was read are in {path}"), "");
        self.appear().map_err(CliError::of_writing)
    }

    fn appear(mut self) -> io::Result<()> {
        // a pipe whose reader has read enough
        if !is_heard(self.flush())? {
            return Ok(());
        }
        let (place, _) = self.out.into_parts();
        match place {
            // what was there before goes with the name that it has now
            Place::Beside(file, _unfinished) if changes_places(file.path(), &self.path) => Ok(()),
            Place::Beside(file, _unfinished) => match file.persist(&self.path) {
                Ok(_) => Ok(()),
                Err(error) => Err(Unwritten::of(&self.path, error.error)),
            },
            Place::Device(_) => Ok(()),
        }
    }
}

/// Gives a new file and the one that is there each other's names, at once and for all who look, if the system can.
///
/// A file that takes the place of another is first written to the disk as a whole by some file systems, and a scan would
/// wait for that: a tenth of its time.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn changes_places(new: &Path, there: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    fs::symlink_metadata(there).is_ok_and(|there| there.is_file())
        && renameat_with(CWD, new, CWD, there, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn changes_places(_: &Path, _: &Path) -> bool {
    false
}

/// A file in the same folder, so that it can be renamed, and with the rights that the one in its place has.
fn beside(path: &Path, rights: Option<fs::Permissions>) -> io::Result<Place> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    let file = usual_rights(builder.prefix(".needlint-").suffix(".part")).tempfile_in(folder)?;
    if let Some(rights) = rights {
        file.as_file().set_permissions(rights)?;
    }
    let unfinished = Unfinished::new(file.path());
    Ok(Place::Beside(file, unfinished))
}

/// Those of any new file: a temporary one is for its owner only.
#[cfg(unix)]
fn usual_rights<'a, 'b, 'c>(builder: &'a mut tempfile::Builder<'b, 'c>) -> &'a mut tempfile::Builder<'b, 'c> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn usual_rights<'a, 'b, 'c>(builder: &'a mut tempfile::Builder<'b, 'c>) -> &'a mut tempfile::Builder<'b, 'c> {
    builder
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes).map_err(|error| Unwritten::of(&self.path, error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush().map_err(|error| Unwritten::of(&self.path, error))
    }
}

impl Write for Place {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Place::Beside(file, _) => file.write(bytes),
            Place::Device(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Makes sure that no file that is written, by an option, is one that is read or is written by another option.
pub(crate) fn keep_apart<'a>(
    inputs: impl IntoIterator<Item = &'a Path>, outputs: &[(&str, Option<&Path>)],
) -> Result<(), CliError> {
    let outputs: Vec<(&str, &Path)> = outputs.iter().filter_map(|(option, path)| Some((*option, (*path)?))).collect();
    for input in inputs {
        if let Some((option, path)) = outputs.iter().find(|(_, path)| is_same_file(input, path)) {
            return Err(CliError::new(format!("{} is both an input and an output", path.display()))
                .help(format!("choose another file name for {option}")));
        }
    }
    for (at, (option, path)) in outputs.iter().enumerate() {
        if let Some((other, _)) = outputs[..at].iter().find(|(_, other)| is_same_file(path, other)) {
            let what = if path.as_os_str() == "-" { "standard output".to_owned() } else { path.display().to_string() };
            return Err(CliError::new(format!("{other} and {option} would both write to {what}"))
                .help("use a different file for each; --quiet turns the results off"));
        }
    }
    Ok(())
}

/// Whether two paths lead to one file, there already or not.
fn is_same_file(one: &Path, other: &Path) -> bool {
    let is_device = |path| fs::metadata(path).is_ok_and(|there: fs::Metadata| !there.is_file());
    !is_device(one) && !is_device(other) && resolved(one) == resolved(other)
}

/// A path that all paths to its file have in common.
pub(crate) fn resolved(path: &Path) -> PathBuf {
    let in_its_folder = || {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
    };
    fs::canonicalize(path).ok().or_else(in_its_folder).unwrap_or_else(|| path.to_owned())
}
