//! The sample patients: made-up records, moved by whole weeks so that they are of this week.

use crate::domain::ids::Word;
use crate::domain::time::day;
use crate::fhir::record::document;
use crate::web::fetch::{self, NotFetched};
use chrono::NaiveDate;
use serde_json::Value;

const FOLDER: &str = "/clinic/samples/";

/// A sample patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Its name in addresses and words.
    pub id: Word,
    /// The file of its record.
    pub file: Box<str>,
    /// The day its dates are written for.
    pub anchor: NaiveDate,
}

/// The sample patients, in the order in which they are offered.
///
/// # Errors
/// [`NotFetched`] where they did not arrive.
pub async fn all() -> Result<Vec<Sample>, NotFetched> {
    let address = [FOLDER, "index.json"].concat();
    let bytes = fetch::bytes(&address, None).await?;
    let listed = document(&bytes).ok();
    let samples =
        listed.as_ref().and_then(Value::as_array).map(|listed| listed.iter().filter_map(read).collect());
    samples.ok_or(NotFetched::NoAnswer(address))
}

/// The file of one sample patient, and the day its dates are written for.
///
/// # Errors
/// [`NotFetched`] where it is not among them or did not arrive.
pub async fn one(id: &Word) -> Result<(Vec<u8>, NaiveDate), NotFetched> {
    let sample = all().await?.into_iter().find(|sample| sample.id == *id);
    let sample = sample.ok_or_else(|| NotFetched::Refused(id.to_string(), 404))?;
    let bytes = fetch::bytes(&[FOLDER, &sample.file].concat(), None).await?;
    Ok((bytes, sample.anchor))
}

fn read(sample: &Value) -> Option<Sample> {
    let part = |name: &str| sample.get(name)?.as_str();
    Some(Sample {
        id: part("id")?.try_into().ok()?,
        file: part("file")?.into(),
        anchor: day(part("anchor")?).ok()?,
    })
}

/// How many days to move a sample so that its anchor lies in this week.
pub fn shift_days(anchor: NaiveDate, today: NaiveDate) -> i64 {
    (today - anchor).num_days().div_euclid(7) * 7
}
