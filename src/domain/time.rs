//! Days, instants and elapsed time.
//!
//! Sessions are the clinic's wall clock; aftercare is elapsed time since a session's end.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Utc};

use core::fmt;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text that is no calendar day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a day: write YYYY-MM-DD")]
pub struct NotADay(pub String);

/// Reads `2026-11-22`; refuses `2026-02-30`, `22.11.2026` and years outside 1900 to 2999.
///
/// # Errors
/// [`NotADay`] with the text.
pub fn day(text: &str) -> Result<NaiveDate, NotADay> {
    let number = |range: core::ops::Range<usize>| {
        text.get(range).filter(|part| part.bytes().all(|b| b.is_ascii_digit()))
    };
    let dashed = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    let parts = (number(0..4), number(5..7), number(8..10));
    let (true, (Some(year), Some(month), Some(of_month))) = (dashed, parts) else {
        return Err(NotADay(text.chars().take(40).collect()));
    };
    match (year.parse(), month.parse(), of_month.parse()) {
        (Ok(year @ 1900..=2999), Ok(month), Ok(of_month)) => NaiveDate::from_ymd_opt(year, month, of_month),
        _ => None,
    }
    .ok_or_else(|| NotADay(text.to_owned()))
}

/// A text that is no instant with its offset.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an instant: write YYYY-MM-DDThh:mm:ss with its offset")]
pub struct NotAnInstant(pub String);

/// Reads `2026-11-22T18:00:00+05:30`, with or without seconds and their fraction, `Z` for UTC.
///
/// # Errors
/// [`NotAnInstant`] with the text; an instant without an offset is none.
pub fn instant(text: &str) -> Result<DateTime<FixedOffset>, NotAnInstant> {
    read_instant(text).ok_or_else(|| NotAnInstant(text.chars().take(40).collect()))
}

fn read_instant(text: &str) -> Option<DateTime<FixedOffset>> {
    let date = day(text.get(..10)?).ok()?;
    let clock = text.get(10..)?.strip_prefix('T')?;
    let zone_at = clock.find(['Z', '+', '-'])?;
    let (clock, zone) = (clock.get(..zone_at)?, clock.get(zone_at..)?);
    let two = |text: &str| {
        (text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse::<u32>().ok())?
    };
    let mut parts = clock.split(':');
    let (hour, minute) = (two(parts.next()?)?, two(parts.next()?)?);
    let second = match parts.next() {
        Some(seconds) => two(seconds.get(..2)?).filter(|_| fraction(seconds.get(2..)))?,
        None => 0,
    };
    let time = NaiveTime::from_hms_opt(hour, minute, second.min(59))?;
    let east = if zone == "Z" {
        0
    } else {
        let (hours, minutes) = zone.get(1..)?.split_once(':')?;
        let seconds = i32::try_from(two(hours)? * 3600 + two(minutes)? * 60).ok()?;
        if zone.starts_with('-') { -seconds } else { seconds }
    };
    let offset = FixedOffset::east_opt(east)?;
    (parts.next().is_none()).then(|| date.and_time(time).and_local_timezone(offset).single()).flatten()
}

fn fraction(rest: Option<&str>) -> bool {
    match rest {
        None | Some("") => true,
        Some(rest) => rest
            .strip_prefix('.')
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())),
    }
}

/// A time of day on a clock, to the minute, from `00:00` to `23:59`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay(u32);

/// A text that is no time of day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a time of day: write hh:mm, 00:00 to 23:59")]
pub struct NotATimeOfDay(pub String);

impl TimeOfDay {
    /// The minutes since midnight, 0 to 1439.
    pub fn minutes(self) -> u32 {
        self.0
    }
}

