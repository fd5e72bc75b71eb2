//! Days without a time.

use std::cmp::Ordering;
use std::fmt::{self, Display};
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::ParseDateError;
use super::civil::parse_date;

/// A date such as `2020-01-31` (RFC 3339, `full-date`), kept as the text that was received.
///
/// Any text is accepted from a server; [`FromStr`] is strict. Dates are in the order of the calendar, and texts that
/// are no dates come after them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Date(String);

impl Date {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Year, month and day; nothing if the text is no date.
    #[must_use]
    pub fn year_month_day(&self) -> Option<(i16, u8, u8)> {
        let (year, month, day) = parse_date(&self.0)?;
        Some((year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?))
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |date: &Self| date.year_month_day().is_none();
        key(self).cmp(&key(other)).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Date {
    type Err = ParseDateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::try_from(text)
    }
}

impl TryFrom<&str> for Date {
    type Error = ParseDateError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        parse_date(text).map(|_| Self(text.to_owned())).ok_or(ParseDateError::DATE)
    }
}

impl Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Date {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<&Self> for Date {
    fn from(date: &Self) -> Self {
        date.clone()
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
