//! What a case file expects the rules to answer.

use crate::domain::scheduling::protocol::Course;
use crate::fhir::shape::{FileFault, Part};
use std::collections::BTreeMap;

/// What the rules should answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The status.
    pub status: String,
    /// Its reason.
    pub status_reason: String,
    /// Ingredients in the cocktail.
    pub include: Vec<String>,
    /// Ingredients left out, each with its first reason.
    pub exclude: BTreeMap<String, String>,
    /// Ingredients left out that the doctor may choose.
    pub doctor_optin: Vec<String>,
    /// Warnings and things to do.
    pub flags: Vec<String>,
    /// Core blood values that are not usable.
    pub labs_needed: Vec<String>,
    /// The course; nothing where no cocktail is shown.
    pub protocol: Option<Course>,
}

const EXPECTED: [&str; 8] =
    ["status", "status_reason", "include", "exclude", "doctor_optin", "flags", "labs_needed", "protocol"];
impl Expected {
    /// Reads them.
    ///
    /// # Errors
    /// [`FileFault`] with the first fault and its place.
    pub fn of(part: &Part<'_>) -> Result<Self, FileFault> {
        part.object(&EXPECTED)?;
        let text = |key| part.needed(key)?.text().map(str::to_owned);
        let texts = |key| -> Result<Vec<String>, FileFault> {
            let entries = part.list(key)?.into_iter();
            entries.map(|entry| entry.text().map(str::to_owned)).collect()
        };
        let mut reasons = BTreeMap::new();
        if let Some(exclude) = part.member("exclude") {
            for ingredient in exclude.members()?.keys() {
                let reason = exclude.needed(ingredient)?.text()?.to_owned();
                reasons.insert(ingredient.clone(), reason);
            }
        }
        let course = |protocol: Part<'_>| {
            protocol.object(&["loading_sessions", "interval_days"])?;
            Ok(Course {
                loading_sessions: protocol.needed("loading_sessions")?.whole_number()?,
                interval_days: protocol.needed("interval_days")?.whole_number()?,
            })
        };
        let protocol = part.member("protocol").filter(|protocol| !protocol.value.is_null());
        let protocol = protocol.map(course).transpose()?;
        Ok(Self {
            status: text("status")?,
            status_reason: text("status_reason")?,
            include: texts("include")?,
            exclude: reasons,
            doctor_optin: texts("doctor_optin")?,
            flags: texts("flags")?,
            labs_needed: texts("labs_needed")?,
            protocol,
        })
    }
}
