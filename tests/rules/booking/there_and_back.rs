//! What is taken back is as it was, and what the portal does not know survives.

use portal::domain::time::written;
use portal::fhir::arrangement::{SlotTime, is_arranged, moves};
use portal::fhir::record::{Booked, BookedStatus};
use serde_json::{Value, json};

use crate::booking::clinic::Clinic;
use crate::booking::cut_off::freely;
use crate::booking::{acts, appointment, book_at, booked, done, instant, record, time};

/// An Appointment without its claim and the mark of the portal, its times as instants.
fn plain(mut appointment: Value) -> Value {
    let members = appointment.as_object_mut().unwrap();
    for list in ["identifier", "extension"] {
        let known =
            |entry: &Value| entry["type"]["text"] == "claim" || entry["url"] == json!(portal::fhir::ARRANGED);
        members.get_mut(list).and_then(Value::as_array_mut).unwrap().retain(|entry| !known(entry));
    }
    for place in ["start", "end"] {
        members[place] = written(instant(members[place].as_str().unwrap())).into();
    }
    appointment
}

#[test]
fn an_act_and_its_undo_leave_the_slots_and_the_appointment_as_they_were() {
    for (name, before, act, after) in acts() {
        let mut clinic = before.clone();
        let stored = done(&mut clinic, &act);
        let undo = act.undo(&stored, "c9".to_owned());
        let back = done(&mut clinic, &undo);
        assert_eq!(clinic.all_slots().len(), 3);
        match name {
            "book" => assert_eq!(
                (back["status"].as_str(), clinic.all_slots()),
                (Some("cancelled"), before.all_slots())
            ),
            "restore" => {
                assert_eq!(clinic.all_slots(), before.all_slots());
                assert_eq!(plain(back), plain(before.all_appointments()[0].clone()));
            }
            _ => {
                let claim = if name == "agreed" { "c1" } else { "c9" };
                let was = before.state().replace("c1", claim);
                assert_eq!(clinic.state(), was, "{name}");
                assert_eq!(plain(back.clone()), plain(before.all_appointments()[0].clone()), "{name}");
                assert_eq!(moves(&back), 0, "{name}");
            }
        }
        // And forth again.
        let again = undo.undo(&clinic.all_appointments()[0], "c10".to_owned());
        done(&mut clinic, &again);
        assert_eq!(words(&clinic.state()), words(after), "{name}");
    }
}

/// A state without the claims.
fn words(state: &str) -> Vec<&str> {
    let is_claim = |word: &&str| word.strip_prefix('c').is_some_and(|rest| rest.parse::<u32>().is_ok());
    state.split(' ').filter(|word| !is_claim(word)).collect()
}

#[test]
fn moves_are_counted_and_what_the_portal_does_not_know_survives_them() {
    let mut clinic = Clinic::with(&[appointment("a", "c1")], &[("old", "c1")]);
    for (number, to) in [(1, "new"), (2, "other"), (3, "old")] {
        let act = booked(&clinic).moved(time(to), BookedStatus::Booked, format!("c{to}"));
        assert_eq!(moves(&done(&mut clinic, &act)), number);
    }
    assert_eq!(plain(clinic.all_appointments()[0].clone()), plain(appointment("a", "c1")));
    let free =
        |slots: Vec<Value>| slots.into_iter().filter(|slot| slot["status"] == "free").collect::<Vec<_>>();
    assert_eq!(free(clinic.all_slots()), free(Clinic::with(&[], &[("old", "any")]).all_slots()));
}

#[test]
fn a_moved_appointment_carries_the_new_claim_first_and_the_clinics_own_names_after_it() {
    let mut clinic = Clinic::with(&[appointment("a", "c1")], &[("old", "c1")]);
    let mut to = time("new");
    to.end += chrono::TimeDelta::minutes(30);
    clinic.change("new", |slot| slot["end"] = "2026-12-03T13:30:00Z".into());
    let act = booked(&clinic).moved(to, BookedStatus::Booked, "c2".to_owned());
    let moved = done(&mut clinic, &act);
    let expected = json!([
        {"system": "urn:ietf:rfc:3986", "value": "urn:uuid:c2", "type": {"text": "claim"}},
        {"system": "urn:ietf:rfc:3986", "value": "urn:uuid:the-clinics-own"}
    ]);
    assert_eq!(moved["identifier"], expected);
    assert_eq!(moved["slot"], json!([{"reference": "Slot/new"}]));
    assert_eq!(
        (&moved["start"], &moved["end"]),
        (&json!("2026-12-03T11:30:00Z"), &json!("2026-12-03T13:30:00Z"))
    );
    assert_eq!(moved["minutesDuration"], 120);
}

