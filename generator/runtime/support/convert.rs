//! Dates of other crates, each behind a feature with the crate's name.
//!
//! What is out of the other side's range is an error; instants that come in are kept within the years 0 to 9999.

#[cfg(feature = "chrono")]
mod with_chrono {
    use std::time::Duration;

    use chrono::{FixedOffset, NaiveDate, TimeZone};

    use crate::support::{Date, DateTime, ParseDateError};

    /// Keeps the offset.
    impl TryFrom<&DateTime> for chrono::DateTime<FixedOffset> {
        type Error = ParseDateError;

        fn try_from(value: &DateTime) -> Result<Self, ParseDateError> {
            let convert = || {
                let offset = FixedOffset::east_opt(value.utc_offset_seconds()?)?;
                offset.timestamp_opt(value.unix_seconds()?, value.subsec_nanos()?).single()
            };
            convert().ok_or(ParseDateError::DATE_TIME)
        }
    }

    /// Becomes UTC.
    impl<Z: TimeZone> From<chrono::DateTime<Z>> for DateTime {
        fn from(value: chrono::DateTime<Z>) -> Self {
            // A leap second has more than a billion nanoseconds.
            Self::from_unix(value.timestamp(), 0) + Duration::from_nanos(value.timestamp_subsec_nanos().into())
        }
    }

    impl TryFrom<&Date> for NaiveDate {
        type Error = ParseDateError;

        fn try_from(value: &Date) -> Result<Self, ParseDateError> {
            let (year, month, day) = value.year_month_day().ok_or(ParseDateError::DATE)?;
            Self::from_ymd_opt(year.into(), month.into(), day.into()).ok_or(ParseDateError::DATE)
        }
    }

    impl TryFrom<NaiveDate> for Date {
        type Error = ParseDateError;

        fn try_from(value: NaiveDate) -> Result<Self, ParseDateError> {
            value.to_string().as_str().try_into()
        }
    }
}

#[cfg(feature = "jiff")]
mod with_jiff {
    use std::time::Duration;

    use jiff::{Timestamp, civil};

    use crate::support::{Date, DateTime, ParseDateError};

    impl TryFrom<&DateTime> for Timestamp {
        type Error = ParseDateError;

        fn try_from(value: &DateTime) -> Result<Self, ParseDateError> {
            let convert = || {
                let nanos = i32::try_from(value.subsec_nanos()?).ok()?;
                Self::new(value.unix_seconds()?, nanos).ok()
            };
            convert().ok_or(ParseDateError::DATE_TIME)
        }
    }

    impl From<Timestamp> for DateTime {
        fn from(value: Timestamp) -> Self {
            let whole = Self::from_unix(value.as_second(), 0);
            let nanos = value.subsec_nanosecond();
            let fraction = Duration::from_nanos(nanos.unsigned_abs().into());
            if nanos < 0 { whole - fraction } else { whole + fraction }
        }
    }

    impl TryFrom<&Date> for civil::Date {
        type Error = ParseDateError;

        fn try_from(value: &Date) -> Result<Self, ParseDateError> {
            let convert = || {
                let (year, month, day) = value.year_month_day()?;
                Self::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
            };
            convert().ok_or(ParseDateError::DATE)
        }
    }

    impl TryFrom<civil::Date> for Date {
        type Error = ParseDateError;

        fn try_from(value: civil::Date) -> Result<Self, ParseDateError> {
            value.to_string().as_str().try_into()
        }
    }
}

#[cfg(feature = "time")]
mod with_time {
    use time::{OffsetDateTime, UtcOffset};

    use crate::support::{Date, DateTime, ParseDateError};

    /// Keeps the offset.
    impl TryFrom<&DateTime> for OffsetDateTime {
        type Error = ParseDateError;

        fn try_from(value: &DateTime) -> Result<Self, ParseDateError> {
            let convert = || {
                let offset = UtcOffset::from_whole_seconds(value.utc_offset_seconds()?).ok()?;
                let instant = Self::from_unix_timestamp(value.unix_seconds()?).ok()?;
                instant.replace_nanosecond(value.subsec_nanos()?).ok()?.checked_to_offset(offset)
            };
            convert().ok_or(ParseDateError::DATE_TIME)
        }
    }

    /// Becomes UTC.
    impl From<OffsetDateTime> for DateTime {
        fn from(value: OffsetDateTime) -> Self {
            Self::from_unix(value.unix_timestamp(), value.nanosecond())
        }
    }

    impl TryFrom<&Date> for time::Date {
        type Error = ParseDateError;

        fn try_from(value: &Date) -> Result<Self, ParseDateError> {
            let convert = || {
                let (year, month, day) = value.year_month_day()?;
                Self::from_calendar_date(year.into(), month.try_into().ok()?, day).ok()
            };
            convert().ok_or(ParseDateError::DATE)
        }
    }

    impl TryFrom<time::Date> for Date {
        type Error = ParseDateError;

        fn try_from(value: time::Date) -> Result<Self, ParseDateError> {
            value.to_string().as_str().try_into()
        }
    }
}
