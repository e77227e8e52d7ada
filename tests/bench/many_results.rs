//! A record with as many results as asked for, the worst of them for the reader: iron and its binding capacity never fall on
//! one day, so that the saturation is looked for on every day in vain.

use chrono::{DateTime, Days, FixedOffset, NaiveDateTime, Utc};
use portal::domain::content::Content;
use portal::domain::labs::panel::Analyte;
use serde_json::{Value, json};

use crate::support::{TODAY, day};

/// The clinic's wall clock: Kolkata has had one offset since 1945.
pub fn wall_clock(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&FixedOffset::east_opt(19_800).unwrap()).naive_local()
}

/// The bytes of a Bundle with so many Observations, each of which is read.
pub fn record(content: &Content, results: usize) -> Vec<u8> {
    let reported: Vec<&Analyte> =
        content.labs.analytes.iter().filter(|analyte| analyte.percent_of.is_none()).collect();
    let patient =
        json!({"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1997-06-09"});
    let observations = (0..results).map(|number| {
        let analyte = reported[number % reported.len()];
        observation(analyte, number, number / reported.len())
    });
    let entries: Vec<Value> =
        std::iter::once(patient).chain(observations).map(|resource| json!({"resource": resource})).collect();
    let bundle = json!({"resourceType": "Bundle", "type": "collection", "entry": entries});
    bundle.to_string().into_bytes()
}

/// One result of a blood test, the tests every other day within the half year in which every result counts.
fn observation(analyte: &Analyte, number: usize, test: usize) -> Value {
    let days_ago = 2 * (test % 89) + usize::from(*analyte.id.as_str() == *"tibc");
    let drawn = day(TODAY) - Days::new(u64::try_from(days_ago).unwrap());
    let value: Value = serde_json::from_str(&analyte.sure.from.to_string()).unwrap();
    json!({
        "resourceType": "Observation", "id": format!("o{number}"), "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": &*analyte.loinc[0]}]},
        "subject": {"reference": "Patient/p"}, "effectiveDateTime": drawn.to_string(),
        "valueQuantity": {"value": value, "unit": &*analyte.unit, "system": "http://unitsofmeasure.org", "code": &*analyte.unit},
    })
}
