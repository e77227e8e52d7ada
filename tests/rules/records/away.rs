//! The days on which the patient is away: told, read, joined to the clinic's file, taken back.

use chrono::{DateTime, NaiveDate, Utc};
use portal::domain::time::DayRange;
use portal::fhir::away::{AWAY, Away};
use portal::fhir::record::{Record, document};
use portal::fhir::told::{Told, ToldWhat, join, parted, parts, with_away, without};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::free_times::{later, range};
use crate::records::support::{listed, of_patient, own, record, wall_clock};
use crate::support::{TODAY, content, day, instant, proposal};

fn at() -> DateTime<Utc> {
    instant("2026-11-22T09:30:00+05:30")
}

/// What a patient tells who is away on these days, beside what they told before.
fn told(so_far: Option<&[u8]>, days: DayRange) -> Vec<u8> {
    with_away(so_far, &record(&[]), days, at()).unwrap()
}

/// A woman's file with what she told beside it, read on a day.
fn joined(told: &[u8], as_of: NaiveDate) -> Record {
    let mut whole = record(&[]).bundle;
    join(&mut whole, &document(told).unwrap());
    Record::of(whole, content().rules(), &wall_clock, as_of).unwrap()
}

fn days(record: &Record) -> Vec<DayRange> {
    record.away.iter().map(|away| away.days).collect()
}

/// A resource with these answers.
fn answered(items: &Value) -> Value {
    let usual = json!({"id": "away", "questionnaire": AWAY, "status": "completed",
        "authored": "2026-11-20T09:00:00Z", "item": items});
    of_patient("QuestionnaireResponse", usual, &json!({}))
}

fn item(link: &str, day: &str) -> Value {
    json!({"linkId": link, "answer": [{"valueDate": day}]})
}

/// With the last day inside, as people say it: until 4 January is away until the 3rd.
#[test]
fn days_away_are_written_with_their_first_and_their_last_day() {
    let written: Value = serde_json::from_slice(&told(None, range("2026-12-20", "2027-01-04"))).unwrap();
    assert_eq!(
        written["entry"],
        json!([{"resource": {
            "resourceType": "QuestionnaireResponse", "id": "told-away-2026-12-20-2027-01-03",
            "questionnaire": "https://sapphireroots.example/fhir/Questionnaire/away", "status": "completed",
            "subject": {"reference": "Patient/p"}, "source": {"reference": "Patient/p"},
            "authored": "2026-11-22T04:00:00Z",
            "item": [
                {"linkId": "from", "answer": [{"valueDate": "2026-12-20"}]},
                {"linkId": "last", "answer": [{"valueDate": "2027-01-03"}]},
            ],
        }}])
    );
}

#[test]
fn days_away_are_read_soonest_first_with_the_clinics_file() {
    let first = told(None, range("2027-01-10", "2027-01-12"));
    let both = told(Some(&first), range("2026-12-20", "2027-01-04"));
    let record = joined(&both, day(TODAY));
    let expected = [range("2026-12-20", "2027-01-04"), range("2027-01-10", "2027-01-12")].map(Away::on);
    assert_eq!((record.away.as_slice(), listed(&record)), (&expected[..], vec![]));
}

#[test]
fn the_same_days_are_told_once() {
    let days = range("2026-12-20", "2027-01-04");
    let once = told(None, days);
    let again = with_away(Some(&once), &record(&[]), days, at() + chrono::TimeDelta::hours(1)).unwrap();
    assert_eq!(parts(&again), parts(&once));
}

#[test]
fn days_that_are_over_are_not_read_and_those_that_are_not_quite_are() {
    let told = told(None, range("2026-12-20", "2026-12-23"));
    for (today, expected) in [
        ("2026-12-19", true),
        ("2026-12-20", true),
        ("2026-12-22", true),
        ("2026-12-23", false),
        ("2027-12-20", false),
    ] {
        let record = joined(&told, day(today));
        let expected = if expected { vec![range("2026-12-20", "2026-12-23")] } else { vec![] };
        assert_eq!((days(&record), listed(&record)), (expected, vec![]), "{today}");
    }
}

