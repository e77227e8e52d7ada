//! A worked case told as a clinic's record, every answer explicit, is answered the same.

use std::fs;

use portal::fhir::outside::Outside;
use portal::fhir::record::Record;
use serde_json::{Value, json};

use crate::support::*;
use crate::vignettes::{answer_of, expected_of};

const OWN: &str = "https://sapphireroots.example/fhir/CodeSystem/portal";

fn own(code: &str) -> Value {
    json!({"coding": [{"system": OWN, "code": code}]})
}

fn of_patient(kind: &str, mut resource: Value) -> Value {
    resource["resourceType"] = json!(kind);
    resource["subject"] = json!({"reference": "Patient/p"});
    json!({ "resource": resource })
}

fn words(case: &Value, key: &str) -> Vec<String> {
    match &case[key] {
        Value::String(word) => vec![word.clone()],
        Value::Array(words) => words.iter().map(|word| word.as_str().unwrap().to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// The Bundle that says what the case says.
pub fn told(case: &Value) -> Value {
    let content = content();
    let as_of = case["as_of"].as_str().unwrap();
    let answered = |code: &str, answer: bool| {
        let said =
            json!({"status": "final", "code": own(code), "effectiveDateTime": as_of, "valueBoolean": answer});
        of_patient("Observation", said)
    };
    let age = i32::try_from(case["patient"]["age"].as_i64().unwrap()).unwrap();
    let born = format!("{}{}", as_of[..4].parse::<i32>().unwrap() - age, &as_of[4..]);
    let gender = if case["patient"]["sex"] == "F" { "female" } else { "male" };
    let mut entries = vec![
        json!({"resource": {"resourceType": "Patient", "id": "p", "gender": gender, "birthDate": born}}),
        answered("active_shedding", case["active_shedding"] == true),
    ];
    for fact in &content.facts.facts {
        if *fact.id.as_str() != *"active_shedding" {
            entries.push(answered(fact.id.as_str(), case["patient"][fact.id.as_str()] == true));
        }
    }
    for type_ in words(case, "types") {
        let mut condition = json!({"code": own(&type_)});
        if let (true, Some(scale)) = (type_.starts_with("aga"), case["stage"]["scale"].as_str()) {
            let named = format!("{scale} {}", case["stage"]["value"].as_str().unwrap());
            condition["stage"] = json!([{"summary": {"text": named}}]);
        }
        entries.push(of_patient("Condition", condition));
    }
    entries.extend(
        words(case, "conditions").iter().map(|word| of_patient("Condition", json!({"code": own(word)}))),
    );
    let medicine = |word: &String| {
        of_patient("MedicationStatement", json!({"status": "active", "medicationCodeableConcept": own(word)}))
    };
    entries.extend(words(case, "medicines").iter().map(medicine));
    let allergies = words(case, "allergies");
    let allergy = |code: Value| json!({"resource": {"resourceType": "AllergyIntolerance", "patient": {"reference": "Patient/p"}, "code": code}});
    if allergies.is_empty() {
        let none = json!({"coding": [{"system": "http://snomed.info/sct", "code": "716186003"}]});
        entries.push(allergy(none));
    }
    entries.extend(allergies.iter().map(|word| allergy(own(word))));
    for word in words(case, "preference").iter().chain(&words(case, "adjunct")) {
        entries.push(answered(word, true));
    }
    for lab in case["labs"].as_array().into_iter().flatten() {
        let analyte = content.labs.analyte(&lab["analyte"].as_str().unwrap().try_into().unwrap()).unwrap();
        let quantity = json!({"value": lab["value"], "unit": lab["unit"],
            "system": "http://unitsofmeasure.org", "code": lab["unit"]});
        let code = json!({"coding": [{"system": "http://loinc.org", "code": analyte.loinc[0]}]});
        let result = json!({"status": "final", "code": code, "effectiveDateTime": lab["date"], "valueQuantity": quantity});
        entries.push(of_patient("Observation", result));
    }
    if let Some(days) = case["transplant_days_ago"].as_u64() {
        let on = (day(as_of) - chrono::Days::new(days)).to_string();
        let transplant =
            json!({"status": "completed", "code": own("hair_transplant"), "performedDateTime": on});
        entries.push(of_patient("Procedure", transplant));
    }
    json!({"resourceType": "Bundle", "type": "collection", "entry": entries})
}

#[test]
fn every_worked_case_told_as_a_record_is_answered_the_same() {
    let content = content();
    for entry in fs::read_dir(project("tests/cases/vignettes")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let case: Value = serde_json::from_slice(&bytes).unwrap();
        let Outside::Case(expected) = Outside::read(&bytes, content.rules()).unwrap() else {
            panic!("{} is no case", path.display());
        };
        let in_india =
            |instant: chrono::DateTime<chrono::Utc>| (instant + chrono::TimeDelta::minutes(330)).naive_utc();
        let as_of = day(case["as_of"].as_str().unwrap());
        let record = Record::of(told(&case), content.rules(), &in_india, as_of).unwrap();
        let name = path.display();
        assert_eq!(record.not_understood, [], "{name}");
        assert_eq!(answer_of(&content, &record.patient), expected_of(&expected), "{name}");
    }
}
