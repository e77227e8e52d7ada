//! Times for all remaining sessions at once: lawful from each to the next, and of all ways to do it
//! the cheapest by the clinic's stated cost.
//!
//! Which time is best for one session hangs on what it leaves for those after it, so none is taken
//! for good until all are seen: for each session and each day stands what the sessions up to it
//! cost at the least if it falls on that day, and from which day before it that comes. On one day
//! only the best time matters, because gaps are counted in days.

use crate::domain::ids::PhaseId;
use crate::domain::scheduling::habit::Habit;
use crate::domain::scheduling::series::after;
use crate::domain::scheduling::slots::FreeTime;
use crate::domain::scheduling::window::{Bounds, Closed, Gaps, Window};
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
    let gaps_of = |session: &ToPlace<'_>| Gaps::of(bounds.protocol, bounds.course, session.phase);
    let own = |session: &ToPlace<'_>| session.stands.map(|time| Offer { day: time.day(), time, cost: 0 });
    let search = Search {
        gaps: sessions.iter().map(gaps_of).collect(),
        own: sessions.iter().map(own).collect(),
        days: best_of_days(times, bounds, habit, preferences),
        sessions,
        last,
        bounds,
        preferences,
    };
    let wanted = search.bookable();
    let mut ways: Vec<Vec<Way>> = Vec::new();
    let mut end = None;
    for at in 0..wanted {
        let (reached, may_end) = search.step(at, ways.last().map(Vec::as_slice));
        end = may_end.map(|way| (at, way)).or(end);
        if reached.iter().all(|way| way.cost == Way::NONE.cost) {
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

/// The best time of a day.
#[derive(Clone, Copy)]
struct Offer {
    day: NaiveDate,
    time: FreeTime,
    cost: u64,
}

/// The cheapest way to an offer: what it costs, and the offer of the session before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    cost: u64,
    from: usize,
}

impl Way {
    const NONE: Self = Self { cost: u64::MAX, from: usize::MAX };
    const START: Self = Self { cost: 0, from: 0 };
}

struct Search<'a> {
    sessions: &'a [ToPlace<'a>],
    gaps: Vec<Gaps>,
    /// The times of sessions that stand.
    own: Vec<Option<Offer>>,
    /// The days on which something is free and nothing closes.
    days: Vec<Offer>,
    last: Option<NaiveDate>,
    bounds: &'a Bounds<'a>,
    preferences: &'a Preferences,
}

/// The best time of each day on which a session may be; of equal ones the earliest.
fn best_of_days(
    times: &[FreeTime],
    bounds: &Bounds<'_>,
    habit: Option<Habit>,
    preferences: &Preferences,
) -> Vec<Offer> {
    let mut days: Vec<Offer> = Vec::new();
    for of_day in times.chunk_by(|one, other| one.day() == other.day()) {
        let cost = |time: &FreeTime| preferences.of_time(time.wall, habit);
        let Some(time) = of_day.iter().min_by_key(|time| cost(time)) else {
            continue;
        };
        if bounds.allows(time.day()) {
            days.push(Offer { day: time.day(), time: *time, cost: cost(time) });
        }
    }
    days
}

/// The place of the cheapest way of the last session; of equal ones the earliest.
fn cheapest(ways: Option<&Vec<Way>>) -> usize {
    let places = ways.into_iter().flatten().enumerate();
    places.min_by_key(|(_, way)| way.cost).map_or(0, |(place, _)| place)
}

impl Search<'_> {
    /// How many of the sessions can be booked, if each falls on its best day; never fewer than stand.
    fn bookable(&self) -> usize {
        let stand = self.own.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        let (mut count, mut before) = (0, self.last);
        for (gaps, own) in self.gaps.iter().zip(&self.own) {
            let on = own.map_or_else(|| self.bounds.counted(*gaps, before).best, |own| own.day);
            if on >= self.bounds.bookable_until {
                break;
            }
            (count, before) = (count + 1, Some(on));
        }
        count.max(stand)
    }

    fn offers(&self, at: usize) -> &[Offer] {
        self.own[at].as_ref().map_or(&self.days, core::slice::from_ref)
    }

    /// The cheapest ways to all offers of a session from those of the one before it, and the place
    /// of the cheapest of these after which it may be left for later.
    fn step(&self, at: usize, before: Option<&[Way]>) -> (Vec<Way>, Option<usize>) {
        let mut reached = vec![Way::NONE; self.offers(at).len()];
        let stands = self.own[at].is_some();
        let (start, before_stands) =
            ([Way::START], at.checked_sub(1).is_none_or(|at| self.own[at].is_some()));
        let mut end: Option<Way> = None;
        let mut late: Option<(Window, Way)> = None;
        let may_end = self.own[at..].iter().all(Option::is_none);
        for (place, way) in before.unwrap_or(&start).iter().enumerate() {
            if way.cost == Way::NONE.cost {
                continue;
            }
            let way = Way { cost: way.cost, from: place };
            if stands && before_stands {
                reached[0] = way;
                continue;
            }
            let window = self.window(at, place);
            if may_end && window.latest >= self.bounds.bookable_until && end.is_none_or(|end| way < end) {
                end = Some(way);
            }
            if !window.is_late {
                self.spread(at, window, way, &mut reached);
                continue;
            }
            // Late windows are wide, but many days have the same one: only the cheapest matters.
            match late {
                Some((known, cheaper)) if known == window => late = Some((known, cheaper.min(way))),
                Some((known, cheaper)) => {
                    self.spread(at, known, cheaper, &mut reached);
                    late = Some((window, way));
                }
                None => late = Some((window, way)),
            }
        }
        if let Some((window, way)) = late {
            self.spread(at, window, way, &mut reached);
        }
        (reached, end.map(|way| way.from))
    }

    /// The window of a session after an offer of the one before it.
    fn window(&self, at: usize, place: usize) -> Window {
        let last = at.checked_sub(1).map_or(self.last, |before| Some(self.offers(before)[place].day));
        self.bounds.counted(self.gaps[at], last)
    }

    /// Goes on from one way to every offer inside its window.
    fn spread(&self, at: usize, window: Window, way: Way, reached: &mut [Way]) {
        let offers = self.offers(at);
        let first = offers.partition_point(|offer| offer.day < window.earliest);
        for (offer, reached) in offers[first..].iter().zip(&mut reached[first..]) {
            if offer.day > window.latest {
                break;
            }
            let day = self.preferences.of_day(offer.day, window.best);
            *reached = (*reached).min(Way { cost: way.cost + offer.cost + day, from: way.from });
        }
    }

    /// The first so many sessions with their times, the last of them at an offer; and their cost.
    fn walk(&self, ways: &[Vec<Way>], count: usize, end: usize) -> (u64, Vec<Placed>) {
        let cost = count.checked_sub(1).map_or(0, |last| ways[last][end].cost);
        // The offer of each session, behind that of the one before the first.
        let mut taken = vec![end; count + 1];
        for at in (0..count).rev() {
            taken[at] = ways[at][taken[at + 1]].from;
        }
        let placed = |at: usize| Placed {
            number: self.sessions[at].number,
            time: self.offers(at)[taken[at + 1]].time,
            window: self.window(at, taken[at]),
        };
        (cost, (0..count).map(placed).collect())
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
