//! The differences of two proposals of the rules: what a new fact would change.

use crate::domain::formulation::formulary::Status;
use crate::domain::formulation::proposal::{Answer, Proposal, Warning};
use crate::domain::ids::{AnalyteId, Reason};
use crate::domain::scheduling::protocol::Course;

/// One difference, from the first proposal to the second.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The status, or the reason for it.
    Status {
        /// The status now.
        status: Status,
        /// The reason now.
        reason: Reason,
    },
    /// It comes in.
    In(Answer),
    /// It goes out.
    Out(Answer),
    /// It stays in, in another amount.
    Amount(Answer),
    /// It stays out, for another reason.
    OutFor(Answer),
    /// The course is another one.
    Course(Course),
    /// A warning is new.
    Warning(Warning),
    /// A blood value is needed.
    Needed(AnalyteId),
    /// A blood value is no longer needed.
    NotNeeded(AnalyteId),
}

/// What differs, the weightiest first. A cocktail that is no longer shown is one change of the
/// status, not one of every ingredient.
pub fn changes(before: &Proposal, after: &Proposal) -> Vec<Change> {
    let mut changes = Vec::new();
    if (before.status, &before.reason) != (after.status, &after.reason) {
        changes.push(Change::Status { status: after.status, reason: after.reason.clone() });
    }
    if before.status.shows_a_cocktail() && after.status.shows_a_cocktail() {
        for (was, is) in before.answers.iter().zip(&after.answers) {
            let is_now = is.clone();
            match (was.included, is.included) {
                (false, true) => changes.push(Change::In(is_now)),
                (true, false) => changes.push(Change::Out(is_now)),
                (true, true) if was.tier != is.tier => changes.push(Change::Amount(is_now)),
                (false, false) if was.reason != is.reason => changes.push(Change::OutFor(is_now)),
                (true, true) | (false, false) => {}
            }
        }
        if let Some(course) = after.course.filter(|course| before.course != Some(*course)) {
            changes.push(Change::Course(course));
        }
    }
    let raised = |warning: &&Warning| before.flags.iter().all(|known| known.flag != warning.flag);
    changes.extend(after.flags.iter().filter(raised).cloned().map(Change::Warning));
    let new = |of: &[AnalyteId], to: &[AnalyteId]| -> Vec<AnalyteId> {
        of.iter().filter(|analyte| !to.contains(analyte)).cloned().collect()
    };
    changes.extend(new(&after.labs_needed, &before.labs_needed).into_iter().map(Change::Needed));
    if after.status.shows_a_cocktail() {
        changes.extend(new(&before.labs_needed, &after.labs_needed).into_iter().map(Change::NotNeeded));
    }
    changes
}
