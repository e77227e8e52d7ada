//! Getting ready for a session, counted back from its start.

use chrono::{DateTime, Utc};
use portal::domain::aftercare::preparation::Appointed;
use portal::domain::aftercare::timeline::Moment::{self, Next, Now, Over};

use crate::support::{content, day};

fn instant(text: &str) -> DateTime<Utc> {
    portal::domain::time::instant(text).unwrap().with_timezone(&Utc)
}

/// The moments of the four stages of a session on Thursday 26 November at 10am, Kolkata.
#[track_caller]
fn check(now: &str, moments: [Moment; 4]) {
    let session = Appointed { start: instant("2026-11-26T10:00:00+05:30"), day: day("2026-11-26") };
    let content = content();
    let stages = content.preparation.at(session, instant(now), day(&now[..10]));
    assert_eq!(stages.iter().map(|stage| stage.moment).collect::<Vec<_>>(), moments, "{now}");
}

/// CLINICAL.md 4.2: 7 days, 72 hours, 24 hours, the day.
#[test]
fn each_stage_begins_at_its_own_hour_counted_back_from_the_session() {
    check("2026-11-19T09:59:00+05:30", [Next, Next, Next, Next]);
    check("2026-11-19T10:00:00+05:30", [Now, Next, Next, Next]);
    check("2026-11-23T09:59:00+05:30", [Now, Next, Next, Next]);
    check("2026-11-23T10:00:00+05:30", [Now, Now, Next, Next]);
    check("2026-11-25T09:59:00+05:30", [Now, Now, Next, Next]);
    check("2026-11-25T10:00:00+05:30", [Now, Now, Now, Next]);
    check("2026-11-25T23:59:00+05:30", [Now, Now, Now, Next]);
    check("2026-11-26T00:00:00+05:30", [Now, Now, Now, Now]);
    check("2026-11-26T09:59:00+05:30", [Now, Now, Now, Now]);
    check("2026-11-26T10:00:00+05:30", [Over, Over, Over, Over]);
}

#[test]
fn elapsed_hours_are_counted_through_a_clock_change_night() {
    // London puts its clocks back on 25 October 2026 at 1am UTC: 24 hours before 10am there is 11am.
    let session = Appointed { start: instant("2026-10-25T10:00:00+00:00"), day: day("2026-10-25") };
    let content = content();
    let stages = content.preparation.at(session, instant("2026-10-24T09:00:00Z"), day("2026-10-24"));
    let from: Vec<_> = stages.iter().map(|stage| stage.from).collect();
    assert_eq!(from[2], Some(instant("2026-10-24T11:00:00+01:00")));
    assert_eq!(from[3], None);
}

#[test]
fn one_is_there_before_it_starts() {
    let session = Appointed { start: instant("2026-11-26T18:00:00+05:30"), day: day("2026-11-26") };
    assert_eq!(content().preparation.arrive(session), instant("2026-11-26T17:50:00+05:30"));
}
