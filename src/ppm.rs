//! Shares of the whole, in whole parts per million.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A share of the whole in parts per million; 1 % is 10,000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ppm(pub u32);

impl Ppm {
    /// Nothing.
    pub const ZERO: Ppm = Ppm(0);
    /// One hundredth, below which the law leaves the order of a list free.
    pub const ONE_PERCENT: Ppm = Ppm(10_000);
    /// The whole.
    pub const WHOLE: Ppm = Ppm(1_000_000);

    /// The share of `percent` hundredths, never more than the whole.
    pub fn percent(percent: f64) -> Ppm {
        Ppm((percent * 10_000.0).round().clamp(0.0, 1_000_000.0) as u32)
    }

    /// The share in hundredths.
    pub fn as_percent(self) -> f64 {
        f64::from(self.0) / 10_000.0
    }

    /// Reads "20 %" or "0.5%".
    ///
    /// # Errors
    /// None when the text is anything but a number from 0 to 100 and a per cent sign.
    pub fn parse(text: &str) -> Option<Ppm> {
        let number: f64 = text.trim().strip_suffix('%')?.trim_end().parse().ok()?;
        (0.0..=100.0).contains(&number).then(|| Ppm::percent(number))
    }
}

impl fmt::Display for Ppm {
    /// In hundredths with at most three significant figures: "33.3 %", "0.05 %".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // parts per million that the last figure stands for
        let unit = match self {
            Ppm(100_000..) => 1_000,
            Ppm(10_000..) => 100,
            _ => 1,
        };
        let rounded = (self.0 + unit / 2) / unit * unit;
        let (whole, rest) = (rounded / 10_000, rounded % 10_000);
        write!(f, "{whole}")?;
        let (mut figures, mut rest) = (4, rest);
        while rest > 0 && rest % 10 == 0 {
            (figures, rest) = (figures - 1, rest / 10);
        }
        if rest > 0 {
            write!(f, ".{rest:0figures$}")?;
        }
        f.write_str(" %")
    }
}

impl Serialize for Ppm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.as_percent())
    }
}

impl<'de> Deserialize<'de> for Ppm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Ppm, D::Error> {
        f64::deserialize(deserializer).map(Ppm::percent)
    }
}
