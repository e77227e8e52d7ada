//! `ServiceRequest`: a planned blood test, before which biotin is left out.

use crate::fhir::bundle::Entry;
use crate::fhir::moment::{Dated, dated};
use crate::fhir::not_understood::WhyNot;
use crate::fhir::reading::{Context, Reading, unknown};
use crate::fhir::value::{list_at, shown, text_at};
use serde_json::Value;

/// Reads a `ServiceRequest`: the portal's `blood_test`, a laboratory category of the vocabulary,
/// or a blood value of the panel.
pub fn read(context: &Context<'_>, entry: &Entry<'_>, read: &mut Reading) {
    let resource = entry.resource;
    let code = resource.get("code");
    let concepts = list_at(resource, "/category").iter().chain(code);
    let words = context.words;
    let codings: Vec<_> = concepts.flat_map(|concept| words.codings(concept)).collect();
    let of_panel = |code| context.rules.panel.by_loinc(code).is_some();
    let blood_test = words.is_the(&context.rules.vocabulary.procedures, "blood_test", &codings)
        || codings.iter().any(|coded| coded.system == "loinc" && of_panel(coded.code));
    if !blood_test {
        return read.note(entry.name(), unknown(code));
    }
    match text_at(resource, "/status").unwrap_or("missing") {
        "active" | "draft" | "on-hold" | "unknown" => {}
        "completed" | "revoked" => return,
        other => return read.note(entry.name(), WhyNot::StatusNotUsed(shown(other))),
    }
    if resource.get("doNotPerform").and_then(Value::as_bool) == Some(true) {
        return read.note(entry.name(), WhyNot::StatusNotUsed("doNotPerform".to_owned()));
    }
    let when = dated(resource, &["occurrenceDateTime", "occurrencePeriod"], "/start");
    match &when {
        Dated::At(moment) => match moment.day(context.clock) {
            Some(day) => read.blood_test_on(day),
            None => read.note(entry.name(), WhyNot::BadDate(moment.written())),
        },
        Dated::Never => read.note(entry.name(), WhyNot::NoDate),
        Dated::Unreadable(text) => read.note(entry.name(), WhyNot::BadDate(text.clone())),
    }
}
