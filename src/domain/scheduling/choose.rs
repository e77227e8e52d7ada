//! Times for all remaining sessions at once: lawful from each to the next, and of all ways to do it
//! the cheapest by the clinic's stated cost.

use crate::domain::ids::PhaseId;
use crate::domain::scheduling::habit::Habit;
use crate::domain::scheduling::series::after;
use crate::domain::scheduling::slots::FreeTime;
use crate::domain::scheduling::ways::{Search, Way, cheapest};
use crate::domain::scheduling::window::{Bounds, Closed, Window};
use chrono::{Days, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// What makes a time dear, in whole numbers of the clinic's own measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preferences {
    /// Each day from the best day.
    pub per_day_off: u32,
    /// Another weekday than the usual one.
    pub unusual_weekday: u32,
    /// Another hour than the usual one.
    pub unusual_hour: u32,
    /// Up to so many minutes from the usual time it is still the usual hour.
    pub usual_within_minutes: u32,
}

impl Preferences {
    /// What a day costs by its distance from the best day.
    pub fn of_day(&self, day: NaiveDate, best: NaiveDate) -> u64 {
        (day - best).num_days().unsigned_abs() * u64::from(self.per_day_off)
    }

    /// What a time costs by weekday and hour; nothing where no habit is known.
    pub fn of_time(&self, wall: NaiveDateTime, habit: Option<Habit>) -> u64 {
        let Some(habit) = habit else {
            return 0;
        };
        let usual_hour = habit.is_usual_hour(wall, self.usual_within_minutes);
        let weekday = if habit.is_usual_weekday(wall) { 0 } else { self.unusual_weekday };
        let hour = if usual_hour { 0 } else { self.unusual_hour };
        u64::from(weekday) + u64::from(hour)
    }
}

/// A session that is to have a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToPlace<'a> {
    /// 1 for the first of the series.
    pub number: u32,
    /// Its phase.
    pub phase: &'a PhaseId,
    /// The time it has and keeps; nothing where one is to be chosen.
    pub stands: Option<FreeTime>,
}

/// The times that were chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The sessions with their times, in order.
    pub placed: Vec<Placed>,
    /// The sessions after them, which cannot be booked yet.
    pub beyond: Vec<Beyond>,
    /// What the times cost together.
    pub cost: u64,
}

/// A session and its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// 1 for the first of the series.
    pub number: u32,
    /// The time.
    pub time: FreeTime,
    /// The days on which it may be, counted from the session before it.
    pub window: Window,
}

/// A session whose best day cannot be booked yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beyond {
    /// 1 for the first of the series.
    pub number: u32,
    /// The day around which it falls.
    pub around: NaiveDate,
    /// The day from which on that can be booked.
    pub bookable_from: NaiveDate,
}

/// No lawful time remains for a session.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no lawful time is free for session {number} from {} to {}", window.earliest, window.latest)]
pub struct Infeasible {
    /// The first session that has none; 1 for the first of the series.
    pub number: u32,
    /// The days on which it may be, counted from the last of `before`.
    pub window: Window,
    /// What closes days from the smallest gap to the end of the window, each once. On all other
    /// days nothing is free; nothing at all where this is empty.
    pub why: Vec<Closed>,
    /// The sessions before it with the cheapest times as far as they go.
    pub before: Vec<Placed>,
}

/// The cheapest lawful times for sessions that follow each other; `times` are sorted by their
/// start, `last` is the day of the session before the first of them.
///
/// A session can be booked where the best day after the best days of those before it can. As many
/// of these as possible get a time: only where the window of the next one reaches past the last
/// bookable day may it be left for later. Of equally cheap ways the one that ends first.
///
/// # Errors
/// [`Infeasible`] with the first session for which there is no time, and why.
pub fn choose_series(
    times: &[FreeTime],
    sessions: &[ToPlace<'_>],
    last: Option<NaiveDate>,
    bounds: &Bounds<'_>,
    habit: Option<Habit>,
    preferences: &Preferences,
) -> Result<Chosen, Infeasible> {
    let search = Search::of(times, sessions, last, bounds, habit, preferences);
    let wanted = search.bookable();
    let mut ways: Vec<Vec<Way>> = Vec::new();
    let mut end = None;
    for at in 0..wanted {
        let (reached, may_end) = search.step(at, ways.last().map(Vec::as_slice));
        end = may_end.map(|way| (at, way)).or(end);
        if reached.iter().all(|way| way.is_none()) {
            let (_, before) = search.walk(&ways, at, cheapest(ways.last()));
            return match end {
                Some((count, way)) => Ok(search.chosen(&ways, count, way)),
                None => Err(search.infeasible(at, before)),
            };
        }
        ways.push(reached);
    }
    Ok(search.chosen(&ways, wanted, cheapest(ways.last())))
}

impl Search<'_> {
    /// How many of the sessions can be booked, if each falls on its best day; never fewer than stand.
    fn bookable(&self) -> usize {
        let stand = self.sessions.iter().rposition(|session| session.stands.is_some());
        let (mut count, mut before) = (0, self.last);
        for (session, gaps) in self.sessions.iter().zip(&self.gaps) {
            let stands = session.stands.map(|time| time.day());
            let on = stands.unwrap_or_else(|| self.bounds.counted(*gaps, before).best);
            if on >= self.bounds.bookable_until {
                break;
            }
            (count, before) = (count + 1, Some(on));
        }
        count.max(stand.map_or(0, |last| last + 1))
    }

    fn chosen(&self, ways: &[Vec<Way>], count: usize, end: usize) -> Chosen {
        let (cost, placed) = self.walk(ways, count, end);
        let mut before = placed.last().map_or(self.last, |placed| Some(placed.time.day()));
        let mut beyond = Vec::new();
        for (session, gaps) in self.sessions.iter().zip(&self.gaps).skip(count) {
            let best = self.bounds.counted(*gaps, before).best;
            // One that found nothing free may be sought again on the first day that opens.
            let around = best.max(self.bounds.bookable_until);
            let bookable_from = self.bounds.bookable_from(around);
            beyond.push(Beyond { number: session.number, around, bookable_from });
            before = Some(around);
        }
        Chosen { placed, beyond, cost }
    }

    fn infeasible(&self, at: usize, before: Vec<Placed>) -> Infeasible {
        let last = before.last().map_or(self.last, |placed| Some(placed.time.day()));
        let window = self.bounds.counted(self.gaps[at], last);
        let from = last.map_or(self.bounds.not_before, |last| after(last, self.gaps[at].earliest));
        let mut why: Vec<Closed> = Vec::new();
        let (mut day, last) =
            (from.max(self.bounds.not_before), window.latest.min(self.bounds.last_bookable()));
        while day <= last {
            let new = self.bounds.why_not(day).into_iter().filter(|closed| !why.contains(closed));
            let new: Vec<_> = new.collect();
            why.extend(new);
            day = day + Days::new(1);
        }
        Infeasible { number: self.sessions[at].number, window, why, before }
    }
}