impl TryFrom<&str> for TimeOfDay {
    type Error = NotATimeOfDay;
    fn try_from(text: &str) -> Result<Self, NotATimeOfDay> {
        let two = |part: &str, below: u32| -> Option<u32> {
            let is_plain = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse().ok().filter(|number| is_plain && *number < below)
        };
        let parts = text.split_once(':').and_then(|(hour, minute)| two(hour, 24).zip(two(minute, 60)));
        let (hour, minute) = parts.ok_or_else(|| NotATimeOfDay(text.chars().take(40).collect()))?;
        Ok(Self(hour * 60 + minute))
    }
}
impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}
impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(&*String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// A length of elapsed time in the content: `{"minutes": 15}`, `{"hours": 24}` or `{"days": 7}`.
/// A day here is 24 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Elapsed {
    /// Minutes.
    Minutes(u32),
    /// Hours.
    Hours(u32),
    /// Days of 24 hours.
    Days(u32),
}

impl Elapsed {
    /// The length in minutes.
    pub fn minutes(self) -> i64 {
        match self {
            Self::Minutes(minutes) => i64::from(minutes),
            Self::Hours(hours) => i64::from(hours) * 60,
            Self::Days(days) => i64::from(days) * 1440,
        }
    }

    /// The instant so long after another.
    pub fn after(self, start: DateTime<Utc>) -> DateTime<Utc> {
        start + TimeDelta::minutes(self.minutes())
    }

    /// The instant so long before another.
    pub fn before(self, end: DateTime<Utc>) -> DateTime<Utc> {
        end - TimeDelta::minutes(self.minutes())
    }
}

/// Days in a row, half-open: 2026-12-20 until 2027-01-03 is two weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayRange {
    /// The first day.
    pub from: NaiveDate,
    /// The first day that is no longer one of them; none are where it is not after `from`.
    pub until: NaiveDate,
}

impl DayRange {
    /// From a day to a last day, as people say it: both are inside.
    pub fn through(from: NaiveDate, last: NaiveDate) -> Self {
        Self { from, until: last.succ_opt().unwrap_or(NaiveDate::MAX) }
    }

    /// The last day that is one of them.
    pub fn last(self) -> NaiveDate {
        self.until.pred_opt().unwrap_or(self.until)
    }

    /// Whether a day is one of them.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.from <= day && day < self.until
    }
}

/// The instant as FHIR writes it, in UTC, without the feature that would bring month names.
pub fn written(instant: DateTime<Utc>) -> String {
    let (date, time) = (instant.date_naive(), instant.time());
    format!("{date}T{time}Z")
}

#[cfg(test)]
mod tests {
    use super::{NotATimeOfDay, TimeOfDay, day, instant, written};
    use chrono::Utc;

    #[test]
    fn a_day_is_read_and_checked() {
        assert!(day("2028-02-29").is_ok());
        for refused in ["2027-02-29", "2026-1-02", "22.11.2026", "2026-11-2x", "0026-11-02", ""] {
            assert!(day(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn a_time_of_day_is_read_and_checked() {
        for (text, minutes) in [("00:00", 0), ("09:30", 570), ("23:59", 1439)] {
            let time = TimeOfDay::try_from(text).map(|time| (time.minutes(), time.to_string()));
            assert_eq!(time, Ok((minutes, text.to_owned())));
        }
        for refused in ["24:00", "09:60", "9:30", "09:3", "0930", "+9:30", "09:30:00", " 09:30", ""] {
            assert_eq!(TimeOfDay::try_from(refused), Err(NotATimeOfDay(refused.to_owned())));
        }
    }

    #[test]
    fn an_instant_needs_its_offset() {
        let read = |text: &str| instant(text).map(|at| written(at.with_timezone(&Utc)));
        assert_eq!(read("2026-11-22T18:00:00+05:30").as_deref(), Ok("2026-11-22T12:30:00Z"));
        assert_eq!(read("2026-11-22T18:00:00.123Z").as_deref(), Ok("2026-11-22T18:00:00Z"));
        assert_eq!(read("2027-01-01T00:15-01:00").as_deref(), Ok("2027-01-01T01:15:00Z"));
        for refused in ["2026-11-22T18:00:00", "2026-11-22", "2026-11-22T25:00:00Z", "2026-11-22T1:00Z"] {
            assert!(instant(refused).is_err(), "{refused}");
        }
    }
}
