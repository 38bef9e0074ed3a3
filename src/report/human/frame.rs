//! The frame around a few lines of text, with the spot that is meant underlined: drawn by miette.

use std::fmt;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use super::screen::{Ink, Screen, filled};
use crate::finding::Severity;
use crate::report::window::{Window, columns};

/// Fewer columns than these are too few for words under the spot; they then stand in a row below the frame.
const LEAST_ROOM: usize = 24;

/// Draws a window: `beside` stands behind the place in the heading where there is room, `words` under the spot.
pub(crate) fn frame(screen: Screen, severity: Severity, window: &Window, beside: &str, words: &str) -> String {
    let room = window.room_for_words(screen.width);
    let below = if room < LEAST_ROOM && !words.is_empty() { screen.row("what", words) } else { String::new() };
    let words = (below.is_empty() && !words.is_empty()).then(|| filled(words, textwrap::Options::new(room)));
    let mut drawn = String::new();
    if handler(screen, severity).render_report(&mut drawn, &Spot { window, words }).is_err() {
        return screen.row("what", beside);
    }
    // The first line is miette's own headline, which is empty: ours stands above the frame.
    let (heading, body) = drawn.split_once('\n').and_then(|(_, rest)| rest.split_once('\n')).unwrap_or_default();
    let fits = textwrap::core::display_width(heading) + 2 + columns(beside) <= screen.width;
    let beside =
        if fits && !beside.is_empty() { format!("  {}", screen.paint(Ink::Faint, beside)) } else { String::new() };
    format!("{heading}{beside}\n{body}{below}")
}

fn handler(screen: Screen, severity: Severity) -> GraphicalReportHandler {
    let mut theme = if screen.colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let styles = &mut theme.styles;
    styles.highlights = vec![match severity {
        Severity::Error => styles.error,
        Severity::Warning => styles.warning,
        Severity::Note => styles.advice,
    }];
    GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_context_lines(1)
        .with_width(screen.width)
        .without_syntax_highlighting()
}

/// What miette is given: a window, and words for its spot.
#[derive(Debug)]
struct Spot<'a> {
    window: &'a Window,
    words: Option<String>,
}

impl fmt::Display for Spot<'_> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Spot<'_> {}

impl Diagnostic for Spot<'_> {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.window)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::new_primary_with_span(self.words.clone(), self.window.spot());
        Some(Box::new(std::iter::once(label)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_spot_of_any_text_can_be_framed(text in ".*\n?.*\n?.*|[a-z ,\n\r변]*", a in 0usize..60, b in 0usize..60, width in 40usize..121) {
            let border = |at: usize| text.char_indices().map(|(at, _)| at).nth(at).unwrap_or(text.len());
            let (start, end) = (border(a.min(b)), border(a.max(b)));
            let screen = Screen { width, colour: false };
            let window = Window::around("serum.txt", &text, start..end, width);
            let drawn = frame(screen, Severity::Error, &window, "ingredient 2 of 5", "ethanol, at most 50 %");
            prop_assert!(drawn.contains("ethanol"), "{drawn}");
            prop_assert!(drawn.contains("serum.txt:"), "{drawn}");
            for line in drawn.lines() {
                prop_assert!(columns(line) <= width, "wider than {width}: {line}");
            }
        }
    }
}
