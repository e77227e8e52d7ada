//! What the patient tells beside the clinic's file: sessions that happened or did not.

use chrono::{DateTime, Utc};
use portal::fhir::record::Record;
use portal::fhir::told::{Became, join, session};
use serde_json::{Value, json};

use crate::records::support::{bundle, listed, of_patient, own, wall_clock};
use crate::support::{content, day};

const TODAY: &str = "2026-11-27";

fn instant(text: &str) -> DateTime<Utc> {
    portal::domain::time::instant(text).unwrap().with_timezone(&Utc)
}

/// A patient with a plan, and a session booked on 26 November from 5pm to 6:15pm.
fn clinics() -> Vec<Value> {
    let appointment = json!({"id": "booked", "status": "booked", "start": "2026-11-26T17:00:00+05:30",
        "end": "2026-11-26T18:15:00+05:30", "serviceType": [own("mesotherapy_session")]});
    vec![
        json!({"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1997-06-09"}),
        of_patient(
            "CarePlan",
            json!({"id": "plan", "status": "active", "intent": "plan"}),
            &json!({"category": [own("mesotherapy_plan")]}),
        ),
        of_patient("Appointment", appointment, &json!({})),
    ]
}

/// The clinic's file with what the patient told, read anew.
fn with(told: &[u8], resources: &[Value]) -> Record {
    let mut whole = bundle(resources).bundle;
    join(&mut whole, &serde_json::from_slice(told).unwrap());
    Record::of(whole, content().rules(), &wall_clock, day(TODAY)).unwrap()
}

fn told(became: Became, so_far: Option<&[u8]>) -> Vec<u8> {
    let record = bundle(&clinics());
    session(so_far, &record, &content().facts, &record.booked[0], became).unwrap()
}

#[test]
fn a_session_the_patient_tells_of_starts_the_aftercare_clock() {
    let ended = instant("2026-11-26T18:05:00+05:30");
    let record = with(&told(Became::Given { ended }, None), &clinics());
    let [given] = record.given.as_slice() else { panic!("{:?}", record.given) };
    assert_eq!((given.day, given.ended, given.told), (day("2026-11-26"), Some(ended), true));
    assert_eq!((record.not_given.as_slice(), listed(&record).as_slice()), (&[][..], &[][..]));
}

#[test]
fn it_is_written_as_a_procedure_of_the_plan_recorded_by_the_patient() {
    let bytes = told(Became::Given { ended: instant("2026-11-26T18:05:00+05:30") }, None);
    let written: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(
        written["entry"][0]["resource"],
        json!({
            "resourceType": "Procedure", "id": "told-1795692600", "status": "completed",
            "code": {"coding": [own("mesotherapy_session")["coding"][0]]},
            "subject": {"reference": "Patient/p"}, "basedOn": [{"reference": "CarePlan/plan"}],
            "performedPeriod": {"start": "2026-11-26T11:30:00Z", "end": "2026-11-26T12:35:00Z"},
            "recorder": {"reference": "Patient/p"}, "asserter": {"reference": "Patient/p"},
        })
    );
}

#[test]
fn a_session_that_did_not_happen_is_neither_given_nor_asked_about_again() {
    let record = with(&told(Became::NotGiven, None), &clinics());
    assert_eq!((record.given.len(), record.not_given.as_slice()), (0, &[day("2026-11-26")][..]));
}

#[test]
fn a_second_answer_takes_the_place_of_the_first() {
    let first = told(Became::NotGiven, None);
    let ended = instant("2026-11-26T18:05:00+05:30");
    let record = with(&told(Became::Given { ended }, Some(&first)), &clinics());
    assert_eq!((record.given.len(), record.not_given.len()), (1, 0));
}

#[test]
fn what_the_clinic_recorded_of_that_day_counts_more() {
    let bytes = told(Became::Given { ended: instant("2026-11-26T18:05:00+05:30") }, None);
    let procedure = json!({"id": "s5", "status": "completed", "code": own("mesotherapy_session"),
        "performedPeriod": {"start": "2026-11-26T17:10:00+05:30", "end": "2026-11-26T17:50:00+05:30"}});
    let procedure = of_patient("Procedure", procedure, &json!({}));
    let record = with(&bytes, &[clinics(), vec![procedure]].concat());
    let given: Vec<_> = record.given.iter().map(|given| (given.ended, given.told)).collect();
    assert_eq!(given, [(Some(instant("2026-11-26T17:50:00+05:30")), false)]);
}

#[test]
fn what_was_told_before_and_cannot_be_read_is_refused_and_kept() {
    let record = bundle(&clinics());
    let again = session(Some(b"broken"), &record, &content().facts, &record.booked[0], Became::NotGiven);
    assert!(again.is_err());
}
