//! The clinic's product of an ingredient, as the patient reads it.

use crate::support::{Shown, pack_with, shown};
use chrono::NaiveDate;
use portal::domain::formulation::product::Product;
use portal::web::components::product::product_card;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

/// The card of zinc, whose product is this one, on the day before its expiry in 2027.
fn card(product: Value) -> Shown {
    card_on("2027-05-30", Some(product))
}

fn card_on(today: &str, product: Option<Value>) -> Shown {
    let product: Option<Product> = product.map(|product| serde_json::from_value(product).unwrap());
    let zinc = "zinc".try_into().unwrap();
    let pack = pack_with(|content, _| {
        let mut all = content.formulary.ingredients.iter_mut();
        all.find(|ingredient| ingredient.id == zinc).unwrap().product = product;
    });
    let today: NaiveDate = today.parse().unwrap();
    shown(pack, move || product_card(pack.content.formulary.ingredient(&zinc).unwrap(), today))
}

/// A drug licensed for injection, with everything recorded, and what differs from that.
fn product(other: &Value) -> Value {
    let mut product = json!({
        "name": "Zinc sulfate injection",
        "strength": "10 mg/mL",
        "licence_class": "drug",
        "licensed_route": "injection",
        "licence_no": "MF-123",
        "batch": "B7",
        "expiry": "2027-05-31"
    });
    for (key, value) in other.as_object().unwrap() {
        product[key] = value.clone();
    }
    product
}

fn lines(place: &Shown) -> Vec<String> {
    place.each("p").iter().map(|line| line.text_content().unwrap()).collect()
}

#[wasm_bindgen_test]
fn without_a_product_the_card_says_that_none_is_recorded() {
    assert_eq!(lines(&card_on("2027-05-30", None)), ["The clinic has not recorded which product it uses."]);
}

#[wasm_bindgen_test]
fn a_licensed_drug_is_named_with_its_strength_as_written_and_its_batch() {
    assert_eq!(
        lines(&card(product(&json!({})))),
        [
            "Zinc sulfate injection",
            "Strength: 10 mg/mL. The clinic wrote this down. The portal works out no dose from it.",
            "Licensed as a medicine for injection.",
            "Licence number: MF-123",
            "Batch: B7",
            "To be used by 31 May 2027",
        ]
    );
}

#[wasm_bindgen_test]
fn a_cosmetic_says_so_and_who_decided_to_use_it_all_the_same() {
    let place = card(product(&json!({
        "licence_class": "cosmetic",
        "licensed_route": "topical",
        "licence_no": null,
        "batch": null,
        "override": {"by": "Dr. Ashwini", "on": "2026-11-20", "reason": "No licensed one is made."}
    })));
    assert_eq!(
        lines(&place)[2..],
        [
            "Licensed as a cosmetic, not for injection.",
            "Dr. Ashwini decided on 20 November 2026 to use it all the same.",
            "The reason: No licensed one is made.",
            "To be used by 31 May 2027",
        ]
    );
}

/// Which sentence belongs to which licence.
#[wasm_bindgen_test]
fn only_a_drug_for_injection_is_called_licensed_for_it() {
    for (class, route, said) in [
        ("drug", "injection", "Licensed as a medicine for injection."),
        ("drug", "topical", "Licensed as a medicine, but no licence for injection is recorded."),
        ("drug", "oral", "Licensed as a medicine, but no licence for injection is recorded."),
        ("drug", "unknown", "Licensed as a medicine, but no licence for injection is recorded."),
        ("cosmetic", "injection", "Licensed as a cosmetic, not for injection."),
        ("unknown", "injection", "How it is licensed is not recorded."),
    ] {
        let place = card(product(&json!({"licence_class": class, "licensed_route": route})));
        assert_eq!(lines(&place)[2], said, "{class}, {route}");
    }
}

/// It may still be used on its last day.
#[wasm_bindgen_test]
fn the_day_after_its_last_the_product_has_expired() {
    for (today, said) in [
        ("2027-05-31", "To be used by 31 May 2027"),
        (
            "2027-06-01",
            "The pack that is recorded expired on 31 May 2027. Ask the clinic which one it uses now.",
        ),
    ] {
        let place = card_on(today, Some(product(&json!({}))));
        assert_eq!(lines(&place).last().unwrap(), said, "{today}");
    }
}

/// What the clinic typed stays text.
#[wasm_bindgen_test]
fn markup_in_what_the_clinic_wrote_is_shown_as_it_was_written() {
    let place = card(product(&json!({"name": "<b>Zinc</b>", "strength": "0.05 % or 0.005 %"})));
    assert_eq!(lines(&place)[0], "<b>Zinc</b>");
    assert!(lines(&place)[1].starts_with("Strength: 0.05 % or 0.005 %."));
}
