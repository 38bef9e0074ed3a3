//! Limits: how much is read, kept and told at most, so that memory stays flat whatever comes. `docs/limits.md` tells them
//! to users; what meets one is reported with its name.

use std::fmt;

/// A number of bytes, shown as people say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Bytes(pub(crate) usize);

impl fmt::Display for Bytes {
    /// "128 kB", "8 MB".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            bytes if bytes % MEGA == 0 => write!(f, "{} MB", bytes / MEGA),
            bytes => write!(f, "{} kB", bytes / KILO),
        }
    }
}

/// A number with commas, as in "16,384".
pub(crate) fn in_thousands(number: usize) -> String {
    let digits = number.to_string();
    let parts: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|part| str::from_utf8(part).ok()).collect();
    parts.join(",")
}

const KILO: usize = 1 << 10;
const MEGA: usize = 1 << 20;

/// No label has a list of more bytes. What stands behind them is not judged: it would take much memory for nothing.
pub(crate) const LIST: Bytes = Bytes(128 * KILO);

/// Findings of one list that are told one by one, the most severe first. The others are counted.
pub(crate) const FINDINGS: usize = 250;

/// The longest record that is waited for. Without a limit, one open quote would draw a whole file into memory.
pub(crate) const ROW: Bytes = Bytes(8 * MEGA);

/// The longest header.
pub(crate) const HEADER: Bytes = Bytes(MEGA);

/// Columns of a header, and fields of a row that are told apart: as many as Excel has.
pub(crate) const COLUMNS: usize = 16_384;

/// The longest id, name of a product, or name of a group. What stands behind it is not told.
pub(crate) const ID: Bytes = Bytes(4 * KILO);

/// So many groups are kept apart: a column that has more is none that groups.
pub(crate) const GROUPS: usize = 100_000;

/// The names of all groups together.
pub(crate) const GROUP_NAMES: Bytes = Bytes(8 * MEGA);

/// A product in an XML document, or anything else between two tags: each byte of it is held in several ways for a moment.
pub(crate) const XML: Bytes = Bytes(4 * MEGA);

/// The names that lead to a field of a document, one within the other.
pub(crate) const PATH: Bytes = Bytes(KILO);

/// Threads that judge.
pub(crate) const JOBS: usize = 16;

/// Threads times reports, where there are more than two threads: each thread draws all reports.
pub(crate) const DRAWING: usize = 32;

/// The window of a file that zstd packed, as a power of two: what `zstd -19` writes asks for as much.
pub(crate) const WINDOW_LOG: u32 = 23;
pub(crate) const WINDOW: Bytes = Bytes(1 << WINDOW_LOG);

/// More than this is no label. The longest that were seen have some 10,000 characters.
pub(crate) const LABEL: Bytes = Bytes(16 * MEGA);

/// A line of a baseline.
pub(crate) const LINE: Bytes = Bytes(MEGA);

/// A cell, a tag or a comment of a workbook. A cell of Excel has at most 32,767 characters.
pub(crate) const CELL: Bytes = Bytes(MEGA);

/// A workbook, and each of its parts when unpacked.
pub(crate) const PART: Bytes = Bytes(256 * MEGA);

/// Ids that are compared to find repeated ones.
pub(crate) const IDS: usize = 1_800_000;

/// A pack, a configuration or a file of suppressions: some 20,000 allowances. Each takes some forty times as much memory.
pub(crate) const TOML: Bytes = Bytes(MEGA);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_each() {
        let page = include_str!("../docs/limits.md");
        let sizes =
            [LIST, ROW, HEADER, ID, GROUP_NAMES, XML, PATH, WINDOW, LABEL, LINE, TOML].map(|bytes| bytes.to_string());
        let counts = [FINDINGS, COLUMNS, GROUPS, IDS, JOBS].map(in_thousands);
        for limit in sizes.into_iter().chain(counts) {
            assert!(page.contains(&format!("| {limit} |")), "{limit} is not on the page");
        }
        let of_workbooks = format!("may have {CELL}, a row {ROW} and a part {PART}");
        assert!(page.contains(&of_workbooks), "{of_workbooks} is not on the page");
    }
}
