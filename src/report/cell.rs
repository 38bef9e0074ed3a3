//! Cells for spreadsheets.

/// Keeps a spreadsheet from running a cell as a formula, with the apostrophe that spreadsheets know as "this is text".
pub(super) fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_made_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        for text in ["", "Alcohol", "1,2-Hexanediol", "a=b", "'=1"] {
            assert_eq!(harmless(text), text);
        }
    }
}
