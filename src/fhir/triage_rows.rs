//! A file of triage rows: symptoms so long after a session, each row with its expected level.

use crate::domain::aftercare::triage::Level;
use crate::domain::ids::SymptomId;
use crate::domain::units::{Decimal, Ratio};
use crate::fhir::shape::{FileFault, Part};
use crate::fhir::value::shown;
use chrono::TimeDelta;
use serde_json::Value;

/// Symptoms, and how urgent they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TriageRow {
    /// What is noticed.
    pub symptoms: Vec<SymptomId>,
    /// How long after the end of the session.
    pub since_end: TimeDelta,
    /// Whether minoxidil was given; not recorded where empty.
    pub minoxidil_given: Option<bool>,
    /// How urgent that is.
    pub level: Level,
}

/// Reads a file of triage rows.
///
/// # Errors
/// [`FileFault`] with the first fault and its place.
pub fn of(file: &Value) -> Result<Vec<TriageRow>, FileFault> {
    let file = Part::whole(file);
    file.object(&["source", "cases"])?;
    file.needed("cases")?.entries()?.iter().map(TriageRow::of).collect()
}

impl TriageRow {
    fn of(row: &Part<'_>) -> Result<Self, FileFault> {
        row.object(&["symptoms", "hours_since_session", "minoxidil_given", "level"])?;
        let symptoms = row.needed("symptoms")?.entries()?;
        Ok(Self {
            symptoms: symptoms.iter().map(|symptom| symptom.name("symptoms")).collect::<Result<_, _>>()?,
            since_end: hours(&row.needed("hours_since_session")?)?,
            minoxidil_given: row.member("minoxidil_given").map(|given| given.boolean()).transpose()?,
            level: level(&row.needed("level")?)?,
        })
    }
}

/// Hours, a part of one too: `0.3` is 18 minutes.
fn hours(part: &Part<'_>) -> Result<TimeDelta, FileFault> {
    let number = part.value.as_number().ok_or_else(|| part.not("a number"))?;
    let hours: Decimal =
        number.as_str().parse().map_err(|fault| FileFault::Number { at: part.at.clone(), fault })?;
    let seconds = hours.ratio().on_the_way(Ratio::whole(0), Ratio::whole(1), 3600);
    let length = seconds.filter(|seconds| *seconds >= 0).and_then(TimeDelta::try_seconds);
    length.ok_or_else(|| part.not("a number of hours, 0 or more"))
}

fn level(part: &Part<'_>) -> Result<Level, FileFault> {
    let name = part.text()?;
    let known = Level::ALL.into_iter().find(|level| level.key() == name);
    known.ok_or_else(|| FileFault::UnknownWord { at: part.at.clone(), word: shown(name), of: "levels" })
}
