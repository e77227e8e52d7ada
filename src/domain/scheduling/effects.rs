//! What differs for a patient between a series as it is and as it would be, the weightiest first.

use crate::domain::ids::{IngredientId, PhaseId, Verdict};
use crate::domain::scheduling::lateness::lateness;
use crate::domain::scheduling::protocol::{LatenessBand, Protocol};
use crate::domain::scheduling::series::{Series, Session, SessionState, after};
use crate::domain::scheduling::window::{Bounds, Gaps, shortest_gap};
use chrono::NaiveDate;

/// One difference, in the order in which they weigh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// A session is another number of days after the one before it.
    Gap {
        /// The later session of the two.
        number: u32,
        /// As it is.
        was: Gap,
        /// As it would be.
        now: Gap,
    },
    /// Being late adds sessions to a phase, inside the most that it may have.
    SessionsAdded {
        /// The phase.
        phase: PhaseId,
        /// How many more than without the change.
        count: u32,
        /// When the phase would end with all that are added.
        ends: NaiveDate,
    },
    /// A gap lies outside the bounds of its phase.
    PhaseLimit {
        /// The later session of the two.
        number: u32,
        /// Its phase.
        phase: PhaseId,
        /// The days between.
        days: u32,
        /// The phase's bounds, both inside.
        between: (u32, u32),
    },
    /// Loading ends on another day.
    LoadingEnds {
        /// As it is.
        was: NaiveDate,
        /// As it would be.
        now: NaiveDate,
    },
    /// When results are usually seen. Told whenever a session is on another day, also where it stays
    /// as it is: it is what a patient asks first.
    Results {
        /// From, to, as it is.
        was: (NaiveDate, NaiveDate),
        /// From, to, as it would be.
        now: (NaiveDate, NaiveDate),
    },
    /// Blood is tested again on another day.
    BloodTest {
        /// As it is.
        was: NaiveDate,
        /// As it would be.
        now: NaiveDate,
    },
    /// Photos are taken on other days.
    Photos {
        /// As they are.
        was: Vec<NaiveDate>,
        /// As they would be.
        now: Vec<NaiveDate>,
    },
    /// An ingredient falls in other sessions, because it may not be given more often.
    Pacing {
        /// Which.
        ingredient: IngredientId,
        /// The numbers of its sessions as they are.
        was: Vec<u32>,
        /// As they would be.
        now: Vec<u32>,
    },
}

/// The days between two sessions, and what the clinic says of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The days; none where the order is turned round.
    pub days: u32,
    /// The clinic's answer; nothing where it has no table for the phase.
    pub verdict: Option<Verdict>,
}

/// What differs, the weightiest first; empty where nothing does. Both series are of one course and
/// have the same given sessions.
pub fn effects(before: &Series, now: &Series, bounds: &Bounds<'_>) -> Vec<Effect> {
    let protocol = bounds.protocol;
    let (was_steps, now_steps) = (steps(before, protocol), steps(now, protocol));
    let changed = || was_steps.iter().zip(&now_steps).filter(|(was, now)| was.days != now.days);
    let mut effects: Vec<Effect> = changed()
        .map(|(was, now)| Effect::Gap { number: now.session.number, was: was.gap(), now: now.gap() })
        .collect();
    let phases = protocol.maintenance.iter().map(|maintenance| &maintenance.phase);
    for phase in core::iter::once(&protocol.loading.phase).chain(phases) {
        let (was, is) = (added(&was_steps, phase, bounds), added(&now_steps, phase, bounds));
        if let Some(last) = last_of(now, phase).filter(|_| is > was) {
            let ends = after(last, Gaps::of(protocol, bounds.course, phase).best.saturating_mul(is));
            effects.push(Effect::SessionsAdded { phase: phase.clone(), count: is - was, ends });
        }
    }
    effects.extend(changed().filter_map(|(_, now)| now.beyond_limits(protocol)));
    let loading = &protocol.loading.phase;
    if let (Some(was), Some(now)) = (last_of(before, loading), last_of(now, loading)) {
        effects.extend((was != now).then_some(Effect::LoadingEnds { was, now }));
    }
    let days =
        |series: &Series| -> Vec<NaiveDate> { series.sessions.iter().map(|session| session.on).collect() };
    if days(before) != days(now) {
        effects.push(Effect::Results { was: before.results, now: now.results });
    }
    if before.lab_retest != now.lab_retest {
        effects.push(Effect::BloodTest { was: before.lab_retest, now: now.lab_retest });
    }
    if before.photos != now.photos {
        effects.push(Effect::Photos { was: before.photos.clone(), now: now.photos.clone() });
    }
    effects.extend(pacing(before, now));
    effects
}

