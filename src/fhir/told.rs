//! What the patient has told the portal: a Bundle of their own, kept beside the clinic's file, which
//! stays as it came.

use crate::domain::patient::Vocabulary;
use crate::domain::time::written;
use crate::fhir::bundle::Entries;
use crate::fhir::facts::Words;
use crate::fhir::json::{self, object};
use crate::fhir::moment::Moment;
use crate::fhir::record::{Booked, Record, Refusal, document};
use crate::fhir::reported::{REPORT, Reported};
use crate::fhir::value::{list_at, text_at};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// How the name of a session or an appointment begins that the patient has told of or made.
pub const TOLD: &str = "told-";

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
    with(so_far, &procedure(record, vocabulary, booked, became))
}

/// What the patient has told so far, with one report more.
///
/// # Errors
/// [`Refusal`] where what was told so far cannot be read.
pub fn report(
    so_far: Option<&[u8]>,
    record: &Record,
    vocabulary: &Vocabulary,
    reported: &Reported,
    at: DateTime<Utc>,
) -> Result<Vec<u8>, Refusal> {
    with(so_far, &reported.resource(record, Words(vocabulary), at))
}

/// What the patient has told so far, with one resource more. A second answer on the same session
/// takes the place of the first.
fn with(so_far: Option<&[u8]>, told: &Value) -> Result<Vec<u8>, Refusal> {
    let mut bundle = match so_far {
        Some(bytes) => document(bytes)?,
        None => collection(Vec::new()),
    };
    let entries = bundle.get_mut("entry").and_then(Value::as_array_mut);
    let entries = entries.ok_or(Refusal::NotABundle { found: None })?;
    let same = |entry: &&mut Value| is_named(entry, text_at(told, "/id"));
    let at = entries.iter_mut().find(same);
    let entry = object([("resource", told.clone())]);
    match at {
        Some(before) => *before = entry,
        None => entries.push(entry),
    }
    Ok(json::write(&bundle).into_bytes())
}

/// What the patient has told, without one part of it.
///
/// # Errors
/// [`Refusal`] where what was told so far cannot be read.
pub fn without(so_far: &[u8], id: &str) -> Result<Vec<u8>, Refusal> {
    let mut bundle = document(so_far)?;
    if let Some(entries) = bundle.get_mut("entry").and_then(Value::as_array_mut) {
        entries.retain(|entry| !is_named(entry, Some(id)));
    }
    Ok(json::write(&bundle).into_bytes())
}

/// A part of what the patient has told.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Its name among all parts.
    pub id: String,
    /// What.
    pub what: ToldWhat,
}

/// What was told.
#[derive(Debug, Clone, PartialEq)]
pub enum ToldWhat {
    /// That a session was given, or not, at this time.
    Session {
        /// Whether it was.
        given: bool,
        /// When it began.
        start: DateTime<Utc>,
    },
    /// A report, made at this time.
    Report {
        /// What.
        reported: Reported,
        /// When it was made.
        at: DateTime<Utc>,
    },
}

/// The parts of what the patient has told, oldest first; what cannot be read is left out.
pub fn parts(bytes: &[u8]) -> Vec<Told> {
    let Ok(bundle) = document(bytes) else { return Vec::new() };
    let part = |entry: &Value| {
        let resource = entry.get("resource")?;
        let instant = |place| Moment::read(text_at(resource, place)?)?.instant();
        let what = match Reported::read(resource) {
            Some(reported) => ToldWhat::Report { reported, at: instant("/authored")? },
            None => ToldWhat::Session {
                given: text_at(resource, "/status") == Some("completed"),
                start: instant("/performedPeriod/start")?,
            },
        };
        Some(Told { id: text_at(resource, "/id")?.to_owned(), what })
    };
    list_at(&bundle, "/entry").iter().filter_map(part).collect()
}

fn is_named(entry: &Value, id: Option<&str>) -> bool {
    entry.get("resource").is_some_and(|resource| text_at(resource, "/id") == id)
}

/// Puts what the patient has told beside what came from the clinic. In a file that was saved from
/// the portal it may stand already, then it takes that place.
pub fn join(bundle: &mut Value, told: &Value) {
    if let Some(entries) = bundle.get_mut("entry").and_then(Value::as_array_mut) {
        for entry in list_at(told, "/entry") {
            let id = text_at(entry, "/resource/id");
            let same = |known: &&mut Value| is_told(known) && is_named(known, id);
            match entries.iter_mut().find(same) {
                Some(known) => *known = entry.clone(),
                None => entries.push(entry.clone()),
            }
        }
    }
}

/// Parts a file that was saved from the portal again: what came from the clinic, and what the
/// patient has told. Nothing where the patient has told nothing in it.
pub fn parted(file: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut file = document(file).ok()?;
    let entries = file.get_mut("entry")?.as_array_mut()?;
    let (told, clinics): (Vec<_>, Vec<_>) = core::mem::take(entries).into_iter().partition(is_told);
    *entries = clinics;
    (!told.is_empty()).then(|| (json::write(&file).into_bytes(), json::write(&collection(told)).into_bytes()))
}

/// Whether the patient has told it: a report, or what became of a session.
fn is_told(entry: &Value) -> bool {
    let at = |place| text_at(entry, place);
    at("/resource/questionnaire") == Some(REPORT)
        || at("/resource/resourceType") == Some("Procedure")
            && at("/resource/id").is_some_and(|id| id.starts_with(TOLD))
}

fn collection(entries: Vec<Value>) -> Value {
    object([
        ("resourceType", "Bundle".into()),
        ("type", "collection".into()),
        ("entry", Value::Array(entries)),
    ])
}

/// Puts one resource more beside what came from the clinic.
pub fn add(bundle: &mut Value, resource: Value) {
    if let Some(entries) = bundle.get_mut("entry").and_then(Value::as_array_mut) {
        entries.push(object([("resource", resource)]));
    }
}

/// The session as a Procedure that the patient has recorded; one that did not happen is `not-done`.
fn procedure(record: &Record, vocabulary: &Vocabulary, booked: &Booked, became: Became) -> Value {
    let (status, ended) = match became {
        Became::Given { ended } => ("completed", ended),
        Became::NotGiven => ("not-done", booked.end),
    };
    let patient = record.patient_reference();
    let start = booked.start.min(ended);
    let coding =
        object([("system", Words(vocabulary).own_address().into()), ("code", "mesotherapy_session".into())]);
    let period = object([("start", written(start).into()), ("end", written(ended).into())]);
    let plan = Entries::of(&record.bundle, &mut Vec::new()).reference("CarePlan");
    let plan = plan.map(|plan| {
        let plan = object([("reference", plan.into())]);
        ("basedOn", Value::Array(vec![plan]))
    });
    let members = [
        ("resourceType", "Procedure".into()),
        ("id", [TOLD, &booked.start.timestamp().to_string()].concat().into()),
        ("status", status.into()),
        ("code", object([("coding", Value::Array(vec![coding]))])),
        ("subject", patient.clone()),
        ("performedPeriod", period),
        ("recorder", patient.clone()),
        ("asserter", patient),
    ];
    object(members.into_iter().chain(plan))
}
