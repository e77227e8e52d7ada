//! What the patient has told the portal: a Bundle of their own, kept beside the clinic's file, which
//! stays as it came.

use crate::domain::patient::Vocabulary;
use crate::domain::time::written;
use crate::fhir::bundle::Entries;
use crate::fhir::facts::Words;
use crate::fhir::json::{self, object};
use crate::fhir::record::{Booked, Record, Refusal, document};
use crate::fhir::value::{list_at, text_at};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// What became of a booked session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Became {
    /// It was given, and ended then.
    Given {
        /// The aftercare clock's zero.
        ended: DateTime<Utc>,
    },
    /// It did not happen.
    NotGiven,
}

/// What the patient has told so far, with one session more.
///
/// # Errors
/// [`Refusal`] where what was told so far cannot be read.
pub fn session(
    so_far: Option<&[u8]>,
    record: &Record,
    vocabulary: &Vocabulary,
    booked: &Booked,
    became: Became,
) -> Result<Vec<u8>, Refusal> {
    let mut bundle = match so_far {
        Some(bytes) => document(bytes)?,
        None => object([
            ("resourceType", "Bundle".into()),
            ("type", "collection".into()),
            ("entry", Value::Array(Vec::new())),
        ]),
    };
    let told = procedure(record, vocabulary, booked, became);
    let entries = bundle.get_mut("entry").and_then(Value::as_array_mut);
    let entries = entries.ok_or(Refusal::NotABundle { found: None })?;
    // A second answer on the same session takes the place of the first.
    let same = |entry: &&mut Value| {
        entry.get("resource").is_some_and(|before| text_at(before, "/id") == text_at(&told, "/id"))
    };
    let entry = object([("resource", told.clone())]);
    match entries.iter_mut().find(same) {
        Some(before) => *before = entry,
        None => entries.push(entry),
    }
    Ok(json::write(&bundle).into_bytes())
}

/// Puts what the patient has told beside what came from the clinic.
pub fn join(bundle: &mut Value, told: &Value) {
    if let Some(entries) = bundle.get_mut("entry").and_then(Value::as_array_mut) {
        entries.extend(list_at(told, "/entry").iter().cloned());
    }
}

/// The session as a Procedure that the patient has recorded; one that did not happen is `not-done`.
fn procedure(record: &Record, vocabulary: &Vocabulary, booked: &Booked, became: Became) -> Value {
    let (status, ended) = match became {
        Became::Given { ended } => ("completed", ended),
        Became::NotGiven => ("not-done", booked.end),
    };
    let entries = Entries::of(&record.bundle, &mut Vec::new());
    let reference = |kind| {
        let entry = entries.of_kind(kind).next()?;
        let by_id = || text_at(entry.resource, "/id").map(|id| [kind, "/", id].concat());
        entry.full_url.map(str::to_owned).or_else(by_id)
    };
    let name = || record.patient_name.clone().unwrap_or_default();
    let patient = match reference("Patient") {
        Some(told) => object([("reference", told.into())]),
        None => object([("display", name().into())]),
    };
    let start = booked.start.min(ended);
    let coding =
        object([("system", Words(vocabulary).own_address().into()), ("code", "mesotherapy_session".into())]);
    let period = object([("start", written(start).into()), ("end", written(ended).into())]);
    let plan = reference("CarePlan").map(|plan| {
        let plan = object([("reference", plan.into())]);
        ("basedOn", Value::Array(vec![plan]))
    });
    let members = [
        ("resourceType", "Procedure".into()),
        ("id", ["told-", &booked.start.timestamp().to_string()].concat().into()),
        ("status", status.into()),
        ("code", object([("coding", Value::Array(vec![coding]))])),
        ("subject", patient.clone()),
        ("performedPeriod", period),
        ("recorder", patient.clone()),
        ("asserter", patient),
    ];
    object(members.into_iter().chain(plan))
}
