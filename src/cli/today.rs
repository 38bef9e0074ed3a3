//! Today: the date by which it is told what has expired.

use std::ops::RangeInclusive;
use std::time::{SystemTime, UNIX_EPOCH};

use super::error::CliError;
use crate::triage::suppressions::Date;

/// The variable that sets the date for runs that should come out the same on any day, in seconds since 1970.
const VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// Years have four digits: -9999 to 9999.
const TIMES: RangeInclusive<i64> = -377_705_116_800..=253_402_300_799;

/// The date in UTC, or the one that the environment sets.
pub(crate) fn today() -> Result<Date, CliError> {
    match std::env::var_os(VARIABLE).filter(|value| !value.is_empty()) {
        None => Ok(date(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs() as i64))),
        Some(value) => set(&value.to_string_lossy()),
    }
}

fn set(value: &str) -> Result<Date, CliError> {
    let seconds = value.trim().parse().ok().filter(|seconds| TIMES.contains(seconds));
    let fault = || CliError::new(format!("{VARIABLE} is not a valid time: {value}"));
    seconds.map(date).ok_or_else(|| fault().help("set it to a whole number of seconds since 1970, or unset it"))
}

/// The date of a time in seconds since 1970: <https://howardhinnant.github.io/date_algorithms.html#civil_from_days>.
fn date(seconds: i64) -> Date {
    // years begin in March here, so that the odd day stands at the end, and come round every 400
    let days = seconds.div_euclid(86_400) + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + i64::from(month < 3);
    // no number is negative but the year, which for a time of our own is far from it
    Date { year: year.max(0) as u16, month: month as u8, day: day as u8 }
}
