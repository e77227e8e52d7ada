//! The dates of a record: a year, a month, a day or an instant, each as exact as it was written.

use crate::domain::time;
use crate::fhir::json;
use crate::fhir::value::{choice, text_at};
use chrono::{DateTime, Months, NaiveDate, NaiveDateTime, Utc};
use serde_json::Value;

/// The clinic's calendar and clock: what its wall shows at an instant.
pub type WallClock<'a> = &'a dyn Fn(DateTime<Utc>) -> NaiveDateTime;

/// A FHIR `date`, `dateTime` or `instant`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Some day of the year that begins then.
    Year(NaiveDate),
    /// Some day of the month that begins then.
    Month(NaiveDate),
    /// A day.
    Day(NaiveDate),
    /// A point in time.
    Instant(DateTime<Utc>),
}

impl Moment {
    /// Reads `2026`, `2026-11`, `2026-11-22` or `2026-11-22T18:00:00+05:30`.
    pub fn read(text: &str) -> Option<Self> {
        match text.len() {
            4 => time::day(&format!("{text}-01-01")).ok().map(Self::Year),
            7 => time::day(&format!("{text}-01")).ok().map(Self::Month),
            10 => time::day(text).ok().map(Self::Day),
            _ => time::instant(text).ok().map(|at| Self::Instant(at.with_timezone(&Utc))),
        }
    }

    /// The day on the clinic's calendar, where it is as exact as that.
    pub fn day(self, clock: WallClock<'_>) -> Option<NaiveDate> {
        match self {
            Self::Year(_) | Self::Month(_) => None,
            Self::Day(day) => Some(day),
            Self::Instant(at) => Some(clock(at).date()),
        }
    }

    /// The first and the last day it may be.
    pub fn span(self, clock: WallClock<'_>) -> (NaiveDate, NaiveDate) {
        let last = |first: NaiveDate, months| {
            first.checked_add_months(Months::new(months)).and_then(|after| after.pred_opt()).unwrap_or(first)
        };
        match self {
            Self::Year(first) => (first, last(first, 12)),
            Self::Month(first) => (first, last(first, 1)),
            Self::Day(day) => (day, day),
            Self::Instant(at) => (clock(at).date(), clock(at).date()),
        }
    }

    /// As it was written, for a message.
    pub fn written(self) -> String {
        match self {
            Self::Year(first) => first.to_string().chars().take(4).collect(),
            Self::Month(first) => first.to_string().chars().take(7).collect(),
            Self::Day(day) => day.to_string(),
            Self::Instant(at) => time::written(at),
        }
    }

    /// The point in time, where it is as exact as that.
    pub fn instant(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Instant(at) => Some(at),
            Self::Year(_) | Self::Month(_) | Self::Day(_) => None,
        }
    }
}

/// What a date member of a resource says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dated {
    /// This.
    At(Moment),
    /// Nothing.
    Never,
    /// Something that is no date.
    Unreadable(String),
}

impl Dated {
    /// The moment, where there is one.
    pub fn moment(&self) -> Option<Moment> {
        match self {
            Self::At(moment) => Some(*moment),
            Self::Never | Self::Unreadable(_) => None,
        }
    }
}

/// The date under the first of these members that is there. A period speaks by `of_period`: its
/// `start` or its `end`, and by the other where that is missing.
pub fn dated(resource: &Value, forms: &[&'static str], of_period: &str) -> Dated {
    let Some((_, found)) = choice(resource, forms) else {
        return Dated::Never;
    };
    let other = if of_period == "/end" { "/start" } else { "/end" };
    let text = found.as_str().or_else(|| text_at(found, of_period)).or_else(|| text_at(found, other));
    match text.map(|text| (text, Moment::read(text))) {
        None if found.is_object() => Dated::Never,
        None => Dated::Unreadable(crate::fhir::value::shown(&json::write(found))),
        Some((text, None)) => Dated::Unreadable(crate::fhir::value::shown(text)),
        Some((_, Some(moment))) => Dated::At(moment),
    }
}
