//! A file from outside, told by its shape: a FHIR Bundle, a case, or a file of rows of dates or symptoms.

use crate::domain::formulation::proposal::Rules;
use crate::fhir::case_file::Case;
use crate::fhir::record::{Refusal, document};
use crate::fhir::rows::Rows;
use crate::fhir::shape::FileFault;
use crate::fhir::triage_rows::{self, TriageRow};
use serde_json::Value;

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Outside {
    /// A FHIR resource: for [`crate::fhir::record::Record::of`], which refuses all but a Bundle.
    Fhir(Value),
    /// A case.
    Case(Box<Case>),
    /// A file of rows of dates.
    Rows(Rows),
    /// A file of rows of symptoms.
    Triage(Vec<TriageRow>),
}

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotRead {
    /// No JSON, or too much of it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A case or a file of rows with a fault.
    #[error(transparent)]
    Faulty(#[from] FileFault),
    /// JSON of something else.
    #[error(
        "this is neither a FHIR Bundle nor a case nor a file of rows; a Bundle has `resourceType`, a case `patient`, a file of rows `series`, `lateness` or `cases`"
    )]
    Unknown,
}

impl Outside {
    /// Reads a file.
    ///
    /// # Errors
    /// [`NotRead`] with the first fault.
    pub fn read(bytes: &[u8], rules: Rules<'_>) -> Result<Self, NotRead> {
        let file = document(bytes)?;
        let has = |key| file.get(key).is_some();
        if has("resourceType") {
            Ok(Self::Fhir(file))
        } else if has("patient") || has("as_of") || has("expected") {
            Ok(Self::Case(Box::new(Case::of(&file, rules)?)))
        } else if has("series") || has("lateness") {
            Ok(Self::Rows(Rows::of(&file, rules)?))
        } else if has("cases") {
            Ok(Self::Triage(triage_rows::of(&file)?))
        } else {
            Err(NotRead::Unknown)
        }
    }
}
