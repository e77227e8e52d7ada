//! Why an ingredient is in or out, what no longer fits a signed plan, and what a report would change.

use crate::support::{Shown, instant, man_with, pack, pack_with, sample_at, shown};
use chrono::{DateTime, Utc};
use portal::domain::formulation::signed::Place;
use portal::domain::ids::Word;
use portal::fhir::reported::Reported;
use portal::web::care::Care;
use portal::web::components::drift;
use portal::web::components::effect::effect;
use portal::web::components::status::status_card;
use portal::web::components::why::{can_change, why};
use portal::web::content::Pack;
use portal::web::markup::{all, maybe};
use wasm_bindgen_test::wasm_bindgen_test;

fn now() -> DateTime<Utc> {
    instant("2026-11-22T09:30:00+05:30")
}

fn said(kind: &str, word: &str) -> Reported {
    let word = Some(Word::try_from(word).unwrap());
    Reported::Said { kind: kind.try_into().unwrap(), word, words: None, day: None }
}

fn told(care: &Care, kind: &str, word: &str) -> Care {
    care.with_report(&said(kind, word), now()).unwrap()
}

/// What is said of an ingredient, and where it stands.
fn reason(care: Care, ingredient: &str) -> (Shown, Place) {
    let id = ingredient.try_into().unwrap();
    let place = care.place(care.ingredient(&id).unwrap().1);
    let drawn = shown(care.pack, move || {
        let (_, answer) = care.ingredient(&id).unwrap();
        all(why(&care, answer).into_iter().chain(can_change(&care, answer)).collect())
    });
    (drawn, place)
}

/// A cocktail of which the DHT blocker is the one given.
fn with_blocker(pack: &'static Pack, blocker: &'static str) -> Care {
    man_with(pack, &["zinc", "vit_c", "minoxidil", blocker], now())
}

#[track_caller]
fn check(drawn: &Shown, said: &[&str]) {
    for sentence in said {
        assert!(drawn.text().contains(sentence), "{sentence} in {}", drawn.text());
    }
}

#[wasm_bindgen_test]
fn finasteride_is_in_by_the_doctors_choice_and_dutasteride_was_not_signed() {
    let (drawn, place) = reason(with_blocker(pack(), "finasteride"), "finasteride");
    assert_eq!(place, Place::ChosenByDoctor);
    check(
        &drawn,
        &[
            "Dr. Ashwini chose it for you and signed it on 20 November 2026.",
            "The clinic’s rules leave this choice to the doctor: Only one DHT blocker is used at a time",
        ],
    );
    let (drawn, place) = reason(with_blocker(pack(), "finasteride"), "dutasteride");
    assert_eq!(place, Place::NotSigned);
    check(&drawn, &["It is not in the plan that Dr. Ashwini signed on 20 November 2026."]);
}

#[wasm_bindgen_test]
fn an_allergy_to_what_was_signed_asks_first() {
    let care = told(&with_blocker(pack(), "dutasteride"), "allergy", "zinc");
    let (drawn, place) = reason(care.clone(), "zinc");
    assert_eq!(place, Place::InAgainstRules);
    check(&drawn, &["Ask the clinic before your next session.", "Your allergy: Zinc."]);
    let drawn = shown(care.pack, move || drift::cards(&care));
    check(
        &drawn,
        &[
            "Ask before your next session",
            "Zinc is in your signed plan. Today the rules would leave it out. You have an allergy",
            "It stays as it was signed until the doctor changes it.",
        ],
    );
}

#[wasm_bindgen_test]
fn rules_newer_than_the_signature_are_named() {
    let pack = pack_with(|content, _| content.formulary.about.version = 4);
    let mut care = told(&with_blocker(pack, "dutasteride"), "allergy", "zinc");
    if let Some(signed) = &mut care.signed {
        signed.rules_version = Some(2);
    }
    let signed = care.signed.clone().unwrap();
    care.drift = signed.drift(&care.proposal, &care.proposal, &pack.content.formulary);
    let drawn = shown(pack, move || drift::cards(&care));
    check(&drawn, &["The clinic’s rules have changed since then: version 2 to version 4."]);
}

#[wasm_bindgen_test]
fn what_still_fits_says_nothing() {
    let care = with_blocker(pack(), "dutasteride");
    let drawn = shown(pack(), move || drift::cards(&care));
    assert_eq!(drawn.text(), "");
}

#[wasm_bindgen_test]
fn a_wish_can_be_changed_by_the_patient_and_an_allergy_cannot() {
    let care = sample_at("early-aga-man", now());
    let (drawn, _) = reason(told(&care, "wish", "non_hormonal"), "minoxidil");
    check(&drawn, &["You can change it: tell the clinic."]);
    let (drawn, _) = reason(told(&care, "allergy", "zinc"), "zinc");
    check(&drawn, &["It stays out while this allergy is in your record."]);
}

#[wasm_bindgen_test]
fn a_held_plan_closes_booking_and_offers_the_clinics_number() {
    let pack = pack_with(|content, _| content.clinic.phone = Some("+91 98450 12345".into()));
    let care = told(&with_blocker(pack, "dutasteride"), "illness", "fever");
    assert!(care.may_book().is_err() && care.cocktail.is_none() && care.series.is_none());
    let drawn = shown(pack, move || maybe(status_card(&care)));
    check(
        &drawn,
        &[
            "You have a fever.",
            "Booking is closed until the doctor has decided.",
            "The plan that Dr. Ashwini signed on 20 November 2026 rests until then.",
        ],
    );
    assert_eq!(drawn.each("a[href^=tel]").len(), 1);
}

#[wasm_bindgen_test]
fn the_effect_of_a_report_is_a_proposal() {
    let care = with_blocker(pack(), "dutasteride");
    let drawn = shown(pack(), {
        let care = care.clone();
        move || effect(&care, &said("medicine", "levodopa"), now())
    });
    check(&drawn, &["Vitamin B6 would go out. You take levodopa", "The plan that Dr. Ashwini signed stays"]);
    let drawn = shown(pack(), move || effect(&care, &said("medicine", "topical_minoxidil"), now()));
    check(&drawn, &["Do not use your minoxidil lotion on the day of a session."]);
    let care = sample_at("early-aga-man", now());
    let drawn = shown(pack(), move || effect(&care, &said("allergy", "latex"), now()));
    check(&drawn, &["By the clinic’s rules nothing changes."]);
}
