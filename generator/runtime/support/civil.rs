//! Days of the Gregorian calendar, counted from 1970-01-01.

/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;

/// Days in 400 years, after which the calendar repeats itself.
const CYCLE: i64 = 146_097;

/// The number of days from 1970-01-01 to a date.
///
/// Years are taken to begin in March, so that a leap day is the last of its year and the months before it have the same
/// lengths in every year: 31, 30, 31, 30, 31 days, and again.
pub(super) fn days_from_date(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leap_days + (153 * month + 2) / 5 + (day - 1) - EPOCH
}

/// The year, month and day that are so many days after 1970-01-01.
pub(super) fn date_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + EPOCH;
    let (cycle, day) = (days.div_euclid(CYCLE), days.rem_euclid(CYCLE));
    // The last day of 4, 100 and 400 years would else begin another year.
    let year = (day - day / 1460 + day / 36_524 - day / (CYCLE - 1)) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let year = 400 * cycle + year;
    if month < 10 { (year, month + 3, day) } else { (year + 1, month - 9, day) }
}

/// The year, month and day of a text like `2020-01-31`, if there is such a day.
pub(super) fn parse_date(text: &str) -> Option<(i64, i64, i64)> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let date = (digits(year, 4)?, digits(month, 2)?, digits(day, 2)?);
    let exists = (1..=12).contains(&date.1) && date_from_days(days_from_date(date.0, date.1, date.2)) == date;
    exists.then_some(date)
}

/// A number of exactly so many digits.
pub(super) fn digits(text: &str, count: usize) -> Option<i64> {
    let fits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}
