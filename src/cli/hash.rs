//! Hashes of files, taken by a thread of its own from the bytes that are read anyway.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::{fmt::Write, io};

use sha2::{Digest, Sha256};

/// How many pieces wait to be hashed.
const WAITING: usize = 4;

/// Takes the bytes of a file, one piece after another.
#[derive(Debug)]
pub(crate) struct Hasher(SyncSender<Vec<u8>>);

/// A hash that is being taken.
#[derive(Debug)]
pub(crate) struct Hash(JoinHandle<Option<String>>);

/// Begins to take a hash.
pub(crate) fn sha256() -> io::Result<(Hasher, Hash)> {
    let (sender, pieces) = sync_channel(WAITING);
    let hashing = thread::Builder::new().name("sha256".to_owned()).spawn(move || hash(&pieces))?;
    Ok((Hasher(sender), Hash(hashing)))
}

impl Hasher {
    /// Adds what was read; nothing at the end of the file.
    pub(crate) fn add(&self, piece: &[u8]) {
        // who hashes waits for more until the end
        let _ = self.0.send(piece.to_vec());
    }
}

impl Hash {
    /// The hash, once the hasher is gone; none if the file was not read to its end.
    pub(crate) fn finish(self) -> Option<String> {
        self.0.join().ok().flatten()
    }
}

fn hash(pieces: &Receiver<Vec<u8>>) -> Option<String> {
    let mut sha256 = Sha256::new();
    for piece in pieces {
        if piece.is_empty() {
            return Some(sha256.finalize().iter().fold(String::new(), |mut text, byte| {
                write!(text, "{byte:02x}").expect("a String takes everything");
                text
            }));
        }
        sha256.update(&piece);
    }
    None
}
