//! An arranged appointment as it is written and read, and the journal.

use portal::fhir::act::Act;
use portal::fhir::journal::{self, Dropped, Journal};
use portal::fhir::record::{Booked, BookedStatus, Refusal};
use serde_json::{Value, json};

use crate::booking::clinic::Clinic;
use crate::booking::{acts, appointment, book, booked, done, record, time};
use crate::records::support::{listed, own};
use crate::support::day;

#[test]
fn an_appointment_the_patient_makes_is_written_whole() {
    let mut clinic = Clinic::with(&[], &[]);
    let mut expected = json!({
        "resourceType": "Appointment", "id": "told-c2", "status": "booked", "created": "2026-11-22T09:00:00Z",
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": "urn:uuid:c2", "type": {"text": "claim"}}],
        "extension": [{"url": portal::fhir::ARRANGED, "extension": [{"url": "moves", "valueUnsignedInt": 0}, {"url": "changes", "valueUnsignedInt": 0}]}],
        "serviceType": [{"coding": [own("mesotherapy_session")["coding"][0]]}],
        "start": "2026-12-03T11:30:00Z", "end": "2026-12-03T13:00:00Z", "slot": [{"reference": "Slot/new"}],
        "participant": [{"actor": {"reference": "Patient/p"}, "status": "accepted"}]
    });
    let act = book("new", "c2");
    let portal::fhir::act::Target::New(made) = &act.appointment else { panic!("{act:?}") };
    assert_eq!(*made, expected);
    expected["id"] = "made-0".into();
    assert_eq!(done(&mut clinic, &act), expected);
}

#[test]
fn it_is_read_with_its_slot_its_claim_and_its_moves() {
    let (_, clinic, act, _) = acts()[1].clone();
    let mut clinic = clinic;
    done(&mut clinic, &act);
    let expected = Booked {
        start: time("new").start,
        end: time("new").end,
        day: day("2026-12-03"),
        status: BookedStatus::Booked,
        id: "a".to_owned(),
        slot: Some("new".to_owned()),
        claim: Some("c2".to_owned()),
        moves: 1,
        changes: 1,
    };
    assert_eq!(booked(&clinic), expected);
}

#[test]
fn what_the_patient_has_cancelled_is_kept_apart_with_what_it_was() {
    for (status, was) in [("booked", BookedStatus::Booked), ("proposed", BookedStatus::Requested)] {
        let mut clinic = Clinic::with(&[appointment("a", "c1")], &[("old", "c1")]);
        clinic.change("a", |appointment| appointment["status"] = status.into());
        let before = booked(&clinic);
        done(&mut clinic, &before.cancelled());
        let record = record(&clinic.all_appointments());
        let off = Booked { changes: before.changes + 1, ..before };
        assert_eq!((record.booked.as_slice(), record.cancelled.as_slice()), (&[][..], &[off][..]));
        assert_eq!((was, listed(&record).as_slice()), (record.cancelled[0].status, &[][..]));
    }
    let mut clinics = appointment("a", "c1");
    clinics["status"] = "cancelled".into();
    assert_eq!(record(&[clinics]).cancelled, []);
}

fn all() -> Journal {
    Journal { whose: "p".to_owned(), acts: acts().map(|(_, _, act, _)| act).into() }
}

#[test]
fn the_journal_reads_back_equal_in_its_order() {
    assert_eq!(journal::read(&journal::write(&all())), (all(), Vec::new()));
}

#[test]
fn what_of_a_journal_cannot_be_read_is_dropped_with_its_reason() {
    let edited = |edit: &dyn Fn(&mut Value)| {
        let mut written: Value = serde_json::from_slice(&journal::write(&all())).unwrap();
        edit(&mut written);
        written.to_string().into_bytes()
    };
    let nothing = |why| (Journal { whose: String::new(), acts: Vec::<Act>::new() }, vec![why]);
    let without = |number: usize| {
        let mut journal = all();
        journal.acts.remove(number - 1);
        (journal, vec![Dropped::Act { number }])
    };
    for (bytes, expected) in [
        (b"{".to_vec(), nothing(Dropped::Everything(Refusal::NotJson { line: 1 }))),
        (b"[]".to_vec(), nothing(Dropped::Nobodys)),
        (edited(&|journal| journal["whose"] = Value::Null), nothing(Dropped::Nobodys)),
        (edited(&|journal| journal["acts"][1] = Value::Null), without(2)),
        (edited(&|journal| journal["acts"][3]["id"] = "".into()), without(4)),
        (edited(&|journal| journal["acts"][2]["before"]["start"] = "soon".into()), without(3)),
        (edited(&|journal| journal["acts"][0]["after"]["status"] = "lost".into()), without(1)),
    ] {
        assert_eq!(journal::read(&bytes), expected, "{}", String::from_utf8_lossy(&bytes));
    }
}
