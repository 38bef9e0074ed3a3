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
    use proptest::prelude::*;

    /// UTF-16 in both byte orders, with a mark.
    fn encoded(units: impl IntoIterator<Item = u16>) -> [(ByteOrder, Vec<u8>); 2] {
        let units: Vec<u16> = std::iter::once(0xfeff).chain(units).collect();
        [
            (ByteOrder::Little, units.iter().flat_map(|unit| unit.to_le_bytes()).collect()),
            (ByteOrder::Big, units.iter().flat_map(|unit| unit.to_be_bytes()).collect()),
        ]
    }

    fn read(bytes: &[u8], order: ByteOrder) -> Vec<u8> {
        let mut utf16 = Utf16::new(bytes, order);
        let (mut read, mut room) = (Vec::new(), [0; 7]);
        loop {
            match utf16.read(&mut room).unwrap() {
                0 => return read,
                len => read.extend(&room[..len]),
            }
        }
    }

    #[test]
    fn half_a_pair_is_no_utf8() {
        for (order, bytes) in encoded([b'a' as u16, 0xd83e, b'b' as u16]) {
            assert_eq!(read(&bytes, order), b"a\xffb");
        }
        for (order, bytes) in encoded([b'a' as u16, b'b' as u16]) {
            assert_eq!(read(&bytes[..bytes.len() - 1], order), b"a\xff", "and no half of a unit either");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn any_text_comes_through(text in ".{0,64}", times in prop::sample::select(vec![1, 2, 1500])) {
            let text = text.repeat(times);
            for (order, bytes) in encoded(text.encode_utf16()) {
                prop_assert!(read(&bytes, order) == text.as_bytes());
            }
        }
    }
}
