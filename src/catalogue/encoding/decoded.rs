//! Text in any encoding, turned into UTF-8 on the way.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding};

/// How much is turned at once.
const PIECE: usize = 64 << 10;

/// What stands in the place of what cannot be decoded. As it is neither UTF-8 nor Windows-1252, its row is told of as any
/// other that is none.
const STRAY: u8 = 0x81;

/// Reads an encoding and gives UTF-8. A byte order mark is left out.
pub(in crate::catalogue) struct Decoded<R> {
    reader: R,
    decoder: Decoder,
    piece: Box<[u8]>,
    /// What was turned, of which the bytes before `given` were given out.
    text: Vec<u8>,
    given: usize,
    is_at_end: bool,
}

impl<R: Read> Decoded<R> {
    pub(in crate::catalogue) fn new(reader: R, encoding: &'static Encoding) -> Decoded<R> {
        let decoder = encoding.new_decoder_with_bom_removal();
        Decoded { reader, decoder, piece: vec![0; PIECE].into(), text: Vec::new(), given: 0, is_at_end: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        let len = self.reader.read(&mut self.piece)?;
        self.is_at_end = len == 0;
        self.text.clear();
        self.given = 0;
        let mut piece = &self.piece[..len];
        loop {
            let from = self.text.len();
            let room = self.decoder.max_utf8_buffer_length_without_replacement(piece.len());
            self.text.resize(from + room.expect("a piece is far from the longest that fits into memory"), 0);
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(piece, &mut self.text[from..], self.is_at_end);
            self.text.truncate(from + written);
            piece = &piece[read..];
            match result {
                DecoderResult::InputEmpty => return Ok(()),
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.text.push(STRAY),
            }
        }
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && !self.is_at_end {
            self.refill()?;
        }
        let len = out.len().min(self.text.len() - self.given);
        out[..len].copy_from_slice(&self.text[self.given..self.given + len]);
        self.given += len;
        Ok(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{SHIFT_JIS, UTF_16BE, UTF_16LE};

    #[test]
    fn half_a_pair_is_no_utf8_and_no_half_of_a_unit_either() {
        for (units, cut, text) in [(&[0x61, 0xd83e, 0x62][..], 0, &b"a\x81b"[..]), (&[0x61, 0x62], 1, b"a\x81")] {
            let both = [(UTF_16LE, u16::to_le_bytes as fn(u16) -> _), (UTF_16BE, u16::to_be_bytes)];
            for (encoding, bytes) in both {
                let bytes: Vec<u8> = [0xfeff].iter().chain(units).flat_map(|unit| bytes(*unit)).collect();
                let mut read = Vec::new();
                Decoded::new(&bytes[..bytes.len() - cut], encoding).read_to_end(&mut read).unwrap();
                assert_eq!(read, text);
            }
        }
    }

    #[test]
    fn a_character_that_is_cut_between_two_pieces_is_whole() {
        let text = format!("a{}", "水".repeat(PIECE));
        let mut read = String::new();
        Decoded::new(&*SHIFT_JIS.encode(&text).0, SHIFT_JIS).read_to_string(&mut read).unwrap();
        assert!(read == text);
    }
}
