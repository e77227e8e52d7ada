//! What the patient has told the portal: a Bundle of their own, kept beside the clinic's file, which
//! stays as it came.

use crate::domain::patient::Vocabulary;
use crate::domain::time::{DayRange, written};
use crate::fhir::arrangement::{Arrangement, Status, claim_of, is_arranged};
use crate::fhir::away::{self, AWAY, Away};
use crate::fhir::bundle::Entries;
use crate::fhir::facts::Words;
use crate::fhir::json::{self, object};
use crate::fhir::moment::Moment;
use crate::fhir::questionnaire::is_ours;
use crate::fhir::record::{Booked, Record, Refusal, document};
use crate::fhir::reported::Reported;
use crate::fhir::value::{list_at, text_at};
use crate::fhir::visit::VisitTold;
use chrono::{DateTime, Utc};
use serde_json::Value;

/// How the name of a session, an appointment, days away or an answer begins that the patient has told of or made.
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

/// What the patient has told so far, and that they are away on these days, at least one. Days that were
/// told already are told once.
///
/// # Errors
/// [`Refusal`] where what was told so far cannot be read.
pub fn with_away(
    so_far: Option<&[u8]>,
    record: &Record,
    days: DayRange,
    at: DateTime<Utc>,
) -> Result<Vec<u8>, Refusal> {
    with(so_far, &Away::on(days).resource(record, at))
}

/// What the patient has told so far, with something told around a session. A second answer takes the
/// place of the first.
///
/// # Errors
/// [`Refusal`] where what was told so far cannot be read.
pub fn with_visit(
    so_far: Option<&[u8]>,
    record: &Record,
    vocabulary: &Vocabulary,
    told: &VisitTold,
) -> Result<Vec<u8>, Refusal> {
    with(so_far, &told.resource(record, Words(vocabulary)))
}

/// What the patient has told so far, with an Appointment that they have made or changed.
///
/// # Errors
/// [`Refusal`] where what was told so far cannot be read.
pub fn with_appointment(so_far: Option<&[u8]>, appointment: &Value) -> Result<Vec<u8>, Refusal> {
    with(so_far, appointment)
}

/// The Appointment with this id, in what the patient has told or in a whole file.
pub fn appointment(bundle: &[u8], id: &str) -> Option<Value> {
    first(bundle, |appointment| text_at(appointment, "/id") == Some(id))
}

/// The Appointment that carries this claim, in what the patient has told or in a whole file.
pub fn claimed(bundle: &[u8], claim: &str) -> Option<Value> {
    first(bundle, |appointment| claim_of(appointment) == Some(claim))
}

/// Whether an Appointment in what the patient has told holds this slot.
pub fn holds(bundle: &[u8], slot: &str) -> bool {
    let is_held = |appointment: &Value| {
        let arranged = Arrangement::of(appointment);
        arranged.is_some_and(|arranged| arranged.held().is_some_and(|(held, _)| held == slot))
    };
    first(bundle, is_held).is_some()
}

fn first(bundle: &[u8], is_it: impl Fn(&Value) -> bool) -> Option<Value> {
    let bundle = document(bundle).ok()?;
    let mut resources = list_at(&bundle, "/entry").iter().filter_map(|entry| entry.get("resource"));
    resources.find(|resource| is_appointment(resource) && is_it(resource)).cloned()
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
    put(entries, &object([("resource", told.clone())]), are_same);
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
    /// That the patient is away.
    Away {
        /// On these days, at least one.
        days: DayRange,
    },
    /// Something around a session.
    Visit(VisitTold),
    /// A session that was asked for, and that the clinic has not agreed to. It is withdrawn by
    /// cancelling it: then a slot that is held for it is given back.
    Appointment {
        /// When it would begin.
        start: DateTime<Utc>,
    },
}

/// The parts of what the patient has told, oldest first; what cannot be read is left out, and so is
/// an appointment of which the clinic need not be asked.
pub fn parts(bytes: &[u8]) -> Vec<Told> {
    let Ok(bundle) = document(bytes) else { return Vec::new() };
    let part = |entry: &Value| {
        let resource = entry.get("resource")?;
        let instant = |place| Moment::read(text_at(resource, place)?)?.instant();
        let what = match Reported::read(resource) {
            Some(reported) => ToldWhat::Report { reported, at: instant("/authored")? },
            None if is_appointment(resource) => {
                let status = Status::read(text_at(resource, "/status")?)?;
                let start = instant("/start")?;
                (status == Status::Requested).then_some(ToldWhat::Appointment { start })?
            }
            None if text_at(resource, "/questionnaire") == Some(AWAY) => {
                ToldWhat::Away { days: away::days(resource).ok()? }
            }
            None if let Some(told) = VisitTold::of(resource) => ToldWhat::Visit(told.ok()?),
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

/// Whether two entries hold the same resource, in whatever state.
fn are_same(one: &Value, other: &Value) -> bool {
    let is_same = |place| text_at(one, place) == text_at(other, place);
    is_same("/resource/resourceType") && is_same("/resource/id")
}

/// Puts what the patient has told beside what came from the clinic. In a file that was saved from
/// the portal it may stand already, then it takes that place; and so does an appointment of the
/// clinic's that the patient has changed, unless the clinic has changed it since.
pub fn join(bundle: &mut Value, told: &Value) {
    if let Some(entries) = bundle.get_mut("entry").and_then(Value::as_array_mut) {
        for entry in list_at(told, "/entry") {
            let is_arranged = entry.get("resource").is_some_and(is_arranged);
            put(entries, entry, |known, entry| are_same(known, entry) && (is_told(known) || is_arranged));
        }
    }
}

/// Puts an entry in the place of one that is the same, or beside the others. The entry keeps the
/// address by which others may refer to it.
fn put(entries: &mut Vec<Value>, entry: &Value, same: impl Fn(&Value, &Value) -> bool) {
    match entries.iter_mut().find(|known| same(known, entry)) {
        Some(known) if is_newer(known, entry) => {}
        Some(Value::Object(known)) => {
            known.insert("resource".to_owned(), entry.get("resource").cloned().unwrap_or_default());
        }
        Some(_) | None => entries.push(entry.clone()),
    }
}

/// Whether the clinic's own is of a later day than the one on which what is told rests.
fn is_newer(clinics: &Value, told: &Value) -> bool {
    let version = |entry| Moment::read(text_at(entry, "/resource/meta/lastUpdated")?)?.instant();
    version(clinics).zip(version(told)).is_some_and(|(clinics, told)| clinics > told)
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

/// Whether the patient has told it: a report, that they are away, something around a session, or what became of a session; or has
/// made or changed it: an appointment.
fn is_told(entry: &Value) -> bool {
    let Some(resource) = entry.get("resource") else { return false };
    let is_theirs = || text_at(resource, "/id").is_some_and(|id| id.starts_with(TOLD));
    is_ours(resource)
        || text_at(resource, "/resourceType") == Some("Procedure") && is_theirs()
        || is_appointment(resource) && (is_arranged(resource) || is_theirs())
}

fn is_appointment(resource: &Value) -> bool {
    text_at(resource, "/resourceType") == Some("Appointment")
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
