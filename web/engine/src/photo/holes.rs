//! Places where a list was printed and nothing was read: under a reflection, a thumb, a fold.
//!
//! A picture does not show what is not in it. But a line of print goes on until the next word would no longer fit, and the
//! lines of a list are as far apart as they were before.

use super::Word;

/// A gap in a line that is no space between words, in heights of a letter.
const WIDE: f32 = 3.0;

/// How much farther apart than usual two lines are between which there is another.
const FAR: f32 = 1.7;

/// A line of words, as it lies in the picture.
struct Line<'a> {
    words: Vec<&'a Word>,
}

impl Line<'_> {
    fn left(&self) -> f32 {
        self.words.iter().map(|word| word.left).fold(f32::INFINITY, f32::min)
    }

    fn right(&self) -> f32 {
        self.words.iter().map(|word| word.right).fold(0.0, f32::max)
    }

    /// The middle height of it, that neither one tall letter nor one low one moves.
    fn middle(&self) -> f32 {
        let mut middles: Vec<f32> = self.words.iter().map(|word| (word.top + word.bottom) / 2.0).collect();
        middles.sort_by(f32::total_cmp);
        middles[middles.len() / 2]
    }

    /// Whether a list or a heading ends with it. A full stop in the middle of a list ends nothing: it is an abbreviation, or
    /// a comma that was misread.
    fn ends_before(&self, next: &Line<'_>) -> bool {
        let is_list = next.separators() > 1;
        let ends_with = |word: &&Word| word.text.ends_with(':') || word.text.ends_with(['.', ';']) && !is_list;
        self.words.last().is_none_or(ends_with)
    }

    /// How many names end in it.
    fn separators(&self) -> usize {
        self.words.iter().filter(|word| word.text.ends_with([',', ';'])).count()
    }
}

/// Whether there is a hole in one of the columns of a text.
pub(super) fn has_hole(words: &[Word], height: f32) -> bool {
    let is_read = |word: &&Word| word.text.contains(char::is_alphanumeric) && height > 0.0;
    let words: Vec<&Word> = words.iter().filter(is_read).collect();
    let mut columns = words.chunk_by(|one, next| one.column == next.column);
    columns.any(|column| {
        let lines = column.chunk_by(|one, next| one.line == next.line);
        let lines: Vec<Line<'_>> = lines.map(|words| Line { words: words.to_vec() }).collect();
        lines.iter().any(|line| has_gap(line, height)) || misses_line(&lines) || breaks_off(&lines, height)
    })
}

/// Whether two words of a line are farther apart than words are.
fn has_gap(line: &Line<'_>, height: f32) -> bool {
    line.words.windows(2).any(|pair| pair[1].left - pair[0].right > WIDE * height)
}

/// Whether two lines are so far apart that one is missing between them, and the first does not end anything.
fn misses_line(lines: &[Line<'_>]) -> bool {
    let apart: Vec<f32> = lines.windows(2).map(|pair| pair[1].middle() - pair[0].middle()).collect();
    let mut sorted = apart.clone();
    sorted.sort_by(f32::total_cmp);
    let Some(usual) = sorted.get(sorted.len() / 2) else { return false };
    let is_heading = |line: &Line<'_>| line.words.len() <= 2;
    let goes_on = |pair: &[Line<'_>]| !pair[0].ends_before(&pair[1]) && !is_heading(&pair[0]);
    lines.windows(2).zip(&apart).any(|(pair, apart)| *apart > usual * FAR && goes_on(pair))
}

/// Whether a line of a running list ends though the next word would have fit, or begins far inside.
fn breaks_off(lines: &[Line<'_>], height: f32) -> bool {
    if lines.iter().map(Line::separators).sum::<usize>() < lines.len() {
        return false; // one name a line
    }
    let left = lines.iter().map(Line::left).fold(f32::INFINITY, f32::min);
    let right = lines.iter().map(Line::right).fold(0.0, f32::max);
    let is_centred = |line: &Line<'_>| ((line.left() - left) - (right - line.right())).abs() < 2.0 * height;
    lines.windows(2).any(|pair| {
        let [line, next] = pair else { return false };
        if line.ends_before(next) || is_centred(line) && is_centred(next) {
            return false;
        }
        let first = next.words.first().map_or(0.0, |word| word.right - word.left);
        line.right() + first + (1.0 + WIDE) * height < right || next.left() - left > WIDE * height
    })
}
