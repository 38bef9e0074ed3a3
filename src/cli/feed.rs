//! What a scan reads from: files, and pipes that may never bring anything. Both end when the run is interrupted.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use super::hash::Hasher;
use super::interrupt;

#[derive(Debug)]
pub(crate) struct Feed {
    source: Source,
    hasher: Option<Hasher>,
}

#[derive(Debug)]
enum Source {
    /// A file, which brings what is asked of it at once, with how many bytes of it are still to come.
    File(File, u64),
    /// Anything else.
    Pipe(Pipe),
}

impl Feed {
    pub(crate) fn open(path: &Path) -> io::Result<Feed> {
        let source = if fs::metadata(path)?.is_file() {
            let file = File::open(path)?;
            let len = file.metadata()?.len();
            Source::File(file, len)
        } else {
            // a named pipe is open only once someone writes to it
            let path = path.to_owned();
            Source::Pipe(Pipe::from(move || File::open(path))?)
        };
        Ok(Feed { source, hasher: None })
    }

    pub(crate) fn stdin() -> io::Result<Feed> {
        let source = match stdin_as_file() {
            // a shell may have read the beginning of it
            Some(file) => Source::File(file, 0),
            None => Source::Pipe(Pipe::from(|| Ok(io::stdin()))?),
        };
        Ok(Feed { source, hasher: None })
    }

    /// Gives all that is read to be hashed as well.
    pub(crate) fn hashed(self, hasher: Hasher) -> Feed {
        Feed { hasher: Some(hasher), ..self }
    }
}

impl Read for Feed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if interrupt::came().is_some() {
            return Err(interrupted());
        }
        let read = match &mut self.source {
            Source::File(file, left) => {
                let read = file.read(buffer)?;
                if read == 0 && !buffer.is_empty() && *left > 0 {
                    return Err(io::Error::other("it became shorter while it was read"));
                }
                *left = left.saturating_sub(read as u64);
                read
            }
            Source::Pipe(pipe) => pipe.read(buffer)?,
        };
        if read == 0 && !buffer.is_empty() && interrupt::came().is_some() {
            // whoever wrote into the pipe was perhaps interrupted as well
            return Err(interrupted());
        }
        // nothing was read where nothing was asked for: that is no end
        if let Some(hasher) = self.hasher.as_ref().filter(|_| !buffer.is_empty()) {
            hasher.add(&buffer[..read]);
        }
        Ok(read)
    }
}

/// The end of an input that is not its end.
fn interrupted() -> io::Error {
    io::Error::other("the run was interrupted")
}

/// Standard input, where a shell made it a file.
#[cfg(unix)]
fn stdin_as_file() -> Option<File> {
    use std::os::fd::AsFd;
    let file = File::from(io::stdin().as_fd().try_clone_to_owned().ok()?);
    file.metadata().ok()?.is_file().then_some(file)
}

#[cfg(not(unix))]
fn stdin_as_file() -> Option<File> {
    None
}

/// How many bytes are taken from a pipe at once, which is what pipes hold.
const CHUNK: usize = 64 << 10;

const WAITING: usize = 4;

/// How often a pipe that brings nothing is asked whether the run was interrupted.
const PATIENCE: Duration = Duration::from_millis(50);

/// A pipe, read by a thread of its own, as nothing else can be done while one waits for it.
#[derive(Debug)]
pub(crate) struct Pipe {
    chunks: Receiver<io::Result<Vec<u8>>>,
    chunk: io::Cursor<Vec<u8>>,
}

impl Pipe {
    /// Reads from what `open` opens.
    fn from<R: Read>(open: impl FnOnce() -> io::Result<R> + Send + 'static) -> io::Result<Pipe> {
        let (sender, chunks) = sync_channel(WAITING);
        let read = move || {
            let mut input = match open() {
                Ok(input) => input,
                Err(error) => return drop(sender.send(Err(error))),
            };
            loop {
                let chunk = chunk(&mut input);
                let is_last = !chunk.as_ref().is_ok_and(|chunk| !chunk.is_empty());
                if sender.send(chunk).is_err() || is_last {
                    return;
                }
            }
        };
        thread::Builder::new().name("input".to_owned()).spawn(read)?;
        Ok(Pipe { chunks, chunk: io::Cursor::default() })
    }

    fn next_chunk(&mut self) -> io::Result<Vec<u8>> {
        loop {
            match self.chunks.recv_timeout(PATIENCE) {
                Ok(chunk) => return chunk,
                Err(RecvTimeoutError::Timeout) if interrupt::came().is_some() => return Err(interrupted()),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(Vec::new()),
            }
        }
    }
}

/// What comes next; nothing at the end.
fn chunk(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut chunk = vec![0; CHUNK];
    loop {
        match input.read(&mut chunk) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => {
                chunk.truncate(read?);
                return Ok(chunk);
            }
        }
    }
}

impl Read for Pipe {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.chunk.position() == self.chunk.get_ref().len() as u64 {
            self.chunk = io::Cursor::new(self.next_chunk()?);
        }
        self.chunk.read(buffer)
    }
}
