//! What was asked: yes-or-no facts, wishes, allergies, medicines.

use portal::domain::patient::Allergies;
use serde_json::{Value, json};

use crate::records::support::{answer, condition, listed, of_patient, own, record};

#[test]
fn an_answer_counts_for_its_time_and_the_newest_decides() {
    #[track_caller]
    fn check(answers: &[Value], known: Option<bool>) {
        let record = record(answers);
        let pregnant = crate::support::word("pregnant");
        assert_eq!(record.patient.facts.get(&pregnant).copied(), known, "{:?}", listed(&record));
    }
    let status = |system: &str, code: &str, on: &str| {
        let value = json!({"coding": [{"system": system, "code": code}]});
        let asked = json!({"coding": [{"system": "http://loinc.org", "code": "82810-3"}]});
        answer(
            "pregnant",
            &json!({"id": on, "code": asked, "valueCodeableConcept": value, "effectiveDateTime": on}),
        )
    };
    let (sct, loinc) = ("http://snomed.info/sct", "http://loinc.org");
    check(&[status(sct, "77386006", "2026-11-20")], Some(true));
    check(&[status(sct, "60001007", "2026-11-20")], Some(false));
    check(&[status(loinc, "LA15173-0", "2026-11-20")], Some(true));
    check(&[status(loinc, "LA26683-5", "2026-11-20")], Some(false));
    check(&[status(sct, "146799005", "2026-11-20")], None);
    check(&[status(sct, "60001007", "2026-10-23")], Some(false));
    check(&[status(sct, "60001007", "2026-10-22")], None);
    check(&[status(sct, "60001007", "2026-11-01"), status(sct, "77386006", "2026-11-02")], Some(true));
    check(&[status(sct, "77386006", "2026-10-01"), status(sct, "60001007", "2026-11-02")], Some(false));
    check(&[status(sct, "60001007", "2026-11-01"), status(sct, "146799005", "2026-11-02")], None);
    check(&[status(sct, "60001007", "2026-12-01")], None);
    check(&[answer("pregnant", &json!({"valueBoolean": true}))], Some(true));
    check(&[answer("pregnant", &json!({"valueBoolean": false}))], Some(false));
    check(&[condition("icd", "Z34.0", &json!({}))], Some(true));
    check(&[], None);
}

#[test]
fn wishes_and_treatments_beside_this_one_are_read_by_the_portals_words() {
    let yes = json!({"valueBoolean": true});
    let prp = json!({"id": "prp", "status": "in-progress", "code": own("prp")});
    let record = record(&[
        answer("non_hormonal", &yes),
        answer("gfc", &json!({"id": "g", "valueBoolean": true})),
        of_patient("Procedure", prp, &json!({})),
    ]);
    assert_eq!(record.patient.wishes, [crate::support::word("non_hormonal")]);
    assert_eq!(record.patient.adjuncts, ["prp", "gfc"].map(crate::support::word));
}

#[test]
fn allergies_are_listed_none_known_or_not_recorded() {
    #[track_caller]
    fn check(allergies: &[Value], read: &Allergies, said: usize) {
        let record = record(allergies);
        assert_eq!(
            (&record.patient.allergies, record.not_understood.len()),
            (read, said),
            "{:?}",
            listed(&record)
        );
    }
    let allergy = |code: Value, members: Value| {
        let mut allergy = of_patient("AllergyIntolerance", json!({}), &members);
        allergy["code"] = code;
        allergy["patient"] = json!({"reference": "Patient/p"});
        allergy
    };
    let none = || json!({"coding": [{"system": "http://snomed.info/sct", "code": "716186003"}]});
    let word = crate::support::word;
    check(&[], &Allergies::NotRecorded, 0);
    check(&[allergy(none(), json!({}))], &Allergies::NoneKnown, 0);
    check(
        &[allergy(own("thiamine"), json!({})), allergy(none(), json!({}))],
        &Allergies::Listed(vec![word("thiamine")]),
        0,
    );
    check(&[allergy(json!({"text": "Peanuts"}), json!({}))], &Allergies::Listed(Vec::new()), 1);
    for over in ["inactive", "resolved"] {
        let over = json!({"clinicalStatus": {"coding": [{"code": over}]}});
        check(&[allergy(own("thiamine"), over)], &Allergies::NotRecorded, 0);
    }
    let mistake = json!({"verificationStatus": {"coding": [{"code": "entered-in-error"}]}});
    check(&[allergy(own("thiamine"), mistake)], &Allergies::NotRecorded, 1);
}

#[test]
fn medicines_are_read_by_code_and_by_reference() {
    let atc = |code: &str| json!({"coding": [{"system": "http://www.whocc.no/atc", "code": code}]});
    let statement = |members: Value| of_patient("MedicationStatement", json!({"status": "active"}), &members);
    let record = record(&[
        statement(json!({"id": "1", "medicationCodeableConcept": atc("C09AA05")})),
        statement(
            json!({"id": "2", "medicationReference": {"reference": "#m"}, "contained": [{"resourceType": "Medication", "id": "m", "code": atc("C02DC01")}]}),
        ),
        statement(json!({"id": "3", "medicationReference": {"reference": "Medication/levodopa"}})),
        json!({"resourceType": "Medication", "id": "levodopa", "code": atc("N04BA02")}),
        statement(json!({"id": "4", "medicationReference": {"reference": "Medication/gone"}})),
        statement(json!({"id": "5", "status": "stopped", "medicationCodeableConcept": atc("B01AA03")})),
        statement(json!({"id": "6", "medicationCodeableConcept": {"text": "Paracetamol"}})),
        of_patient(
            "MedicationRequest",
            json!({"id": "7", "status": "active", "medicationCodeableConcept": own("cocktail")}),
            &json!({}),
        ),
    ]);
    let read: Vec<_> = record.patient.medicines.iter().map(portal::domain::ids::Word::as_str).collect();
    assert_eq!(read, ["antihypertensive", "oral_minoxidil", "levodopa"]);
    assert_eq!(
        listed(&record),
        [
            "MedicationStatement/4: it refers to Medication/gone, which is not in the file",
            "MedicationStatement/6: the clinic's vocabulary does not have `Paracetamol`, so it is not used; show it to the doctor",
        ]
    );
    assert!(!record.nothing_recorded.medicines && record.nothing_recorded.conditions);
}
