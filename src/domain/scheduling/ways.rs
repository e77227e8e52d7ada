//! The ways from one session to the next over the days on which something is free.
//!
//! Which time is best for one session hangs on what it leaves for those after it, so none is taken
//! for good until all are seen: for each session and each day stands what the sessions up to it
//! cost at the least if it falls on that day, and from which day before it that comes. On one day
//! only the best time matters, because gaps are counted in days.

use crate::domain::scheduling::choose::{Placed, Preferences, ToPlace};
use crate::domain::scheduling::habit::Habit;
use crate::domain::scheduling::slots::FreeTime;
use crate::domain::scheduling::window::{Bounds, Gaps, Window};
use chrono::{Datelike, NaiveDate};

/// The best time of a day; small, because there are many.
#[derive(Clone, Copy)]
struct Offer {
    /// The number of the day.
    day: i32,
    /// What its weekday and hour cost.
    cost: u64,
    /// The place of the time in the list.
    time: usize,
}

impl Offer {
    const FIRST: Self = Self { day: 0, cost: 0, time: 0 };
}

/// A day as a number, each one more than that of the day before.
fn number(day: NaiveDate) -> i32 {
    day.num_days_from_ce()
}

/// The cheapest way to an offer: what it costs, and the offer of the session before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Way {
    cost: u64,
    from: usize,
}

impl Way {
    const NONE: Self = Self { cost: u64::MAX, from: usize::MAX };
    const START: Self = Self { cost: 0, from: 0 };

    /// Whether there is none.
    pub(super) fn is_none(self) -> bool {
        self.cost == Self::NONE.cost
    }
}

/// What the ways lead over.
pub(super) struct Search<'a> {
    times: &'a [FreeTime],
    pub(super) sessions: &'a [ToPlace<'a>],
    pub(super) gaps: Vec<Gaps>,
    /// The times of sessions that stand.
    own: Vec<Option<Offer>>,
    /// The days on which something is free and nothing closes.
    days: Vec<Offer>,
    pub(super) last: Option<NaiveDate>,
    pub(super) bounds: &'a Bounds<'a>,
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
    let mut first = 0;
    for of_day in times.chunk_by(|one, other| one.day() == other.day()) {
        let costs = of_day.iter().map(|time| preferences.of_time(time.wall, habit));
        let best = costs.enumerate().min_by_key(|(_, cost)| *cost);
        if let Some((place, cost)) = best.filter(|_| bounds.allows(of_day[0].day())) {
            days.push(Offer { day: number(of_day[0].day()), cost, time: first + place });
        }
        first += of_day.len();
    }
    days
}

/// The place of the cheapest way of the last session; of equal ones the earliest.
pub(super) fn cheapest(ways: Option<&Vec<Way>>) -> usize {
    let places = ways.into_iter().flatten().enumerate();
    places.min_by_key(|(_, way)| way.cost).map_or(0, |(place, _)| place)
}

impl<'a> Search<'a> {
    /// The search among free times for the sessions after a day.
    pub(super) fn of(
        times: &'a [FreeTime],
        sessions: &'a [ToPlace<'a>],
        last: Option<NaiveDate>,
        bounds: &'a Bounds<'a>,
        habit: Option<Habit>,
        preferences: &'a Preferences,
    ) -> Self {
        let gaps_of = |session: &ToPlace<'_>| Gaps::of(bounds.protocol, bounds.course, session.phase);
        let own = |session: &ToPlace<'_>| {
            session.stands.map(|time| Offer { day: number(time.day()), ..Offer::FIRST })
        };
        Self {
            times,
            sessions,
            gaps: sessions.iter().map(gaps_of).collect(),
            own: sessions.iter().map(own).collect(),
            days: best_of_days(times, bounds, habit, preferences),
            last,
            bounds,
            preferences,
        }
    }

    fn offers(&self, at: usize) -> &[Offer] {
        self.own[at].as_ref().map_or(&self.days, core::slice::from_ref)
    }

    /// The cheapest ways to all offers of a session from those of the one before it, and the place
    /// of the cheapest of these after which it may be left for later.
    pub(super) fn step(&self, at: usize, before: Option<&[Way]>) -> (Vec<Way>, Option<usize>) {
        let mut reached = vec![Way::NONE; self.offers(at).len()];
        let stands = self.own[at].is_some();
        let (start, before_stands) =
            ([Way::START], at.checked_sub(1).is_none_or(|at| self.own[at].is_some()));
        let mut end: Option<Way> = None;
        let mut late: Option<(Window, Way)> = None;
        let mut first = 0;
        let may_end = self.own[at..].iter().all(Option::is_none);
        for (place, way) in before.unwrap_or(&start).iter().enumerate() {
            if way.is_none() {
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
                // They begin ever later: what lies before one lies before the next.
                let earliest = number(window.earliest);
                first += self.offers(at)[first..].iter().take_while(|offer| offer.day < earliest).count();
                self.spread(at, window, way, &mut reached, first);
                continue;
            }
            // Late windows are wide, but many days have the same one: only the cheapest matters.
            match late {
                Some((known, cheaper)) if known == window => late = Some((known, cheaper.min(way))),
                Some((known, cheaper)) => {
                    self.spread(at, known, cheaper, &mut reached, 0);
                    late = Some((window, way));
                }
                None => late = Some((window, way)),
            }
        }
        if let Some((window, way)) = late {
            self.spread(at, window, way, &mut reached, 0);
        }
        for (offer, way) in self.offers(at).iter().zip(&mut reached) {
            way.cost = way.cost.saturating_add(offer.cost);
        }
        (reached, end.map(|way| way.from))
    }

    /// The time of an offer.
    fn time(&self, at: usize, place: usize) -> FreeTime {
        self.sessions[at].stands.unwrap_or_else(|| self.times[self.days[place].time])
    }

    /// The window of a session after an offer of the one before it.
    fn window(&self, at: usize, place: usize) -> Window {
        let last = at.checked_sub(1).map_or(self.last, |before| Some(self.time(before, place).day()));
        self.bounds.counted(self.gaps[at], last)
    }

    /// Goes on from one way to every offer inside its window, which has none before a place; what
    /// the offers cost is not yet in it.
    fn spread(&self, at: usize, window: Window, way: Way, reached: &mut [Way], from: usize) {
        let [earliest, best, latest] = [window.earliest, window.best, window.latest].map(number);
        let per_day_off = u64::from(self.preferences.per_day_off);
        for (offer, reached) in self.offers(at)[from..].iter().zip(&mut reached[from..]) {
            if offer.day > latest {
                break;
            }
            if offer.day >= earliest {
                let cost = way.cost + u64::from(offer.day.abs_diff(best)) * per_day_off;
                *reached = (*reached).min(Way { cost, from: way.from });
            }
        }
    }

    /// The first so many sessions with their times, the last of them at an offer; and their cost.
    pub(super) fn walk(&self, ways: &[Vec<Way>], count: usize, end: usize) -> (u64, Vec<Placed>) {
        let cost = count.checked_sub(1).map_or(0, |last| ways[last][end].cost);
        // The offer of each session, behind that of the one before the first.
        let mut taken = vec![end; count + 1];
        for at in (0..count).rev() {
            taken[at] = ways[at][taken[at + 1]].from;
        }
        let placed = |at: usize| Placed {
            number: self.sessions[at].number,
            time: self.time(at, taken[at + 1]),
            window: self.window(at, taken[at]),
        };
        (cost, (0..count).map(placed).collect())
    }
}
