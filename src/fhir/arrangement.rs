//! What an Appointment arranges: whether the clinic has agreed, when, in which slot and how often it
//! was moved. Read from it, and written into it without touching anything else.
//!
//! The claim is the random name under which a slot is held. It stands in the Slot and in the
//! Appointment as an identifier, in the latter marked as a claim, because a clinic may name its
//! appointments by such identifiers too. A moved Appointment carries the claim of its new slot in the
//! place of the old one, and nothing else of the slots it had.

use crate::domain::patient::Vocabulary;
use crate::domain::time::written;
use crate::fhir::ARRANGED;
use crate::fhir::facts::Words;
use crate::fhir::json::object;
use crate::fhir::moment::Moment;
use crate::fhir::record::{BookedStatus, Record};
use crate::fhir::slot::{self, Claim, list, put_list};
use crate::fhir::told::TOLD;
use crate::fhir::value::{extension, list_at, text_at};
use chrono::{DateTime, Utc};
use serde_json::Value;

const MOVES: &str = "moves";
const CHANGES: &str = "changes";
const WAS: &str = "was";

/// A time at the clinic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotTime {
    /// When it starts.
    pub start: DateTime<Utc>,
    /// When it ends.
    pub end: DateTime<Utc>,
    /// The id of the slot that is held for it; empty where it is only asked for and none is held.
    pub slot: Option<String>,
}

/// Whether the clinic has agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It has: `booked`.
    Booked,
    /// It was asked and has not answered: `proposed`.
    Requested,
    /// It is off: `cancelled`.
    Cancelled,
}

impl From<BookedStatus> for Status {
    fn from(status: BookedStatus) -> Self {
        match status {
            BookedStatus::Booked => Self::Booked,
            BookedStatus::Requested => Self::Requested,
        }
    }
}

impl Status {
    /// Reads the status of an Appointment; nothing where it is over or was made by mistake.
    pub fn read(code: &str) -> Option<Self> {
        match code {
            "booked" | "arrived" | "checked-in" => Some(Self::Booked),
            "proposed" | "pending" | "waitlist" => Some(Self::Requested),
            "cancelled" => Some(Self::Cancelled),
            _ => None,
        }
    }

    /// As an Appointment writes it: `booked`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Requested => "proposed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// What an Appointment arranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrangement {
    /// Whether the clinic has agreed.
    pub status: Status,
    /// When.
    pub time: SlotTime,
    /// The claim (a uuid) under which the slot is held; empty where the patient holds none.
    pub claim: Option<String>,
    /// How often the patient has moved it.
    pub moves: u32,
}

impl Arrangement {
    /// What an Appointment arranges; nothing where it is over, was made by mistake, or has no whole
    /// times.
    pub fn of(appointment: &Value) -> Option<Self> {
        let instant = |place| Moment::read(text_at(appointment, place)?)?.instant();
        Some(Self {
            status: Status::read(text_at(appointment, "/status")?)?,
            time: SlotTime {
                start: instant("/start")?,
                end: instant("/end")?,
                slot: slot_of(appointment).map(str::to_owned),
            },
            claim: claim_of(appointment).map(str::to_owned),
            moves: moves(appointment),
        })
    }

    /// The slot that is held, and under which claim.
    pub fn held(&self) -> Option<(&str, &str)> {
        let held = self.time.slot.as_deref().zip(self.claim.as_deref());
        held.filter(|_| self.status != Status::Cancelled)
    }

