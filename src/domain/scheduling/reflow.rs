//! What a change does to the whole series, worked out before it is made: only this session, the
//! rest too, away from a day to a day, or one that did not happen.

use crate::domain::formulation::formulary::Formulary;
use crate::domain::ids::{IngredientId, PhaseId};
use crate::domain::order::by_key;
use crate::domain::scheduling::choose::{Beyond, Chosen, Infeasible, Preferences, ToPlace, choose_series};
use crate::domain::scheduling::effects::{Effect, TooClose, effects, too_close};
use crate::domain::scheduling::habit::Habit;
use crate::domain::scheduling::series::{Known, Series};
use crate::domain::scheduling::slots::FreeTime;
use crate::domain::scheduling::window::{Bounds, Closed, Window, shortest_gap};
use crate::domain::time::DayRange;
use chrono::NaiveDate;
use core::ops::Range;

/// The sessions as they are, and all that bears on changing them.
#[derive(Debug, Clone, Copy)]
pub struct Schedule<'a> {
    /// The protocol, the course and what closes days.
    pub bounds: Bounds<'a>,
    /// How often each ingredient may be given.
    pub formulary: &'a Formulary,
    /// The ingredients in force.
    pub cocktail: &'a [IngredientId],
    /// Days of given sessions, oldest first.
    pub given: &'a [NaiveDate],
    /// The times of sessions booked after those, soonest first, at most one a day.
    pub booked: &'a [FreeTime],
    /// The free times, sorted by their start.
    pub times: &'a [FreeTime],
    /// When the patient usually comes; nothing where that is not known.
    pub habit: Option<Habit>,
    /// What makes a time dear.
    pub preferences: Preferences,
}

/// What the patient wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// One session to another time; no other booked one moves.
    OnlyThis(Move),
    /// One session to another time, and new times for those booked after it.
    RestToo(Move),
    /// New times for sessions booked on these days; those after them only where they must.
    Away(DayRange),
}

/// A booked session from one time to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The time it has.
    pub from: FreeTime,
    /// The time it gets.
    pub to: FreeTime,
}

/// What a change does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reflow {
    /// Every session that is to come, in order.
    pub sessions: Vec<Coming>,
    /// The booked sessions that move, in an order in which each finds its new time already left by
    /// the one that has it now.
    pub moves: Vec<Move>,
    /// Booked sessions for which no time is possible, in order. Nothing cancels them: each stands among
    /// the others at the time it has.
    pub without_time: Vec<WithoutTime>,
    /// What differs for the patient, the weightiest first; empty where nothing does.
    pub effects: Vec<Effect>,
    /// Why the change may not be made, all of it; empty where it may.
    pub refused: Vec<Refused>,
}

/// A session that is to come, as it is and as it would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coming {
    /// 1 for the first of the series.
    pub number: u32,
    /// Its phase.
    pub phase: PhaseId,
    /// The day of the session of this number as it is.
    pub was: NaiveDate,
    /// Its day as it would be.
    pub now: NaiveDate,
    /// What that day rests on.
    pub how: How,
}

/// What the new day of a session rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It is booked for this time, which stays.
    Kept(FreeTime),
    /// It is booked and gets another time.
    Moved(Move),
    /// It is not booked: it falls around the day, counted by the protocol from the one before.
    Around,
}

/// A booked session for which no new time is possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithoutTime {
    /// The time it has and keeps.
    pub from: FreeTime,
    /// Why there is no other.
    pub why: NoTime,
}

/// Why no time is possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoTime {
    /// Nothing lawful is free in its window.
    NothingFree {
        /// The days on which it may be.
        window: Window,
        /// What closes some of them; on the others nothing is free.
        why: Vec<Closed>,
    },
    /// It comes after one that has none.
    AfterOneWithout,
    /// Its day cannot be booked yet.
    NotYet(Beyond),
}

/// Why a change may not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Two sessions would be too close.
    TooClose(TooClose),
    /// The new day of the session is closed.
    Closed(Closed),
}

