//! The numbing cream: minutes gone and left, whatever the page did meanwhile.

use chrono::{DateTime, TimeDelta, Utc};
use portal::domain::aftercare::numbing::{Numbing, Stage};
use proptest::prelude::*;

use crate::support::{content, content_with, instant};

fn started() -> DateTime<Utc> {
    instant("2026-11-26T17:10:00+05:30")
}

#[track_caller]
fn check(minutes: (u32, u32), seconds: i64, expected: Stage) {
    let stage = Numbing { started: started() }.at(minutes, started() + TimeDelta::seconds(seconds));
    assert_eq!(stage, expected, "second {seconds}");
}

/// The clinic's description: 30–40 minutes before.
#[test]
fn the_cream_works_for_30_minutes_is_ready_then_and_over_after_40() {
    let minutes = content().clinic.visit.numbing_minutes;
    check(minutes, -1, Stage::NotBefore);
    check(minutes, 0, Stage::Working { gone: 0, left: 30 });
    check(minutes, 59, Stage::Working { gone: 0, left: 30 });
    check(minutes, 60, Stage::Working { gone: 1, left: 29 });
    check(minutes, 20 * 60, Stage::Working { gone: 20, left: 10 });
    check(minutes, 30 * 60 - 1, Stage::Working { gone: 29, left: 1 });
    check(minutes, 30 * 60, Stage::Ready { gone: 30 });
    check(minutes, 40 * 60 - 1, Stage::Ready { gone: 39 });
    check(minutes, 40 * 60, Stage::Over { gone: 40 });
    check(minutes, 24 * 3600, Stage::Over { gone: 1440 });
}

/// CLINICAL.md 0.1 (10): another product has other minutes.
#[test]
fn the_minutes_are_those_of_the_clinics_product() {
    let content = content_with(|name, file| {
        if name == "clinic" {
            file["visit"]["numbing_minutes"] = serde_json::json!([60, 120]);
        }
    });
    let minutes = content.clinic.visit.numbing_minutes;
    check(minutes, 30 * 60, Stage::Working { gone: 30, left: 30 });
    check(minutes, 60 * 60, Stage::Ready { gone: 60 });
    check(minutes, 120 * 60, Stage::Over { gone: 120 });
}

#[test]
fn ready_and_over_are_told_as_times_of_the_clock() {
    let (numbing, minutes) = (Numbing { started: started() }, content().clinic.visit.numbing_minutes);
    assert_eq!(numbing.ready(minutes), instant("2026-11-26T17:40:00+05:30"));
    assert_eq!(numbing.over(minutes), instant("2026-11-26T17:50:00+05:30"));
}

proptest! {
    #[test]
    fn minutes_gone_and_left_are_always_those_until_it_is_ready(
        ready in 1_u32..90, longer in 1_u32..60, seconds in 0_i64..20_000,
    ) {
        let minutes = (ready, ready + longer);
        let numbing = Numbing { started: started() };
        let now = started() + TimeDelta::seconds(seconds);
        match numbing.at(minutes, now) {
            Stage::NotBefore => prop_assert!(false, "it has begun"),
            Stage::Working { gone, left } => {
                prop_assert_eq!((gone + left, left > 0), (i64::from(ready), true));
                prop_assert!(now < numbing.ready(minutes));
            }
            Stage::Ready { .. } => {
                prop_assert!(numbing.ready(minutes) <= now && now < numbing.over(minutes));
            }
            Stage::Over { .. } => prop_assert!(numbing.over(minutes) <= now),
        }
    }
}
