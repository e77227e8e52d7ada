//! The clinic's clock against the time-zone database, through every change of it.

use std::cell::Cell;

use chrono::{DateTime, LocalResult, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::{Africa, America, Asia, Australia, Europe, Tz};
use portal::domain::scheduling::offsets::Instants::{self, Never, Once, Twice};
use portal::domain::scheduling::offsets::Offsets;
use proptest::prelude::*;
use proptest::sample::select;

use crate::support::{day, instant, offsets};

const KOLKATA: Tz = Asia::Kolkata;
const LONDON: Tz = Europe::London;
const NEW_YORK: Tz = America::New_York;
/// Its summer time is half an hour.
const LORD_HOWE: Tz = Australia::Lord_Howe;
/// Its clocks are put back for the month of fasting.
const CASABLANCA: Tz = Africa::Casablanca;

/// `2026-03-29 01:30`.
fn wall(text: &str) -> NaiveDateTime {
    let (date, time) = text.split_once(' ').unwrap();
    day(date).and_time(time.parse().unwrap())
}

/// What the database says.
fn judged(zone: Tz, wall: NaiveDateTime) -> Instants {
    match zone.from_local_datetime(&wall) {
        LocalResult::None => Never,
        LocalResult::Single(at) => Once(at.to_utc()),
        LocalResult::Ambiguous(one, other) => {
            Twice { earlier: one.min(other).to_utc(), later: one.max(other).to_utc() }
        }
    }
}

#[track_caller]
fn check(zone: Tz, shown: &str, expected: Instants) {
    let clock = offsets(zone, "2026-01-01T00:00:00Z", "2029-01-01T00:00:00Z");
    assert_eq!(clock.instants(wall(shown)), expected, "{zone} {shown}");
    assert_eq!(judged(zone, wall(shown)), expected, "{zone} {shown}, by the database");
    if let Once(at) | Twice { earlier: at, .. } = expected {
        assert_eq!(
            (clock.wall_clock(at), clock.day(at)),
            (wall(shown), wall(shown).date()),
            "{zone} {shown}"
        );
        assert_eq!(expected.first(), Some(at));
    }
}

fn once(at: &str) -> Instants {
    Once(instant(at))
}

fn twice(earlier: &str, later: &str) -> Instants {
    Twice { earlier: instant(earlier), later: instant(later) }
}

#[test]
fn a_time_that_the_clock_leaves_out_is_never() {
    check(LONDON, "2026-03-29 00:59", once("2026-03-29T00:59:00+00:00"));
    check(LONDON, "2026-03-29 01:00", Never);
    check(LONDON, "2026-03-29 01:59", Never);
    check(LONDON, "2026-03-29 02:00", once("2026-03-29T02:00:00+01:00"));
    check(NEW_YORK, "2026-03-08 01:59", once("2026-03-08T01:59:00-05:00"));
    check(NEW_YORK, "2026-03-08 02:00", Never);
    check(NEW_YORK, "2026-03-08 03:00", once("2026-03-08T03:00:00-04:00"));
    check(LORD_HOWE, "2026-10-04 01:59", once("2026-10-04T01:59:00+10:30"));
    check(LORD_HOWE, "2026-10-04 02:00", Never);
    check(LORD_HOWE, "2026-10-04 02:29", Never);
    check(LORD_HOWE, "2026-10-04 02:30", once("2026-10-04T02:30:00+11:00"));
    check(CASABLANCA, "2026-03-22 02:30", Never);
    assert_eq!(Never.first(), None);
}

#[test]
fn a_time_that_the_clock_repeats_is_twice() {
    check(LONDON, "2026-10-25 00:59", once("2026-10-25T00:59:00+01:00"));
    check(LONDON, "2026-10-25 01:00", twice("2026-10-25T01:00:00+01:00", "2026-10-25T01:00:00+00:00"));
    check(LONDON, "2026-10-25 01:59", twice("2026-10-25T01:59:00+01:00", "2026-10-25T01:59:00+00:00"));
    check(LONDON, "2026-10-25 02:00", once("2026-10-25T02:00:00+00:00"));
    check(NEW_YORK, "2026-11-01 01:30", twice("2026-11-01T01:30:00-04:00", "2026-11-01T01:30:00-05:00"));
    check(LORD_HOWE, "2026-04-05 01:29", once("2026-04-05T01:29:00+11:00"));
    check(LORD_HOWE, "2026-04-05 01:30", twice("2026-04-05T01:30:00+11:00", "2026-04-05T01:30:00+10:30"));
    check(LORD_HOWE, "2026-04-05 02:00", once("2026-04-05T02:00:00+10:30"));
    check(CASABLANCA, "2026-02-15 02:30", twice("2026-02-15T02:30:00+01:00", "2026-02-15T02:30:00+00:00"));
}

#[test]
fn within_the_month_of_fasting_and_after_it_the_clock_is_another() {
    check(CASABLANCA, "2026-02-14 17:00", once("2026-02-14T17:00:00+01:00"));
    check(CASABLANCA, "2026-02-16 17:00", once("2026-02-16T17:00:00+00:00"));
    check(CASABLANCA, "2026-03-21 17:00", once("2026-03-21T17:00:00+00:00"));
    check(CASABLANCA, "2026-03-23 17:00", once("2026-03-23T17:00:00+01:00"));
}

#[test]
fn a_leap_day_and_a_year_end_are_days_like_others() {
    check(KOLKATA, "2028-02-29 17:00", once("2028-02-29T17:00:00+05:30"));
    check(KOLKATA, "2027-01-01 00:00", once("2026-12-31T18:30:00Z"));
    check(KOLKATA, "2026-12-31 23:59", once("2026-12-31T18:29:00Z"));
    check(NEW_YORK, "2028-02-29 23:30", once("2028-03-01T04:30:00Z"));
    check(LORD_HOWE, "2027-01-01 10:00", once("2026-12-31T23:00:00Z"));
    check(LONDON, "2026-12-31 23:59", once("2026-12-31T23:59:00Z"));
}

/// A browser takes a tenth of a millisecond for an answer, on a slow phone more.
#[test]
fn the_browser_is_asked_once_a_week_and_for_the_minute_of_a_change() {
    for (zone, from, to, at_most) in [
        (KOLKATA, "2026-11-29T06:45:10Z", "2027-06-17T06:45:10Z", 30),
        (LONDON, "2026-11-29T06:45:10Z", "2027-06-17T06:45:10Z", 30 + 15),
        (CASABLANCA, "2026-11-29T06:45:10Z", "2027-06-17T06:45:10Z", 30 + 2 * 15),
    ] {
        let asked = Cell::new(0);
        let shows = |at: DateTime<Utc>| {
            asked.set(asked.get() + 1);
            at.with_timezone(&zone).naive_local()
        };
        let clock = Offsets::over(instant(from)..instant(to), &shows);
        assert!((29..=at_most).contains(&asked.get()), "{zone}: asked {} times", asked.get());
        assert_eq!(clock, offsets(zone, from, to));
    }
}

/// A clinic without summer time has one offset for good, so that the ends hold on outside the range.
#[test]
fn before_and_after_the_range_its_ends_hold_on() {
    let clock = offsets(LONDON, "2026-07-01T00:00:00Z", "2026-12-01T00:00:00Z");
    for (shown, expected) in [
        ("2026-01-01 12:00", once("2026-01-01T12:00:00+01:00")),
        ("2026-07-01 12:00", once("2026-07-01T12:00:00+01:00")),
        ("2027-07-01 12:00", once("2027-07-01T12:00:00+00:00")),
    ] {
        assert_eq!(clock.instants(wall(shown)), expected, "{shown}");
    }
}

#[test]
fn a_change_in_the_minute_in_which_a_range_ends_is_seen() {
    let change = instant("2026-10-25T01:00:00Z");
    for (end, shown) in
        [("2026-10-25T01:00:00Z", "2026-10-25 01:00"), ("2026-10-25T00:59:59Z", "2026-10-25 02:00")]
    {
        let clock = offsets(LONDON, "2026-10-20T00:00:00Z", end);
        assert_eq!(clock.wall_clock(change), wall(shown), "{end}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_hour_of_a_year_is_that_of_the_database(
        zone in select(vec![KOLKATA, LONDON, NEW_YORK, LORD_HOWE, CASABLANCA]), year in 2020_i32..2080, minute in 0_i64..60,
    ) {
        let first = Utc.with_ymd_and_hms(year, 1, 1, 0, 0, 0).unwrap() + TimeDelta::minutes(minute);
        let range = first - TimeDelta::days(2)..first + TimeDelta::days(368);
        let clock = Offsets::over(range, &|at| at.with_timezone(&zone).naive_local());
        for hour in 0..366 * 24 {
            let at = first + TimeDelta::hours(hour);
            let shown = at.with_timezone(&zone).naive_local();
            prop_assert_eq!(clock.wall_clock(at), shown, "{} {}", zone, at);
            // The same figures on the wall, which may be never or twice.
            let wall = at.naive_utc();
            prop_assert_eq!(clock.instants(wall), judged(zone, wall), "{} {}", zone, wall);
        }
    }
}
