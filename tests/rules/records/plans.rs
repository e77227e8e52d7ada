//! The plan on file, its ingredients, and the versions before it.

use portal::fhir::record::{PlanOnFile, Record};
use serde_json::{Value, json};

use crate::records::support::{listed, of_patient, own, record};
use crate::support::day;

fn signed(by: &str, on: &str) -> Value {
    json!([{"url": "https://sapphireroots.example/fhir/StructureDefinition/signed", "extension": [
        {"url": "by", "valueString": by}, {"url": "on", "valueDate": on}, {"url": "rules_version", "valuePositiveInt": 3}]}])
}

fn plan(id: &str, members: &Value) -> Value {
    let usual =
        json!({"id": id, "status": "active", "intent": "plan", "category": [own("mesotherapy_plan")]});
    of_patient("CarePlan", usual, members)
}

fn order(id: &str, ingredients: &[&str], members: &Value) -> Value {
    let ingredients: Vec<_> =
        ingredients.iter().map(|name| json!({"itemCodeableConcept": own(name)})).collect();
    let usual = json!({"id": id, "status": "active", "intent": "order", "authoredOn": "2026-10-01",
        "requester": {"display": "Dr. A"}, "medicationReference": {"reference": "#m"},
        "contained": [{"resourceType": "Medication", "id": "m", "code": own("cocktail"), "ingredient": ingredients}]});
    of_patient("MedicationRequest", usual, members)
}

fn cocktail(plan: &PlanOnFile) -> Vec<String> {
    plan.cocktail.iter().map(ToString::to_string).collect()
}

/// The cocktail on file and those before it, newest first.
#[track_caller]
fn check(record: &Record, now: &[&str], before: &[&[&str]]) {
    assert_eq!(cocktail(record.plan.as_ref().unwrap()), now);
    assert_eq!(record.earlier_plans.iter().map(cocktail).collect::<Vec<_>>(), before);
    assert_eq!(listed(record), [""; 0]);
}

#[test]
fn the_ingredients_are_those_of_every_order_of_the_plan() {
    let based = json!({"basedOn": [{"reference": "CarePlan/p1"}]});
    let named = json!({"extension": signed("Dr. A", "2026-10-02"), "activity": [{"reference": {"reference": "MedicationRequest/o2"}}]});
    let record = record(&[
        plan("p1", &named),
        order("o1", &["zinc", "vit_c"], &based),
        order("o2", &["iron"], &json!({})),
        order("o3", &["b1_thiamine"], &json!({})),
    ]);
    check(&record, &["zinc", "vit_c", "iron"], &[]);
    let signed = record.signed().unwrap();
    assert_eq!((&*signed.by, signed.on, signed.rules_version), ("Dr. A", day("2026-10-02"), Some(3)));
}

#[test]
fn an_order_of_the_clinic_is_no_medicine_at_home() {
    let alone = json!({"medicationReference": null, "contained": null, "medicationCodeableConcept": own("minoxidil")});
    let record = record(&[order("o1", &[], &alone)]);
    assert_eq!((record.patient.medicines, record.nothing_recorded.medicines), (vec![], true));
}

#[test]
fn a_plan_names_the_one_it_replaces() {
    let record = record(&[
        plan("p1", &json!({"status": "revoked"})),
        plan("p2", &json!({"status": "completed", "replaces": [{"reference": "CarePlan/p1"}]})),
        plan(
            "p3",
            &json!({"replaces": [{"reference": "CarePlan/p2"}], "note": [{"text": "Iron comes in."}]}),
        ),
        order("o1", &["zinc"], &json!({"basedOn": [{"reference": "CarePlan/p1"}], "status": "stopped"})),
        order(
            "o2",
            &["zinc", "vit_c"],
            &json!({"basedOn": [{"reference": "CarePlan/p2"}], "status": "stopped"}),
        ),
        order("o3", &["zinc", "iron"], &json!({"basedOn": [{"reference": "CarePlan/p3"}]})),
    ]);
    check(&record, &["zinc", "iron"], &[&["zinc", "vit_c"], &["zinc"]]);
    assert_eq!(record.plan.unwrap().note.as_deref(), Some("Iron comes in."));
}

#[test]
fn orders_that_were_renewed_are_versions_of_one_plan() {
    let based = |members: Value| {
        let mut members = members;
        members["basedOn"] = json!([{"reference": "CarePlan/p1"}]);
        members
    };
    let record = record(&[
        plan("p1", &json!({"extension": signed("Dr. A", "2026-10-02")})),
        order("o1", &["zinc"], &based(json!({"status": "stopped", "authoredOn": "2026-08-01"}))),
        order(
            "o2",
            &["zinc", "iron"],
            &based(json!({"priorPrescription": {"reference": "MedicationRequest/o1"}})),
        ),
    ]);
    check(&record, &["zinc", "iron"], &[&["zinc"]]);
    let before = record.earlier_plans[0].signed().unwrap();
    assert_eq!((&*before.by, before.on), ("Dr. A", day("2026-08-01")));
}

#[test]
fn a_circle_of_versions_ends() {
    let record = record(&[
        plan("p1", &json!({"status": "completed", "replaces": [{"reference": "CarePlan/p2"}]})),
        plan("p2", &json!({"replaces": [{"reference": "CarePlan/p1"}]})),
        order(
            "o1",
            &["zinc"],
            &json!({"basedOn": [{"reference": "CarePlan/p2"}],
            "priorPrescription": {"reference": "MedicationRequest/o2"}}),
        ),
        order(
            "o2",
            &["iron"],
            &json!({"basedOn": [{"reference": "CarePlan/p2"}],
            "priorPrescription": {"reference": "MedicationRequest/o1"}}),
        ),
    ]);
    assert_eq!(record.plan.as_ref().map(|plan| &*plan.status), Some("active"));
    assert!(record.earlier_plans.len() <= 4);
}

#[test]
fn a_revoked_plan_alone_is_no_plan() {
    let record = record(&[plan("p1", &json!({"status": "revoked"}))]);
    assert_eq!((record.plan, record.earlier_plans), (None, vec![]));
}

#[test]
fn a_plan_without_signature_or_ingredients_is_not_signed() {
    let unsigned = record(&[
        plan("p1", &json!({})),
        order("o1", &["zinc"], &json!({"basedOn": [{"reference": "CarePlan/p1"}]})),
    ]);
    assert_eq!(unsigned.signed(), None);
    let empty = record(&[plan("p1", &json!({"extension": signed("Dr. A", "2026-10-02")}))]);
    assert_eq!(empty.signed(), None);
}
