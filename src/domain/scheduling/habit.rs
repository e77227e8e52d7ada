//! The weekday and the hour to which a patient is used.

use chrono::{Datelike, NaiveDateTime, Timelike, Weekday};

/// When a patient usually comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Habit {
    /// The usual weekday.
    pub weekday: Weekday,
    /// The usual time, in minutes from the clinic's midnight: 1020 is five in the afternoon.
    pub minutes_of_day: u32,
}

impl Habit {
    /// The most usual weekday and the most usual time of sessions, oldest first, each for itself;
    /// of those equally usual the newest. Nothing where there was no session.
    pub fn of(sessions: &[NaiveDateTime]) -> Option<Self> {
        let weekday = most_usual(sessions, |wall| wall.weekday().num_days_from_monday())?;
        let minutes_of_day = most_usual(sessions, minutes)?;
        let weekday = Weekday::try_from(u8::try_from(weekday).ok()?).ok()?;
        Some(Self { weekday, minutes_of_day })
    }

    /// Whether a time falls on the usual weekday.
    pub fn is_usual_weekday(self, wall: NaiveDateTime) -> bool {
        wall.weekday() == self.weekday
    }

    /// Whether a time is no more than so many minutes from the usual one.
    pub fn is_usual_hour(self, wall: NaiveDateTime, within_minutes: u32) -> bool {
        minutes(wall).abs_diff(self.minutes_of_day) <= within_minutes
    }
}

fn minutes(wall: NaiveDateTime) -> u32 {
    wall.hour() * 60 + wall.minute()
}

fn most_usual(sessions: &[NaiveDateTime], of: fn(NaiveDateTime) -> u32) -> Option<u32> {
    let times = |wanted: u32| sessions.iter().filter(|wall| of(**wall) == wanted).count();
    // Of equal ones this is the last, and the newest session is the last.
    sessions.iter().map(|wall| of(*wall)).max_by_key(|value| times(*value))
}
