//! What the patient has arranged, beside the clinic's file.

use std::slice;

use portal::fhir::record::{BookedStatus, Record, document};
use portal::fhir::told::{self, ToldWhat};
use serde_json::{Value, json};

use crate::booking::clinic::Clinic;
use crate::booking::{appointment, booked, done, instant, record, time};
use crate::records::support::wall_clock;
use crate::support::{TODAY, content, day};

/// The clinic's file with what the patient told, read anew.
fn joined(file: &[Value], told: &[u8]) -> (Value, Record) {
    let mut whole = record(file).bundle;
    told::join(&mut whole, &document(told).unwrap());
    (whole.clone(), Record::of(whole, content().rules(), &wall_clock, day(TODAY)).unwrap())
}

/// An Appointment of the clinic's file, and what the patient has made of it by moving it.
fn moved() -> (Value, Value) {
    let file = appointment("a", "c1");
    let mut clinic = Clinic::with(slice::from_ref(&file), &[("old", "c1")]);
    let act = booked(&clinic).moved(time("new"), BookedStatus::Booked, "c2".to_owned());
    (file, done(&mut clinic, &act))
}

#[test]
fn a_moved_appointment_takes_the_place_of_the_clinics() {
    let (file, moved) = moved();
    let told = told::with_appointment(None, &moved).unwrap();
    let (whole, record) = joined(&[file], &told);
    let days: Vec<_> = record.booked.iter().map(|booked| booked.day).collect();
    assert_eq!((days, whole["entry"].as_array().unwrap().len()), (vec![day("2026-12-03")], 2));
    let (clinics, again) = told::parted(whole.to_string().as_bytes()).unwrap();
    assert_eq!(document(&again).unwrap(), document(&told).unwrap());
    assert_eq!(told::appointment(&clinics, "a"), None);
    assert_eq!(joined(&[], &again).1.booked, record.booked);
}

/// Others in the file may refer to it by that address.
#[test]
fn it_keeps_the_address_it_has_in_the_file() {
    let (file, moved) = moved();
    let told = document(&told::with_appointment(None, &moved).unwrap()).unwrap();
    let mut bundle =
        json!({"resourceType": "Bundle", "entry": [{"fullUrl": "urn:uuid:7", "resource": file}]});
    told::join(&mut bundle, &told);
    assert_eq!(bundle["entry"], json!([{"fullUrl": "urn:uuid:7", "resource": moved}]));
}

#[test]
fn what_the_clinic_has_changed_since_counts_more() {
    for (seen, now, expected) in [
        ("2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z", "2026-12-03"),
        ("2026-11-20T10:00:00Z", "2026-11-20T10:00:01Z", "2026-11-26"),
        ("2026-11-20T10:00:00Z", "2026-11-20T15:29:00+05:30", "2026-12-03"),
    ] {
        let (mut file, mut moved) = moved();
        file["meta"]["lastUpdated"] = now.into();
        moved["meta"]["lastUpdated"] = seen.into();
        let told = told::with_appointment(None, &moved).unwrap();
        let (_, record) = joined(&[file], &told);
        let days: Vec<_> = record.booked.iter().map(|booked| booked.day).collect();
        assert_eq!(days, [day(expected)], "seen {seen}, now {now}");
    }
}

/// It was asked for, and the clinic has entered it as one of its own.
#[test]
fn of_the_patients_and_the_clinics_appointment_at_one_time_the_clinics_counts() {
    let clinics = |start: &str, status: &str| {
        let mut made = appointment("a", "the-clinics");
        made["start"] = start.into();
        made["status"] = status.into();
        vec![made]
    };
    for (file, expected) in [
        (vec![], vec!["told-c1"]),
        (clinics("2026-11-26T17:00:00+05:30", "booked"), vec!["a"]),
        (clinics("2026-11-26T11:30:00Z", "proposed"), vec!["a"]),
        (clinics("2026-11-26T17:00:01+05:30", "booked"), vec!["told-c1", "a"]),
        (clinics("2026-11-26T16:59:59+05:30", "booked"), vec!["a", "told-c1"]),
        (clinics("2026-11-26T17:00:00+05:30", "cancelled"), vec!["told-c1"]),
    ] {
        for status in ["proposed", "booked"] {
            let mut asked = appointment("told-c1", "c1");
            asked["status"] = status.into();
            let told = told::with_appointment(None, &asked).unwrap();
            let (_, record) = joined(&file, &told);
            let ids: Vec<_> = record.booked.iter().map(|booked| booked.id.as_str()).collect();
            assert_eq!(ids, expected, "{status} beside {file:?}");
        }
    }
    // The patient's own, cancelled, stays beside the clinic's.
    let mut off = appointment("told-c1", "c1");
    off["status"] = "cancelled".into();
    let told = told::with_appointment(None, &off).unwrap();
    let (_, record) = joined(&clinics("2026-11-26T17:00:00+05:30", "booked"), &told);
    let ids: Vec<_> = record.booked.iter().map(|booked| booked.id.as_str()).collect();
    assert_eq!(ids, ["a"]);
}

/// A resource of another kind, or an appointment that the patient has not touched, never does.
#[test]
fn what_is_not_the_patients_takes_no_place() {
    let (file, moved) = moved();
    let mut other = moved.clone();
    other["resourceType"] = "Encounter".into();
    for told in [other, file.clone()] {
        let told = told::with_appointment(None, &told).unwrap();
        assert_eq!(joined(slice::from_ref(&file), &told).0["entry"].as_array().unwrap().len(), 3);
    }
}

#[test]
fn the_outbox_lists_what_was_asked_for_and_not_what_is_booked_or_off() {
    for (status, expected) in [("proposed", 1), ("booked", 0), ("cancelled", 0)] {
        let mut made = appointment("told-c1", "c1");
        made["status"] = status.into();
        let told = told::with_appointment(None, &made).unwrap();
        let parts: Vec<_> = told::parts(&told).into_iter().map(|part| (part.id, part.what)).collect();
        let asked = ToldWhat::Appointment { start: instant("2026-11-26T11:30:00Z") };
        assert_eq!(parts, vec![("told-c1".to_owned(), asked); expected], "{status}");
    }
}

#[test]
fn an_appointment_is_found_by_its_name_and_by_its_claim() {
    let (_, moved) = moved();
    let first = told::with_appointment(None, &appointment("told-c1", "c1")).unwrap();
    let told = told::with_appointment(Some(&first), &moved).unwrap();
    assert_eq!(told::appointment(&told, "a"), Some(moved.clone()));
    assert_eq!(told::claimed(&told, "c2"), Some(moved));
    assert_eq!(told::claimed(&told, "c1").map(|found| found["id"].clone()), Some(json!("told-c1")));
    assert_eq!((told::appointment(&told, "b"), told::claimed(b"broken", "c1")), (None, None));
}
