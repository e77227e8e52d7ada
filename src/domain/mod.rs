//! The rules of care: values in, values out.
//!
//! No clock, no network, no storage, no page, no foreign JSON, and no words for patients
//! beyond the keys of the content. Every clinical number comes from the clinic's content.

pub mod aftercare;
pub mod clinic;
pub mod content;
pub mod details;
pub mod formulation;
pub mod ids;
pub mod labs;
pub mod order;
mod packed;
pub mod patient;
pub mod scheduling;
pub mod time;
pub mod truth;
pub mod units;
