//! The sample patients, as published beside the portal.

use crate::domain::ids::Word;
use crate::fhir::record::document;
use crate::fhir::samples::Sample;
use crate::web::fetch::{self, NotFetched};
use crate::web::store::RecordId;
use chrono::NaiveDate;
use serde_json::Value;

const FOLDER: &str = "/clinic/samples/";

/// The sample patients, in the order in which they are offered.
///
/// # Errors
/// [`NotFetched`] where they did not arrive.
pub async fn all() -> Result<Vec<Sample>, NotFetched> {
    let address = [FOLDER, "index.json"].concat();
    let bytes = fetch::bytes(&address, None).await?;
    let listed = document(&bytes).ok();
    let listed = listed.as_ref().and_then(Value::as_array);
    let samples = listed.map(|listed| listed.iter().filter_map(Sample::read).collect());
    samples.ok_or(NotFetched::NoAnswer(address))
}

/// One sample patient, and the file with its record.
///
/// # Errors
/// [`NotFetched`] where it is not among them or did not arrive.
pub async fn one(id: &Word) -> Result<(Vec<u8>, Sample), NotFetched> {
    let sample = all().await?.into_iter().find(|sample| sample.id == *id);
    let sample = sample.ok_or_else(|| NotFetched::Refused(id.to_string(), 404))?;
    let bytes = fetch::bytes(&[FOLDER, &sample.file].concat(), None).await?;
    Ok((bytes, sample))
}

/// The name under which is kept what a patient tells of a sample: it begins anew with each of its weeks.
pub fn record_id(sample: &Sample, today: NaiveDate) -> RecordId {
    let week = sample.days(today).to_string();
    RecordId([SAMPLE, sample.id.as_str(), "/", &week].concat().into())
}

/// The sample whose name that is; nothing for the name of a plan of the patient's own.
pub fn named(id: &RecordId) -> Option<Word> {
    let (sample, _) = id.0.strip_prefix(SAMPLE)?.split_once('/')?;
    Word::try_from(sample).ok()
}

const SAMPLE: &str = "sample/";
