//! Whether a session may be booked at all, and until when a booking may change.

use crate::domain::formulation::formulary::Status;
use crate::domain::formulation::proposal::Proposal;
use crate::domain::ids::Reason;
use crate::domain::scheduling::opening::Policy;
use crate::domain::time::Elapsed;
use chrono::{DateTime, Utc};

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

/// The portal no longer books, moves or cancels this session: the clinic has to be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChangeClosed {
    /// It has begun, or is over.
    #[error("the session has begun")]
    Past,
    /// The clinic's notice has begun.
    #[error("the session was free to change until {until} only")]
    TooLate {
        /// When it began.
        until: DateTime<Utc>,
    },
    /// It was moved as often as one session may be.
    #[error("the session was moved {most} times, which is the most")]
    MovedTooOften {
        /// How often that is.
        most: u32,
    },
}

/// The instant at which a session is no longer free to book, move or cancel. It is free before, and at
/// the instant itself no more.
pub fn free_until(start: DateTime<Utc>, policy: &Policy) -> DateTime<Utc> {
    Elapsed::Hours(policy.notice_hours.is).before(start)
}

/// Refuses a time that begins too soon to be booked without a call.
///
/// # Errors
/// [`ChangeClosed::Past`] or [`ChangeClosed::TooLate`].
pub fn may_book_at(start: DateTime<Utc>, now: DateTime<Utc>, policy: &Policy) -> Result<(), ChangeClosed> {
    let until = free_until(start, policy);
    if start <= now {
        Err(ChangeClosed::Past)
    } else if until <= now {
        Err(ChangeClosed::TooLate { until })
    } else {
        Ok(())
    }
}

/// Refuses to cancel a session: so long as a time could be booked, it can be given back.
///
/// # Errors
/// [`ChangeClosed::Past`] or [`ChangeClosed::TooLate`].
pub fn may_cancel(start: DateTime<Utc>, policy: &Policy, now: DateTime<Utc>) -> Result<(), ChangeClosed> {
    may_book_at(start, now, policy)
}

/// Refuses to move a session that was moved so many times already. Where its time has closed it too,
/// that is told: it holds for cancelling as well.
///
/// # Errors
/// [`ChangeClosed`], any of the three.
pub fn may_change(
    start: DateTime<Utc>,
    moves_so_far: u32,
    policy: &Policy,
    now: DateTime<Utc>,
) -> Result<(), ChangeClosed> {
    may_book_at(start, now, policy)?;
    match policy.moves.is {
        Some(most) if moves_so_far >= most => Err(ChangeClosed::MovedTooOften { most }),
        Some(_) | None => Ok(()),
    }
}
