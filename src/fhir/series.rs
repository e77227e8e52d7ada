//! The series of the patient whose record it is: given and booked days from the record, the
//! others by the clinic's protocol.

use crate::domain::content::Content;
use crate::domain::formulation::formulary::Status;
use crate::domain::formulation::proposal::Proposal;
use crate::domain::formulation::signed::SignedPlan;
use crate::domain::ids::IngredientId;
use crate::domain::scheduling::protocol::Course;
use crate::domain::scheduling::series::{Known, Series};
use crate::fhir::record::{PlanOnFile, Record};
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

    /// The whole series with its ingredients; nothing where no cocktail is in force.
    pub fn series(&self, content: &Content, proposal: &Proposal) -> Option<Series> {
        let included = self.cocktail(proposal)?;
        let course = self.course(proposal)?;
        let today = self.patient.as_of;
        let given: Vec<NaiveDate> = self.given.iter().map(|session| session.day).collect();
        // A day on which a session was not given is over.
        let missed = self.not_given.iter().filter_map(NaiveDate::succ_opt).max();
        let not_before = missed.map_or(today, |after| after.max(today));
        let mut booked: Vec<NaiveDate> = self.booked.iter().map(|booked| booked.day).collect();
        booked.dedup();
        booked.retain(|day| *day >= not_before && given.last().is_none_or(|last| day > last));
        let known = Known { given: &given, booked: &booked, not_before };
        let series = Series::of(&content.protocol, course, known);
        Some(series.with_cocktail(&content.formulary, &included))
    }
}
