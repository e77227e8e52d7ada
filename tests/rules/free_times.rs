//! Free times of a clinic in India, and all that bears on a session, for the tests of booking.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use portal::domain::content::Content;
use portal::domain::scheduling::choose::Preferences;
use portal::domain::scheduling::protocol::Course;
use portal::domain::scheduling::slots::FreeTime;
use portal::domain::scheduling::window::Bounds;
use portal::domain::time::DayRange;

use crate::support::day;

/// The clinic's clock is so many minutes before Greenwich's.
const AHEAD: TimeDelta = TimeDelta::minutes(330);

/// A day is one unit off, another weekday two, another hour three.
pub const PREFERENCES: Preferences =
    Preferences { per_day_off: 1, unusual_weekday: 2, unusual_hour: 3, usual_within_minutes: 60 };

/// `2026-12-01 17:00` as the clinic's clock shows it.
pub fn wall(text: &str) -> NaiveDateTime {
    let (on, clock) = text.split_once(' ').unwrap();
    let (hour, minute) = clock.split_once(':').unwrap();
    day(on).and_hms_opt(hour.parse().unwrap(), minute.parse().unwrap(), 0).unwrap()
}

/// A time of 90 minutes.
pub fn at(wall: NaiveDateTime) -> FreeTime {
    let start: DateTime<Utc> = (wall - AHEAD).and_utc();
    FreeTime { start, end: start + TimeDelta::minutes(90), wall, chair: 0 }
}

/// Times of 90 minutes: `2026-12-01 17:00`.
pub fn times(texts: &[&str]) -> Vec<FreeTime> {
    texts.iter().map(|text| at(wall(text))).collect()
}

/// What a time is as text.
pub fn shown(time: &FreeTime) -> String {
    time.wall.to_string()[..16].to_owned()
}

/// The same hours on every day from one until another.
pub fn every_day(from: &str, until: &str, hours: &[u32]) -> Vec<FreeTime> {
    let days = day(from).iter_days().take_while(|on| *on < day(until));
    days.flat_map(|on| hours.iter().map(move |hour| at(on.and_hms_opt(*hour, 0, 0).unwrap()))).collect()
}

/// So many days later.
pub fn later(on: NaiveDate, days: u64) -> NaiveDate {
    on + Days::new(days)
}

/// From a day until another.
pub fn range(from: &str, until: &str) -> DayRange {
    DayRange { from: day(from), until: day(until) }
}

/// A fortnightly course of 8 on 2026-12-02, with nothing closed and two years that can be booked.
pub fn bounds(content: &Content) -> Bounds<'_> {
    Bounds {
        protocol: &content.protocol,
        course: Course { loading_sessions: 8, interval_days: 14 },
        today: day("2026-12-02"),
        not_before: day("2026-12-02"),
        bookable_until: day("2028-12-02"),
        prp_gfc: &[],
        healing: &[],
        away: &[],
    }
}
