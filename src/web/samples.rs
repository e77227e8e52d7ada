//! The sample patients: made-up records, moved by whole weeks so that they are of this week.

use crate::domain::content::Day;
use crate::domain::ids::Word;
use crate::fhir::record::document;
use crate::web::fetch::{self, NotFetched};
use chrono::NaiveDate;
use serde::Deserialize;

const FOLDER: &str = "/clinic/samples/";

/// A sample patient.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Sample {
    /// Its name in addresses and words.
    pub id: Word,
    /// The file of its record.
    pub file: Box<str>,
    /// The day its dates are written for.
    pub anchor: Day,
}

/// The sample patients, in the order in which they are offered.
///
/// # Errors
/// [`NotFetched`] where they did not arrive.
pub async fn all() -> Result<Vec<Sample>, NotFetched> {
    let address = [FOLDER, "index.json"].concat();
    let bytes = fetch::bytes(&address, None).await?;
    let broken = |_| NotFetched::NoAnswer(address.clone());
    let listed = document(&bytes).map_err(|refusal| broken(refusal.to_string()))?;
    Vec::deserialize(&listed).map_err(|fault| broken(fault.to_string()))
}

/// The file of one sample patient, and the day its dates are written for.
///
/// # Errors
/// [`NotFetched`] where it is not among them or did not arrive.
pub async fn one(id: &Word) -> Result<(Vec<u8>, NaiveDate), NotFetched> {
    let sample = all().await?.into_iter().find(|sample| sample.id == *id);
    let sample = sample.ok_or_else(|| NotFetched::Refused(id.to_string(), 404))?;
    let bytes = fetch::bytes(&[FOLDER, &sample.file].concat(), None).await?;
    Ok((bytes, sample.anchor.0))
}

/// How many days to move a sample so that its anchor lies in this week.
pub fn shift_days(anchor: NaiveDate, today: NaiveDate) -> i64 {
    (today - anchor).num_days().div_euclid(7) * 7
}
