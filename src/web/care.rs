//! One patient's care as the pages show it: the record, what the rules make of it, and the days.

use crate::domain::aftercare::timeline::Timeline;
use crate::domain::aftercare::weekly::{Answered, Ended};
use crate::domain::formulation::evaluation::{Evaluation, Finding, ValueSeen};
use crate::domain::formulation::formulary::{Ingredient, Status};
use crate::domain::formulation::proposal::{Answer, Proposal, Tier, Warning};
use crate::domain::formulation::signed::{Drift, Place, SignedPlan};
use crate::domain::ids::{CareId, IngredientId, Word};
use crate::domain::labs::reading::Readings;
use crate::domain::scheduling::booking::{BookingClosed, may_book};
use crate::domain::scheduling::series::{Series, Session, SessionState};
use crate::domain::truth::Truth;
use crate::fhir::facts::Words;
use crate::fhir::record::{self, Booked, GivenSession, Record, Refusal};
use crate::fhir::reported::Reported;
use crate::fhir::samples::{Sample, settle};
use crate::fhir::standing::Standing;
use crate::fhir::told::{self, Told, ToldWhat};
use crate::fhir::visit::OfVisit;
use crate::web::content::Pack;
use crate::web::kept::{Change, Telling};
use crate::web::routes::Route;
use crate::web::store::{StoreError, StoredRecord};
use crate::web::text::key;
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
    /// The ingredients in force, signed or proposed, and what goes with them; nothing where the
    /// plan rests.
    pub cocktail: Option<Proposal>,
    /// What the doctor signed, where that is on file.
    pub signed: Option<SignedPlan>,
    /// Where that no longer fits; empty where nothing is signed.
    pub drift: Drift,
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
        let sample = sample.map(|(sample, _)| sample.id.clone());
        Self::of(Record::of(bundle, pack.content.rules(), &wall_clock, today)?, told, sample, pack, today)
    }

    /// The care of a patient whose record was read.
    fn of(
        record: Record,
        told: Arc<StoredRecord>,
        sample: Option<Word>,
        pack: &'static Pack,
        today: NaiveDate,
    ) -> Result<Self, Trouble> {
        let rules = pack.content.rules();
        let proposal = Proposal::of(&record.patient, rules)?;
        let signed = record.signed();
        let drift = match &signed {
            Some(signed) => {
                let then = Self::proposed(&record, pack, signed.on)?;
                signed.drift(&then, &proposal, rules.formulary)
            }
            None => Drift { differences: Vec::new(), new_rules: None },
        };
        let cocktail = record.cocktail(&proposal);
        let cocktail = cocktail.map(|cocktail| proposal.with_cocktail(&cocktail, &record.patient, rules));
        let series = record.series(&pack.content, &proposal);
        Ok(Self { pack, sample, record, told, proposal, cocktail, signed, drift, series, today })
    }

    /// What the rules make of a record as it stood on another day.
    fn proposed(record: &Record, pack: &'static Pack, day: NaiveDate) -> Result<Proposal, Trouble> {
        let rules = pack.content.rules();
        let wall_clock = |instant| pack.zone.wall_clock(instant);
        let patient = record::patient_as_of(&record.bundle, rules, &wall_clock, day)?;
        Ok(Proposal::of(&patient, rules)?)
    }

    /// What the rules made of the record on the day of a signature.
    ///
    /// # Errors
    /// [`Trouble`] where the rules are broken.
    pub fn proposed_on(&self, day: NaiveDate) -> Result<Proposal, Trouble> {
        Self::proposed(&self.record, self.pack, day)
    }

    /// The care as it were with one report more, made at an instant.
    ///
    /// # Errors
    /// [`Trouble`] where the rules are broken.
    pub fn with_report(&self, reported: &Reported, at: DateTime<Utc>) -> Result<Self, Trouble> {
        let wall_clock = |instant| self.pack.zone.wall_clock(instant);
        let rules = self.pack.content.rules();
        let resource = reported.resource(&self.record, Words(rules.vocabulary), at);
        let mut bundle = self.record.bundle.clone();
        told::add(&mut bundle, resource);
        let record = Record::of(bundle, rules, &wall_clock, self.today)?;
        Self::of(record, self.told.clone(), self.sample.clone(), self.pack, self.today)
    }

    /// The change by which a report is kept, and the screen that shows it then; nothing where what
    /// was told so far cannot be read.
    pub fn telling(&self, reported: &Reported, at: DateTime<Utc>, next: Route) -> Option<Change> {
        let so_far = Some(&*self.told.bytes).filter(|bytes| !bytes.is_empty());
        let told = told::report(so_far, &self.record, &self.pack.content.facts, reported, at).ok()?;
        let so_far = (*self.told).clone();
        Some(Change::Tell(Telling { so_far, told, said: key::TOLD_KEPT, next: Some(next), focus: None }))
    }

    /// What the patient has told and the clinic does not have yet, oldest first.
    pub fn unsent(&self) -> Vec<Told> {
        let mut parts = if self.told.bytes.is_empty() { Vec::new() } else { told::parts(&self.told.bytes) };
        // A time that was asked for and is over needs no answer any more.
        parts.retain(|told| match told.what {
            ToldWhat::Appointment { start } => self.pack.zone.day(start) >= self.today,
            // What only the patient needs is not for the clinic.
            ToldWhat::Visit(ref told) => match told.what {
                OfVisit::Cream(_) => false,
                OfVisit::Check { answered, .. } => answered == Answered::Done,
                OfVisit::Precheck(_) | OfVisit::Consent(_) | OfVisit::Comfort(_) => true,
            },
            ToldWhat::Session { .. } | ToldWhat::Report { .. } | ToldWhat::Away { .. } => true,
        });
        parts
    }

    /// Whether a yes-or-no fact can be true of this patient.
    pub fn can_be(&self, fact: &Word) -> bool {
        let cannot_be = self.pack.content.facts.fact(fact).and_then(|fact| fact.cannot_be.as_ref());
        cannot_be.is_none_or(|cannot_be| self.asked().judge(cannot_be).truth != Truth::Yes)
    }

    /// Whether a session may be booked.
    ///
    /// # Errors
    /// [`BookingClosed`] while the plan is held or the patient referred.
    pub fn may_book(&self) -> Result<(), BookingClosed> {
        may_book(&self.proposal)
    }

    /// Where an ingredient stands between what was signed and what the rules say.
    pub fn place(&self, answer: &Answer) -> Place {
        match &self.signed {
            Some(signed) => signed.place(&self.pack.content.formulary, answer),
            None if answer.included => Place::In,
            None => Place::Out,
        }
    }

    /// The ingredients of the cocktail, with the rules' answers; none where the plan rests.
    pub fn included(&self) -> impl Iterator<Item = &Answer> {
        self.answers(true)
    }

    /// The ingredients left out of the cocktail; none where the plan rests.
    pub fn left_out(&self) -> impl Iterator<Item = &Answer> {
        self.answers(false)
    }

    fn answers(&self, is_in: bool) -> impl Iterator<Item = &Answer> {
        let shown = if self.cocktail.is_some() { &*self.proposal.answers } else { &[] };
        shown.iter().filter(move |answer| self.place(answer).is_in() == is_in)
    }

    /// What to know and to do beside it: of the cocktail in force, or of blood values alone.
    pub fn warnings(&self) -> &[Warning] {
        &self.cocktail.as_ref().unwrap_or(&self.proposal).flags
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

    /// The session that is going on.
    pub fn going_on(&self, now: DateTime<Utc>) -> Option<&Booked> {
        match self.standing(now) {
            Standing::SessionDay(booked) if now >= booked.start => Some(booked),
            _ => None,
        }
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
        self.pack.content.aftercare.at(given.ended?, now, &self.given_in(given).unwrap_or_default()).ok()
    }

    /// The days of other treatments of the scalp that were done, by their names.
    pub fn done_on(&self, names: &[&str]) -> Vec<NaiveDate> {
        let done = self.record.other_procedures.iter().filter(|one| names.contains(&one.what.as_str()));
        done.filter_map(|one| one.day).collect()
    }

    /// When the last session ended, where that is known.
    pub fn last_end(&self) -> Option<DateTime<Utc>> {
        self.record.given.iter().rev().find_map(|given| given.ended)
    }

    /// What is due in the weeks after sessions at an instant: the clinic's checks, the blood test and the
    /// photos of the series.
    pub fn due(&self, now: DateTime<Utc>) -> Vec<CareId> {
        let (given, done) = (&self.record.given, self.record.checks_done());
        let injected: Vec<_> = given.iter().map(|given| self.given_in(given).unwrap_or_default()).collect();
        let ended = given
            .iter()
            .zip(&injected)
            .filter_map(|(session, given)| session.ended.map(|at| Ended { at, day: session.day, given }));
        let ended: Vec<_> = ended.collect();
        let due = self.pack.content.aftercare.due(&ended, now, self.today, &done);
        let mut names: Vec<_> = due.iter().map(|due| due.check.id.clone()).collect();
        if let Some(series) = self.series.as_ref().filter(|_| !ended.is_empty()) {
            for date in &self.pack.content.aftercare.dates {
                let days = match date.id.as_str() {
                    "blood_test" => core::slice::from_ref(&series.lab_retest),
                    "photos" => series.photos.as_slice(),
                    _ => continue,
                };
                if days.iter().any(|day| date.is_due(*day, self.today, &done)) {
                    names.push(date.id.clone());
                }
            }
        }
        names
    }

    /// What was given in a session; where nobody recorded it, what was signed for its day, or else what the
    /// rules put there, so that nothing is missed that may matter. Nothing where neither is known.
    pub fn given_in(&self, given: &GivenSession) -> Option<Vec<IngredientId>> {
        if !given.injected.is_empty() {
            return Some(given.ingredients());
        }
        let signed = self.signed_then(given.day).map(|signed| signed.cocktail);
        let planned = || self.series.as_ref()?.sessions.iter().find(|session| session.on == given.day);
        signed.or_else(|| planned().map(|session| session.ingredients.clone()))
    }

    /// The plan that was signed when a session was given.
    pub fn signed_then(&self, day: NaiveDate) -> Option<SignedPlan> {
        let mut versions = self.record.plan.iter().chain(&self.record.earlier_plans);
        versions.find_map(|plan| plan.signed().filter(|signed| signed.on <= day))
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
        self.asked().judge(when).because
    }

    /// What the rules are asked of this patient.
    pub fn asked(&self) -> Evaluation<'_> {
        let (content, patient) = (&self.pack.content, &self.record.patient);
        Evaluation {
            patient,
            vocabulary: &content.facts,
            readings: Readings::new(&content.labs, &patient.results, patient.as_of),
            terms: &content.formulary.terms,
            answers: &[],
        }
    }
}
