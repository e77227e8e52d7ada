//! What the clinic has recorded of its products: complete, and licensed for injection, or with the doctor's override.

use portal::domain::formulation::formulary::Formulary;
use portal::domain::formulation::product::Product;

use super::{Fault, Faults};

pub fn check(formulary: &Formulary) -> Vec<Fault> {
    let mut faults = Faults::of("formulary.json");
    for ingredient in &formulary.ingredients {
        if let Some(product) = &ingredient.product {
            of(product, &mut faults, &format!("ingredient {}, product", ingredient.id));
        }
    }
    faults.end()
}

/// A cosmetic must not be injected (S1), and a drug is licensed for its route alone: anything but a drug licensed for
/// injection rests on a doctor who has decided so, by name and with the reason.
fn of(product: &Product, faults: &mut Faults, place: &str) {
    let overridden = product.doctors_override.as_ref();
    let texts = [
        ("name", Some(&product.name)),
        ("strength", Some(&product.strength)),
        ("licence_no", product.licence_no.as_ref()),
        ("batch", product.batch.as_ref()),
        ("override.by", overridden.map(|decided| &decided.by)),
        ("override.reason", overridden.map(|decided| &decided.reason)),
    ];
    for (name, text) in texts {
        let written = text.is_none_or(|text| !text.trim().is_empty());
        faults.expect(written, place, format!("`{name}` is empty"));
    }
    faults.expect(
        product.is_licensed_for_injection() || overridden.is_some(),
        place,
        "is not a drug licensed for injection, and no doctor's override is recorded",
    );
}
