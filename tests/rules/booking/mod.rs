//! Booking acts against a clinic in memory: cut off at every step, raced for, taken back.

mod beside_the_file;
mod clinic;
mod cut_off;
mod kept;
mod races;
mod there_and_back;

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use portal::domain::patient::Vocabulary;
use portal::fhir::act::{Act, Target};
use portal::fhir::arrangement::SlotTime;
use portal::fhir::booking::{Answer, Machine, Outcome, Step};
use portal::fhir::record::{Booked, BookedStatus, Record};
use serde_json::{Value, json};

use crate::booking::clinic::Clinic;
use crate::records::support::{bundle, own};
use crate::support::content;

/// Before every slot.
pub fn now() -> DateTime<Utc> {
    instant("2026-11-22T09:00:00Z")
}

pub fn instant(text: &str) -> DateTime<Utc> {
    portal::domain::time::instant(text).unwrap().with_timezone(&Utc)
}

/// The time of a slot of the clinic in memory.
pub fn time(slot: &str) -> SlotTime {
    let (start, end) = match slot {
        "old" => ("2026-11-26T11:30:00Z", "2026-11-26T13:00:00Z"),
        "new" => ("2026-12-03T11:30:00Z", "2026-12-03T13:00:00Z"),
        _ => ("2026-12-10T11:30:00Z", "2026-12-10T13:00:00Z"),
    };
    SlotTime { start: instant(start), end: instant(end), slot: Some(slot.to_owned()) }
}

/// The record of a patient with these Appointments.
pub fn record(appointments: &[Value]) -> Record {
    let patient =
        json!({"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1997-06-09"});
    bundle(&[&[patient], appointments].concat())
}

/// An Appointment of the patient in the slot `old`, with much in it that the portal does not know.
pub fn appointment(id: &str, claim: &str) -> Value {
    json!({
        "resourceType": "Appointment", "id": id, "status": "booked", "priority": 5, "minutesDuration": 90,
        "meta": {"profile": ["https://clinic.example/visit"]},
        "extension": [{"url": "https://clinic.example/room", "valueString": "2"}],
        "identifier": [
            {"system": "urn:ietf:rfc:3986", "value": format!("urn:uuid:{claim}"), "type": {"text": "claim"}},
            {"system": "urn:ietf:rfc:3986", "value": "urn:uuid:the-clinics-own"}
        ],
        "serviceType": [own("mesotherapy_session")], "slot": [{"reference": "Slot/old"}],
        "start": "2026-11-26T17:00:00+05:30", "end": "2026-11-26T18:30:00+05:30",
        "participant": [{"actor": {"reference": "Patient/p"}, "status": "accepted"}]
    })
}

static FACTS: LazyLock<Vocabulary> = LazyLock::new(|| content().facts);
static NOTHING_BOOKED: LazyLock<Record> = LazyLock::new(|| record(&[]));

/// An act that books a time.
pub fn book_at(time: SlotTime, becomes: BookedStatus, claim: &str) -> Act {
    Act::book(&NOTHING_BOOKED, &FACTS, time, becomes, claim.to_owned(), now())
}

/// An act that books a slot.
pub fn book(slot: &str, claim: &str) -> Act {
    book_at(time(slot), BookedStatus::Booked, claim)
}

/// What the record shows of the one Appointment in a clinic.
#[track_caller]
pub fn booked(clinic: &Clinic) -> Booked {
    let record = record(&clinic.all_appointments());
    let [booked] = record.booked.as_slice() else { panic!("{:?}", record.booked) };
    booked.clone()
}

/// What happens to a request on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It is answered.
    Open,
    /// It does not arrive, and no answer comes.
    NotSent,
    /// It is carried out, and no answer comes.
    AnswerLost,
    /// The phone goes off before it is sent.
    OffBefore,
    /// The phone goes off when it was carried out.
    OffAfter,
}

/// Carries an act on until it ends, or nothing where the phone goes off. `ways` says what happens to
/// each request in turn; all later ones are answered. At no time is an appointment without its slot.
#[track_caller]
pub fn drive(clinic: &mut Clinic, begun: (Machine, Step), ways: &[Way]) -> Option<Outcome> {
    let (mut machine, mut step) = begun;
    for turn in 0..100 {
        let request = match step {
            Step::Ask(request) => request,
            Step::Done(outcome) => return Some(outcome),
        };
        let answer = match ways.get(turn).unwrap_or(&Way::Open) {
            Way::Open => clinic.carry_out(&request),
            Way::NotSent => Answer::NoAnswer,
            Way::AnswerLost => {
                clinic.carry_out(&request);
                Answer::NoAnswer
            }
            Way::OffBefore => return None,
            Way::OffAfter => {
                clinic.carry_out(&request);
                return None;
            }
        };
        clinic.is_safe();
        step = machine.answer(answer);
    }
    panic!("the act does not end");
}

/// Carries an act out with nothing in its way.
#[track_caller]
pub fn done(clinic: &mut Clinic, act: &Act) -> Value {
    match drive(clinic, Machine::start(act.clone(), now()), &[]) {
        Some(Outcome::Done(appointment)) => appointment,
        other => panic!("{other:?}"),
    }
}

/// What is done, the clinic in which it is chosen, the act, and the state in which it leaves it.
pub type Row = (&'static str, Clinic, Act, &'static str);

/// The five acts.
pub fn acts() -> [Row; 5] {
    static ACTS: LazyLock<[Row; 5]> = LazyLock::new(made);
    ACTS.clone()
}

fn made() -> [Row; 5] {
    let ours = Clinic::with(&[appointment("a", "c1")], &[("old", "c1")]);
    let moved = booked(&ours).moved(time("new"), BookedStatus::Booked, "c2".to_owned());
    let cancel = booked(&ours).cancelled();
    let mut off = ours.clone();
    done(&mut off, &cancel);
    let restore = record(&off.all_appointments()).cancelled[0].restored("c3".to_owned());
    let mut asked = ours.clone();
    asked.change("a", |appointment| appointment["status"] = "proposed".into());
    let agreed = booked(&asked).agreed();
    [
        ("book", Clinic::with(&[], &[]), book("new", "c2"), "new c2 | new booked c2"),
        ("move", ours.clone(), moved, "new c2 | new booked c2"),
        ("cancel", ours, cancel, "| old cancelled c1"),
        ("restore", off, restore, "old c3 | old booked c3"),
        ("agreed", asked, agreed, "old c1 | old booked c1"),
    ]
}

/// The id of the appointment of an act.
pub fn id_of(act: &Act) -> Option<&str> {
    match &act.appointment {
        Target::New(_) => None,
        Target::Existing { id, .. } => Some(id),
    }
}
