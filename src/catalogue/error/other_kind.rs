//! Files of other kinds, known by their first bytes.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OtherKind {
    /// What it is called, as in "a PDF".
    pub(crate) name: &'static str,
    pub(crate) help: &'static str,
}

const AS_CSV: &str = "save it as CSV (UTF-8)";
const UNPACK: &str = "decompress it first";
const ASK: &str = "get the catalogue as CSV or .xlsx instead";

const KINDS: &[(&[u8], &str, &str)] = &[
    (
        b"\xd0\xcf\x11\xe0",
        "an .xls workbook or a workbook with a password",
        "save it as .xlsx without a password, or as CSV (UTF-8)",
    ),
    (b"\x1f\x8b", "gzip data inside compressed data", UNPACK),
    (b"\x28\xb5\x2f\xfd", "zstd data inside compressed data", UNPACK),
    (b"BZh", "bzip2 data", UNPACK),
    (b"\xfd7zXZ\0", "xz data", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (b"PAR1", "a Parquet file", AS_CSV),
    (b"SQLite format 3\0", "an SQLite database", AS_CSV),
    (b"%PDF-", "a PDF", ASK),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", ASK),
    (b"\xff\xd8\xff", "a JPEG image", ASK),
    (b"GIF89a", "a GIF image", ASK),
    (b"\xff\xfe\0\0", "UTF-32 text", "save it as UTF-8"),
    (b"\0\0\xfe\xff", "UTF-32 text", "save it as UTF-8"),
];

/// Where a tar archive has its name, and the name.
const TAR: (usize, &[u8]) = (257, b"ustar");

impl OtherKind {
    /// The kind of a file that begins with `head`, if it is one of these.
    pub(in crate::catalogue) fn of(head: &[u8]) -> Option<OtherKind> {
        let (at, name) = TAR;
        if head.get(at..).is_some_and(|rest| rest.starts_with(name)) {
            return Some(OtherKind { name: "a tar archive", help: UNPACK });
        }
        let found = KINDS.iter().find(|(magic, ..)| head.starts_with(magic));
        found.map(|(_, name, help)| OtherKind { name, help })
    }
}
