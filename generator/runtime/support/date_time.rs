//! Instants, kept as the text that was received.

use std::cmp::Ordering;
use std::fmt::{self, Display};
use std::hash::{Hash, Hasher};
use std::ops::{Add, Sub};
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::civil::{date_from_days, days_from_date, digits, parse_date};

/// 24 hours.
pub const DAY: Duration = Duration::from_secs(DAY_SECONDS.unsigned_abs());

const DAY_SECONDS: i64 = 86_400;

/// 0000-01-01T00:00:00Z and 9999-12-31T23:59:59Z, the bounds of RFC 3339, in seconds from 1970.
const BOUNDS: (i64, i64) = (-62_167_219_200, 253_402_300_799);

/// Before every instant, even one of the year 0 with an offset, so that each is a duration from here.
const ORIGIN: i64 = BOUNDS.0 - DAY_SECONDS;

/// An instant such as `2020-01-01T00:00:00Z` (RFC 3339, `date-time`), kept as the text that was received.
///
/// Any text is accepted from a server; [`FromStr`] is strict. Two are equal when they are the same instant, whatever
/// their offsets, and the order is that of time. Texts that are no RFC 3339 come after all instants, in the order of
/// text.
#[derive(Clone, Debug)]
pub struct DateTime(String);

impl DateTime {
    /// The current time, in whole seconds.
    #[must_use]
    pub fn now() -> Self {
        let now = Self::from(SystemTime::now());
        now.unix_seconds().map_or(now, |seconds| Self::from_unix(seconds, 0))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whole seconds from 1970-01-01T00:00:00Z, rounded down; nothing if the text is no RFC 3339.
    #[must_use]
    pub fn unix_seconds(&self) -> Option<i64> {
        self.instant().map(|instant| instant.seconds)
    }

    /// Billionths of a second after [`DateTime::unix_seconds`]; further digits are cut off.
    #[must_use]
    pub fn subsec_nanos(&self) -> Option<u32> {
        self.instant().map(|instant| instant.nanos())
    }

    /// The offset of the text's local time from UTC, in seconds; nothing if the text is no RFC 3339.
    #[must_use]
    pub fn utc_offset_seconds(&self) -> Option<i32> {
        self.instant().map(|instant| instant.offset)
    }

    /// The same instant for the standard library, if both sides can express it.
    #[must_use]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let instant = self.instant()?;
        let seconds = Duration::from_secs(instant.seconds.unsigned_abs());
        let whole = if instant.seconds < 0 { UNIX_EPOCH.checked_sub(seconds) } else { UNIX_EPOCH.checked_add(seconds) };
        whole?.checked_add(Duration::from_nanos(instant.nanos().into()))
    }

    /// How long after `earlier` it is; nothing if it is before, or if either text is no RFC 3339.
    #[must_use]
    pub fn duration_since(&self, earlier: &Self) -> Option<Duration> {
        let (at, from) = (self.instant()?, earlier.instant()?);
        let seconds = u64::try_from(at.seconds.checked_sub(from.seconds)?).ok()?;
        let nanos = Duration::from_nanos(at.nanos().into());
        Duration::from_secs(seconds).checked_add(nanos)?.checked_sub(Duration::from_nanos(from.nanos().into()))
    }

    /// The instant in UTC; it stays within the years 0 and 9999.
    pub(super) fn from_unix(seconds: i64, nanos: u32) -> Self {
        let seconds = seconds.clamp(BOUNDS.0, BOUNDS.1);
        let (year, month, day) = date_from_days(seconds.div_euclid(DAY_SECONDS));
        let second = seconds.rem_euclid(DAY_SECONDS);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let fraction = format!(".{nanos:09}");
        let fraction = fraction.trim_end_matches(['0', '.']);
        Self(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z"))
    }

    fn instant(&self) -> Option<Instant<'_>> {
        Instant::parse(&self.0)
    }

    fn shift(&self, by: impl FnOnce(Duration) -> Option<Duration>, bound: i64) -> Self {
        let Some(instant) = self.instant() else { return self.clone() };
        let since_origin = Duration::new((instant.seconds - ORIGIN).unsigned_abs(), instant.nanos());
        match by(since_origin).map(|shifted| (i64::try_from(shifted.as_secs()), shifted.subsec_nanos())) {
            Some((Ok(seconds), nanos)) => Self::from_unix(seconds.saturating_add(ORIGIN), nanos),
            _ => Self::from_unix(bound, 0),
        }
    }
}

/// A text in its parts.
struct Instant<'a> {
    seconds: i64,
    /// The digits of the fraction, without zeros at the end.
    fraction: &'a str,
    offset: i32,
}

