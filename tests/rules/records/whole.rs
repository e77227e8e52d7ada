//! The record as a whole: the person, what is listed, writing back.

use portal::domain::patient::{Age, Patient, Sex};
use serde_json::{Value, json};

use crate::records::support::{bundle, listed, read, record};
use crate::support::{TODAY, day};

#[test]
fn a_silent_record_leaves_everything_open() {
    let record = bundle(&[json!({"resourceType": "Patient"})]);
    assert_eq!(record.patient, Patient::unknown(day(TODAY), portal::domain::patient::Unanswered::Open));
    assert!(record.nothing_recorded.conditions && record.nothing_recorded.medicines);
    assert_eq!(listed(&record), [] as [&str; 0]);
}

#[test]
fn name_sex_and_age_are_read_as_far_as_written() {
    #[track_caller]
    fn check(patient: Value, sex: Option<Sex>, age: Option<(u16, u16)>) {
        let mut patient = patient;
        patient["resourceType"] = "Patient".into();
        let read = bundle(&[patient]).patient;
        assert_eq!((read.sex, read.age), (sex, age.map(|(from, to)| Age { from, to })));
    }
    check(json!({"gender": "male", "birthDate": "1995-11-22"}), Some(Sex::M), Some((31, 31)));
    check(json!({"gender": "female", "birthDate": "1995-11-23"}), Some(Sex::F), Some((30, 30)));
    check(json!({"gender": "other", "birthDate": "1995"}), None, Some((30, 31)));
    check(json!({"gender": "unknown", "birthDate": "1995-11"}), None, Some((30, 31)));
    check(json!({"birthDate": "2030-01-01"}), None, None);
    check(json!({"birthDate": "yesterday"}), None, None);

    let named = bundle(&[json!({"resourceType": "Patient", "name": [
        {"use": "nickname", "text": "Mimi"},
        {"use": "official", "family": "Nair", "given": ["Meera", "K"]}]})]);
    assert_eq!(
        (named.patient_name.as_deref(), named.given_name.as_deref()),
        (Some("Meera K Nair"), Some("Meera"))
    );
}

#[test]
fn what_is_not_read_is_listed() {
    let record = record(&[
        json!({"resourceType": "Immunization", "id": "i"}),
        json!({"resourceType": "Practitioner"}),
        json!({}),
    ]);
    assert_eq!(
        listed(&record),
        [
            "entry 4: there is no resource in it",
            "Immunization/i: the portal does not read a resource of the type Immunization"
        ]
    );
}

#[test]
fn a_record_is_written_back_as_it_came() {
    let came = r#"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","extension":[{"valueDecimal":1.10,"url":"x"}],"id":"p"}}],"unknown":{"a":[1e3,-0.0,100000000000000000000000.5]}}"#;
    let written = read(came.as_bytes()).unwrap().write();
    let (came, written): (Value, Value) =
        (serde_json::from_str(came).unwrap(), serde_json::from_str(&written).unwrap());
    assert_eq!(written.to_string(), came.to_string());
    assert!(
        written.to_string().contains("1.10") && written.to_string().contains("100000000000000000000000.5")
    );
}

#[test]
fn an_edit_changes_its_place_only() {
    let mut slot = json!({"resourceType": "Slot", "status": "free", "extension": [{"url": "x"}]});
    portal::fhir::value::set(&mut slot, "/status", "busy".into()).unwrap();
    portal::fhir::value::set(&mut slot, "/meta/source", "portal".into()).unwrap();
    assert_eq!(
        slot,
        json!({"resourceType": "Slot", "status": "busy", "extension": [{"url": "x"}], "meta": {"source": "portal"}})
    );
    assert!(portal::fhir::value::set(&mut slot, "/status/code", "x".into()).is_err());
    assert!(portal::fhir::value::set(&mut slot, "/extension/1/url", "x".into()).is_err());
}
