//! Booking, moving and cancelling as a patient does it: carried out step by step at the clinic on
//! this phone, written in the journal first, and told in a message that can be undone.

mod alone;
mod carry_out;
mod planning;
mod tells;

pub use carry_out::{Deed, carry_out, go_on, new_claim};
pub use planning::{Effects, Planning, planned, with_planning};
pub use tells::Tells;
