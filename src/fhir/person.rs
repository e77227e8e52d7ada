//! Whose record it is: enough to list it by, and to tell whether two records are of one person.

use crate::fhir::bundle::Entries;
use crate::fhir::moment::Moment;
use crate::fhir::patient::names;
use crate::fhir::value::{list_at, text_at};
use chrono::NaiveDate;
use serde_json::Value;

/// The person of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The whole name as written; show it isolated, it may run right to left.
    pub name: Option<String>,
    /// The name to speak to the person by.
    pub given_name: Option<String>,
    /// When the record was put together, where it says so.
    pub written: Option<Moment>,
    born: Option<NaiveDate>,
    /// The clinics' own numbers for the person, each with the system it is of.
    identifiers: Vec<(String, String)>,
}

impl Person {
    /// The person of a document; nothing where it is not the record of exactly one.
    pub fn of(document: &Value) -> Option<Self> {
        let entries = Entries::of(document, &mut Vec::new());
        let mut patients = entries.of_kind("Patient");
        let (patient, None) = (patients.next()?.resource, patients.next()) else { return None };
        let (name, given_name) = names(patient);
        let written = text_at(document, "/timestamp").or_else(|| text_at(document, "/meta/lastUpdated"));
        let identifiers = list_at(patient, "/identifier").iter().filter_map(|identifier| {
            let part = |place| text_at(identifier, place).map(str::to_owned);
            Some((part("/system")?, part("/value")?))
        });
        Some(Self {
            name,
            given_name,
            written: written.and_then(Moment::read),
            born: text_at(patient, "/birthDate").and_then(day),
            identifiers: identifiers.collect(),
        })
    }

    /// Whether two records are of one person: one number of one system, or the same name and the
    /// same day of birth. A number without its system, and a year of birth, tell nobody apart.
    pub fn is_same_as(&self, other: &Self) -> bool {
        let numbered = self.identifiers.iter().any(|identifier| other.identifiers.contains(identifier));
        numbered || (self.born.is_some() && self.born == other.born && self.is_named_as(other))
    }

    fn is_named_as(&self, other: &Self) -> bool {
        let (Some(name), Some(other)) = (&self.name, &other.name) else { return false };
        let (mut parts, mut others) = (name.split_whitespace(), other.split_whitespace());
        loop {
            match (parts.next(), others.next()) {
                (None, None) => return true,
                (Some(part), Some(other)) if part.eq_ignore_ascii_case(other) => {}
                (Some(_) | None, _) => return false,
            }
        }
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    match Moment::read(text)? {
        Moment::Day(day) => Some(day),
        Moment::Year(_) | Moment::Month(_) | Moment::Instant(_) => None,
    }
}
