//! The sample patients: what the rules say of them, and how they move in time.

use std::fs;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, SubsecRound, TimeDelta, Utc, Weekday};
use portal::domain::content::Content;
use portal::domain::scheduling::lateness::lateness;
use portal::fhir::record::Record;
use portal::fhir::samples::{Sample, end_last_session, settle, shift};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::records::support::wall_clock;
use crate::support::{TODAY, content, day, project, proposal, reason};

/// Sample, patient, status, reason, course, sessions given, what the gap to the next one means.
type Row =
    (&'static str, &'static str, &'static str, &'static str, Option<(u32, u32)>, usize, Option<&'static str>);

const ROWS: [Row; 8] = [
    ("early-aga-man", "Arjun Menon", "proposed", "OK", Some((10, 14)), 0, None),
    ("aga-non-hormonal", "Karthik Rao", "proposed", "OK", Some((10, 14)), 0, None),
    ("shedding-iron-zinc", "Meera Nair", "proposed", "OK", Some((6, 7)), 4, Some("CONTINUE")),
    ("after-transplant", "Vikram Shetty", "proposed", "OK", Some((6, 14)), 3, Some("CONTINUE")),
    ("pregnant-held", "Ananya Pillai", "hold", "PREGNANT", None, 0, None),
    ("round-patches-referred", "Imran Sheikh", "refer", "AA_OTHER_TREATMENT", None, 0, None),
    ("no-tests-yet", "Lakshmi Iyer", "provisional", "LABS_INCOMPLETE", Some((8, 7)), 0, None),
    ("late-in-maintenance", "Sarita Kulkarni", "proposed", "OK", Some((6, 14)), 7, Some("BRIDGE_2")),
];

/// A file of the samples' folder.
pub fn file(name: &str) -> Value {
    serde_json::from_slice(&fs::read(project(&format!("public/clinic/samples/{name}"))).unwrap()).unwrap()
}

/// The samples, as the index lists them.
pub fn samples() -> Vec<Sample> {
    file("index.json").as_array().unwrap().iter().map(|listed| Sample::read(listed).unwrap()).collect()
}

/// One of them.
pub fn sample(id: &str) -> Sample {
    samples().into_iter().find(|sample| sample.id == *id).unwrap()
}

/// `2026-11-22T09:30:00+05:30`.
fn instant(text: &str) -> DateTime<Utc> {
    portal::domain::time::instant(text).unwrap().with_timezone(&Utc)
}

/// A time of day on the clinic's clock.
pub fn at(day: NaiveDate, clock: &str) -> DateTime<Utc> {
    instant(&format!("{day}T{clock}+05:30"))
}

/// The sample as it is opened at an instant.
pub fn opened(content: &Content, sample: &Sample, now: DateTime<Utc>) -> Record {
    let today = wall_clock(now).date();
    let mut bundle = file(&sample.file);
    settle(&mut bundle, sample, now, today);
    Record::of(bundle, content.rules(), &wall_clock, today).unwrap()
}

fn listed(record: &Record) -> Vec<String> {
    record.not_understood.iter().map(ToString::to_string).collect()
}

/// What the days from the last session to the next one mean.
fn verdict(content: &Content, record: &Record) -> Option<String> {
    let series = record.series(content, &proposal(content, &record.patient))?;
    let (last, next) = (series.last_given()?, series.next()?);
    let late = lateness(&content.protocol, &next.phase, last.on, next.on).unwrap();
    Some(late.band.verdict.to_string())
}

/// Every session and appointment, on the clinic's clock.
fn starts(record: &Record) -> Vec<NaiveDateTime> {
    let given = record.given.iter().map(|given| given.started.unwrap());
    given.chain(record.booked.iter().map(|booked| booked.start)).map(wall_clock).collect()
}

#[track_caller]
fn check(content: &Content, now: DateTime<Utc>) {
    for (id, person, status, why, course, given, late) in ROWS {
        let record = opened(content, &sample(id), now);
        assert_eq!(listed(&record), [] as [&str; 0], "{id} at {now:?}");
        let proposal = proposal(content, &record.patient);
        let said = (proposal.status.key(), proposal.reason.as_str());
        assert_eq!(said, (status, why), "{id} at {now:?}: {:?}", proposal.because);
        assert_eq!(proposal.questions, [], "{id} at {now:?}");
        let proposed = proposal.course.map(|course| (course.loading_sessions, course.interval_days));
        assert_eq!(proposed, course, "{id} at {now:?}");
        assert_eq!(record.patient_name.as_deref(), Some(person));
        assert_eq!(record.given.len(), given, "{id}");
        assert_eq!(verdict(content, &record).as_deref(), late, "{id} at {now:?}");
    }
}

#[test]
fn every_sample_is_understood_whole_and_has_its_status() {
    check(&content(), at(day(TODAY), "09:30"));
}

/// A year end, a leap day, and the nights on which Europe and America change their clocks.
#[test]
fn a_sample_says_the_same_on_every_day_of_every_week() {
    let content = content();
    for first in ["2026-12-27", "2027-03-10", "2027-03-24", "2027-10-27", "2028-02-26"] {
        for later in 0..8 {
            let today = day(first) + Days::new(later);
            check(&content, at(today, "00:00"));
            check(&content, at(today, "05:20"));
            check(&content, at(today, "23:59:59"));
        }
    }
}

#[test]
fn the_index_lists_the_samples_with_their_files_and_words() {
    let words = &file("../text/en.json")["words"];
    let index = file("index.json");
    let ids: Vec<_> = samples().iter().map(|sample| sample.id.to_string()).collect();
    assert_eq!(ids, ROWS.map(|(id, ..)| id));
    for (sample, listed) in samples().iter().zip(index.as_array().unwrap()) {
        let bundle = file(&sample.file);
        assert_eq!(bundle["id"], sample.id.as_str());
        // boot.js asks for it by that name before the index has come.
        assert_eq!(*sample.file, *format!("{}.json", sample.id));
        assert_eq!(bundle["meta"]["tag"][0]["code"], "sample");
        for (member, part) in [("name_key", "name"), ("about_key", "about")] {
            let key = format!("sample.{}.{part}", sample.id);
            assert_eq!(listed[member], key);
            assert!(words[&key].is_string(), "{key}");
        }
    }
}

#[test]
fn an_entry_of_the_index_is_read_or_left_out() {
    let whole = json!({"id": "a", "file": "a.json", "anchor": "2026-11-22", "minutes_after_session": 320});
    let read = Sample::read(&whole).unwrap();
    assert_eq!((read.anchor, read.minutes_after_session), (day("2026-11-22"), Some(320)));
    let refused = [
        ("id", json!("a b")),
        ("file", json!("")),
        ("anchor", json!("2026-11-31")),
        ("minutes_after_session", json!(-1)),
        ("minutes_after_session", json!("320")),
    ];
    for (member, value) in refused {
        let mut entry = whole.clone();
        entry[member] = value;
        assert_eq!(Sample::read(&entry), None, "{member}");
    }
}

#[test]
fn samples_with_a_signature_name_the_doctor_and_say_that_they_are_samples() {
    let content = content();
    for sample in samples() {
        let plan = opened(&content, &sample, at(day(TODAY), "09:30")).plan;
        let signed = plan.as_ref().and_then(|plan| plan.signed_by.as_deref());
        let is_signed =
            ["shedding-iron-zinc", "late-in-maintenance", "after-transplant"].contains(&sample.id.as_str());
        assert_eq!(signed, is_signed.then_some("Dr. Ashwini"), "{}", sample.id);
        if let Some(plan) = plan.filter(|plan| plan.signed_by.is_some()) {
            assert!(plan.signed_on.is_some() && !plan.cocktail.is_empty(), "{}", sample.id);
            assert!(plan.title.unwrap().ends_with("(sample)"));
        }
    }
}

#[test]
fn the_course_on_file_is_the_proposed_one() {
    let content = content();
    for sample in samples() {
        let record = opened(&content, &sample, at(day(TODAY), "09:30"));
        let on_file = record.plan.as_ref().and_then(|plan| plan.course);
        let proposed = proposal(&content, &record.patient).course;
        assert!(on_file.is_none() || on_file == proposed, "{}", sample.id);
    }
}

#[test]
fn the_non_hormonal_wish_leaves_out_minoxidil_and_what_blocks_dht() {
    let content = content();
    let record = opened(&content, &sample("aga-non-hormonal"), at(day(TODAY), "09:30"));
    let proposal = proposal(&content, &record.patient);
    for ingredient in ["minoxidil", "dutasteride", "finasteride"] {
        assert_eq!(reason(&proposal, ingredient), "PREFERENCE_NON_HORMONAL");
    }
}

#[test]
fn a_booked_session_of_a_sample_is_today_or_ahead_on_every_day() {
    let content = content();
    for later in 0..15 {
        let today = day("2026-12-24") + Days::new(later);
        for id in ["early-aga-man", "shedding-iron-zinc"] {
            let record = opened(&content, &sample(id), at(today, "08:00"));
            let ahead: Vec<_> = record.booked.iter().map(|booked| (booked.day - today).num_days()).collect();
            assert!(matches!(ahead[..], [0..7]), "{id} on {today}: {ahead:?}");
        }
    }
}

#[test]
fn weekdays_and_hours_hold_when_a_sample_moves() {
    let content = content();
    let weekdays = |starts: &[NaiveDateTime]| -> Vec<_> {
        starts.iter().map(|start| (start.weekday(), start.time())).collect()
    };
    for sample in samples().iter().filter(|sample| sample.minutes_after_session.is_none()) {
        let written = weekdays(&starts(&opened(&content, sample, at(sample.anchor, "09:30"))));
        for today in ["2026-12-31", "2027-01-01", "2027-03-28", "2027-11-07", "2028-02-29"] {
            let moved = starts(&opened(&content, sample, at(day(today), "09:30")));
            assert_eq!(weekdays(&moved), written, "{} on {today}", sample.id);
        }
    }
}

#[test]
fn a_sample_moves_to_the_last_weeks_that_begin_on_or_before_the_day() {
    let sample = sample("shedding-iron-zinc");
    assert_eq!((sample.anchor, sample.anchor.weekday()), (day("2026-11-20"), Weekday::Fri));
    let rows = [
        ("2026-11-19", -7),
        ("2026-11-20", 0),
        ("2026-11-26", 0),
        ("2026-11-27", 7),
        ("2026-12-31", 35),
        ("2027-01-01", 42),
    ];
    for (today, days) in rows {
        assert_eq!(sample.days(day(today)), days, "{today}");
    }
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

fn session(status: &str, end: &str) -> Value {
    json!({"resource": {"resourceType": "Procedure", "status": status,
        "code": {"coding": [{"code": "mesotherapy_session"}]}, "performedPeriod": {"end": end}}})
}

#[test]
fn everything_moves_with_the_last_completed_session_to_its_end() {
    let bundle = |ends: [&str; 3], day: &str, drawn: &str| {
        json!({"entry": [session("completed", ends[0]), session("completed", ends[1]), session("not-done", ends[2]),
            {"resource": {"resourceType": "Procedure", "status": "completed", "performedDateTime": day}},
            {"resource": {"birthDate": "1984-01-19", "effectiveDateTime": drawn, "onset": "2026-08", "issued": "soon"}}]})
    };
    let ends = ["2026-12-17T18:00:00+05:30", "2026-12-31T18:00:00+05:30", "2027-01-02T18:00:00+05:30"];
    let mut moved = bundle(ends, "2026-12-31", "2026-12-30T02:40:00Z");
    // Four minutes past midnight on the clinic's calendar, still the day before in Greenwich.
    end_last_session(&mut moved, instant("2026-12-31T18:34:56Z"));
    let ends = ["2026-12-18T00:04:56+05:30", "2027-01-01T00:04:56+05:30", "2027-01-03T00:04:56+05:30"];
    assert_eq!(moved, bundle(ends, "2027-01-01", "2026-12-30T08:44:56+00:00"));
}

#[test]
fn a_record_without_a_completed_session_stays_as_it_is() {
    let mut bundle = json!({"entry": [session("not-done", "2026-11-21T18:00:00+05:30")]});
    let original = bundle.clone();
    end_last_session(&mut bundle, instant("2027-01-01T00:00:00Z"));
    assert_eq!(bundle, original);
}

#[test]
fn the_sample_after_its_session_moves_a_date_with_the_session() {
    let record = opened(&content(), &sample("after-transplant"), at(day("2027-01-01"), "03:00"));
    let given: Vec<_> = record.given.iter().map(|given| given.day).collect();
    assert_eq!(given, ["2026-12-03", "2026-12-17", "2026-12-31"].map(day));
    let transplant = record.other_procedures.first().and_then(|done| done.day);
    assert_eq!(transplant, Some(day("2026-09-27")), "95 days before the last session, as written");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_sample_after_its_session_ended_320_minutes_ago_at_any_time(
        milliseconds in 1_600_000_000_000_i64..4_000_000_000_000,
    ) {
        let (content, sample) = (content(), sample("after-transplant"));
        let now = DateTime::from_timestamp_millis(milliseconds).unwrap();
        let record = opened(&content, &sample, now);
        let ended = record.given.last().and_then(|given| given.ended);
        // A record is read to the second.
        prop_assert_eq!(ended, Some((now - TimeDelta::minutes(320)).trunc_subsecs(0)));
        prop_assert_eq!(listed(&record), [] as [&str; 0]);
        let gaps: Vec<_> = record.given.windows(2).map(|pair| (pair[1].day - pair[0].day).num_days()).collect();
        prop_assert_eq!(gaps, [14, 14]);
    }
}
