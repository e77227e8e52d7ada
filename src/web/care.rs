//! One patient's care as the pages show it: the record, what the rules make of it, and the days.

use crate::domain::aftercare::timeline::Timeline;
use crate::domain::formulation::evaluation::{Evaluation, Finding, ValueSeen};
use crate::domain::formulation::formulary::{Ingredient, Status};
use crate::domain::formulation::proposal::{Answer, Proposal, Tier};
use crate::domain::ids::{IngredientId, Word};
use crate::domain::labs::reading::Readings;
use crate::domain::scheduling::series::{Series, Session, SessionState};
use crate::fhir::record::{self, Booked, GivenSession, Record, Refusal};
use crate::fhir::samples::{Sample, settle};
use crate::fhir::standing::Standing;
use crate::fhir::told;
use crate::web::content::Pack;
use crate::web::store::{StoreError, StoredRecord};
use chrono::{DateTime, NaiveDate, Utc};
use std::sync::Arc;

/// One patient's care on one day.
#[derive(Debug, Clone)]
pub struct Care {
    /// The content it rests on.
    pub pack: &'static Pack,
    /// The sample patient it is, where it is one.
    pub sample: Option<Word>,
    /// The record, with what the patient has told beside it.
    pub record: Record,
    /// What the patient has told, as it is kept.
    pub told: Arc<StoredRecord>,
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
    /// The details did not arrive.
    #[error("the details could not be fetched")]
    Details,
    /// The record is none.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The clinic's rules are broken.
    #[error(transparent)]
    Rules(#[from] crate::domain::formulation::proposal::NoFinalReason),
}

/// What the pages have to show.
#[derive(Debug, Clone, Default)]
pub enum Shown {
    /// It is being read.
    #[default]
    Waiting,
    /// No record is open.
    Nothing,
    /// It failed.
    Failed(Trouble),
    /// It is there.
    Ready(Arc<Care>),
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
    /// The care of the patient whose record these bytes are, on a day, with what the patient has
    /// told; a sample opened at an instant has its dates moved to that instant's week first, and
    /// stays there on later days.
    ///
    /// # Errors
    /// [`Trouble`] where the record is refused or the rules are broken.
    pub fn read(
        bytes: &[u8],
        told: Arc<StoredRecord>,
        sample: Option<(&Sample, DateTime<Utc>)>,
        pack: &'static Pack,
        today: NaiveDate,
    ) -> Result<Self, Trouble> {
        let wall_clock = |instant| pack.zone.wall_clock(instant);
        let mut bundle = record::document(bytes)?;
        if let Some((sample, opened)) = sample {
            settle(&mut bundle, sample, opened, pack.zone.day(opened));
        }
        if !told.bytes.is_empty() {
            told::join(&mut bundle, &record::document(&told.bytes)?);
        }
        let record = Record::of(bundle, pack.content.rules(), &wall_clock, today)?;
        let proposal = Proposal::of(&record.patient, pack.content.rules())?;
        let series = record.series(&pack.content, &proposal);
        let sample = sample.map(|(sample, _)| sample.id.clone());
        Ok(Self { pack, sample, record, told, proposal, series, today })
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

    /// What Today is about at an instant.
    pub fn standing(&self, now: DateTime<Utc>) -> Standing<'_> {
        self.record.standing(self.series.as_ref(), &self.pack.content, now, self.today)
    }

    /// A session of the series, by its number.
    pub fn session(&self, number: u32) -> Option<&Session> {
        self.series.as_ref()?.sessions.iter().find(|session| session.number == number)
    }

    /// The appointment of a booked session.
    pub fn booked(&self, session: &Session) -> Option<&Booked> {
        let mut booked = self.record.booked.iter();
        booked.find(|booked| session.state == SessionState::Booked && booked.day == session.on)
    }

    /// The session given last.
    pub fn last_given(&self) -> Option<&GivenSession> {
        self.record.given.last()
    }

    /// Aftercare at an instant; nothing before the first session.
    pub fn aftercare(&self, now: DateTime<Utc>) -> Option<Timeline<'static>> {
        let given = self.last_given()?;
        self.pack.content.aftercare.at(given.ended?, now, self.injected(given)).ok()
    }

    /// What was injected in a session; where nobody recorded it, what the plan puts there, so that
    /// no note is missed that may matter.
    fn injected<'a>(&'a self, given: &'a GivenSession) -> &'a [IngredientId] {
        let planned = || self.series.as_ref()?.sessions.iter().find(|session| session.on == given.day);
        match planned().filter(|_| given.ingredients.is_empty()) {
            Some(session) => &session.ingredients,
            None => &given.ingredients,
        }
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