/// What a change does to the series; nothing where its session is not booked.
pub fn reflow(schedule: &Schedule<'_>, choice: Choice) -> Reflow {
    let mut bounds = schedule.bounds;
    let mut away = bounds.away.to_vec();
    let mut after =
        After { booked: schedule.booked.iter().copied().map(Some).collect(), without: Vec::new() };
    let mut refused = Vec::new();
    let count = schedule.booked.len();
    let place_of = |from| schedule.booked.iter().position(|booked| *booked == from);
    match choice {
        Choice::OnlyThis(wanted) | Choice::RestToo(wanted) if wanted.from != wanted.to => {
            if let Some(at) = place_of(wanted.from) {
                after.booked[at] = Some(wanted.to);
                refused = bounds.why_not(wanted.to.day()).into_iter().map(Refused::Closed).collect();
                if choice == Choice::RestToo(wanted) {
                    let rest = schedule.choose(&after, at + 1..count, &bounds);
                    after.take(at + 1..count, rest, &bounds);
                    refused.extend(schedule.turned_round(&after, &bounds).map(Refused::TooClose));
                }
            }
        }
        Choice::OnlyThis(_) | Choice::RestToo(_) => {}
        Choice::Away(days) => {
            away.push(days);
            bounds.away = &away;
            schedule.leave(days, &mut after, &bounds);
        }
    }
    schedule.told(&after, &bounds, refused)
}

/// What it does to the series that a booked session did not happen; nothing where it is not booked.
pub fn missed(schedule: &Schedule<'_>, session: FreeTime) -> Reflow {
    let mut bounds = schedule.bounds;
    let kept = |booked: &FreeTime| (*booked != session).then_some(*booked);
    let after = After { booked: schedule.booked.iter().map(kept).collect(), without: Vec::new() };
    if schedule.booked.contains(&session) {
        let over = session.day().succ_opt().unwrap_or(NaiveDate::MAX);
        bounds.not_before = bounds.not_before.max(over);
    }
    schedule.told(&after, &bounds, Vec::new())
}

/// The booked sessions as they would be, each in the place it has among the booked ones.
struct After {
    /// Their times; nothing for one that did not happen.
    booked: Vec<Option<FreeTime>>,
    /// Those for which no time is possible; they stand at the time they have.
    without: Vec<WithoutTime>,
}

impl After {
    /// Takes over what was chosen for those from one place until another. Where one has no new time,
    /// it and those after it keep theirs; those after it are named only where the patient is away.
    fn take(&mut self, which: Range<usize>, chosen: Result<Chosen, Infeasible>, bounds: &Bounds<'_>) {
        let (placed, beyond, none_free) = match chosen {
            Ok(chosen) => (chosen.placed, chosen.beyond, None),
            Err(mut none_free) => (core::mem::take(&mut none_free.before), Vec::new(), Some(none_free)),
        };
        let mut why = beyond.into_iter().map(NoTime::NotYet).chain(none_free.into_iter().map(NoTime::from));
        let mut placed = placed.into_iter();
        for booked in &mut self.booked[which] {
            let Some(from) = *booked else {
                continue;
            };
            if let Some(placed) = placed.next() {
                *booked = Some(placed.time);
                continue;
            }
            let is_away = bounds.away.iter().any(|days| days.contains(from.day()));
            if let Some(why) = why.next().or_else(|| is_away.then_some(NoTime::AfterOneWithout)) {
                self.without.push(WithoutTime { from, why });
            }
        }
    }
}

impl From<Infeasible> for NoTime {
    fn from(infeasible: Infeasible) -> Self {
        Self::NothingFree { window: infeasible.window, why: infeasible.why }
    }
}

