//! The best three free times for a session, each with what speaks for it.

use crate::domain::order::by_key;
use crate::domain::scheduling::choose::Preferences;
use crate::domain::scheduling::habit::Habit;
use crate::domain::scheduling::slots::FreeTime;
use crate::domain::scheduling::window::{Bounds, Window};
use chrono::{NaiveDate, Timelike};

/// So many times are suggested at the most: as many as a person weighs at a glance.
pub const MOST: usize = 3;

/// A free time that is suggested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The time.
    pub time: FreeTime,
    /// What speaks for it.
    pub reasons: Vec<Speaks>,
}

/// What speaks for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaks {
    /// So many days after the session before it.
    GapDays(u32),
    /// The day is the best one.
    BestDay,
    /// It is the first that is free.
    Earliest,
    /// The usual weekday.
    UsualWeekday,
    /// The usual hour.
    UsualHour,
}

/// The cheapest free times of a window by the clinic's stated cost, cheapest first and of equal ones
/// the earliest; empty where nothing is free in it. `times` are sorted by their start, `last` is
/// the day of the session before.
///
/// They are on different days; where there are too few days at different hours, then at any.
pub fn suggest(
    times: &[FreeTime],
    window: &Window,
    last: Option<NaiveDate>,
    bounds: &Bounds<'_>,
    habit: Option<Habit>,
    preferences: &Preferences,
) -> Vec<Suggestion> {
    let from = times.partition_point(|time| time.day() < window.earliest);
    let until = times.partition_point(|time| time.day() <= window.latest);
    let days = times.get(from..until).unwrap_or_default().chunk_by(|one, other| one.day() == other.day());
    let open: Vec<&[FreeTime]> =
        days.filter(|day| day.first().is_some_and(|time| bounds.allows(time.day()))).collect();
    let cost =
        |time: &FreeTime| preferences.of_day(time.day(), window.best) + preferences.of_time(time.wall, habit);
    let mut picked: Vec<FreeTime> = Vec::new();
    for differs in [other_day, other_hour, other_start] {
        while picked.len() < MOST {
            let free = open.iter().copied().flatten();
            let free = free.filter(|time| picked.iter().all(|known| differs(known, time)));
            let Some(best) = free.min_by_key(|time| cost(time)) else {
                break;
            };
            picked.push(*best);
        }
    }
    by_key(&mut picked, |time| (cost(time), time.start));
    let earliest = open.first().and_then(|day| day.first()).copied();
    let suggested = |time: FreeTime| {
        let gap = last.and_then(|last| u32::try_from((time.day() - last).num_days()).ok());
        let is_usual = |is: &dyn Fn(Habit) -> bool| habit.is_some_and(is);
        let usual_hour = |habit: Habit| habit.is_usual_hour(time.wall, preferences.usual_within_minutes);
        let rows = [
            (time.day() == window.best, Speaks::BestDay),
            (Some(time) == earliest, Speaks::Earliest),
            (is_usual(&|habit| habit.is_usual_weekday(time.wall)), Speaks::UsualWeekday),
            (is_usual(&usual_hour), Speaks::UsualHour),
        ];
        let speaks = rows.into_iter().filter(|(holds, _)| *holds).map(|(_, reason)| reason);
        Suggestion { time, reasons: gap.map(Speaks::GapDays).into_iter().chain(speaks).collect() }
    };
    picked.into_iter().map(suggested).collect()
}

fn other_day(one: &FreeTime, other: &FreeTime) -> bool {
    one.day() != other.day()
}

fn other_hour(one: &FreeTime, other: &FreeTime) -> bool {
    other_day(one, other) || one.wall.hour() != other.wall.hour()
}

fn other_start(one: &FreeTime, other: &FreeTime) -> bool {
    one.start != other.start
}