#[test]
fn days_away_lie_beside_the_file_until_they_are_withdrawn() {
    let first = told(None, range("2026-12-20", "2027-01-04"));
    let both = told(Some(&first), range("2027-01-10", "2027-01-11"));
    let expected = |days: DayRange| Told { id: Away::on(days).id, what: ToldWhat::Away { days } };
    let (one, other) =
        (expected(range("2026-12-20", "2027-01-04")), expected(range("2027-01-10", "2027-01-11")));
    assert_eq!(parts(&both), [one.clone(), other.clone()]);
    let left = without(&both, &one.id).unwrap();
    assert_eq!(parts(&left), std::slice::from_ref(&other));
    assert_eq!(days(&joined(&left, day(TODAY))), [range("2027-01-10", "2027-01-11")]);
    assert_eq!(parts(&without(&left, &other.id).unwrap()), []);
}

/// So that they can be taken back in the portal as before.
#[test]
fn a_saved_record_is_parted_into_the_clinics_file_and_the_days_away() {
    let told = told(None, range("2026-12-20", "2027-01-04"));
    let whole = joined(&told, day(TODAY));
    let (file, again) = parted(whole.write().as_bytes()).unwrap();
    assert_eq!(document(&file).unwrap(), record(&[]).bundle);
    assert_eq!(document(&again).unwrap(), document(&told).unwrap());
    // Beside a file that has them already they count once.
    let mut twice = whole.bundle.clone();
    join(&mut twice, &document(&told).unwrap());
    assert_eq!(twice, whole.bundle);
}

#[test]
fn days_that_cannot_be_read_are_listed_and_bear_on_nothing() {
    let away = "QuestionnaireResponse/away: ";
    let no_date = format!("{away}it has no date, so it is not used");
    let bad = |text: &str| format!("{away}`{text}` is not a whole date, so it is not used");
    let row = |items: &[(&str, &str)], expected: &str| {
        let items: Vec<_> = items.iter().map(|(link, day)| item(link, day)).collect();
        let record = record(&[answered(&items.into())]);
        assert_eq!((record.away.len(), listed(&record)), (0, vec![expected.to_owned()]), "{expected}");
    };
    row(&[("from", "2026-12-20")], &no_date);
    row(&[("last", "2026-12-20")], &no_date);
    row(&[], &no_date);
    row(&[("from", "2026-12"), ("last", "2027-01-03")], &bad("2026-12"));
    row(&[("from", "2026-12-20"), ("last", "2027-02-30")], &bad("2027-02-30"));
    row(&[("from", "2026-12-20"), ("last", "2026-12-19")], &bad("2026-12-19"));
    let one_day = record(&[answered(&json!([item("from", "2026-12-20"), item("last", "2026-12-20")]))]);
    assert_eq!((days(&one_day), listed(&one_day)), (vec![range("2026-12-20", "2026-12-21")], vec![]));
}

#[test]
fn days_of_somebody_else_or_marked_as_a_mistake_bear_on_nothing() {
    let good = answered(&json!([item("from", "2026-12-20"), item("last", "2026-12-22")]));
    for (place, value) in
        [("subject", json!({"reference": "Patient/other"})), ("status", json!("entered-in-error"))]
    {
        let mut resource = good.clone();
        resource[place] = value;
        let record = record(&[resource]);
        assert_eq!((record.away.len(), record.not_understood.len()), (0, 1), "{place}");
    }
}

#[test]
fn what_cannot_be_read_is_not_among_what_was_told() {
    let broken = answered(&json!([item("from", "2026-12-20")]));
    let told = json!({"resourceType": "Bundle", "entry": [{"resource": broken}]});
    assert_eq!(parts(told.to_string().as_bytes()), []);
    assert!(with_away(Some(b"broken"), &record(&[]), range("2026-12-20", "2026-12-21"), at()).is_err());
}

/// A fortnightly course of 8 for long shedding; the first session was given on 16 November.
fn in_treatment() -> Vec<Value> {
    let course = json!({"url": portal::fhir::COURSE, "extension": [
        {"url": "loading_sessions", "valuePositiveInt": 8}, {"url": "interval_days", "valuePositiveInt": 14}]});
    let given = json!({"id": "s1", "status": "completed", "code": own("mesotherapy_session"),
        "performedPeriod": {"start": "2026-11-16T17:00:00+05:30", "end": "2026-11-16T17:40:00+05:30"}});
    let booked = json!({"id": "b", "status": "booked", "serviceType": [own("mesotherapy_session")],
        "start": "2026-11-30T17:00:00+05:30", "end": "2026-11-30T18:30:00+05:30"});
    vec![
        of_patient(
            "CarePlan",
            json!({"id": "plan", "status": "active", "intent": "plan", "extension": [course],
                "category": [own("mesotherapy_plan")]}),
            &json!({}),
        ),
        of_patient("Condition", json!({"id": "te", "code": own("te_chronic")}), &json!({})),
        of_patient("Procedure", given, &json!({})),
        of_patient("Appointment", booked, &json!({})),
    ]
}

