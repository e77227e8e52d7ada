//! `Slot`: a time of the clinic that is free or held, and the claim under which it is held.
//!
//! A claim is a random uuid and says nothing of whom the slot is held for: other patients can read
//! a Slot.

use crate::fhir::arrangement::SlotTime;
use crate::fhir::json::object;
use crate::fhir::moment::Moment;
use crate::fhir::value::{list_at, text_at};
use serde_json::{Map, Value};

const SYSTEM: &str = "urn:ietf:rfc:3986";
const UUID: &str = "urn:uuid:";
const CLAIM: &str = "claim";

/// Whether a Slot is free at exactly that time.
pub fn is_free(slot: &Value, time: &SlotTime) -> bool {
    let is = |place, instant| text_at(slot, place).and_then(Moment::read) == Some(Moment::Instant(instant));
    text_at(slot, "/status") == Some("free") && is("/start", time.start) && is("/end", time.end)
}

/// Whether a Slot is held under a claim.
pub fn is_held(slot: &Value, claim: &str) -> bool {
    list_at(slot, "/identifier").iter().any(|known| uuid(known) == Some(claim))
}

/// A Slot held under a claim, nothing else in it changed.
pub fn claimed(slot: Value, claim: &str) -> Value {
    edited(slot, "busy", |identifiers| identifiers.push(identifier(claim, Claim::OfSlot)))
}

/// A Slot given back, nothing else in it changed. One that the clinic has closed meanwhile stays closed.
pub fn freed(slot: Value, claim: &str) -> Value {
    let status = text_at(&slot, "/status").filter(|status| *status != "busy").unwrap_or("free").to_owned();
    edited(slot, &status, |identifiers| identifiers.retain(|known| uuid(known) != Some(claim)))
}

fn edited(mut slot: Value, status: &str, edit: impl FnOnce(&mut Vec<Value>)) -> Value {
    if let Some(members) = slot.as_object_mut() {
        members.insert("status".to_owned(), status.into());
        let mut identifiers = list(members, "identifier");
        edit(&mut identifiers);
        put_list(members, "identifier", identifiers);
    }
    slot
}

/// Where a claim stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// In the Slot.
    OfSlot,
    /// In the Appointment, marked as what it is.
    OfAppointment,
}

/// The identifier that a claim is: `urn:uuid:` and the uuid.
pub fn identifier(claim: &str, stands: Claim) -> Value {
    let members = [("system", SYSTEM.into()), ("value", [UUID, claim].concat().into())];
    let mark = match stands {
        Claim::OfSlot => None,
        Claim::OfAppointment => Some(("type", object([("text", CLAIM.into())]))),
    };
    object(members.into_iter().chain(mark))
}

/// The claim (a uuid) that an identifier of an Appointment is; nothing where it is another name.
pub fn claim_of(identifier: &Value) -> Option<&str> {
    uuid(identifier).filter(|_| text_at(identifier, "/type/text") == Some(CLAIM))
}

fn uuid(identifier: &Value) -> Option<&str> {
    text_at(identifier, "/value")?.strip_prefix(UUID).filter(|uuid| !uuid.is_empty())
}

/// Takes a list out of a resource; empty where there is none.
pub fn list(members: &mut Map<String, Value>, name: &str) -> Vec<Value> {
    match members.get_mut(name) {
        Some(Value::Array(entries)) => core::mem::take(entries),
        _ => Vec::new(),
    }
}

/// Puts it back; FHIR has no empty lists.
pub fn put_list(members: &mut Map<String, Value>, name: &str, entries: Vec<Value>) {
    if entries.is_empty() {
        members.remove(name);
    } else {
        members.insert(name.to_owned(), Value::Array(entries));
    }
}
