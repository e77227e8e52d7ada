//! `QuestionnaireResponse`: the form in which all that a patient tells is written, and by which each
//! kind of it is known.

use crate::domain::time::written;
use crate::fhir::away::{self, AWAY};
use crate::fhir::bundle::Entry;
use crate::fhir::json::object;
use crate::fhir::reading::{Context, Reading};
use crate::fhir::record::Record;
use crate::fhir::reported::{self, REPORT};
use crate::fhir::value::{at, list_at, text_at};
use crate::fhir::visit::{self, is_of_visit};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// Reads one by the questionnaire that it answers; lists it where that is none of the portal's.
pub fn read(context: &Context<'_>, entry: &Entry<'_>, read: &mut Reading) {
    match text_at(entry.resource, "/questionnaire") {
        Some(REPORT) => reported::read(context, entry, read),
        Some(AWAY) => away::read(context, entry, read),
        Some(_) | None => visit::read(entry, read),
    }
}

/// Whether a resource answers a questionnaire of the portal's: the patient has told it.
pub fn is_ours(resource: &Value) -> bool {
    text_at(resource, "/questionnaire")
        .is_some_and(|which| matches!(which, REPORT | AWAY) || is_of_visit(which))
}

/// What the patient answers to a questionnaire, made at an instant.
pub fn response(
    record: &Record,
    questionnaire: &str,
    id: String,
    items: Vec<Value>,
    at: DateTime<Utc>,
) -> Value {
    let patient = record.patient_reference();
    object([
        ("resourceType", "QuestionnaireResponse".into()),
        ("id", id.into()),
        ("questionnaire", questionnaire.into()),
        ("status", "completed".into()),
        ("subject", patient.clone()),
        ("authored", written(at).into()),
        ("source", patient),
        ("item", Value::Array(items)),
    ])
}

/// One item with its answer: `("valueDate", day)`.
pub fn item(link: &str, answer: (&'static str, Value)) -> Value {
    let answer = object([answer]);
    object([("linkId", link.into()), ("answer", Value::Array(vec![answer]))])
}

/// The first answer to an item; nothing where there is none.
pub fn answer<'a>(resource: &'a Value, link: &str) -> Option<&'a Value> {
    let mut items = list_at(resource, "/item").iter();
    at(items.find(|item| text_at(item, "/linkId") == Some(link))?, "/answer/0")
}
