//! UTF-16, turned into UTF-8 on the way.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, UTF_16BE, UTF_16LE};

/// How much is turned at once.
const PIECE: usize = 64 << 10;

/// What stands in the place of half a surrogate pair. As it is no UTF-8, its row is told of as any other that is none.
const STRAY: u8 = 0xff;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ByteOrder {
    /// The lower one first, as Windows writes it.
    Little,
    /// The higher one first.
    Big,
}

/// Reads UTF-16 and gives UTF-8. A byte order mark is left out.
pub(in crate::catalogue) struct Utf16<R> {
    reader: R,
    decoder: Decoder,
    piece: Box<[u8]>,
    /// What was turned, of which the bytes before `given` were given out.
    text: Vec<u8>,
    given: usize,
    is_at_end: bool,
}

impl<R: Read> Utf16<R> {
    pub(in crate::catalogue) fn new(reader: R, order: ByteOrder) -> Utf16<R> {
        let encoding = match order {
            ByteOrder::Little => UTF_16LE,
            ByteOrder::Big => UTF_16BE,
        };
        let decoder = encoding.new_decoder_with_bom_removal();
        Utf16 { reader, decoder, piece: vec![0; PIECE].into(), text: Vec::new(), given: 0, is_at_end: false }
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

impl<R: Read> Read for Utf16<R> {
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

    #[test]
    fn half_a_pair_is_no_utf8_and_no_half_of_a_unit_either() {
        for (units, cut, text) in [(&[0x61, 0xd83e, 0x62][..], 0, &b"a\xffb"[..]), (&[0x61, 0x62], 1, b"a\xff")] {
            let both = [(ByteOrder::Little, u16::to_le_bytes as fn(u16) -> _), (ByteOrder::Big, u16::to_be_bytes)];
            for (order, bytes) in both {
                let bytes: Vec<u8> = [0xfeff].iter().chain(units).flat_map(|unit| bytes(*unit)).collect();
                let mut read = Vec::new();
                Utf16::new(&bytes[..bytes.len() - cut], order).read_to_end(&mut read).unwrap();
                assert_eq!(read, text);
            }
        }
    }
}
