//! Today: the date by which it is told what has expired.

use crate::triage::suppressions::Date;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::fault::Fault;

/// The variable that sets the date for runs that should come out the same on any day, in seconds since 1970.
const VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// The date in UTC, or the one that the environment sets.
pub(crate) fn today() -> Result<Date, Fault> {
    match std::env::var_os(VARIABLE).filter(|value| !value.is_empty()) {
        None => Ok(date(Timestamp::now())),
        Some(value) => set(&value.to_string_lossy()),
    }
}

fn set(value: &str) -> Result<Date, Fault> {
    let time = value.trim().parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    let fault = || Fault::new(format!("{VARIABLE} is no time: {value}"));
    time.map(date).ok_or_else(|| fault().help("set it to whole seconds since 1970, or unset it"))
}

fn date(time: Timestamp) -> Date {
    let date = time.to_zoned(TimeZone::UTC).date();
    // no number is negative but the year, which for a time of our own is far from it
    Date { year: date.year().max(0) as u16, month: date.month() as u8, day: date.day() as u8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_turned_into_a_day() {
        for (seconds, day) in [("0", "1970-01-01"), ("951868799", "2000-02-29"), (" 1774915200\n", "2026-03-31")] {
            assert_eq!(
                set(seconds).map(|date| date.to_string()).map_err(|fault| fault.message().to_owned()),
                Ok(day.to_owned())
            );
        }
        for odd in ["", "tomorrow", "1.5", "99999999999999999"] {
            assert_eq!(set(odd).unwrap_err().message(), format!("SOURCE_DATE_EPOCH is no time: {odd}").trim_end());
        }
    }
}
