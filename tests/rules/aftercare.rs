//! The aftercare clock: what is now, what is over, what is still to leave.

use chrono::{DateTime, TimeDelta, Utc};
use portal::domain::aftercare::timeline::{Aftercare, Moment, NotEndedYet, Timeline};
use portal::domain::ids::IngredientId;

use crate::support::*;

fn ended() -> DateTime<Utc> {
    portal::domain::time::instant("2026-11-24T13:20:00+05:30").unwrap().to_utc()
}

fn at<'a>(aftercare: &'a Aftercare, minutes: i64, given: &[IngredientId]) -> Timeline<'a> {
    aftercare.at(ended(), ended() + TimeDelta::minutes(minutes), given).unwrap()
}

// Section 5.1; at each boundary the band after it.
#[test]
fn each_hour_has_its_band() {
    let aftercare = content().aftercare;
    let rows = [
        (0, "first_minutes"),
        (14, "first_minutes"),
        (15, "first_hours"),
        (119, "first_hours"),
        (120, "same_day"),
        (719, "same_day"),
        (720, "first_night"),
        (24 * 60 - 1, "first_night"),
        (24 * 60, "second_day"),
        (48 * 60, "third_day"),
        (72 * 60, "first_week"),
        (7 * 1440 - 1, "first_week"),
        (7 * 1440, "weeks_after"),
        (84 * 1440 - 1, "weeks_after"),
    ];
    for (minutes, expected) in rows {
        let timeline = at(&aftercare, minutes, &[]);
        let now = timeline.now().map(|step| step.band.id.as_str());
        assert_eq!(now, Some(expected), "minute {minutes}");
    }
    assert_eq!(at(&aftercare, 84 * 1440, &[]).now(), None);
}

// Section 5.1 and 5.3: the later end holds.
#[test]
fn hour_22_leaves_the_scalp_dry() {
    let aftercare = content().aftercare;
    let avoided = |minutes| -> Vec<String> {
        at(&aftercare, minutes, &[]).avoid.iter().map(|(avoid, _)| avoid.id.to_string()).collect()
    };
    let hour_22 = avoided(22 * 60);
    assert_eq!(hour_22[..4], ["wash", "sweat_heavy_exercise", "alcohol", "massage"]);
    assert!(!hour_22.contains(&"oils_and_sprays".to_owned()));
    assert!(!avoided(24 * 60).contains(&"wash".to_owned()));
    assert_eq!(avoided(3 * 1440), ["swimming", "dye_or_bleach", "chemical_straightening"]);
    assert_eq!(avoided(7 * 1440), [] as [&str; 0]);
}

#[test]
fn driving_while_dizzy_is_never_called_allowed() {
    let content = content();
    let timeline = content.aftercare.at(ended(), ended(), &[]).unwrap();
    assert!(timeline.avoid.iter().any(|(avoid, _)| avoid.id == *"drive_if_dizzy"));
    let mut allowed = timeline.steps.iter().flat_map(|step| &step.allowed_again);
    assert!(allowed.all(|avoid| avoid.id != *"drive_if_dizzy"));
}

#[test]
fn what_is_allowed_again_stands_at_the_step_that_begins_then() {
    let aftercare = content().aftercare;
    let timeline = at(&aftercare, 60, &[]);
    let second_day = timeline.steps.iter().find(|step| step.band.id == *"second_day").unwrap();
    let allowed: Vec<_> = second_day.allowed_again.iter().map(|avoid| avoid.id.as_str()).collect();
    assert_eq!(allowed, ["wash", "sweat_heavy_exercise", "alcohol", "massage"]);
    assert_eq!(second_day.moment, Moment::Next);
    assert_eq!(second_day.from, ended() + TimeDelta::hours(24));
}

// Section 5.1: more shedding is a note only if minoxidil was given.
#[test]
fn what_was_given_changes_the_notes() {
    let aftercare = content().aftercare;
    let notes = |given: &[IngredientId]| -> Vec<String> {
        let notes = at(&aftercare, 30 * 1440, given).notes.into_iter();
        notes.map(|note| note.id.to_string()).collect()
    };
    assert_eq!(notes(&[]), ["look_for_lumps"]);
    let minoxidil = IngredientId::try_from("minoxidil").unwrap();
    assert_eq!(notes(&[minoxidil]), ["look_for_lumps", "more_shedding_minoxidil"]);
}

// Elapsed time, not days: the clock ignores where the phone is and which night it is.
#[test]
fn a_night_of_clock_change_is_no_longer_than_its_hours() {
    let aftercare = content().aftercare;
    let ended = portal::domain::time::instant("2027-03-27T20:00:00+00:00").unwrap().to_utc();
    let summer = portal::domain::time::instant("2027-03-28T20:59:00+01:00").unwrap().to_utc();
    let timeline = aftercare.at(ended, summer, &[]).unwrap();
    assert_eq!(timeline.minutes, 23 * 60 + 59);
    assert!(timeline.avoid.iter().any(|(avoid, _)| avoid.id == *"wash"));
}

#[test]
fn before_the_end_of_a_session_there_is_no_aftercare() {
    let aftercare = content().aftercare;
    let before = aftercare.at(ended(), ended() - TimeDelta::seconds(1), &[]);
    assert_eq!(before, Err(NotEndedYet));
}
