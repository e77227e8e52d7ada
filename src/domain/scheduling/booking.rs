//! Whether a session may be booked at all.

use crate::domain::formulation::formulary::Status;
use crate::domain::formulation::proposal::Proposal;
use crate::domain::ids::Reason;

/// Booking is closed: the plan is held, or another treatment comes first.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("booking is closed: the plan is at `{}` for {reason}", status.key())]
pub struct BookingClosed {
    /// How far the plan may go.
    pub status: Status,
    /// Why.
    pub reason: Reason,
}

/// Refuses every booking while the rules hold or refer the patient, whatever was signed before.
///
/// # Errors
/// [`BookingClosed`] with the reason.
pub fn may_book(proposal: &Proposal) -> Result<(), BookingClosed> {
    match proposal.status {
        Status::Refer | Status::Hold => {
            Err(BookingClosed { status: proposal.status, reason: proposal.reason.clone() })
        }
        Status::AskDoctor | Status::Provisional | Status::Proposed => Ok(()),
    }
}
