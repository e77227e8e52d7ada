//! The aftercare clock (`aftercare.json`): elapsed time since the end of a session, not days.

use crate::domain::aftercare::weekly::{Check, DateCheck};
use crate::domain::content::{About, Confidence, Source};
use crate::domain::ids::{CareId, IngredientId};
use crate::domain::order;
use crate::domain::time::Elapsed;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The whole document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aftercare {
    /// Author, version, signature.
    pub about: About,
    /// When aftercare ends.
    pub ends: Elapsed,
    /// What is normal and what to do; from 0 to the end without gap or overlap.
    pub bands: Vec<Band>,
    /// What to leave, from the end of the session until its own time.
    pub avoid: Vec<Avoid>,
    /// What is worth knowing in a stretch of time; these may overlap.
    pub notes: Vec<Note>,
    /// What to look at, to answer or to know in the weeks after.
    pub checks: Vec<Check>,
    /// What is due near days of the series.
    pub dates: Vec<DateCheck>,
}

/// A stretch of time after a session, `[from, to)`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Its name.
    pub id: CareId,
    /// From this long after.
    pub from: Elapsed,
    /// Until this long after.
    pub to: Elapsed,
    /// What is normal in it.
    pub normal: Vec<CareId>,
    /// What to do in it.
    #[serde(rename = "do")]
    pub to_do: Vec<CareId>,
    /// Where it comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// Something to leave until its time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Avoid {
    /// What.
    pub id: CareId,
    /// Until this long after the end of the session.
    pub until: Elapsed,
    /// Its end is not announced: what is unwise for other reasons is never called allowed.
    #[serde(default)]
    pub ends_silently: bool,
    /// Where it comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// Something worth knowing in a stretch of time, `[from, to)`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Its name.
    pub id: CareId,
    /// From this long after.
    pub from: Elapsed,
    /// Until this long after.
    pub to: Elapsed,
    /// Only if one of these was given; for everybody where empty.
    #[serde(default)]
    pub if_given: Vec<IngredientId>,
    /// Where it comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// Before, inside or after a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// It is over.
    Over,
    /// It is now.
    Now,
    /// It is still to come.
    Next,
}

/// A band on the patient's own clock.
#[derive(Debug, Clone, PartialEq)]
pub struct Step<'a> {
    /// The band.
    pub band: &'a Band,
    /// Over, now or next.
    pub moment: Moment,
    /// From this instant.
    pub from: DateTime<Utc>,
    /// Until this instant.
    pub to: DateTime<Utc>,
    /// What is allowed again from its start.
    pub allowed_again: Vec<&'a Avoid>,
}

/// Aftercare at one instant.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline<'a> {
    /// Whole minutes since the end of the session.
    pub minutes: i64,
    /// Every band, in order.
    pub steps: Vec<Step<'a>>,
    /// What to leave now, and until when; the soonest to end first.
    pub avoid: Vec<(&'a Avoid, DateTime<Utc>)>,
    /// What is worth knowing now.
    pub notes: Vec<&'a Note>,
}

/// The end of the session lies in the future.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the session has not ended yet")]
pub struct NotEndedYet;

impl Aftercare {
    /// Aftercare at an instant, after a session with these ingredients. Once the time is over
    /// every step is over and nothing is left to avoid.
    ///
    /// # Errors
    /// [`NotEndedYet`] before the end of the session.
    pub fn at(
        &self,
        ended: DateTime<Utc>,
        now: DateTime<Utc>,
        given: &[IngredientId],
    ) -> Result<Timeline<'_>, NotEndedYet> {
        if now < ended {
            return Err(NotEndedYet);
        }
        let steps = self.bands.iter().map(|band| {
            let (from, to) = (band.from.after(ended), band.to.after(ended));
            let starts_here =
                |avoid: &&Avoid| !avoid.ends_silently && avoid.until.minutes() == band.from.minutes();
            let allowed_again = self.avoid.iter().filter(starts_here).collect();
            Step { band, moment: moment(from, to, now), from, to, allowed_again }
        });
        let mut avoid: Vec<_> = self
            .avoid
            .iter()
            .map(|avoid| (avoid, avoid.until.after(ended)))
            .filter(|(_, until)| now < *until)
            .collect();
        order::by_key(&mut avoid, |(_, until)| *until);
        let concerns =
            |note: &&Note| note.if_given.is_empty() || note.if_given.iter().any(|id| given.contains(id));
        let is_now = |note: &&Note| moment(note.from.after(ended), note.to.after(ended), now) == Moment::Now;
        Ok(Timeline {
            minutes: (now - ended).num_minutes(),
            steps: steps.collect(),
            avoid,
            notes: self.notes.iter().filter(concerns).filter(is_now).collect(),
        })
    }
}

impl<'a> Timeline<'a> {
    /// The step that is now; nothing once aftercare is over.
    pub fn now(&self) -> Option<&Step<'a>> {
        self.steps.iter().find(|step| step.moment == Moment::Now)
    }
}

fn moment(from: DateTime<Utc>, to: DateTime<Utc>, now: DateTime<Utc>) -> Moment {
    if now < from {
        Moment::Next
    } else if now < to {
        Moment::Now
    } else {
        Moment::Over
    }
}
