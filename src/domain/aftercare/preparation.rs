//! Getting ready (`preparation.json`): what to do before a session, counted back from its start.

use crate::domain::aftercare::timeline::Moment;
use crate::domain::content::{About, Confidence, Source};
use crate::domain::ids::CareId;
use crate::domain::scheduling::protocol::Sourced;
use crate::domain::time::Elapsed;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The whole document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preparation {
    /// Author, version, signature.
    pub about: About,
    /// So many minutes before its start to be there.
    pub arrive_early_minutes: Sourced<u32>,
    /// What to do, the earliest first; each holds until the session.
    pub stages: Vec<Stage>,
}

/// What to do from one time on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its name.
    pub id: CareId,
    /// From when on.
    pub from: Begins,
    /// What to do, the first thing being its heading.
    #[serde(rename = "do")]
    pub to_do: Vec<CareId>,
    /// Where it comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// When a stage begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Begins {
    /// So long before the start: `{"before": {"hours": 24}}`.
    Before(Elapsed),
    /// With the day of the session, at midnight on the clinic's clock: `"the_day"`.
    TheDay,
}

/// A session to get ready for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appointed {
    /// When it starts.
    pub start: DateTime<Utc>,
    /// Its day on the clinic's calendar.
    pub day: NaiveDate,
}

/// A stage on the patient's own clock.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared<'a> {
    /// The stage.
    pub stage: &'a Stage,
    /// Now, or next; over once the session has started.
    pub moment: Moment,
    /// From this instant; nothing for one that begins with the day.
    pub from: Option<DateTime<Utc>>,
}

impl Preparation {
    /// The stages of one session at an instant, `today` being its day on the clinic's calendar.
    pub fn at(&self, session: Appointed, now: DateTime<Utc>, today: NaiveDate) -> Vec<Prepared<'_>> {
        let prepared = self.stages.iter().map(|stage| {
            let from = match stage.from {
                Begins::Before(length) => Some(length.before(session.start)),
                Begins::TheDay => None,
            };
            let begun = from.map_or(today >= session.day, |from| now >= from);
            let moment = match begun {
                _ if now >= session.start => Moment::Over,
                true => Moment::Now,
                false => Moment::Next,
            };
            Prepared { stage, moment, from }
        });
        prepared.collect()
    }

    /// When to be there.
    pub fn arrive(&self, session: Appointed) -> DateTime<Utc> {
        Elapsed::Minutes(self.arrive_early_minutes.is).before(session.start)
    }
}
