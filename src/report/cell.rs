//! Cells for spreadsheets.

/// Keeps a spreadsheet from running a cell as a formula, with the apostrophe that spreadsheets know as "this is text".
pub(super) fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_string() }
}
