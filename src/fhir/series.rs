//! The series of the patient whose record it is: given and booked days from the record, the
//! others by the clinic's protocol, around the days on which the patient is away.

use crate::domain::content::Content;
use crate::domain::formulation::formulary::Status;
use crate::domain::formulation::proposal::Proposal;
use crate::domain::formulation::signed::SignedPlan;
use crate::domain::ids::IngredientId;
use crate::domain::scheduling::protocol::Course;
use crate::domain::scheduling::series::{Known, Series};
use crate::fhir::record::{Booked, PlanOnFile, Record};
use chrono::NaiveDate;

impl Record {
    /// The plan that the doctor signed; nothing where none is signed.
    pub fn signed(&self) -> Option<SignedPlan> {
        self.plan.as_ref().and_then(PlanOnFile::signed)
    }

    /// The ingredients in force: the signed ones, else the proposed ones. Nothing where the rules
    /// hold or refer, and where the doctor has to decide first and has not.
    pub fn cocktail(&self, proposal: &Proposal) -> Option<Vec<IngredientId>> {
        let signed = self.signed().map(|plan| plan.cocktail);
        match proposal.status {
            Status::Refer | Status::Hold => None,
            Status::AskDoctor => signed,
            Status::Provisional | Status::Proposed => {
                let proposed = || proposal.included().map(|answer| answer.ingredient.clone()).collect();
                Some(signed.unwrap_or_else(proposed))
            }
        }
    }

    /// The course: the one on file where it can be read, else the proposed one; nothing where no
    /// cocktail is in force.
    pub fn course(&self, proposal: &Proposal) -> Option<Course> {
        let on_file = self.plan.as_ref().and_then(|plan| plan.course);
        on_file.or(proposal.course).filter(|_| self.cocktail(proposal).is_some())
    }

    /// The first day on which a session may be: today, or the day after one that did not happen.
    pub fn not_before(&self) -> NaiveDate {
        let today = self.patient.as_of;
        // A day on which a session was not given is over.
        let missed = self.not_given.iter().filter_map(NaiveDate::succ_opt).max();
        missed.map_or(today, |after| after.max(today))
    }

    /// The appointments of sessions that are to come, soonest first, one a day.
    pub fn booked_ahead(&self) -> Vec<&Booked> {
        let (first, last) = (self.not_before(), self.given.last().map(|given| given.day));
        let is_ahead = |booked: &&Booked| booked.day >= first && last.is_none_or(|last| booked.day > last);
        let mut ahead: Vec<&Booked> = self.booked.iter().filter(is_ahead).collect();
        ahead.dedup_by_key(|booked| booked.day);
        ahead
    }

    /// The whole series with its ingredients; nothing where no cocktail is in force.
    pub fn series(&self, content: &Content, proposal: &Proposal) -> Option<Series> {
        let included = self.cocktail(proposal)?;
        let course = self.course(proposal)?;
        let given: Vec<NaiveDate> = self.given.iter().map(|session| session.day).collect();
        let booked: Vec<NaiveDate> = self.booked_ahead().iter().map(|booked| booked.day).collect();
        let known = Known { given: &given, booked: &booked, not_before: self.not_before() };
        let series = Series::around(&content.protocol, course, known, &self.away_days());
        Some(series.with_cocktail(&content.formulary, &included))
    }
}
