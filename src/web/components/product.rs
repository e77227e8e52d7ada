//! The clinic's product for an ingredient: what is recorded, and that it is not where it is not.

use crate::domain::formulation::formulary::Ingredient;
use crate::domain::formulation::product::{DoctorsOverride, LicenceClass, Product};
use crate::web::content::words;
use crate::web::markup::{Markup, all, card, element, heading, maybe, paragraph, text};
use crate::web::text::{Key, key};
use chrono::NaiveDate;

/// The product in a card, or the sentence that none is recorded.
pub fn product_card(ingredient: &Ingredient, today: NaiveDate) -> Markup {
    let title = heading(words().say(key::PRODUCT_HEADING));
    match &ingredient.product {
        Some(product) => card(vec![title, recorded(product, today)]),
        None => card(vec![title, paragraph(words().say(key::PRODUCT_NONE))]),
    }
}

fn recorded(product: &Product, today: NaiveDate) -> Markup {
    let words = words();
    let line = |key, place, written: &str| text("p", "second", words.fill(key, &[(place, written)]));
    let numbered =
        |key, number: &Option<Box<str>>| maybe(number.as_ref().map(|number| line(key, "number", number)));
    let expires = product.expiry.map(|last| match product.expired(today) {
        Some(last) => care(words.fill(key::PRODUCT_EXPIRED, &[("day", &words.day_with_year(last))])),
        None => line(key::PRODUCT_EXPIRES, "day", &words.day_with_year(last.0)),
    });
    all(vec![
        element("p").child(element("bdi").class("row__name").text(product.name.to_string()).view()).view(),
        line(key::PRODUCT_STRENGTH, "strength", &product.strength),
        paragraph(words.say(licence(product))),
        maybe(product.doctors_override.as_ref().map(decided)),
        numbered(key::PRODUCT_LICENCE, &product.licence_no),
        numbered(key::PRODUCT_BATCH, &product.batch),
        maybe(expires),
    ])
}

fn licence(product: &Product) -> Key {
    match product.licence_class {
        LicenceClass::Drug if product.is_licensed_for_injection() => key::PRODUCT_INJECTION,
        LicenceClass::Drug => key::PRODUCT_DRUG,
        LicenceClass::Cosmetic => key::PRODUCT_COSMETIC,
        LicenceClass::Unknown => key::PRODUCT_UNKNOWN,
    }
}

/// Who decided to use it all the same, when and why.
fn decided(decided: &DoctorsOverride) -> Markup {
    let words = words();
    let day = words.day_with_year(decided.on.0);
    all(vec![
        care(words.fill(key::PRODUCT_OVERRIDE, &[("doctor", &decided.by), ("day", &day)])),
        text("p", "second", words.fill(key::PRODUCT_REASON, &[("reason", &decided.reason)])),
    ])
}

fn care(words: String) -> Markup {
    text("p", "chip chip--care", words)
}
