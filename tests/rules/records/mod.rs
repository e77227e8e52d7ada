//! Records: a FHIR Bundle read for the rules, what of it is listed, and what is refused.

mod answers;
mod away;
mod conditions;
mod person;
mod plans;
mod refusals;
mod reported;
mod results;
mod saved;
mod sessions;
mod standing;
pub mod support;
mod told;
mod visits;
mod whole;
