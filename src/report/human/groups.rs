//! The groups of a catalogue: how many products of each have findings.

use super::screen::Screen;
use super::words::{count, counted};
use crate::report::window::on_one_line;
use crate::report::{Group, Receipt};

/// So many groups are shown; the others are counted.
const SHOWN: usize = 20;
/// How much of a group's name a line can carry.
const LONGEST_NAME: usize = 32;

/// A line for each group with errors or warnings that count, those with the most products first.
pub(super) fn draw(screen: Screen, receipt: &Receipt) -> String {
    let mut groups: Vec<_> = receipt.groups.iter().filter(|(_, group)| affected(group) > 0).collect();
    groups.sort_by_key(|(_, group)| std::cmp::Reverse(affected(group)));
    let rest = groups.len().saturating_sub(SHOWN);
    groups.truncate(SHOWN);
    let name = |name: &str| if name.is_empty() { "(no group)".to_owned() } else { on_one_line(name, LONGEST_NAME) };
    let width = |text: &str| textwrap::core::display_width(text);
    let widest = groups.iter().map(|(group, _)| width(&name(group))).max().unwrap_or(0);
    let longest = groups.iter().map(|(_, group)| count(affected(group)).len()).max().unwrap_or(0);
    let mut text = String::new();
    if !groups.is_empty() {
        text.push_str(&screen.wrapped("", "  ", "Products with errors or warnings, by group:"));
    }
    for (group, counts) in &groups {
        let name = name(group);
        let gap = " ".repeat(widest - width(&name));
        let share = 100.0 * affected(counts) as f64 / counts.products as f64;
        let (some, all) = (count(affected(counts)), counted(counts.products, "product"));
        text.push_str(&screen.wrapped("", "  ", &format!("{name}{gap}  {some:>longest$} of {all} ({share:.1} %)")));
    }
    if rest > 0 {
        let more = counted(rest as u64, "more group");
        text.push_str(&screen.wrapped("", "  ", &format!("… and {more} with findings; --receipt FILE lists them all")));
    }
    text
}

fn affected(group: &Group) -> u64 {
    group.affected.errors + group.affected.warnings
}
