//! The course of treatment: how many sessions, when each falls, what being late means, and the
//! times at which a session can be had.

pub mod booking;
pub mod calendar;
pub mod choose;
pub mod effects;
pub mod habit;
pub mod lateness;
pub mod offsets;
pub mod opening;
pub mod protocol;
pub mod reflow;
pub mod series;
pub mod slots;
pub mod suggest;
mod ways;
pub mod window;
