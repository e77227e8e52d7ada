//! The sample patients: what the rules say of them, and how they move in time.

use std::fs;

use portal::domain::formulation::formulary::Status;
use portal::fhir::record::{BookedStatus, Record};
use portal::fhir::samples::shift;
use serde_json::{Value, json};

use crate::records::support::wall_clock;
use crate::support::{TODAY, content, day, project, proposal};

fn sample(name: &str) -> Record {
    let bytes = fs::read(project(&format!("public/clinic/samples/{name}.json"))).unwrap();
    Record::read(&bytes, content().rules(), &wall_clock, day(TODAY)).unwrap()
}

#[track_caller]
fn check(name: &str, person: &str, status: Status, reason: &str, course: (u32, u32)) -> Record {
    let record = sample(name);
    let listed: Vec<_> = record
        .not_understood
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(listed, [] as [&str; 0]);
    let proposal = proposal(&content(), &record.patient);
    assert_eq!(
        (proposal.status, proposal.reason.as_str()),
        (status, reason),
        "{:?}",
        proposal.because
    );
    let proposed = proposal
        .course
        .map(|course| (course.loading_sessions, course.interval_days));
    assert_eq!(proposed, Some(course));
    let filed = record.plan.as_ref().and_then(|plan| plan.course);
    assert!(filed.is_none() || filed == proposal.course);
    assert_eq!(record.patient_name.as_deref(), Some(person));
    assert!(
        record.bundle["meta"]["tag"]
            .to_string()
            .contains("\"sample\"")
    );
    record
}

#[test]
fn every_sample_is_understood_whole_and_has_its_status() {
    let man = check(
        "early-aga-man",
        "Arjun Menon",
        Status::Proposed,
        "OK",
        (10, 14),
    );
    assert!(man.given.is_empty());
    let woman = check(
        "shedding-iron-zinc",
        "Meera Nair",
        Status::Proposed,
        "OK",
        (6, 7),
    );
    assert_eq!(woman.given.len(), 4);
    assert!(woman.given.iter().all(|given| given.ended.is_some()));
    let booked: Vec<_> = woman
        .booked
        .iter()
        .map(|booked| (booked.day, booked.status))
        .collect();
    assert_eq!(booked, [(day("2026-11-26"), BookedStatus::Booked)]);
    let untested = check(
        "no-tests-yet",
        "Lakshmi Iyer",
        Status::Provisional,
        "LABS_INCOMPLETE",
        (8, 7),
    );
    assert!(untested.patient.results.is_empty());
}

#[test]
fn the_index_names_every_sample_and_the_day_it_was_written_for() {
    let index: Value =
        serde_json::from_slice(&fs::read(project("public/clinic/samples/index.json")).unwrap())
            .unwrap();
    for sample in index.as_array().unwrap() {
        assert!(
            project("public/clinic/samples")
                .join(sample["file"].as_str().unwrap())
                .exists()
        );
        assert_eq!(sample["anchor"], TODAY);
    }
    assert_eq!(index.as_array().unwrap().len(), 3);
}

#[test]
fn a_sample_moves_by_whole_days_and_back_to_itself() {
    let mut bundle = json!({"birthDate": "1997-06-09", "start": "2026-12-31T17:00:00+05:30", "effectiveDateTime": "2028-02-22",
        "onsetDateTime": "2026-07", "nested": [{"end": "2026-02-22T23:59:59.5Z", "name": "2026-01-01"}]});
    let original = bundle.clone();
    shift(&mut bundle, 7);
    assert_eq!(
        bundle,
        json!({"birthDate": "1997-06-09", "start": "2027-01-07T17:00:00+05:30", "effectiveDateTime": "2028-02-29",
        "onsetDateTime": "2026-07", "nested": [{"end": "2026-03-01T23:59:59.5Z", "name": "2026-01-01"}]})
    );
    shift(&mut bundle, -7);
    assert_eq!(bundle, original);
}
