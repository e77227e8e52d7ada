//! Products, the visit, and who benefits: what the clinic records beside its rules.

use serde_json::{Value, json};

use super::{Copy, broken, check, entry};

/// The formulary with a product of zinc, complete and licensed but for one change.
fn product(change: impl FnOnce(&mut Value)) -> impl FnOnce(&mut Value) {
    let mut product = json!({
        "name": "Zinc sulfate injection",
        "strength": "10 mg/mL",
        "licence_class": "drug",
        "licensed_route": "injection",
        "licence_no": "MF-123",
        "batch": "B7",
        "expiry": "2027-05-31"
    });
    change(&mut product);
    |file| entry(&mut file["ingredients"], "zinc")["product"] = product
}

#[track_caller]
fn accepted(name: &str, change: impl FnOnce(&mut Value)) {
    let copy = Copy::new(name);
    copy.edit("formulary.json", change);
    let faults: Vec<_> = check(&copy.0).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(faults, [] as [&str; 0]);
}

/// CLINICAL.md 0.1 (1): no cosmetic may be injected; anything but a drug licensed for injection needs a recorded decision.
#[test]
fn a_product_not_licensed_for_injection_needs_the_doctors_override() {
    let refused = "formulary.json: ingredient zinc, product: is not a drug licensed for injection";
    let decided = json!({"by": "Dr. Ashwini", "on": "2026-11-20", "reason": "No licensed one is made."});
    accepted("licensed", product(|_| {}));
    for (key, value) in [
        ("licence_class", "cosmetic"),
        ("licence_class", "unknown"),
        ("licensed_route", "topical"),
        ("licensed_route", "oral"),
        ("licensed_route", "unknown"),
    ] {
        broken("formulary.json", product(|product| product[key] = json!(value)), refused);
        let decided = decided.clone();
        let overridden = |product: &mut Value| {
            product[key] = json!(value);
            product["override"] = decided;
        };
        accepted(&format!("overridden-{value}"), product(overridden));
    }
    for (key, fault) in [("by", "`override.by` is empty"), ("reason", "`override.reason` is empty")] {
        let mut decided = decided.clone();
        decided[key] = json!(" ");
        let fault = format!("formulary.json: ingredient zinc, product: {fault}");
        broken("formulary.json", product(|product| product["override"] = decided), &fault);
    }
}

#[test]
fn a_product_has_its_name_its_strength_and_days_that_are_days() {
    for key in ["name", "strength", "licence_no", "batch"] {
        let fault = format!("formulary.json: ingredient zinc, product: `{key}` is empty");
        broken("formulary.json", product(|product| product[key] = json!("")), &fault);
    }
    broken(
        "formulary.json",
        product(|product| drop(product.as_object_mut().unwrap().remove("strength"))),
        "formulary.json: ingredients[8] (zinc).product: missing field `strength`",
    );
    broken(
        "formulary.json",
        product(|product| product["strength"] = json!(10)),
        "formulary.json: ingredients[8] (zinc).product.strength: invalid type: integer `10`, expected a string",
    );
    broken(
        "formulary.json",
        product(|product| product["expiry"] = json!("2027-02-30")),
        "formulary.json: ingredients[8] (zinc).product.expiry: ",
    );
}

#[test]
fn a_visit_runs_from_its_smaller_numbers_to_its_larger() {
    broken(
        "clinic.json",
        |file| file["visit"]["depth_mm"] = json!([4, 2]),
        "clinic.json: visit.depth_mm: 4 to 2 ends before it begins",
    );
    broken(
        "clinic.json",
        |file| file["visit"]["spacing_mm"] = json!([0, 15]),
        "clinic.json: visit.spacing_mm: begins at 0",
    );
}

#[test]
fn who_benefits_is_said_in_known_words() {
    broken(
        "formulary.json",
        |file| file["benefits"][1]["when"] = json!({"type": ["te_late"]}),
        "formulary.json: benefit shedding: unknown type of hair loss `te_late`",
    );
    broken(
        "formulary.json",
        |file| file["benefits"][1]["id"] = json!("early_pattern"),
        "formulary.json: benefits: `early_pattern` stands twice",
    );
    broken(
        "text/en.json",
        |file| drop(file["words"].as_object_mut().unwrap().remove("benefit.shedding.about")),
        "text/en.json: benefit.shedding.about: a text is missing",
    );
}
