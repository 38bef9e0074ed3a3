//! Sets of beginnings: a look at the first bytes of a text that tells most texts apart from those that are looked for.

/// A set of beginnings of up to four bytes: a bit for what each hashes to. It may hold more than was put in.
pub(crate) struct Starts([u64; 1 << 10]);

impl Starts {
    pub(crate) fn new() -> Starts {
        Starts([0; 1 << 10])
    }

    /// Puts in the bytes of a number, the lowest first.
    pub(crate) fn enter(&mut self, start: u32) {
        self.0[bit_of(start) / 64] |= 1 << (bit_of(start) % 64);
    }

    pub(crate) fn hold(&self, start: u32) -> bool {
        self.0[bit_of(start) / 64] >> (bit_of(start) % 64) & 1 == 1
    }
}

fn bit_of(start: u32) -> usize {
    (start.wrapping_mul(0x9e37_79b1) >> 16) as usize
}