/// A gap that is shorter than it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooClose {
    /// The later session of the two.
    pub number: u32,
    /// The days between; none where the order is turned round.
    pub days: u32,
    /// The fewest days there may be.
    pub at_least: u32,
}

/// Gaps that are not as they were and are too short; empty where none is.
pub fn too_close(before: &Series, now: &Series, protocol: &Protocol) -> Vec<TooClose> {
    let (was_steps, now_steps) = (steps(before, protocol), steps(now, protocol));
    let changed = was_steps.iter().zip(&now_steps).filter(|(was, now)| was.days != now.days);
    let judged = changed.map(|(_, now)| TooClose {
        number: now.session.number,
        days: now.days,
        at_least: shortest_gap(protocol, &now.session.phase),
    });
    judged.filter(|gap| gap.days < gap.at_least).collect()
}

/// A session that is to come, and its gap from the one before it.
struct Step<'a> {
    session: &'a Session,
    days: u32,
    band: Option<&'a LatenessBand>,
}

fn steps<'a>(series: &'a Series, protocol: &'a Protocol) -> Vec<Step<'a>> {
    let pairs = series.sessions.iter().zip(series.sessions.iter().skip(1));
    let coming = pairs.filter(|(_, session)| session.state != SessionState::Given);
    let step = |(last, session): (&Session, &'a Session)| Step {
        session,
        days: u32::try_from((session.on - last.on).num_days()).unwrap_or(0),
        band: lateness(protocol, &session.phase, last.on, session.on.max(last.on)).ok().map(|late| late.band),
    };
    coming.map(step).collect()
}

impl Step<'_> {
    fn gap(&self) -> Gap {
        Gap { days: self.days, verdict: self.band.map(|band| band.verdict.clone()) }
    }

    fn beyond_limits(&self, protocol: &Protocol) -> Option<Effect> {
        let phase = &self.session.phase;
        let between = protocol.maintenance.iter().find(|known| known.phase == *phase)?.between_days?;
        let inside = (between.0..=between.1).contains(&self.days);
        let (number, phase, days) = (self.session.number, phase.clone(), self.days);
        (!inside).then_some(Effect::PhaseLimit { number, phase, days, between })
    }
}

/// How many sessions lateness adds to a phase, inside the most that it may have.
fn added(steps: &[Step<'_>], phase: &PhaseId, bounds: &Bounds<'_>) -> u32 {
    let of_phase = steps.iter().filter(|step| step.session.phase == *phase);
    let adds: u32 = of_phase.filter_map(|step| step.band).map(|band| band.adds_sessions).sum();
    let loading = &bounds.protocol.loading;
    if *phase == loading.phase {
        adds.min(loading.most.is.saturating_sub(bounds.course.loading_sessions))
    } else {
        adds
    }
}

fn last_of(series: &Series, phase: &PhaseId) -> Option<NaiveDate> {
    series.sessions.iter().rfind(|session| session.phase == *phase).map(|session| session.on)
}

/// The ingredients whose sessions are others, in the order in which they first fall.
fn pacing(before: &Series, now: &Series) -> Vec<Effect> {
    let mut effects: Vec<Effect> = Vec::new();
    let mut told: Vec<&IngredientId> = Vec::new();
    for ingredient in before.sessions.iter().flat_map(|session| &session.ingredients) {
        if told.contains(&ingredient) {
            continue;
        }
        told.push(ingredient);
        let (was, now) = (numbers(before, ingredient), numbers(now, ingredient));
        if was != now {
            effects.push(Effect::Pacing { ingredient: ingredient.clone(), was, now });
        }
    }
    effects
}

fn numbers(series: &Series, ingredient: &IngredientId) -> Vec<u32> {
    let with = series.sessions.iter().filter(|session| session.ingredients.contains(ingredient));
    with.map(|session| session.number).collect()
}
