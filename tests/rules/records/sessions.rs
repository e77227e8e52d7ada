//! Sessions given and ahead.

use portal::fhir::record::BookedStatus;
use serde_json::{Value, json};

use crate::records::support::{listed, of_patient, own, record, session};

#[test]
fn sessions_are_read_with_their_end_their_day_in_the_clinic_and_what_was_injected() {
    let late = session("late", &json!({"start": "2026-11-09T18:00:00Z", "end": "2026-11-09T18:40:00Z"}));
    let early = session("early", &json!({"start": "2026-10-20", "end": "2026-10-20"}));
    let record = record(&[late, early].concat());
    let read: Vec<_> = record
        .given
        .iter()
        .map(|given| (given.day.to_string(), given.ended.is_some(), given.injected.len()))
        .collect();
    assert_eq!(read, [("2026-10-20".to_owned(), false, 2), ("2026-11-10".to_owned(), true, 2)]);
    assert!(
        listed(&record).contains(
            &"entry 3 (MedicationAdministration): the formulary has no ingredient `gold`".to_owned()
        )
    );
}

#[test]
fn appointments_and_blood_tests_ahead_are_read() {
    let appointment = |members: Value| {
        let usual = json!({"status": "booked", "start": "2026-12-03T17:00:00+05:30", "end": "2026-12-03T18:15:00+05:30",
            "serviceType": [own("mesotherapy_session")], "participant": [{"actor": {"reference": "Patient/p"}}]});
        of_patient("Appointment", usual, &members)
    };
    let test = json!({"status": "active", "code": own("blood_test"), "occurrenceDateTime": "2026-11-25"});
    let record = record(&[
        appointment(
            json!({"id": "asked", "status": "proposed", "start": "2026-12-17T17:00:00+05:30", "end": "2026-12-17T18:15:00+05:30"}),
        ),
        appointment(json!({"id": "booked"})),
        appointment(json!({"id": "off", "status": "cancelled"})),
        appointment(json!({"id": "other", "participant": [{"actor": {"reference": "Patient/q"}}]})),
        of_patient("ServiceRequest", test, &json!({})),
    ]);
    let read: Vec<_> = record.booked.iter().map(|booked| (booked.day.to_string(), booked.status)).collect();
    assert_eq!(
        read,
        [("2026-12-03".to_owned(), BookedStatus::Booked), ("2026-12-17".to_owned(), BookedStatus::Requested)]
    );
    assert_eq!(record.patient.blood_test_in_days, Some(3));
    assert_eq!(
        listed(&record),
        ["Appointment/other: it is about Patient/q, not about this patient, so it is not used"]
    );
}
