//! One patient's care as the pages show it: the record, what the rules make of it, and the days.

use crate::domain::aftercare::timeline::Timeline;
use crate::domain::formulation::evaluation::{Evaluation, Finding, ValueSeen};
use crate::domain::formulation::formulary::{Ingredient, Status};
use crate::domain::formulation::proposal::{Answer, Proposal, Tier};
use crate::domain::ids::{IngredientId, Word};
use crate::domain::labs::reading::Readings;
use crate::domain::scheduling::lateness::{Lateness, lateness};
use crate::domain::scheduling::series::{Series, Session, SessionState};
use crate::fhir::record::{self, GivenSession, Record, Refusal};
use crate::fhir::samples::{Sample, settle};
use crate::web::content::Pack;
use crate::web::store::StoreError;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use std::sync::Arc;

/// One patient's care on one day.
#[derive(Debug, Clone)]
pub struct Care {
    /// The content it rests on.
    pub pack: &'static Pack,
    /// The sample patient it is, where it is one.
    pub sample: Option<Word>,
    /// The record.
    pub record: Record,
    /// What the rules propose.
    pub proposal: Proposal,
    /// The whole series; nothing where no cocktail is shown.
    pub series: Option<Series>,
    /// The day on the clinic's calendar.
    pub today: NaiveDate,
}

/// Why there is nothing to show.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Trouble {
    /// The store on the phone.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A sample patient could not be fetched.
    #[error("the sample could not be fetched: {0}")]
    Sample(#[from] crate::web::fetch::NotFetched),
    /// The record is none.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The clinic's rules are broken.
    #[error(transparent)]
    Rules(#[from] crate::domain::formulation::proposal::NoFinalReason),
}

/// What the pages have to show.
#[derive(Debug, Clone)]
pub enum Shown {
    /// It is being read.
    Waiting,
    /// No record is open.
    Nothing,
    /// It failed.
    Failed(Trouble),
    /// It is there.
    Ready(Arc<Care>),
}

/// The session that comes next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NextSession<'a> {
    /// Its place in the series.
    pub session: &'a Session,
    /// When it starts, on the clinic's clock; nothing where it is not booked.
    pub starts: Option<NaiveDateTime>,
}

impl PartialEq for Shown {
    /// Whether it is the very same: what was read again is new, without being compared.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Waiting, Self::Waiting) | (Self::Nothing, Self::Nothing) => true,
            (Self::Ready(care), Self::Ready(other)) => Arc::ptr_eq(care, other),
            (Self::Waiting | Self::Nothing | Self::Failed(_) | Self::Ready(_), _) => false,
        }
    }
}

impl Care {
    /// The care of the patient whose record these bytes are, on a day; a sample opened at an
    /// instant has its dates moved to that instant's week first.
    ///
    /// # Errors
    /// [`Trouble`] where the record is refused or the rules are broken.
    pub fn read(
        bytes: &[u8],
        sample: Option<(&Sample, DateTime<Utc>)>,
        pack: &'static Pack,
        today: NaiveDate,
    ) -> Result<Self, Trouble> {
        let wall_clock = |instant| pack.zone.wall_clock(instant);
        let mut bundle = record::document(bytes)?;
        if let Some((sample, opened)) = sample {
            settle(&mut bundle, sample, opened, today);
        }
        let record = Record::of(bundle, pack.content.rules(), &wall_clock, today)?;
        let proposal = Proposal::of(&record.patient, pack.content.rules())?;
        let series = record.series(&pack.content, &proposal);
        let sample = sample.map(|(sample, _)| sample.id.clone());
        Ok(Self { pack, sample, record, proposal, series, today })
    }

    /// How far the plan may go.
    pub fn status(&self) -> Status {
        self.proposal.status
    }

    /// Sessions given, and sessions of the series still to come.
    pub fn done_and_left(&self) -> (usize, usize) {
        let done = self.record.given.len();
        let all = self.series.as_ref().map_or(done, |series| series.sessions.len());
        (done, all.saturating_sub(done))
    }

    /// The session that comes next; nothing where none is planned.
    pub fn next(&self) -> Option<NextSession<'_>> {
        let session = self.series.as_ref()?.next()?;
        Some(NextSession { session, starts: self.starts(session) })
    }

    /// When a booked session starts, on the clinic's clock.
    pub fn starts(&self, session: &Session) -> Option<NaiveDateTime> {
        let booked = self.record.booked.iter().find(|booked| booked.day == session.on);
        booked
            .filter(|_| session.state == SessionState::Booked)
            .map(|booked| self.pack.zone.wall_clock(booked.start))
    }

    /// The session given last.
    pub fn last_given(&self) -> Option<&GivenSession> {
        self.record.given.last()
    }

    /// What the days since the last session mean for the next one.
    pub fn lateness(&self) -> Option<Lateness<'_>> {
        let next = self.next()?.session;
        let last = self.last_given()?.day;
        lateness(&self.pack.content.protocol, &next.phase, last, next.on).ok()
    }

    /// Aftercare at an instant; nothing before the first session.
    pub fn aftercare(&self, now: DateTime<Utc>) -> Option<Timeline<'static>> {
        let given = self.last_given()?;
        self.pack.content.aftercare.at(given.ended?, now, &given.ingredients).ok()
    }

    /// An ingredient of the formulary and the rules' answer on it.
    pub fn ingredient(&self, id: &IngredientId) -> Option<(&'static Ingredient, &Answer)> {
        Some((self.pack.content.formulary.ingredient(id)?, self.proposal.answer(id)?))
    }

    /// The facts behind an answer, those of a low blood value of its own included.
    pub fn because(&self, answer: &Answer) -> Vec<Finding> {
        let mut because = answer.because.clone();
        for finding in self.repletion(answer) {
            if !because.contains(&finding) {
                because.push(finding);
            }
        }
        because
    }

    /// The blood value for which an ingredient is raised.
    pub fn low_value(&self, answer: &Answer) -> Option<ValueSeen> {
        if answer.tier != Tier::Repletion {
            return None;
        }
        self.because(answer).into_iter().find_map(|finding| match finding {
            Finding::Value(seen) => Some(seen),
            _ => None,
        })
    }

    fn repletion(&self, answer: &Answer) -> Vec<Finding> {
        let known = self.pack.content.formulary.ingredient(&answer.ingredient);
        let Some(when) =
            known.and_then(|known| known.repletion_when.as_ref()).filter(|_| answer.tier == Tier::Repletion)
        else {
            return Vec::new();
        };
        let (content, patient) = (&self.pack.content, &self.record.patient);
        let asked = Evaluation {
            patient,
            vocabulary: &content.facts,
            readings: Readings::new(&content.labs, &patient.results, patient.as_of),
            terms: &content.formulary.terms,
            answers: &[],
        };
        asked.judge(when).because
    }
}
