//! Dates: workbooks hold them as numbers, and say by the format of the cell that they are some.

use quick_xml::events::Event;

use super::Fault;
use super::xml::{Xml, attribute};

/// Which formats of cells show a number as a date.
#[derive(Default)]
pub(super) struct Dates {
    of_format: Vec<bool>,
    /// Whether days are counted from 1904, and not from 1900.
    pub(super) is_1904: bool,
}

/// Excel has no more formats than this.
const MOST: usize = 1 << 16;

impl Dates {
    pub(super) fn read(mut xml: Xml<'_>) -> Result<Dates, Fault> {
        let (mut dates, mut own, mut is_of_cells) = (Dates::default(), Vec::new(), false);
        loop {
            match xml.next()? {
                Event::Start(start) => {
                    let number = attribute(&start, "numFmtId").and_then(|number| number.parse::<u32>().ok());
                    match start.local_name().as_ref() {
                        "numFmt" if attribute(&start, "formatCode").is_some_and(|code| shows_date(&code)) => {
                            own.extend(number.filter(|_| own.len() < MOST));
                        }
                        "cellXfs" => is_of_cells = true,
                        "xf" if is_of_cells && dates.of_format.len() < MOST => {
                            let is_date = |number| is_usual(number) || own.contains(&number);
                            dates.of_format.push(number.is_some_and(is_date));
                        }
                        _ => {}
                    }
                }
                Event::End(end) => match end.local_name().as_ref() {
                    "cellXfs" => is_of_cells = false,
                    "styleSheet" => return Ok(dates),
                    _ => {}
                },
                _ => {}
            }
        }
    }

    /// A number as a cell of this format shows it.
    pub(super) fn text(&self, number: f64, format: usize) -> String {
        let is_date = self.of_format.get(format).is_some_and(|is_date| *is_date);
        let date = || date(if self.is_1904 { number + 1462.0 } else { number });
        is_date.then(date).flatten().unwrap_or_else(|| number.to_string())
    }
}

/// Whether a format that every workbook has shows a date.
fn is_usual(number: u32) -> bool {
    matches!(number, 14..=22 | 27..=36 | 45 | 47 | 50..=58)
}

/// Whether a format shows a date or a time of day, and not how long something took, as `[h]:mm` does.
fn shows_date(code: &str) -> bool {
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' | '_' | '*' => drop(characters.next()),
            '"' => drop(characters.find(|c| *c == '"')),
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                if !inside.is_empty() && inside.chars().all(|c| "hms".contains(c.to_ascii_lowercase())) {
                    return false;
                }
            }
            ';' => return false,
            other if "dhmsy".contains(other.to_ascii_lowercase()) => return true,
            _ => {}
        }
    }
    false
}

/// A date, and the time of the day if there is one, from days since the end of 1899. None, where Excel shows none.
fn date(days: f64) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&days) {
        return None;
    }
    let seconds = (days * 86_400.0).round() as i64;
    let (mut day, second) = (seconds / 86_400, seconds % 86_400);
    // to Excel, 1900 had a 29th of February
    day += i64::from(day < 60);
    // counted in years that begin in March, from the first of March of the year 0
    let day = day + 693_899;
    let (era, day) = (day / 146_097, day % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (year, month) = (era * 400 + year + month / 10, (month + 2) % 12 + 1);
    let date = format!("{year:04}-{month:02}-{day:02}");
    Some(match second {
        0 => date,
        _ => format!("{date} {:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_see_them() {
        let part = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\"/>\
                    <numFmt numFmtId=\"165\" formatCode=\"0 &quot;days&quot;\"/></numFmts>\
                    <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
                    <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"22\"/></cellXfs>\
                    </styleSheet>";
        let mut dates = Dates::read(Xml::new("x.xml", part.as_bytes())).unwrap();
        for (number, format, text) in [
            (8_801_234_567_890.0, 0, "8801234567890"),
            (2.5, 2, "2.5"),
            (-7.0, 9, "-7"),
            (45_413.0, 1, "2024-05-01"),
            (45_413.5, 3, "2024-05-01 12:00:00"),
            (1.0, 1, "1900-01-01"),
            (59.0, 1, "1900-02-28"),
            (61.0, 1, "1900-03-01"),
            (36_584.999_988, 1, "2000-02-28 23:59:59"),
            (2_958_465.0, 1, "9999-12-31"),
            (-1.0, 1, "-1"),
        ] {
            assert_eq!(dates.text(number, format), text);
        }
        dates.is_1904 = true;
        assert_eq!(dates.text(0.0, 1), "1904-01-01");
    }

    #[test]
    fn formats_show_dates_or_none() {
        for (code, is_date) in [
            ("General", false),
            ("yyyy-mm-dd", true),
            ("h:mm AM/PM", true),
            ("[h]:mm", false),
            ("[$-409]d/m/yy", true),
            ("[Red]#,##0.00", false),
            ("0.00E+00", false),
            ("0\\d", false),
            ("0;d", false),
        ] {
            assert_eq!(shows_date(code), is_date, "{code}");
        }
    }
}
