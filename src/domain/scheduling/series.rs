//! The whole series: when every session falls, and which ingredients fall in which session.

use crate::domain::formulation::formulary::Formulary;
use crate::domain::ids::{IngredientId, PhaseId};
use crate::domain::scheduling::protocol::{Course, Protocol};
use crate::domain::time::DayRange;
use chrono::{Days, NaiveDate};

/// The sessions of one course in order, with the days that hang on the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Every session, given and planned.
    pub sessions: Vec<Session>,
    /// When blood is tested again.
    pub lab_retest: NaiveDate,
    /// When photos are taken.
    pub photos: Vec<NaiveDate>,
    /// When results are usually seen: from, to.
    pub results: (NaiveDate, NaiveDate),
}

/// One session of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// 1 for the first of the series.
    pub number: u32,
    /// Its phase.
    pub phase: PhaseId,
    /// Its place in the phase, 1 for the first.
    pub number_in_phase: u32,
    /// The day, on the clinic's calendar.
    pub on: NaiveDate,
    /// How sure the day is.
    pub state: SessionState,
    /// What goes into it.
    pub ingredients: Vec<IngredientId>,
    /// What would, if its blood test came first.
    pub after_blood_test: Vec<IngredientId>,
}

/// How sure a session's day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionState {
    /// It was given on that day.
    Given,
    /// It is booked for that day.
    Booked,
    /// It falls there by the protocol.
    Planned,
}

/// Where a series starts and what of it is certain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Known<'a> {
    /// Days of given sessions, oldest first.
    pub given: &'a [NaiveDate],
    /// Days booked after those, soonest first.
    pub booked: &'a [NaiveDate],
    /// The first session's day where none is given or booked; nothing planned falls before it.
    pub not_before: NaiveDate,
}

impl Session {
    /// Whether it is still to come.
    pub fn is_ahead(&self) -> bool {
        self.state != SessionState::Given
    }
}

impl Series {
    /// The series of a course: given and booked days as they are, the others by the protocol,
    /// each counted from the one before.
    pub fn of(protocol: &Protocol, course: Course, known: Known<'_>) -> Self {
        Self::around(protocol, course, known, &[])
    }

    /// The same around the days on which the patient is away: what would fall among them falls on
    /// the first day after.
    pub fn around(protocol: &Protocol, course: Course, known: Known<'_>, away: &[DayRange]) -> Self {
        let sessions = days(protocol, course, known, away);
        let first = sessions.first().map_or(known.not_before, |session| session.on);
        let window = &protocol.results_window;
        Self {
            lab_retest: after(first, protocol.lab_retest_day.is),
            photos: protocol.photo_days.is.iter().map(|day| after(first, *day)).collect(),
            results: (after(first, window.from_day), after(first, window.to_day)),
            sessions,
        }
    }

    /// The series with the cocktail's ingredients shared out by their pacing.
    #[must_use]
    pub fn with_cocktail(mut self, formulary: &Formulary, included: &[IngredientId]) -> Self {
        for id in included {
            let Some(pacing) = formulary.ingredient(id).map(|known| &known.pacing) else {
                continue;
            };
            let (mut last, mut times) = (None, 0);
            for session in &mut self.sessions {
                let rested = |last: NaiveDate| session.on >= after(last, pacing.min_days);
                if !last.is_none_or(rested) {
                    continue;
                }
                let tested = pacing.retest_after.is_none_or(|limit| times < limit);
                let place = if tested { &mut session.ingredients } else { &mut session.after_blood_test };
                place.push(id.clone());
                (last, times) = (Some(session.on), times + 1);
            }
        }
        self
    }

    /// The first session that was not yet given.
    pub fn next(&self) -> Option<&Session> {
        self.sessions.iter().find(|session| session.is_ahead())
    }

    /// The last session that was given.
    pub fn last_given(&self) -> Option<&Session> {
        self.sessions.iter().rfind(|session| session.state == SessionState::Given)
    }
}

fn days(protocol: &Protocol, course: Course, known: Known<'_>, away: &[DayRange]) -> Vec<Session> {
    let loading = (&protocol.loading.phase, course.loading_sessions, course.interval_days);
    let maintenance = protocol.maintenance.iter().map(|phase| (&phase.phase, phase.times, phase.every_days));
    let certain = known.given.iter().map(|on| (*on, SessionState::Given));
    let mut certain = certain.chain(known.booked.iter().map(|on| (*on, SessionState::Booked)));
    let mut sessions: Vec<Session> = Vec::new();
    for (phase, times, gap) in core::iter::once(loading).chain(maintenance) {
        for number_in_phase in 1..=times {
            let planned = sessions.last().map_or(known.not_before, |before| after(before.on, gap));
            let mut planned = planned.max(known.not_before);
            while let Some(range) = away.iter().find(|range| range.contains(planned)) {
                planned = range.until;
            }
            let (on, state) = certain.next().unwrap_or((planned, SessionState::Planned));
            sessions.push(Session {
                number: u32::try_from(sessions.len()).unwrap_or(u32::MAX).saturating_add(1),
                phase: phase.clone(),
                number_in_phase,
                on,
                state,
                ingredients: Vec::new(),
                after_blood_test: Vec::new(),
            });
        }
    }
    sessions
}

/// The day so many days later.
pub(super) fn after(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX)
}