    /// Writes it into an Appointment; what already says so stays as it is written.
    pub fn put_into(&self, appointment: &mut Value) {
        let before = Self::of(appointment);
        let is_change = before.as_ref().is_some_and(|before| before != self);
        let changes = changes(appointment).saturating_add(is_change.into());
        let Some(members) = appointment.as_object_mut() else { return };
        let is = |same: &dyn Fn(&Self) -> bool| before.as_ref().is_some_and(same);
        let mut put = |name: &str, value: Value| drop(members.insert(name.to_owned(), value));
        if !is(&|before| before.status == self.status) {
            put("status", self.status.code().into());
        }
        let (start, end) = (self.time.start, self.time.end);
        let same_time = is(&|before| before.time.start == start && before.time.end == end);
        if !same_time {
            put("start", written(start).into());
            put("end", written(end).into());
        }
        if let Some(slot) = &self.time.slot
            && !is(&|before| before.time.slot.as_ref() == Some(slot))
        {
            let slot = object([("reference", ["Slot/", slot].concat().into())]);
            put("slot", Value::Array(vec![slot]));
        }
        if !same_time && self.time.slot.is_none() {
            members.remove("slot");
        }
        // How long it lasts need not be said beside its times, but what is said has to be true.
        if !same_time && let Some(minutes) = members.get_mut("minutesDuration") {
            *minutes = (end - start).num_minutes().into();
        }
        if !is(&|before| before.claim == self.claim) {
            let mut identifiers = list(members, "identifier");
            identifiers.retain(|known| slot::claim_of(known).is_none());
            if let Some(claim) = &self.claim {
                identifiers.insert(0, slot::identifier(claim, Claim::OfAppointment));
            }
            put_list(members, "identifier", identifiers);
        }
        let mut extensions = list(members, "extension");
        extensions.retain(|extension| text_at(extension, "/url") != Some(ARRANGED));
        extensions.push(self.mark(before.map(|before| before.status), changes));
        put_list(members, "extension", extensions);
    }

    /// That the patient has arranged it, how often it was moved and changed at all, and what a
    /// cancelled one was.
    fn mark(&self, before: Option<Status>, changes: u32) -> Value {
        let number =
            |url: &str, number: u32| object([("url", url.into()), ("valueUnsignedInt", number.into())]);
        let was = before.filter(|was| self.status == Status::Cancelled && *was != Status::Cancelled);
        let was = was.map(|was| object([("url", WAS.into()), ("valueCode", was.code().into())]));
        let numbers = [number(MOVES, self.moves), number(CHANGES, changes)];
        let parts = numbers.into_iter().chain(was).collect();
        object([("url", ARRANGED.into()), ("extension", Value::Array(parts))])
    }
}

/// How often the patient has moved an Appointment.
pub fn moves(appointment: &Value) -> u32 {
    number(appointment, MOVES)
}

/// How often the patient has changed it since it was made: moved it, cancelled it, put it back.
pub fn changes(appointment: &Value) -> u32 {
    number(appointment, CHANGES)
}

fn number(appointment: &Value, name: &str) -> u32 {
    let number = || {
        let part = extension(extension(appointment, ARRANGED)?, name)?;
        u32::try_from(part.get("valueUnsignedInt")?.as_u64()?).ok()
    };
    number().unwrap_or(0)
}

/// What a cancelled Appointment was before the patient has cancelled it.
pub fn was(appointment: &Value) -> Option<BookedStatus> {
    let was = extension(extension(appointment, ARRANGED)?, WAS)?;
    match Status::read(text_at(was, "/valueCode")?)? {
        Status::Booked => Some(BookedStatus::Booked),
        Status::Requested => Some(BookedStatus::Requested),
        Status::Cancelled => None,
    }
}

/// Whether the patient has made, moved or cancelled an Appointment.
pub fn is_arranged(appointment: &Value) -> bool {
    extension(appointment, ARRANGED).is_some()
}

/// The id of the slot that an Appointment names first: `s1` of `Slot/s1`.
pub fn slot_of(appointment: &Value) -> Option<&str> {
    let (_, slot) = text_at(appointment, "/slot/0/reference")?.rsplit_once("Slot/")?;
    slot.split('/').next().filter(|slot| !slot.is_empty())
}

/// The claim of an Appointment: a uuid.
pub fn claim_of(appointment: &Value) -> Option<&str> {
    list_at(appointment, "/identifier").iter().find_map(slot::claim_of)
}

/// An Appointment that the patient makes: `id` is `told-` and the claim, until a server gives it
/// another one.
pub fn appointment(
    record: &Record,
    vocabulary: &Vocabulary,
    arranged: &Arrangement,
    made: DateTime<Utc>,
) -> Value {
    let coding =
        object([("system", Words(vocabulary).own_address().into()), ("code", "mesotherapy_session".into())]);
    let service = object([("coding", Value::Array(vec![coding]))]);
    let patient = object([("actor", record.patient_reference()), ("status", "accepted".into())]);
    let claim = arranged.claim.as_deref().unwrap_or_default();
    let mut appointment = object([
        ("resourceType", "Appointment".into()),
        ("id", [TOLD, claim].concat().into()),
        ("serviceType", Value::Array(vec![service])),
        ("created", written(made).into()),
        ("participant", Value::Array(vec![patient])),
    ]);
    arranged.put_into(&mut appointment);
    appointment
}
