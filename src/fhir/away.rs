//! The days on which a patient is away, as they have told: one `QuestionnaireResponse` for each stretch
//! of days, written here and read back.

use crate::domain::time::{self, DayRange};
use crate::fhir::bundle::Entry;
use crate::fhir::not_understood::WhyNot;
use crate::fhir::questionnaire::{answer, item, response};
use crate::fhir::reading::{Context, Reading};
use crate::fhir::record::Record;
use crate::fhir::told::TOLD;
use crate::fhir::value::{shown, text_at};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

/// The questionnaire that it answers: `from` and `last`, both `valueDate`, both days inside.
pub const AWAY: &str = "https://sapphireroots.example/fhir/Questionnaire/away";

const FROM: &str = "from";
const LAST: &str = "last";

/// Days on which the patient is away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Away {
    /// The name of its resource: `told-away-2026-12-20-2027-01-03`; empty where the file gives it none:
    /// such a one cannot be taken back.
    pub id: String,
    /// The days, at least one.
    pub days: DayRange,
}

impl Away {
    /// The patient is away on these days. The same days have the same name, so that they are told once.
    pub fn on(days: DayRange) -> Self {
        let id = [TOLD, "away-", &days.from.to_string(), "-", &days.last().to_string()].concat();
        Self { id, days }
    }

    /// It as a resource beside the record, told at an instant.
    pub fn resource(&self, record: &Record, at: DateTime<Utc>) -> Value {
        let date = |day: NaiveDate| ("valueDate", day.to_string().into());
        let items = vec![item(FROM, date(self.days.from)), item(LAST, date(self.days.last()))];
        response(record, AWAY, self.id.clone(), items, at)
    }
}

/// The days that a resource tells.
///
/// # Errors
/// [`WhyNot`] where a day is missing or is none, and where the last one comes before the first.
pub fn days(resource: &Value) -> Result<DayRange, WhyNot> {
    let day = |link| {
        let text = answer(resource, link).and_then(|answer| text_at(answer, "/valueDate"));
        let text = text.ok_or(WhyNot::NoDate)?;
        time::day(text).map_err(|_| WhyNot::BadDate(shown(text)))
    };
    let (from, last) = (day(FROM)?, day(LAST)?);
    if last < from { Err(WhyNot::BadDate(last.to_string())) } else { Ok(DayRange::through(from, last)) }
}

/// Reads it. Days that are over bear on nothing any more.
pub fn read(context: &Context<'_>, entry: &Entry<'_>, read: &mut Reading) {
    match days(entry.resource) {
        Ok(days) if days.until <= context.as_of => {}
        Ok(days) => {
            let id = text_at(entry.resource, "/id").unwrap_or_default().to_owned();
            read.away.push(Away { id, days });
        }
        Err(why) => read.note(entry.name(), why),
    }
}

impl Record {
    /// All days on which the patient is away, in their order: those that overlap or meet are one
    /// stretch.
    pub fn away_days(&self) -> Vec<DayRange> {
        let mut stretches: Vec<DayRange> = Vec::new();
        for Away { days, .. } in &self.away {
            match stretches.last_mut() {
                Some(last) if days.from <= last.until => last.until = last.until.max(days.until),
                Some(_) | None => stretches.push(*days),
            }
        }
        stretches
    }
}
