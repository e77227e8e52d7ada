//! Sample records moved in time, so that they are always of this week.

use chrono::{Days, NaiveDate};
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

/// Moves every date, dateTime and instant of a Bundle by whole days, each at its own time of day
/// and in its own offset. Years and months, days of birth and everything else stay as they are.
pub fn shift(bundle: &mut Value, days: i64) {
    match bundle {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(text) if MOVING.contains(&name.as_str()) => {
                        if let Some(moved) = moved(text, days) {
                            *text = moved;
                        }
                    }
                    _ => shift(member, days),
                }
            }
        }
        Value::Array(members) => {
            for member in members {
                shift(member, days);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn moved(text: &str, days: i64) -> Option<String> {
    let (day, rest) = text.split_at_checked(10)?;
    if !(rest.is_empty() || rest.starts_with('T')) {
        return None;
    }
    let day = crate::domain::time::day(day).ok()?;
    let by = Days::new(days.unsigned_abs());
    let moved: NaiveDate = if days < 0 {
        day.checked_sub_days(by)?
    } else {
        day.checked_add_days(by)?
    };
    Some(format!("{moved}{rest}"))
}