impl Schedule<'_> {
    /// The series as it is.
    pub fn series(&self) -> Series {
        let days: Vec<_> = self.booked.iter().map(FreeTime::day).collect();
        self.projected(&days, &self.bounds)
    }

    fn projected(&self, booked: &[NaiveDate], bounds: &Bounds<'_>) -> Series {
        let known = Known { given: self.given, booked, not_before: bounds.not_before };
        let series = Series::around(bounds.protocol, bounds.course, known, bounds.away);
        series.with_cocktail(self.formulary, self.cocktail)
    }

    /// New times for those booked on days on which the patient is away, and for as many after them
    /// as cannot stay.
    fn leave(&self, days: DayRange, after: &mut After, bounds: &Bounds<'_>) {
        let is_away = |booked: &FreeTime| days.contains(booked.day());
        let first = self.booked.iter().position(is_away);
        let last = self.booked.iter().rposition(is_away);
        let (Some(first), Some(last)) = (first, last) else {
            return;
        };
        let mut until = last + 1;
        let mut chosen = self.choose(after, first..until, bounds);
        while chosen.is_err() && until < self.booked.len() {
            until += 1;
            chosen = self.choose(after, first..until, bounds);
        }
        after.take(first..until, chosen, bounds);
    }

    /// New times for some of the booked sessions; those after them stay.
    fn choose(&self, after: &After, which: Range<usize>, bounds: &Bounds<'_>) -> Result<Chosen, Infeasible> {
        let before = after.booked[..which.start].iter().flatten().map(FreeTime::day);
        let last = before.chain(self.given.last().copied()).max();
        // A time that one of them has may be had by another, or stay.
        let mut times = self.times.to_vec();
        for own in &self.booked[which.clone()] {
            let at = times.partition_point(|time| time.start < own.start);
            match times.get_mut(at).filter(|time| time.start == own.start) {
                Some(same) => *same = *own,
                None => times.insert(at, *own),
            }
        }
        let series = self.series();
        let booked = series.sessions.iter().skip(self.given.len()).zip(self.booked).enumerate();
        let sessions: Vec<ToPlace<'_>> = booked
            .skip(which.start)
            .map(|(place, (session, time))| ToPlace {
                number: session.number,
                phase: &session.phase,
                stands: (place >= which.end).then_some(*time),
            })
            .collect();
        choose_series(&times, &sessions, last, bounds, self.habit, &self.preferences)
    }

    /// Sessions without a new time which stand before the one that they are to follow, by the numbers
    /// that they have.
    fn turned_round(&self, after: &After, bounds: &Bounds<'_>) -> impl Iterator<Item = TooClose> {
        let sessions = self.series().sessions.into_iter().skip(self.given.len());
        let places = after.booked.iter().flatten().zip(sessions);
        let pairs = places.clone().zip(places.skip(1));
        let turned = pairs.filter(|((before, _), (stands, _))| {
            let is_without = after.without.iter().any(|without| without.from == **stands);
            is_without && stands.start < before.start
        });
        turned.map(|(_, (_, session))| TooClose {
            number: session.number,
            days: 0,
            at_least: shortest_gap(bounds.protocol, &session.phase),
        })
    }

    /// What is told of the sessions as they would be. `refused` is what stands against it beside the
    /// gaps between them.
    fn told(&self, after: &After, bounds: &Bounds<'_>, mut refused: Vec<Refused>) -> Reflow {
        let moves = self.booked.iter().zip(&after.booked);
        let mut moves: Vec<Move> =
            moves.filter_map(|(from, to)| to.map(|to| Move { from: *from, to })).collect();
        by_key(&mut moves, |moved| moved.to.start);
        let before = self.series();
        let days: Vec<_> = moves.iter().map(|moved| moved.to.day()).collect();
        let now = self.projected(&days, bounds);
        let coming = now.sessions.iter().zip(&before.sessions).skip(self.given.len());
        let coming = coming.enumerate().map(|(place, (now, was))| Coming {
            number: now.number,
            phase: now.phase.clone(),
            was: was.on,
            now: now.on,
            how: moves.get(place).map_or(How::Around, |moved| How::of(*moved)),
        });
        for close in too_close(&before, &now, bounds.protocol) {
            let is_same =
                |known: &Refused| matches!(known, Refused::TooClose(known) if known.number == close.number);
            if !refused.iter().any(is_same) {
                refused.push(Refused::TooClose(close));
            }
        }
        Reflow {
            sessions: coming.collect(),
            effects: effects(&before, &now, bounds),
            refused,
            moves: in_order(&moves),
            without_time: after.without.clone(),
        }
    }
}

impl How {
    fn of(moved: Move) -> Self {
        if moved.from == moved.to { Self::Kept(moved.to) } else { Self::Moved(moved) }
    }
}

/// Those that move: the later ones first where they move back, so that none needs a time that
/// another still has; then the sooner ones first where they move forward.
fn in_order(moves: &[Move]) -> Vec<Move> {
    let differs = |moved: &&Move| moved.from != moved.to;
    let later = moves.iter().rev().filter(|moved| moved.to.start >= moved.from.start);
    let sooner = moves.iter().filter(|moved| moved.to.start < moved.from.start);
    later.chain(sooner).filter(differs).copied().collect()
}
