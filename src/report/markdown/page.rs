//! A page that never grows beyond what a comment holds.

use crate::report::human::counted;

/// Bytes of a page at most.
const MOST: usize = 60_000;

/// Room that is kept for the line that counts what a table leaves out.
const MORE: usize = 100;

pub(super) struct Page {
    text: String,
    footer: &'static str,
}

impl Page {
    pub(super) fn ending_in(footer: &'static str) -> Page {
        Page { text: String::new(), footer }
    }

    pub(super) fn line(&mut self, line: &str) {
        if self.has_room_for(line) {
            self.text.push_str(line);
        }
    }

    /// Adds a table with as many rows as fit, unless there are none. The others are counted, with those `hidden` already.
    pub(super) fn table(&mut self, head: &str, rows: impl Iterator<Item = String>, one: &str, hidden: u64) {
        let mut rows = rows.peekable();
        if rows.peek().is_none() || !self.has_room_for(head) {
            return;
        }
        self.text.push('\n');
        self.text.push_str(head);
        let mut more = hidden;
        for row in rows {
            if more == hidden && self.has_room_for(&row) {
                self.text.push_str(&row);
            } else {
                more += 1;
            }
        }
        if more > 0 {
            self.text.push_str(&format!("\n… and {}\n", counted(more, &format!("more {one}"))));
        }
    }

    fn has_room_for(&self, text: &str) -> bool {
        // a table before may have used its line for what it leaves out
        self.text.len() + text.len() + self.footer.len() + 3 * MORE <= MOST
    }

    pub(super) fn finish(self) -> String {
        self.text + self.footer
    }
}
