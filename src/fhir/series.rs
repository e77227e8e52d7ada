//! The series of the patient whose record it is: given and booked days from the record, the
//! others by the clinic's protocol.

use crate::domain::content::Content;
use crate::domain::formulation::proposal::Proposal;
use crate::domain::ids::IngredientId;
use crate::domain::scheduling::protocol::Course;
use crate::domain::scheduling::series::{Known, Series};
use crate::fhir::record::Record;
use chrono::NaiveDate;

impl Record {
    /// The course: the one on file where it can be read, else the proposed one; nothing where no
    /// cocktail is shown.
    pub fn course(&self, proposal: &Proposal) -> Option<Course> {
        let on_file = self.plan.as_ref().and_then(|plan| plan.course);
        on_file.or(proposal.course).filter(|_| proposal.status.shows_a_cocktail())
    }

    /// The whole series with its ingredients; nothing where no cocktail is shown.
    pub fn series(&self, content: &Content, proposal: &Proposal) -> Option<Series> {
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
        let included: Vec<IngredientId> =
            proposal.included().map(|answer| answer.ingredient.clone()).collect();
        let series = Series::of(&content.protocol, course, known);
        Some(series.with_cocktail(&content.formulary, &included))
    }
}
