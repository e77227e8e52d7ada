//! Sample records moved in time, so that they are always of this week.

use crate::domain::ids::Word;
use crate::domain::time;
use crate::fhir::moment::Moment;
use crate::fhir::value::{codes, list_at, text_at};
use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta, Utc};
use serde_json::Value;

/// Members that hold a date that moves with the record. A day of birth stays.
const MOVING: [&str; 28] = [
    "abatementDateTime",
    "authored",
    "authoredOn",
    "created",
    "date",
    "dateAsserted",
    "dateTime",
    "effectiveDateTime",
    "effectiveInstant",
    "end",
    "issued",
    "lastOccurrence",
    "lastUpdated",
    "occurrenceDateTime",
    "onset",
    "onsetDateTime",
    "performedDateTime",
    "recorded",
    "recordedDate",
    "scheduledString",
    "sent",
    "start",
    "time",
    "timestamp",
    "valueDate",
    "valueDateTime",
    "valueInstant",
    "whenHandedOver",
];

/// A sample patient, as the index of the samples lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Its name in addresses and words.
    pub id: Word,
    /// The file of its record.
    pub file: Box<str>,
    /// The day its dates are written for: the first of its seven days.
    pub anchor: NaiveDate,
    /// How long ago its last session ended, for one that shows the hours after a session.
    pub minutes_after_session: Option<u32>,
}

impl Sample {
    /// Reads an entry of the index:
    /// `{"id": "pregnant-held", "file": "pregnant-held.json", "anchor": "2026-11-22"}`. Nothing
    /// where a part is missing or not what it is to be.
    pub fn read(listed: &Value) -> Option<Self> {
        let minutes_after_session = match listed.get("minutes_after_session") {
            None => None,
            Some(minutes) => Some(u32::try_from(minutes.as_u64()?).ok()?),
        };
        Some(Self {
            id: text_at(listed, "/id")?.try_into().ok()?,
            file: text_at(listed, "/file")?.into(),
            anchor: time::day(text_at(listed, "/anchor")?).ok()?,
            minutes_after_session,
        })
    }

    /// How many days its record moves on a day: whole weeks, so that weekdays hold, to the last
    /// ones that begin on or before that day.
    pub fn days(&self, today: NaiveDate) -> i64 {
        (today - self.anchor).num_days().div_euclid(7) * 7
    }
}

/// Moves a sample's record to a day on the clinic's calendar: by whole weeks from its anchor, and
/// where it is set in hours, so that its last session ended so long before `now`.
pub fn settle(bundle: &mut Value, sample: &Sample, now: DateTime<Utc>, today: NaiveDate) {
    shift(bundle, sample.days(today));
    if let Some(minutes) = sample.minutes_after_session {
        end_last_session(bundle, now - TimeDelta::minutes(minutes.into()));
    }
}

/// Moves every date, dateTime and instant of a Bundle by whole days, each at its own time of day
/// and in its own offset. Years and months, days of birth and everything else stay as they are.
pub fn shift(bundle: &mut Value, days: i64) {
    each_date(bundle, &|text| moved_by_days(text, days));
}

/// Moves a record so that its last completed session ends at an instant: every instant by exactly
/// as much, each in its own offset; every date by whole days, as many as the session moves on the
/// calendar of its own offset, which in a sample is the clinic's. A record without such a session
/// stays as it is.
pub fn end_last_session(bundle: &mut Value, at: DateTime<Utc>) {
    let Some(ended) = last_session_end(bundle) else { return };
    let by = at.fixed_offset() - ended;
    let days = (at.with_timezone(ended.offset()).date_naive() - ended.date_naive()).num_days();
    each_date(bundle, &|text| match Moment::read(text)? {
        Moment::Instant(_) => moved_by(text, by),
        Moment::Day(_) => moved_by_days(text, days),
        Moment::Year(_) | Moment::Month(_) => None,
    });
}

/// When the last completed session ended.
fn last_session_end(bundle: &Value) -> Option<DateTime<FixedOffset>> {
    let resources = list_at(bundle, "/entry").iter().filter_map(|entry| entry.get("resource"));
    let given = resources.filter(|resource| {
        text_at(resource, "/resourceType") == Some("Procedure")
            && text_at(resource, "/status") == Some("completed")
            && resource.get("code").is_some_and(|code| codes(code).any(|code| code == "mesotherapy_session"))
    });
    given.filter_map(|session| time::instant(text_at(session, "/performedPeriod/end")?).ok()).max()
}

/// Puts something else for every date that moves with the record, where there is something else.
fn each_date(bundle: &mut Value, moved: &dyn Fn(&str) -> Option<String>) {
    match bundle {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(text) if MOVING.contains(&name.as_str()) => {
                        if let Some(moved) = moved(text) {
                            *text = moved;
                        }
                    }
                    _ => each_date(member, moved),
                }
            }
        }
        Value::Array(members) => {
            for member in members {
                each_date(member, moved);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn moved_by_days(text: &str, days: i64) -> Option<String> {
    let (day, rest) = text.split_at_checked(10)?;
    if !(rest.is_empty() || rest.starts_with('T')) {
        return None;
    }
    let day = time::day(day).ok()?;
    let by = Days::new(days.unsigned_abs());
    let moved: NaiveDate = if days < 0 { day.checked_sub_days(by)? } else { day.checked_add_days(by)? };
    Some(format!("{moved}{rest}"))
}

fn moved_by(text: &str, by: TimeDelta) -> Option<String> {
    let moved = time::instant(text).ok()?.checked_add_signed(by)?;
    let (local, offset) = (moved.naive_local(), moved.offset());
    Some(format!("{}T{}{offset}", local.date(), local.time()))
}
