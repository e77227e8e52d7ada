//! When every session falls, and what falls in which session.

use chrono::NaiveDate;
use portal::domain::ids::IngredientId;
use portal::domain::scheduling::protocol::Course;
use portal::domain::scheduling::series::{Known, Series, SessionState};

use crate::free_times::range;
use crate::support::*;

fn series(loading_sessions: u32, interval_days: u32, given: &[&str], booked: &[&str], from: &str) -> Series {
    let days = |texts: &[&str]| texts.iter().map(|text| day(text)).collect::<Vec<NaiveDate>>();
    let (given, booked) = (days(given), days(booked));
    let known = Known { given: &given, booked: &booked, not_before: day(from) };
    Series::of(&content().protocol, Course { loading_sessions, interval_days }, known)
}

#[track_caller]
fn check(series: &Series, phase: &str, expected: &[&str]) {
    let sessions = series.sessions.iter().filter(|session| session.phase == *phase);
    let days: Vec<_> = sessions.map(|session| session.on.to_string()).collect();
    assert_eq!(days, expected, "{phase}");
}

#[test]
fn a_given_session_moves_what_follows_it() {
    let series = series(6, 14, &["2026-12-01", "2026-12-20"], &[], "2026-12-22");
    check(
        &series,
        "loading",
        &["2026-12-01", "2026-12-20", "2027-01-03", "2027-01-17", "2027-01-31", "2027-02-14"],
    );
    let state = |at: usize| series.sessions[at].state;
    assert_eq!([state(1), state(2)], [SessionState::Given, SessionState::Planned]);
    assert_eq!(series.next().map(|session| session.number), Some(3));
    assert_eq!(series.last_given().map(|session| session.on), Some(day("2026-12-20")));
    assert_eq!(series.lab_retest, day("2027-02-23"), "84 days from the first");
}

#[test]
fn a_booked_day_stands_and_the_rest_counts_from_it() {
    let series = series(6, 7, &["2026-12-01"], &["2026-12-10"], "2026-12-02");
    check(
        &series,
        "loading",
        &["2026-12-01", "2026-12-10", "2026-12-17", "2026-12-24", "2026-12-31", "2027-01-07"],
    );
    assert_eq!(series.sessions[1].state, SessionState::Booked);
}

#[test]
fn nothing_is_planned_before_today() {
    let series = series(6, 14, &["2026-09-01"], &[], "2026-11-22");
    assert_eq!(series.sessions[1].on, day("2026-11-22"));
    assert_eq!(series.sessions[2].on, day("2026-12-06"));
}

#[test]
fn what_would_fall_while_the_patient_is_away_falls_on_the_first_day_back() {
    let (content, booked) = (content(), [day("2026-12-29")]);
    let known = Known { given: &[], booked: &booked, not_before: day("2026-12-01") };
    let course = Course { loading_sessions: 6, interval_days: 14 };
    // One begins where the other ends; what is booked stands.
    let away = [
        range("2027-01-14", "2027-01-20"),
        range("2026-12-28", "2026-12-30"),
        range("2027-01-12", "2027-01-14"),
        range("2027-02-02", "2027-02-03"),
    ];
    check(
        &Series::around(&content.protocol, course, known, &away),
        "loading",
        &["2026-12-29", "2027-01-20", "2027-02-03", "2027-02-17", "2027-03-03", "2027-03-17"],
    );
}

#[test]
fn a_series_crosses_a_leap_day_and_a_year_end() {
    check(
        &series(6, 14, &[], &[], "2027-12-21"),
        "loading",
        &["2027-12-21", "2028-01-04", "2028-01-18", "2028-02-01", "2028-02-15", "2028-02-29"],
    );
}

// Section 1.3, pacing: dutasteride every 28 days, iron every 14 days and a test after 3.
#[test]
fn ingredients_fall_in_sessions_by_their_pacing() {
    let content = content();
    let id = |name: &str| IngredientId::try_from(name).unwrap();
    let cocktail = [id("zinc"), id("dutasteride"), id("iron")];
    let series = series(6, 7, &[], &[], "2026-12-01").with_cocktail(&content.formulary, &cocktail);
    let numbers = |name: &str, waits: bool| -> Vec<u32> {
        let holds = |session: &&portal::domain::scheduling::series::Session| {
            let list = if waits { &session.after_blood_test } else { &session.ingredients };
            list.contains(&id(name)) && session.phase == *"loading"
        };
        series.sessions.iter().filter(holds).map(|session| session.number).collect()
    };
    assert_eq!(numbers("zinc", false), [1, 2, 3, 4, 5, 6]);
    assert_eq!(numbers("dutasteride", false), [1, 5]);
    assert_eq!(numbers("iron", false), [1, 3, 5]);
    assert_eq!(numbers("iron", true), [] as [u32; 0], "the fourth falls after the loading phase");
    let eighth = &series.sessions[6];
    assert!(eighth.after_blood_test.contains(&id("iron")), "{eighth:?}");
}
