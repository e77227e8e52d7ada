//! The clinic's protocol (`protocol.json`): loading, maintenance, tests, photos, lateness.

use crate::domain::content::{About, Confidence, Source};
use crate::domain::formulation::condition::Condition;
use crate::domain::formulation::evaluation::Evaluation;
use crate::domain::ids::{PhaseId, Verdict};
use crate::domain::truth::Truth;
use serde::{Deserialize, Serialize};

/// The whole document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Protocol {
    /// Author, version, signature.
    pub about: About,
    /// The loading phase.
    pub loading: Loading,
    /// The phases after it, in order.
    pub maintenance: Vec<Maintenance>,
    /// The day, from the first session, on which blood is tested again.
    pub lab_retest_day: Sourced<u32>,
    /// The days, from the first session, on which photos are taken.
    pub photo_days: Sourced<Vec<u32>>,
    /// When results are usually seen, in days from the first session.
    pub results_window: ResultsWindow,
    /// Days kept free on either side of PRP or GFC.
    pub prp_gfc_gap_days: Sourced<u32>,
    /// What being late means, for each phase.
    pub lateness: Vec<LatenessTable>,
}

/// A number or list with its source and confidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sourced<T> {
    /// The value.
    pub is: T,
    /// Where it comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// The loading phase.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loading {
    /// The phase's name.
    pub phase: PhaseId,
    /// Never fewer sessions.
    pub fewest: Sourced<u32>,
    /// Never more.
    pub most: Sourced<u32>,
    /// The intervals that may be chosen, in days.
    pub intervals_days: Sourced<Vec<u32>>,
    /// Never closer together, in days.
    pub min_gap_days: Sourced<u32>,
    /// How many sessions; of all that fit the largest.
    pub sessions: Vec<SessionsRule>,
    /// Not more than so many; of all that fit the smallest.
    pub caps: Vec<SessionsRule>,
    /// The days between; the first that fits, the last is unconditional.
    pub interval: Vec<IntervalRule>,
}

/// A number of loading sessions for those whom it fits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionsRule {
    /// Whom it fits.
    pub when: Condition,
    /// The number.
    pub sessions: u32,
    /// Where it comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// Days between loading sessions for those whom it fits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntervalRule {
    /// Whom it fits; everybody where empty.
    #[serde(default)]
    pub when: Option<Condition>,
    /// The days.
    pub days: u32,
    /// Where they come from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// A phase after loading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Maintenance {
    /// Its name.
    pub phase: PhaseId,
    /// Days between its sessions, and from the phase before.
    pub every_days: u32,
    /// The bounds of that, where the clinic allows a choice.
    #[serde(default)]
    pub between_days: Option<(u32, u32)>,
    /// How many sessions are planned ahead.
    pub times: u32,
    /// Where it comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// When results are usually seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultsWindow {
    /// From this day.
    pub from_day: u32,
    /// To this day.
    pub to_day: u32,
    /// New growth from this day.
    pub new_growth_from_day: u32,
    /// Where it comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// What being late means in one phase.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LatenessTable {
    /// The phase of the session now due.
    pub phase: PhaseId,
    /// From 0 days on, without gap or overlap, the last without an end.
    pub bands: Vec<LatenessBand>,
    /// Where they come from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// A range of days since the last given session, both ends inside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LatenessBand {
    /// From so many days.
    pub from: u32,
    /// To so many days; without end where empty.
    pub to: Option<u32>,
    /// What it means.
    pub verdict: Verdict,
    /// Sessions it adds to the phase, within the phase's bounds.
    #[serde(default)]
    pub adds_sessions: u32,
}

/// How many loading sessions a patient gets, and how far apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// Loading sessions.
    pub loading_sessions: u32,
    /// Days between them.
    pub interval_days: u32,
}

impl Protocol {
    /// The course for a patient; nothing where no rule fits.
    pub fn course(&self, asked: &Evaluation<'_>) -> Option<Course> {
        let loading = &self.loading;
        let fits = |when: &Condition| asked.judge(when).truth == Truth::Yes;
        let fitting = |rules: &[SessionsRule]| -> Vec<u32> {
            rules.iter().filter(|rule| fits(&rule.when)).map(|rule| rule.sessions).collect()
        };
        let most = fitting(&loading.sessions).into_iter().max()?;
        let cap = fitting(&loading.caps).into_iter().min().unwrap_or(most);
        let interval = loading.interval.iter().find(|rule| rule.when.as_ref().is_none_or(fits))?;
        Some(Course {
            loading_sessions: most.min(cap).clamp(loading.fewest.is, loading.most.is),
            interval_days: interval.days,
        })
    }
}
