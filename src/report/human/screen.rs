//! The screen that is drawn for: how wide it is, and whether it shows colour.

use crate::finding::{Severity, Verdict};
use crate::report::window::columns;

/// What is known of the place where a person will read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Screen {
    pub(crate) width: usize,
    pub(crate) colour: bool,
}

/// What a piece of text is, which decides its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    /// Something warned against.
    Error,
    /// Something warned against in a lesser degree, or not for certain.
    Warning,
    /// A fact worth knowing.
    Note,
    /// What the eye should find first.
    Strong,
    /// What it should pass over.
    Faint,
}

impl From<Severity> for Ink {
    fn from(severity: Severity) -> Ink {
        match severity {
            Severity::Error => Ink::Error,
            Severity::Warning => Ink::Warning,
            Severity::Note => Ink::Note,
        }
    }
}

impl From<Verdict> for Ink {
    /// A clear verdict is not green: green would say "safe", and a label cannot.
    fn from(verdict: Verdict) -> Ink {
        match verdict {
            Verdict::Avoid => Ink::Error,
            Verdict::Caution | Verdict::Unreadable => Ink::Warning,
            Verdict::Clear => Ink::Strong,
        }
    }
}

/// Fewer columns than these behind a lead are too few for words.
const LEAST_ROOM: usize = 12;

/// Columns before the text of a row: two spaces, a word of at most four letters, two spaces.
const ROW: usize = 8;

impl Screen {
    pub(crate) fn paint(self, ink: Ink, text: &str) -> String {
        let code = match ink {
            Ink::Error => "1;31",
            Ink::Warning => "1;33",
            Ink::Note => "1;36",
            Ink::Strong => "1",
            Ink::Faint => "2",
        };
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// A row such as "  why   Freshly abraded skin ...", wrapped, its text in a column of its own.
    pub(crate) fn row(self, word: &str, text: &str) -> String {
        let lead = format!("  {}{}", self.paint(Ink::Strong, word), " ".repeat(ROW.saturating_sub(word.len() + 2)));
        self.wrapped(&lead, &" ".repeat(ROW), text)
    }

    /// A row that ends in something of its own, such as a command, which stays in one piece.
    pub(crate) fn row_with_tail(self, word: &str, text: &str, tail: &str) -> String {
        self.with_tail(self.row(word, text), "   ", &" ".repeat(ROW), tail)
    }

    /// Wrapped lines with a tail behind the last of them, after `gap`, or on a line of its own, after `indent`.
    pub(crate) fn with_tail(self, lines: String, gap: &str, indent: &str, tail: &str) -> String {
        let last = lines.trim_end().lines().last().map_or(0, textwrap::core::display_width);
        if last + columns(gap) + columns(tail) <= self.width {
            return format!("{}{gap}{tail}\n", lines.trim_end());
        }
        format!("{lines}{indent}{tail}\n")
    }

    /// Paragraphs wrapped to the width: `lead` stands before the first line, `indent` before the others. A lead that
    /// leaves no room stands on a line of its own.
    pub(crate) fn wrapped(self, lead: &str, indent: &str, text: &str) -> String {
        let is_too_long = textwrap::core::display_width(lead) + LEAST_ROOM > self.width;
        if is_too_long && columns(indent) + LEAST_ROOM <= self.width {
            return format!("{}\n{}", lead.trim_end(), self.wrapped(indent, indent, text));
        }
        let options = textwrap::Options::new(self.width)
            .initial_indent(lead)
            .subsequent_indent(indent)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        filled(text.trim(), options) + "\n"
    }
}

/// A text wrapped, with amounts ("50 %"), counts ("2 of 5"), paths and ids each in one piece.
pub(super) fn filled(text: &str, options: textwrap::Options<'_>) -> String {
    const GLUE: char = '\u{a0}';
    const JOINER: char = '\u{2060}';
    let mut glued = String::with_capacity(text.len());
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    for (at, c) in text.char_indices() {
        let (before, behind) = (&text[..at], &text[at + c.len_utf8()..]);
        let after_number = is_digit(before.chars().next_back());
        let amount = after_number && behind.starts_with('%');
        let count = after_number && behind.starts_with("of ") && is_digit(behind.chars().nth(3));
        let counted = before.ends_with(" of") && is_digit(behind.chars().next());
        glued.push(if c == ' ' && (amount || count || counted) { GLUE } else { c });
        if c == '/' || c == '-' {
            glued.push(JOINER);
        }
    }
    textwrap::fill(&glued, options).replace(GLUE, " ").replace(JOINER, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_hang_in_a_column_of_their_own() {
        let screen = Screen { width: 30, colour: false };
        assert_eq!(screen.row("why", "one two three four five six"), "  why   one two three four\n        five six\n");
        assert_eq!(screen.row_with_tail("help", "stop", "More: that"), "  help  stop   More: that\n");
        assert_eq!(
            screen.row_with_tail("help", "stop it", "More: that one"),
            "  help  stop it\n        More: that one\n"
        );
    }

    #[test]
    fn amounts_counts_and_ids_are_not_torn() {
        let screen = Screen { width: 24, colour: false };
        assert_eq!(screen.wrapped("", "", "it is perhaps at most 50 %"), "it is perhaps at most\n50 %\n");
        assert_eq!(screen.wrapped("", "", "listed at the place 2 of 5"), "listed at the place\n2 of 5\n");
        assert_eq!(screen.wrapped("", "", "see needling/sd-alcohol-x y"), "see\nneedling/sd-alcohol-x y\n");
    }

    #[test]
    fn a_long_lead_leaves_the_words_whole() {
        let screen = Screen { width: 24, colour: false };
        assert_eq!(screen.wrapped("error[my/long-rule]: ", "  ", "two words"), "error[my/long-rule]:\n  two words\n");
    }

    #[test]
    fn colour_takes_no_columns() {
        let [plain, coloured] = [false, true].map(|colour| Screen { width: 30, colour });
        let text = "one two three four five six";
        assert_eq!(coloured.row("why", text), plain.row("why", text).replace("why", "\u{1b}[1mwhy\u{1b}[0m"));
    }
}
