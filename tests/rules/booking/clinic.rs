//! A clinic in memory, with guarded writes.

use std::collections::BTreeMap;

use portal::domain::time::written;
use portal::fhir::arrangement::{Arrangement, Status};
use portal::fhir::booking::{Answer, Found, Request};
use portal::fhir::slot::claim_of;
use serde_json::{Value, json};

type Shelf = BTreeMap<String, (u32, Value)>;

/// The clinic.
#[derive(Debug, Clone, PartialEq)]
pub struct Clinic {
    slots: Shelf,
    appointments: Shelf,
    /// Whether a write with an old version is refused.
    pub guards: bool,
    /// Whether Appointments are refused.
    pub refuses: bool,
    /// Whether it names what is made itself, so that what is made twice is there twice; else it keeps
    /// the names, as the phone does.
    pub names: bool,
}

/// A Slot with much in it that the portal does not know.
pub fn slot(id: &str, held: Option<&str>) -> Value {
    let time = crate::booking::time(id);
    let mut slot = json!({
        "resourceType": "Slot", "id": id, "status": "free", "comment": "chair 2", "overbooked": false,
        "meta": {"tag": [{"code": "chair"}]}, "schedule": {"reference": "Schedule/s"},
        "identifier": [{"system": "https://clinic.example/slots", "value": id}],
        "extension": [{"url": "https://clinic.example/price", "valueDecimal": 0.10}],
        "start": written(time.start), "end": written(time.end)
    });
    if let Some(claim) = held {
        slot["status"] = "busy".into();
        let claim = json!({"system": "urn:ietf:rfc:3986", "value": format!("urn:uuid:{claim}")});
        slot["identifier"].as_array_mut().unwrap().push(claim);
    }
    slot
}

impl Clinic {
    /// With these Appointments and three slots, some of them held.
    pub fn with(appointments: &[Value], held: &[(&str, &str)]) -> Self {
        let claim = |id| held.iter().find(|(slot, _)| *slot == id).map(|(_, claim)| *claim);
        let slots = ["old", "new", "other"].map(|id| (id.to_owned(), (1, slot(id, claim(id)))));
        let named = |appointment: &Value| appointment["id"].as_str().unwrap().to_owned();
        let appointments = appointments.iter().map(|made| (named(made), (1, made.clone())));
        let (slots, appointments) = (slots.into(), appointments.collect());
        Self { slots, appointments, guards: true, refuses: false, names: true }
    }

    /// Every Appointment.
    pub fn all_appointments(&self) -> Vec<Value> {
        self.appointments.values().map(|(_, appointment)| appointment.clone()).collect()
    }

    /// Every Slot, without its version.
    pub fn all_slots(&self) -> Vec<Value> {
        self.slots.values().map(|(_, slot)| slot.clone()).collect()
    }

    /// The clinic changes an Appointment or a Slot by itself.
    pub fn change(&mut self, id: &str, edit: impl Fn(&mut Value)) {
        let known = self.slots.get_mut(id).or_else(|| self.appointments.get_mut(id));
        let (version, resource) = known.unwrap();
        *version += 1;
        edit(resource);
    }

    /// Carries a request out.
    pub fn carry_out(&mut self, request: &Request) -> Answer {
        match request {
            Request::ReadSlot(id) => found(self.slots.get(id)),
            Request::ReadAppointment(id) => found(self.appointments.get(id)),
            Request::FindAppointment(claim) => {
                let is = |(_, resource): &&(u32, Value)| claim_in(resource).as_ref() == Some(claim);
                found(self.appointments.values().find(is))
            }
            Request::WriteSlot { resource, version } => {
                write(&mut self.slots, resource, version, self.guards)
            }
            _ if self.refuses => Answer::Refused("not on this day".to_owned()),
            Request::WriteAppointment { resource, version } => {
                write(&mut self.appointments, resource, version, self.guards)
            }
            Request::CreateAppointment(resource) => {
                let mut made = resource.clone();
                if self.names {
                    made["id"] = format!("made-{}", self.appointments.len()).into();
                }
                let id = made["id"].as_str().unwrap().to_owned();
                self.appointments.insert(id, (1, made.clone()));
                Answer::Stored(made)
            }
        }
    }

    /// Who holds which slot, and where each appointment stands: `new c2 | new booked c2`.
    pub fn state(&self) -> String {
        let held = self.slots.iter().filter(|(_, (_, slot))| slot["status"] != "free");
        let held = held.map(|(id, (_, slot))| format!("{id} {}", holder(slot).unwrap_or_default()));
        let appointments = self.arranged().into_iter().map(|arranged| {
            let (slot, claim) = (arranged.time.slot.unwrap(), arranged.claim.unwrap());
            format!("{slot} {} {claim}", arranged.status.code())
        });
        let words: Vec<String> =
            [held.collect::<Vec<_>>(), vec!["|".to_owned()], appointments.collect()].concat();
        words.join(" ")
    }

    /// No appointment is without its slot, and none shares it.
    #[track_caller]
    pub fn is_safe(&self) {
        let on: Vec<_> = self.arranged();
        let mut on: Vec<_> = on.into_iter().filter(|arranged| arranged.status != Status::Cancelled).collect();
        for arranged in &on {
            let (slot, claim) = arranged.held().unwrap();
            assert_eq!(holder(&self.slots[slot].1).as_deref(), Some(claim), "{}", self.state());
            assert_eq!(arranged.time.start, crate::booking::time(slot).start, "{}", self.state());
        }
        on.dedup_by(|one, other| one.time == other.time);
        let apart = on.len();
        let booked = self.arranged().iter().filter(|arranged| arranged.status != Status::Cancelled).count();
        assert_eq!(apart, booked, "{}", self.state());
    }

    fn arranged(&self) -> Vec<Arrangement> {
        let mut arranged: Vec<_> =
            self.all_appointments().iter().map(|made| Arrangement::of(made).unwrap()).collect();
        arranged.sort_by_key(|arranged| arranged.time.start);
        arranged
    }
}

fn found(known: Option<&(u32, Value)>) -> Answer {
    known.map_or(Answer::Nothing, |(version, resource)| {
        Answer::Found(Found { resource: resource.clone(), version: format!("W/{version}") })
    })
}

fn write(shelf: &mut Shelf, resource: &Value, version: &str, guards: bool) -> Answer {
    let (known, stored) = shelf.get_mut(resource["id"].as_str().unwrap()).unwrap();
    if guards && format!("W/{known}") != version {
        return Answer::Conflict;
    }
    *known += 1;
    stored.clone_from(resource);
    Answer::Stored(resource.clone())
}

/// The claim under which a Slot is held.
fn holder(slot: &Value) -> Option<String> {
    let value = |known: &Value| known["value"].as_str()?.strip_prefix("urn:uuid:").map(str::to_owned);
    slot["identifier"].as_array()?.iter().find_map(value)
}

fn claim_in(appointment: &Value) -> Option<String> {
    appointment["identifier"].as_array()?.iter().find_map(claim_of).map(str::to_owned)
}
