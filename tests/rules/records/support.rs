//! Records built for the tests, and what is read from them.

use chrono::{FixedOffset, NaiveDateTime};
use portal::fhir::record::{Record, Refusal};
use serde_json::{Value, json};

use crate::support::{TODAY, content, day};

/// The clinic's wall clock: Kolkata has had one offset since 1945.
pub fn wall_clock(at: chrono::DateTime<chrono::Utc>) -> NaiveDateTime {
    at.with_timezone(&FixedOffset::east_opt(19_800).unwrap()).naive_local()
}

#[track_caller]
pub fn read(bytes: &[u8]) -> Result<Record, Refusal> {
    Record::read(bytes, content().rules(), &wall_clock, day(TODAY))
}

/// The record of a woman of 29 with these resources.
#[track_caller]
pub fn record(resources: &[Value]) -> Record {
    let patient =
        json!({"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1997-06-09"});
    bundle(&[&[patient], resources].concat())
}

#[track_caller]
pub fn bundle(resources: &[Value]) -> Record {
    let entries: Vec<_> = resources.iter().map(|resource| json!({"resource": resource})).collect();
    let bundle = json!({"resourceType": "Bundle", "type": "collection", "entry": entries});
    read(bundle.to_string().as_bytes()).unwrap()
}

pub fn listed(record: &Record) -> Vec<String> {
    record.not_understood.iter().map(ToString::to_string).collect()
}

/// A resource of the patient with these members over the usual ones.
pub fn of_patient(kind: &str, usual: Value, members: &Value) -> Value {
    let mut resource = usual;
    resource["resourceType"] = kind.into();
    resource["subject"] = json!({"reference": "Patient/p"});
    for (name, member) in members.as_object().unwrap() {
        resource[name] = member.clone();
    }
    resource
}

pub fn condition(system: &str, code: &str, members: &Value) -> Value {
    let system = match system {
        "icd" => "http://hl7.org/fhir/sid/icd-10",
        "icdcm" => "http://hl7.org/fhir/sid/icd-10-cm",
        "sct" => "http://snomed.info/sct",
        "own" => OWN,
        other => other,
    };
    let usual = json!({"id": "c", "code": {"coding": [{"system": system, "code": code}]}});
    of_patient("Condition", usual, members)
}

pub fn ferritin(members: &Value) -> Value {
    let usual = json!({
        "id": "f", "status": "final", "effectiveDateTime": "2026-11-02",
        "code": {"coding": [{"system": "http://loinc.org", "code": "2276-4"}]},
        "valueQuantity": {"value": 18, "unit": "ng/mL", "system": "http://unitsofmeasure.org", "code": "ng/mL"}
    });
    of_patient("Observation", usual, members)
}

pub fn own(code: &str) -> Value {
    json!({"coding": [{"system": OWN, "code": code}]})
}

pub fn answer(word: &str, members: &Value) -> Value {
    let usual = json!({"id": "a", "status": "final", "effectiveDateTime": "2026-11-20", "code": own(word)});
    of_patient("Observation", usual, members)
}

pub const OWN: &str = "https://sapphireroots.example/fhir/CodeSystem/portal";

pub fn session(id: &str, period: &Value) -> [Value; 2] {
    let session = json!({"id": id, "status": "completed", "code": own("mesotherapy_session"), "performedPeriod": period});
    let given = json!({
        "status": "completed", "partOf": [{"reference": format!("Procedure/{id}")}],
        "medicationReference": {"reference": "#m"},
        "contained": [{"resourceType": "Medication", "id": "m", "code": own("cocktail"),
            "ingredient": [{"itemCodeableConcept": own("b7_biotin")}, {"itemCodeableConcept": own("zinc")}, {"itemCodeableConcept": own("gold")}]}]
    });
    [of_patient("Procedure", session, &json!({})), of_patient("MedicationAdministration", given, &json!({}))]
}
