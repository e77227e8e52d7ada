//! The clinic itself (`clinic.json`): who it is, where, and how to reach it.

use crate::domain::content::{About, Confidence, Source};
use serde::{Deserialize, Serialize};

/// The whole document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clinic {
    /// Author, version, signature.
    pub about: About,
    /// The clinic's name.
    pub name: Box<str>,
    /// The doctor who signs plans.
    pub doctor: Box<str>,
    /// The clinic's telephone, as dialled; not known where empty.
    pub phone: Option<Box<str>>,
    /// The telephone after hours; not known where empty.
    pub after_hours_phone: Option<Box<str>>,
    /// Emergency numbers, the first one to call first.
    pub emergency: Vec<EmergencyNumber>,
    /// The street address; not known where empty.
    pub address: Option<Box<str>>,
    /// The clinic's time zone: `Asia/Kolkata`.
    pub time_zone: Box<str>,
    /// What a visit is made of.
    pub visit: Visit,
}

/// An emergency number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmergencyNumber {
    /// What it reaches: `national`, `ambulance`.
    pub id: crate::domain::ids::Word,
    /// The number.
    pub number: Box<str>,
    /// Where it comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// What a visit is made of, in numbers from, to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// How many minutes the numbing cream works first.
    pub numbing_minutes: (u32, u32),
    /// How many minutes the session takes.
    pub session_minutes: (u32, u32),
    /// How deep the needle goes, in millimetres.
    pub depth_mm: (u32, u32),
    /// How far one point is from the next, in millimetres.
    pub spacing_mm: (u32, u32),
    /// How many minutes a room is kept.
    pub booked_minutes: u32,
    /// Where that comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}