/// The clinic's front desk has made it: no claim is known, and nothing is freed that may be another's.
#[test]
fn an_appointment_of_the_clinics_own_file_is_moved_and_frees_nothing() {
    let mut made = appointment("a", "c1");
    made["identifier"].as_array_mut().unwrap().remove(0);
    for slot in [json!([{"reference": "Slot/old"}]), json!([])] {
        made["slot"] = slot;
        let mut clinic = Clinic::with(&[made.clone()], &[("old", "desk")]);
        let before = booked(&clinic);
        assert_eq!(before.claim, None);
        let act = before.moved(time("new"), BookedStatus::Booked, "c2".to_owned());
        let stored = freely(&mut clinic, &act);
        assert!(is_arranged(&stored));
        assert_eq!(clinic.state(), "new c2 old desk | new booked c2");
    }
}

/// The clinic may have given the slot away: only it can say whether it is free again.
#[test]
fn what_the_clinic_has_booked_in_a_slot_is_asked_for_when_it_is_taken_back() {
    let mut made = appointment("a", "c1");
    made["identifier"].as_array_mut().unwrap().remove(0);
    let before = Clinic::with(&[made], &[("old", "desk")]);
    let chosen = booked(&before);
    for act in [chosen.moved(time("new"), BookedStatus::Booked, "c2".to_owned()), chosen.cancelled()] {
        let mut clinic = before.clone();
        let stored = freely(&mut clinic, &act);
        let undo = act.undo(&stored, "c3".to_owned());
        let back = Booked { status: BookedStatus::Requested, ..booked(&before) };
        freely(&mut clinic, &undo);
        // What a calendar has is updated each time.
        let changed = |times, booked: Booked| Booked { changes: times, ..booked };
        let found = (booked(&clinic), clinic.all_slots());
        assert_eq!(found, (changed(2, back.clone()), before.all_slots()));
        freely(&mut clinic, &back.agreed());
        let found = (booked(&clinic), clinic.all_slots());
        assert_eq!(found, (changed(3, booked(&before)), before.all_slots()));
    }
    let mut clinic = before.clone();
    freely(&mut clinic, &chosen.cancelled());
    let restore = record(&clinic.all_appointments()).cancelled[0].restored("c3".to_owned());
    freely(&mut clinic, &restore);
    assert_eq!(booked(&clinic).status, BookedStatus::Requested);
}

/// The clinic has given the slot to somebody else, and not yet told the appointment.
#[test]
fn a_slot_that_another_holds_by_now_is_not_given_back() {
    let before = Clinic::with(&[appointment("a", "c1")], &[("old", "desk")]);
    let mut clinic = before.clone();
    let cancel = booked(&clinic).cancelled();
    assert_eq!(freely(&mut clinic, &cancel)["status"], "cancelled");
    assert_eq!(clinic.all_slots(), before.all_slots());
}

/// A chair that is out of order, while the patient's claim still stands in its slot.
#[test]
fn a_slot_that_the_clinic_has_closed_meanwhile_stays_closed_when_it_is_given_back() {
    for (status, expected) in [("busy", "free"), ("busy-unavailable", "busy-unavailable")] {
        let mut clinic = Clinic::with(&[appointment("a", "c1")], &[("old", "c1")]);
        clinic.change("old", |slot| slot["status"] = status.into());
        let cancel = booked(&clinic).cancelled();
        done(&mut clinic, &cancel);
        let mut free = Clinic::with(&[], &[]);
        free.change("old", |slot| slot["status"] = expected.into());
        assert_eq!(clinic.all_slots(), free.all_slots());
    }
}

/// No server keeps slots: what is asked for is told by a message.
#[test]
fn an_appointment_without_a_slot_is_asked_for_moved_agreed_cancelled_and_put_back() {
    let asked = |slot| SlotTime { slot: None, ..time(slot) };
    let status = BookedStatus::Requested;
    let book = book_at(asked("old"), status, "c1");
    let mut clinic = Clinic::with(&[], &[]);
    let shown = |made: &Value| (made["status"].clone(), made["start"].clone());
    let made = freely(&mut clinic, &book);
    assert_eq!(shown(&made), (json!("proposed"), json!("2026-11-26T11:30:00Z")));
    let moved = booked(&clinic).moved(asked("new"), status, "c2".to_owned());
    assert_eq!(shown(&freely(&mut clinic, &moved)), (json!("proposed"), json!("2026-12-03T11:30:00Z")));
    let agreed = booked(&clinic).agreed();
    assert_eq!(shown(&freely(&mut clinic, &agreed)), (json!("booked"), json!("2026-12-03T11:30:00Z")));
    let cancelled = booked(&clinic).cancelled();
    let off = freely(&mut clinic, &cancelled);
    assert_eq!(shown(&off), (json!("cancelled"), json!("2026-12-03T11:30:00Z")));
    let undo = cancelled.undo(&off, "c3".to_owned());
    assert_eq!(shown(&freely(&mut clinic, &undo)), (json!("booked"), json!("2026-12-03T11:30:00Z")));
    assert_eq!(clinic.all_slots(), Clinic::with(&[], &[]).all_slots());
    assert_eq!(clinic.all_appointments().len(), 1);
}
