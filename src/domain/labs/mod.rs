//! Blood values: the clinic's panel, a result checked on entry, what it says on a given day, and what
//! hangs on it.

pub mod bands;
pub mod bearing;
pub mod entry;
pub mod panel;
pub mod reading;
pub mod result;
pub mod summary;
