//! What a patient's Today is about, at every hour around a session.

use chrono::{DateTime, Utc};
use portal::domain::formulation::proposal::Proposal;
use portal::fhir::record::Record;
use portal::fhir::standing::Standing;
use serde_json::{Value, json};

use crate::records::support::{of_patient, own, record, wall_clock};
use crate::support::content;

fn instant(text: &str) -> DateTime<Utc> {
    portal::domain::time::instant(text).unwrap().with_timezone(&Utc)
}

fn patient() -> Value {
    json!({"resourceType": "Patient", "id": "p", "gender": "male", "birthDate": "1990-06-09"})
}

/// A course of 8 sessions, 14 days apart, for long shedding.
fn plan() -> Vec<Value> {
    let course = json!({"url": portal::fhir::COURSE, "extension": [
        {"url": "loading_sessions", "valuePositiveInt": 8}, {"url": "interval_days", "valuePositiveInt": 14}]});
    vec![
        patient(),
        of_patient(
            "CarePlan",
            json!({"id": "plan", "status": "active", "intent": "plan", "extension": [course],
                "category": [own("mesotherapy_plan")]}),
            &json!({}),
        ),
        of_patient("Condition", json!({"id": "te", "code": own("te_chronic")}), &json!({})),
    ]
}

fn given(end: &str) -> Value {
    let usual = json!({"id": end, "status": "completed", "code": own("mesotherapy_session"),
        "performedPeriod": {"start": end, "end": end}});
    of_patient("Procedure", usual, &json!({}))
}

fn appointment(status: &str, start: &str, end: &str) -> Value {
    let usual = json!({"id": start, "status": status, "start": start, "end": end,
        "serviceType": [own("mesotherapy_session")]});
    of_patient("Appointment", usual, &json!({}))
}

/// One word for what Today is about.
#[track_caller]
fn check(resources: &[Value], now: &str, expected: &str) {
    let content = content();
    let entries: Vec<_> = resources.iter().map(|resource| json!({"resource": resource})).collect();
    let bundle = json!({"resourceType": "Bundle", "type": "collection", "entry": entries});
    let (at, today) = (instant(now), wall_clock(instant(now)).date());
    let record = Record::of(bundle, content.rules(), &wall_clock, today).unwrap();
    let proposal = Proposal::of(&record.patient, content.rules()).unwrap();
    let series = record.series(&content, &proposal);
    let standing = match record.standing(series.as_ref(), &content, at, today) {
        Standing::Unrecorded(_) => "unrecorded",
        Standing::JustAfter => "just after",
        Standing::SessionDay(_) => "session day",
        Standing::GettingReady(_) => "getting ready",
        Standing::Ahead(_) => "ahead",
        Standing::Late(..) => "late",
        Standing::NotBooked(_) => "not booked",
        Standing::NothingPlanned => "nothing planned",
    };
    assert_eq!(standing, expected, "{now}");
}

#[test]
fn today_follows_the_hours_around_a_booked_session() {
    let booked = appointment("booked", "2026-11-26T17:00:00+05:30", "2026-11-26T18:30:00+05:30");
    let before = [plan(), vec![given("2026-11-12T18:00:00+05:30"), booked.clone()]].concat();
    for (now, expected) in [
        ("2026-11-13T10:00:00+05:30", "just after"),
        ("2026-11-14T17:59:00+05:30", "just after"),
        ("2026-11-14T18:00:00+05:30", "ahead"),
        ("2026-11-24T16:59:00+05:30", "ahead"),
        ("2026-11-24T17:00:00+05:30", "getting ready"),
        ("2026-11-25T23:59:00+05:30", "getting ready"),
        ("2026-11-26T00:00:00+05:30", "session day"),
        ("2026-11-26T18:29:00+05:30", "session day"),
        ("2026-11-26T18:30:00+05:30", "unrecorded"),
        ("2026-12-20T10:00:00+05:30", "unrecorded"),
    ] {
        check(&before, now, expected);
    }
    let after = [before, vec![given("2026-11-26T18:20:00+05:30")]].concat();
    check(&after, "2026-11-26T18:30:00+05:30", "just after");
    check(&after, "2026-11-29T10:00:00+05:30", "not booked");
}

/// CLINICAL.md 6.2: a loading gap of 22 days is the first that is late.
#[test]
fn a_gap_beyond_the_last_day_on_which_the_series_goes_on_is_late() {
    let record = [plan(), vec![given("2026-11-01T18:00:00+05:30")]].concat();
    check(&record, "2026-11-22T10:00:00+05:30", "not booked");
    check(&record, "2026-11-23T10:00:00+05:30", "late");
}

#[test]
fn a_session_that_did_not_happen_is_not_asked_about_again() {
    let booked = appointment("booked", "2026-11-20T17:00:00+05:30", "2026-11-20T18:30:00+05:30");
    let missed = json!({"id": "m", "status": "not-done", "code": own("mesotherapy_session"),
        "performedPeriod": {"start": "2026-11-20T17:00:00+05:30"}});
    let missed = of_patient("Procedure", missed, &json!({}));
    let record = [plan(), vec![booked, missed]].concat();
    check(&record, "2026-11-22T10:00:00+05:30", "not booked");
}

#[test]
fn nothing_is_planned_on_a_day_on_which_no_session_was_given() {
    let missed = json!({"id": "m", "status": "not-done", "code": own("mesotherapy_session"),
        "performedPeriod": {"start": "2026-11-22T17:00:00+05:30"}});
    let last = given("2026-11-08T18:00:00+05:30");
    let booked = appointment("booked", "2026-11-22T17:00:00+05:30", "2026-11-22T18:30:00+05:30");
    let missed = of_patient("Procedure", missed, &json!({}));
    let record = record(&[plan()[1..].to_vec(), vec![last, booked, missed]].concat());
    let content = content();
    let proposal = Proposal::of(&record.patient, content.rules()).unwrap();
    let series = record.series(&content, &proposal).unwrap();
    assert_eq!(series.next().unwrap().on, crate::support::day("2026-11-23"));
}

#[test]
fn what_the_clinic_has_not_agreed_to_is_only_ahead() {
    let asked = appointment("proposed", "2026-11-22T17:00:00+05:30", "2026-11-22T18:30:00+05:30");
    let record = [plan(), vec![asked]].concat();
    check(&record, "2026-11-22T10:00:00+05:30", "ahead");
    check(&record, "2026-11-22T19:00:00+05:30", "not booked");
}

#[test]
fn without_a_cocktail_nothing_is_planned() {
    let patches = of_patient("Condition", json!({"id": "aa", "code": own("aa")}), &json!({}));
    check(&[patient(), patches], "2026-11-22T10:00:00+05:30", "nothing planned");
}