impl<'a> Instant<'a> {
    /// RFC 3339, section 5.6.
    fn parse(text: &'a str) -> Option<Self> {
        let (date, rest) = text.split_once(['T', 't'])?;
        let (time, rest) = rest.split_at_checked(8)?;
        let (fraction, offset) = split_fraction(rest)?;
        let offset = parse_offset(offset)?;
        let (year, month, day) = parse_date(date)?;
        let (second_of_day, leap) = parse_time(time)?;
        let seconds = days_from_date(year, month, day) * DAY_SECONDS + second_of_day - i64::from(offset);
        // A leap second is the last of a day in UTC, and is counted as the first of the next.
        if leap && seconds.rem_euclid(DAY_SECONDS) != 0 {
            return None;
        }
        Some(Self { seconds, fraction: fraction.trim_end_matches('0'), offset })
    }

    fn nanos(&self) -> u32 {
        let digits = self.fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
        digits.fold(0, |nanos, digit| nanos * 10 + u32::from(digit - b'0'))
    }

    /// What instants are compared by; as texts, fractions of any length are in the order of their values.
    fn key(&self) -> (i64, &'a str) {
        (self.seconds, self.fraction)
    }
}

/// The seconds of the day in a text like `23:59:59`, and whether it is a leap second.
fn parse_time(text: &str) -> Option<(i64, bool)> {
    let (hour, rest) = text.split_once(':')?;
    let (minute, second) = rest.split_once(':')?;
    let (hour, minute, second) = (digits(hour, 2)?, digits(minute, 2)?, digits(second, 2)?);
    let exists = hour < 24 && minute < 60 && second <= 60;
    exists.then_some((hour * 3600 + minute * 60 + second, second == 60))
}

/// The digits of the fraction, if there is one, and what follows.
fn split_fraction(text: &str) -> Option<(&str, &str)> {
    let Some(text) = text.strip_prefix('.') else { return Some(("", text)) };
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    (end > 0).then(|| text.split_at(end))
}

/// The seconds in an offset like `Z` or `+02:00`.
fn parse_offset(text: &str) -> Option<i32> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let (sign, rest) = text.split_at_checked(1)?;
    let (hour, minute) = rest.split_once(':')?;
    let (hour, minute) = (digits(hour, 2)?, digits(minute, 2)?);
    let seconds = i32::try_from(hour * 3600 + minute * 60).ok()?;
    match sign {
        _ if hour > 23 || minute > 59 => None,
        "+" => Some(seconds),
        "-" => Some(-seconds),
        _ => None,
    }
}

/// A date as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
pub(super) fn from_http_date(text: &str) -> Option<DateTime> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let words: Vec<&str> = text.split(' ').collect();
    let [_, day, month, year, time, "GMT"] = words[..] else { return None };
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    format!("{year}-{month:02}-{day}T{time}Z").parse().ok()
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for DateTime {}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.instant(), other.instant()) {
            (Some(a), Some(b)) => a.key().cmp(&b.key()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => self.0.cmp(&other.0),
        }
    }
}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.instant() {
            Some(instant) => instant.key().hash(state),
            None => self.0.hash(state),
        }
    }
}

/// The later instant, in UTC, at most the end of the year 9999; a text that is no RFC 3339 stays as it is.
impl Add<Duration> for &DateTime {
    type Output = DateTime;

    fn add(self, duration: Duration) -> DateTime {
        self.shift(|instant| instant.checked_add(duration), BOUNDS.1)
    }
}

/// The earlier instant, in UTC, at least the start of the year 0; a text that is no RFC 3339 stays as it is.
impl Sub<Duration> for &DateTime {
    type Output = DateTime;

    fn sub(self, duration: Duration) -> DateTime {
        self.shift(|instant| instant.checked_sub(duration), BOUNDS.0)
    }
}

impl Add<Duration> for DateTime {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        &self + duration
    }
}

impl Sub<Duration> for DateTime {
    type Output = Self;

    fn sub(self, duration: Duration) -> Self {
        &self - duration
    }
}

impl From<SystemTime> for DateTime {
    fn from(time: SystemTime) -> Self {
        let epoch = Self::from_unix(0, 0);
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => epoch + after,
            Err(error) => epoch - error.duration(),
        }
    }
}

impl FromStr for DateTime {
    type Err = ParseDateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::try_from(text)
    }
}

impl TryFrom<&str> for DateTime {
    type Error = ParseDateError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        Instant::parse(text).map(|_| Self(text.to_owned())).ok_or(ParseDateError::DATE_TIME)
    }
}

impl Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for DateTime {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<&Self> for DateTime {
    fn from(instant: &Self) -> Self {
        instant.clone()
    }
}

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// A text that is no date, or a date out of range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseDateError(&'static str);

impl ParseDateError {
    pub(super) const DATE_TIME: Self = Self("not a date and time like `2020-01-31T23:59:59Z` (RFC 3339)");
    pub(super) const DATE: Self = Self("not a date like `2020-01-31` (RFC 3339)");
}

impl Display for ParseDateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for ParseDateError {}