/// The days of the sessions that are to come, as far as four.
#[track_caller]
fn ahead(away: &[DayRange]) -> Vec<String> {
    let content = content();
    let mut whole = record(&in_treatment());
    for days in away {
        let told = with_away(None, &whole, *days, at()).unwrap();
        let mut bundle = whole.bundle.clone();
        join(&mut bundle, &document(&told).unwrap());
        whole = Record::of(bundle, content.rules(), &wall_clock, day(TODAY)).unwrap();
    }
    let series = whole.series(&content, &proposal(&content, &whole.patient)).unwrap();
    series.sessions.iter().filter(|session| session.is_ahead()).take(4).map(|s| s.on.to_string()).collect()
}

#[test]
fn planned_sessions_fall_after_the_days_away_and_booked_ones_stand() {
    let rows: [(&[DayRange], [&str; 4]); 4] = [
        (&[], ["2026-11-30", "2026-12-14", "2026-12-28", "2027-01-11"]),
        (&[range("2026-12-14", "2026-12-17")], ["2026-11-30", "2026-12-17", "2026-12-31", "2027-01-14"]),
        // Days that meet are one stretch; the booked session falls among days away and stands.
        (
            &[
                range("2026-12-16", "2026-12-20"),
                range("2026-12-10", "2026-12-16"),
                range("2026-11-29", "2026-12-02"),
            ],
            ["2026-11-30", "2026-12-20", "2027-01-03", "2027-01-17"],
        ),
        (&[range("2026-12-15", "2026-12-28")], ["2026-11-30", "2026-12-14", "2026-12-28", "2027-01-11"]),
    ];
    for (away, expected) in rows {
        assert_eq!(ahead(away), expected, "{away:?}");
    }
}

/// Some days of the two months from today on.
fn any_days() -> impl Strategy<Value = DayRange> {
    (0_u64..60, 1_u64..10).prop_map(|(from, length)| {
        let from = later(day(TODAY), from);
        DayRange { from, until: later(from, length) }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn days_away_are_read_back_as_they_were_told(all in prop::collection::vec(any_days(), 1..6)) {
        let bytes = all.iter().fold(None, |so_far: Option<Vec<u8>>, days| Some(told(so_far.as_deref(), *days)));
        let record = joined(&bytes.unwrap(), day(TODAY));
        let mut expected = all;
        expected.sort_by_key(|days| (days.from, days.until));
        expected.dedup();
        prop_assert_eq!(&record.away, &expected.into_iter().map(Away::on).collect::<Vec<_>>());
    }

    #[test]
    fn stretches_hold_the_same_days_and_neither_overlap_nor_meet(all in prop::collection::vec(any_days(), 1..6)) {
        let bytes = all.iter().fold(None, |so_far: Option<Vec<u8>>, days| Some(told(so_far.as_deref(), *days)));
        let stretches = joined(&bytes.unwrap(), day(TODAY)).away_days();
        prop_assert!(stretches.windows(2).all(|pair| pair[0].until < pair[1].from), "{:?}", stretches);
        for on in day(TODAY).iter_days().take(80) {
            let is_in = |list: &[DayRange]| list.iter().any(|days| days.contains(on));
            prop_assert_eq!(is_in(&stretches), is_in(&all), "{}", on);
        }
    }

    #[test]
    fn told_and_withdrawn_is_nothing(all in prop::collection::vec(any_days(), 1..4), days in any_days()) {
        prop_assume!(!all.contains(&days));
        let before = all.iter().fold(None, |so_far: Option<Vec<u8>>, days| Some(told(so_far.as_deref(), *days)));
        let before = before.unwrap();
        let with = told(Some(&before), days);
        prop_assert_ne!(parts(&with), parts(&before));
        prop_assert_eq!(without(&with, &Away::on(days).id).unwrap(), before);
    }
}
