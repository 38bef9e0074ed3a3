//! What the name of a product says is in it.

use rustc_hash::FxHashSet;

use super::{Engine, Scratch};
use crate::finding::{Finding, Severity};
use crate::label::Basis;
use crate::text::fold;

/// Longest name of a product that may be nothing but that of an ingredient, in bytes.
const LONGEST: usize = 40;

/// Signs of an amount.
const SIGNS: [char; 3] = ['%', '％', '°'];

/// A hash of the letters of a name, whatever stands between them. Letters that are written in several ways have none.
fn hash(name: &[u8]) -> Option<u64> {
    name.iter().try_fold(0_u64, |hash, byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' => Some((hash.rotate_left(5) ^ u64::from(byte | 0x20)).wrapping_mul(MULTIPLIER)),
        // accents, capitals of Cyrillic and Greek, marks of vowels
        0xc3..=0xe1 => None,
        0x80.. => Some((hash.rotate_left(5) ^ u64::from(*byte)).wrapping_mul(MULTIPLIER)),
        _ => Some(hash),
    })
}

/// Any odd number without a pattern.
const MULTIPLIER: u64 = 0x517c_c1b7_2722_0a95;

impl Engine {
    /// Whether a name of these bytes may state something: a look at most names is enough to see that they do not.
    pub(crate) fn may_be_stated_by(&self, name: &[u8]) -> bool {
        let hashes = || {
            let names = self.packs.iter().flat_map(|pack| &pack.substances).flat_map(|substance| &substance.names);
            names.filter_map(|name| hash(name.key().as_bytes())).collect::<FxHashSet<u64>>()
        };
        let is_sign = |at: &[u8]| at.starts_with("°".as_bytes()) || at.starts_with("％".as_bytes());
        let has_sign = name.iter().enumerate().any(|(at, byte)| match byte {
            // what is escaped may be a sign
            b'%' | b'\\' => true,
            0xc2 | 0xef => is_sign(&name[at..]),
            _ => false,
        });
        has_sign
            || name.trim_ascii().len() <= LONGEST
                && hash(name).is_none_or(|hash| self.hashes.get_or_init(hashes).contains(&hash))
    }

    /// Whether the name of a product states what is in it: with an amount beside what is warned against, or as nothing but
    /// the name of something that is an error. A scent and a drink without a figure state nothing.
    pub(crate) fn is_stated_by(&self, scratch: &mut Scratch, name: &str) -> bool {
        let has_amount = name.contains(SIGNS);
        let is_known = || name.trim().len() <= LONGEST && self.lexicon.names.lookup(fold(name).as_str()).is_some();
        if !has_amount && !is_known() {
            return false;
        }
        let is_behind_amount = |finding: &Finding| {
            let before = name[..finding.span.start as usize]
                .trim_end_matches(|c: char| c.is_alphabetic() || c == '.' || c == ' ');
            before.ends_with(SIGNS)
        };
        let is_stated = |finding: &Finding| {
            matches!(finding.concentration.basis, Basis::Stated | Basis::Both) || is_behind_amount(finding)
        };
        self.check_with(scratch, name).findings.iter().any(|finding| match has_amount {
            true => finding.rule.severity >= Severity::Warning && is_stated(finding),
            false => finding.rule.severity == Severity::Error,
        })
    }
}
