//! Dates: they keep their text, compare by their instant, and are the same instant for other crates.

use std::cmp::Ordering;
use std::fmt::Display;
use std::time::{Duration, SystemTime};

use generated::support::{Date, DateTime};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(super) const WORDS: &[&str] = &[
    "2024-02-29",
    "1900-02-29",
    "0000-01-01",
    "9999-12-31",
    "T",
    "t",
    " ",
    "Z",
    "z",
    "+00:00",
    "-00:00",
    "+23:59",
    "-24:00",
    ".",
    ".5",
    ".123456789",
    ".9999999999",
    "23:59:60",
    "24:00:00",
    "00:00:00",
    "-",
    ":",
    "١",
];

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let dates = [
        "2014-01-01T05:20:00.12345Z",
        "2024-02-29t23:59:60+01:00",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999-00:00",
        "1969-12-31 23:59:59.5Z",
        "2020-06-30",
        "1970-01-01T00:00:00+23:59",
    ];
    dates.into_iter().map(|date| date.as_bytes().to_vec()).collect()
}

/// A text that is taken stays as it is, also in JSON.
fn keeps<T: Display + Serialize + DeserializeOwned + PartialEq>(value: &T, text: &str) -> Result<(), String> {
    let json = serde_json::to_string(value).map_err(|error| error.to_string())?;
    let again: T = serde_json::from_str(&json).map_err(|error| error.to_string())?;
    let is_kept = value.to_string() == text && again.to_string() == text && again == *value;
    if is_kept { Ok(()) } else { Err(format!("{text:?} became {value}, {json} and {again}")) }
}

pub(super) fn run(input: &[u8]) -> Result<(), String> {
    let Ok(text) = std::str::from_utf8(input) else { return Ok(()) };
    if let Ok(date) = text.parse::<Date>() {
        keeps(&date, text)?;
        check_date(&date)?;
    }
    if let Ok(time) = text.parse::<DateTime>() {
        keeps(&time, text)?;
        check_time(&time)?;
    }
    // A server may send any text.
    let json = serde_json::Value::from(text);
    let (lenient, date) = (serde_json::from_value::<DateTime>(json.clone()), serde_json::from_value::<Date>(json));
    if let (Ok(time), Ok(date)) = (lenient, date) {
        keeps(&time, text)?;
        keeps(&date, text)?;
        drop((
            &time + Duration::MAX,
            &time - Duration::MAX,
            time.duration_since(&DateTime::now()),
            date.year_month_day(),
        ));
    }
    Ok(())
}

fn check_date(date: &Date) -> Result<(), String> {
    let (year, month, day) = date.year_month_day().ok_or_else(|| format!("{date} has no day"))?;
    if format!("{year:04}-{month:02}-{day:02}") != date.as_str() {
        return Err(format!("{date} is {year} {month} {day}"));
    }
    let chrono = chrono::NaiveDate::try_from(date).map(|it| it.to_string());
    let jiff = jiff::civil::Date::try_from(date).map(|it| it.to_string());
    let time = time::Date::try_from(date).map(|it| it.to_string());
    for other in [chrono, jiff, time] {
        match other {
            Ok(text) if text == date.as_str() => {}
            other => return Err(format!("{date} is {other:?} elsewhere")),
        }
    }
    Ok(())
}

fn check_time(time: &DateTime) -> Result<(), String> {
    let told = (time.unix_seconds(), time.subsec_nanos(), time.utc_offset_seconds());
    let (Some(seconds), Some(nanos), Some(_)) = told else { return Err(format!("{time} is no instant: {told:?}")) };
    if time.cmp(time) != Ordering::Equal || time.duration_since(time) != Some(Duration::ZERO) {
        return Err(format!("{time} is not itself"));
    }
    let later = time + Duration::from_nanos(1_500_000_001);
    let day_off = &(time - Duration::from_secs(86_400)) + Duration::from_secs(86_400);
    // Sums have nanoseconds; a text may say more.
    let digits =
        time.as_str().split_once('.').map_or(0, |(_, rest)| rest.bytes().take_while(u8::is_ascii_digit).count());
    let has_room = digits <= 9 && (-62_167_000_000..253_402_000_000).contains(&seconds);
    if has_room
        && (later <= *time
            || later.duration_since(time) != Some(Duration::from_nanos(1_500_000_001))
            || day_off != *time)
    {
        return Err(format!("{time} is {later} after 1.5 s, and {day_off} a day before and after"));
    }
    let others = [
        chrono::DateTime::try_from(time).ok().map(|it| (it.timestamp(), it.timestamp_subsec_nanos())),
        jiff::Timestamp::try_from(time).ok().map(|it| {
            let nanos = it.as_nanosecond();
            let whole = i64::try_from(nanos.div_euclid(1_000_000_000)).unwrap_or_default();
            (whole, u32::try_from(nanos.rem_euclid(1_000_000_000)).unwrap_or_default())
        }),
        time::OffsetDateTime::try_from(time).ok().map(|it| (it.unix_timestamp(), it.nanosecond())),
    ];
    if others.iter().flatten().any(|other| *other != (seconds, nanos)) || has_room && others.contains(&None) {
        return Err(format!("{time} is {seconds} and {nanos}, and elsewhere {others:?}"));
    }
    let system = time.to_system_time().filter(|_| has_room);
    let back = system.map(DateTime::from);
    let is_same = back.is_none_or(|back| back == *time);
    let epoch = system.and_then(|it| it.duration_since(SystemTime::UNIX_EPOCH).ok());
    let is_right = epoch.is_none_or(|it| i64::try_from(it.as_secs()) == Ok(seconds) && it.subsec_nanos() == nanos);
    if is_same && is_right { Ok(()) } else { Err(format!("{time} is another time for the system: {system:?}")) }
}
