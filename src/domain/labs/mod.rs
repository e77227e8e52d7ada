//! Blood values: the clinic's panel, a result checked on entry, and what it says on a given day.

pub mod panel;
pub mod reading;
pub mod result;
