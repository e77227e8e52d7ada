//! A file that is judged from outside: a FHIR Bundle, a case, or rows of dates or symptoms.

use std::fs;
use std::path::Path;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use portal::domain::content::Content;
use portal::fhir::case_file::Case;
use portal::fhir::outside::{NotRead, Outside};
use portal::fhir::record::Record;
use portal::fhir::rows::Rows;
use portal::fhir::triage_rows::TriageRow;

use crate::failure::Failure;

/// What is asked.
#[derive(Debug)]
pub enum Asked {
    /// A case with its expected answer.
    Case(Box<Case>),
    /// A patient's record.
    Record(Box<Record>),
    /// Rows of dates.
    Rows(Rows),
    /// Rows of symptoms.
    Triage(Vec<TriageRow>),
}

/// Reads a file; a record as of the day given.
pub fn read(file: &Path, content: &Content, as_of: NaiveDate) -> Result<Asked, Failure> {
    let bytes = fs::read(file).map_err(Failure::reading(file))?;
    let not_read = |fault: NotRead| Failure::NotRead { path: file.to_owned(), fault: fault.to_string() };
    Ok(match Outside::read(&bytes, content.rules()).map_err(not_read)? {
        Outside::Case(case) => Asked::Case(case),
        Outside::Rows(rows) => Asked::Rows(rows),
        Outside::Triage(rows) => Asked::Triage(rows),
        Outside::Fhir(document) => {
            let zone = zone(content)?;
            let wall_clock = |instant| wall_clock(zone, instant);
            let record = Record::of(document, content.rules(), &wall_clock, as_of);
            Asked::Record(Box::new(record.map_err(|refusal| not_read(refusal.into()))?))
        }
    })
}

fn zone(content: &Content) -> Result<chrono_tz::Tz, Failure> {
    let name = &content.clinic.time_zone;
    name.parse().map_err(|_| {
        let fault = format!("`{name}` is no time zone");
        Failure::refused("clinic.json: time_zone", fault, "write it as Asia/Kolkata")
    })
}

fn wall_clock(zone: chrono_tz::Tz, instant: DateTime<Utc>) -> NaiveDateTime {
    instant.with_timezone(&zone).naive_local()
}
