//! What the patient has told the portal: a Bundle of their own, kept beside the clinic's file, which
//! stays as it came.

use crate::domain::patient::Vocabulary;
use crate::domain::time::written;
use crate::fhir::bundle::Entries;
use crate::fhir::facts::Words;
use crate::fhir::record::{Booked, Record, Refusal, document};
use crate::fhir::value::{list_at, text_at};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

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
        None => json!({ "resourceType": "Bundle", "type": "collection", "entry": [] }),
    };
    let told = procedure(record, vocabulary, booked, became);
    let entries = bundle.get_mut("entry").and_then(Value::as_array_mut);
    let entries = entries.ok_or(Refusal::NotABundle { found: None })?;
    // A second answer on the same session takes the place of the first.
    let same = |entry: &&mut Value| {
        entry.get("resource").is_some_and(|before| text_at(before, "/id") == text_at(&told, "/id"))
    };
    match entries.iter_mut().find(same) {
        Some(before) => *before = json!({ "resource": told }),
        None => entries.push(json!({ "resource": told })),
    }
    Ok(bundle.to_string().into_bytes())
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
    let patient = reference("Patient")
        .map_or_else(|| json!({ "display": name() }), |told| json!({ "reference": told }));
    let start = booked.start.min(ended);
    let id = ["told-", &booked.start.timestamp().to_string()].concat();
    let mut procedure = json!({
        "resourceType": "Procedure",
        "id": id,
        "status": status,
        "code": { "coding": [{
            "system": Words(vocabulary).own_address(),
            "code": "mesotherapy_session",
        }] },
        "subject": &patient,
        "performedPeriod": { "start": written(start), "end": written(ended) },
        "recorder": &patient,
        "asserter": &patient,
    });
    if let (Some(plan), Some(members)) = (reference("CarePlan"), procedure.as_object_mut()) {
        members.insert("basedOn".to_owned(), json!([{ "reference": plan }]));
    }
    procedure
}
