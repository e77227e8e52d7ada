//! `Appointment`: sessions that are booked or asked for, and planned blood tests.

use crate::fhir::arrangement::{Status, changes, claim_of, moves, slot_of, was};
use crate::fhir::bundle::Entry;
use crate::fhir::moment::{Dated, dated};
use crate::fhir::not_understood::WhyNot;
use crate::fhir::reading::{Context, Reading};
use crate::fhir::record::{Booked, BookedStatus};
use crate::fhir::value::{list_at, named, shown, text_at};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// Reads an Appointment. One that does not say what for is read as a session, with a doubt. Of the
/// cancelled ones only those count that the patient has cancelled, and can put back.
pub fn read(context: &Context<'_>, entry: &Entry<'_>, read: &mut Reading) {
    let resource = entry.resource;
    let code = text_at(resource, "/status").unwrap_or("missing");
    let (status, is_off) = match (code, Status::read(code)) {
        (_, Some(Status::Booked)) => (BookedStatus::Booked, false),
        (_, Some(Status::Requested)) => (BookedStatus::Requested, false),
        (_, Some(Status::Cancelled)) => match was(resource) {
            Some(status) => (status, true),
            None => return,
        },
        ("noshow" | "fulfilled", None) => return,
        (other, None) => return read.note(entry.name(), WhyNot::StatusNotUsed(shown(other))),
    };
    if let Some(other) = other_patient(context, resource) {
        return read.note(entry.name(), WhyNot::OtherPatient(other));
    }
    let purposes = ["/serviceType", "/reasonCode", "/serviceCategory", "/specialty"];
    let purposes = purposes.iter().flat_map(|place| list_at(resource, place));
    let purposes: Vec<&Value> = purposes.chain(resource.get("appointmentType")).collect();
    let words = context.words;
    let codings: Vec<_> = purposes.iter().flat_map(|purpose| words.codings(purpose)).collect();
    let is = |what| words.is_the(&context.rules.vocabulary.procedures, what, &codings);
    let Some((start, end)) = times(entry, read, status) else {
        return;
    };
    let day = (context.clock)(start).date();
    if is("blood_test") {
        if !is_off {
            read.blood_test_on(day);
        }
        return;
    }
    if !is("mesotherapy_session") {
        if let Some(purpose) = purposes.first() {
            let name = named(purpose).map_or(WhyNot::NoCode, WhyNot::UnknownCode);
            return read.note(entry.name(), name);
        }
        read.note(entry.name(), WhyNot::PurposeNotSaid);
    }
    let list = if is_off { &mut read.cancelled } else { &mut read.booked };
    let text = |text: Option<&str>| text.map(str::to_owned);
    list.push(Booked {
        start,
        end,
        day,
        status,
        id: text(text_at(resource, "/id")).unwrap_or_default(),
        slot: text(slot_of(resource)),
        claim: text(claim_of(resource)),
        moves: moves(resource),
        changes: changes(resource),
    });
}

/// Start and end; a request need not have any, all others are listed where one is missing.
fn times(
    entry: &Entry<'_>,
    read: &mut Reading,
    status: BookedStatus,
) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let mut at = |member| {
        let dated = dated(entry.resource, &[member], "/start");
        let instant = dated.moment().and_then(crate::fhir::moment::Moment::instant);
        if instant.is_none() {
            let why = match dated {
                Dated::Never if status == BookedStatus::Requested => return None,
                Dated::Never => WhyNot::NoDate,
                Dated::Unreadable(text) => WhyNot::BadDate(text),
                Dated::At(moment) => WhyNot::BadDate(moment.written()),
            };
            read.note(entry.name(), why);
        }
        instant
    };
    let start = at("start")?;
    let end = at("end")?;
    if end <= start {
        let end = text_at(entry.resource, "/end").unwrap_or_default();
        read.note(entry.name(), WhyNot::BadDate(shown(end)));
        return None;
    }
    Some((start, end))
}

/// Another patient it is for; nothing where this patient takes part or no patient is named.
fn other_patient(context: &Context<'_>, resource: &Value) -> Option<String> {
    let is_patient = |actor: &&Value| {
        let reference = text_at(actor, "/reference").unwrap_or_default();
        let entry = context.entries.entry(reference);
        entry.map_or_else(
            || reference.split('/').any(|part| part == "Patient"),
            |entry| entry.kind == "Patient",
        )
    };
    let actors = list_at(resource, "/participant").iter();
    let patients = actors.filter_map(|participant| participant.get("actor")).filter(is_patient);
    let mut others = Vec::new();
    for patient in patients {
        others.push(context.entries.somebody_else(&context.person, Some(patient))?);
    }
    others.into_iter().next()
}
