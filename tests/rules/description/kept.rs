//! Rules that keep a statement of the description. Each fails where it is not kept.

use crate::support::{
    core_results, early_aga_man, early_aga_woman, flags, included, proposal, reason, result, word,
};
use portal::domain::content::Content;
use portal::domain::formulation::formulary::InOut;
use portal::domain::patient::{Patient, Stage, Transplant};
use std::collections::BTreeSet;

/// B1, B2, B3, B5, B6, B12 and biotin are the B-complex.
pub fn the_formulary_holds_what_is_named_and_nothing_else(content: &Content) {
    let named = [
        "b1_thiamine",
        "b2_riboflavin",
        "b3_niacinamide",
        "b5_dexpanthenol",
        "b6_pyridoxine",
        "b7_biotin",
        "b12_cobalamin",
        "vit_c",
        "zinc",
        "iron",
        "silicon",
        "aa_cysteine",
        "aa_lysine",
        "aa_methionine",
        "minoxidil",
        "dutasteride",
        "finasteride",
        "growth_factors",
    ];
    let held: BTreeSet<_> = content.formulary.ingredients.iter().map(|known| known.id.as_str()).collect();
    assert_eq!(held, BTreeSet::from(named));
}

pub fn growth_factors_are_never_in_by_a_rule(content: &Content) {
    let growth_factors = content.formulary.ingredient(&"growth_factors".try_into().unwrap()).unwrap();
    assert!(growth_factors.rules.iter().all(|rule| rule.then == InOut::Out));
    assert_eq!(
        reason(&proposal(content, &early_aga_man(content)), "growth_factors"),
        "GROWTH_FACTOR_DOCTOR_ONLY"
    );
}

/// The same man with another type of hair loss, no stage, and other results.
fn with_type(content: &Content, types: &[&str]) -> Patient {
    let types = types.iter().map(|name| word(name)).collect();
    Patient { types, stage: None, ..early_aga_man(content) }
}

pub fn the_type_and_a_blood_test_change_the_cocktail(content: &Content) {
    let shedding = with_type(content, &["te_chronic"]);
    let mut low = shedding.clone();
    low.results.push(result(content, "ferritin", "12", "ng/mL", "2026-11-10"));
    let [pattern, shedding, low] =
        [early_aga_man(content), shedding, low].map(|patient| included(&proposal(content, &patient)));
    assert_ne!(pattern, shedding);
    assert!(!shedding.contains(&"iron".to_owned()) && low.contains(&"iron".to_owned()), "{low:?}");
}

pub fn zinc_is_given_for_dht_in_pattern_loss_and_noted_for_who_wants_no_hormones(content: &Content) {
    let man = early_aga_man(content);
    assert_eq!(reason(&proposal(content, &man), "zinc"), "in ZINC_FOR_DHT");
    let non_hormonal = Patient { wishes: vec![word("non_hormonal")], ..man };
    assert!(flags(&proposal(content, &non_hormonal)).contains(&"ZINC_5AR_NOTE".to_owned()));
}

pub fn dht_blockers_are_for_men_with_early_pattern_loss_one_at_a_time(content: &Content) {
    let man = proposal(content, &early_aga_man(content));
    assert_eq!(reason(&man, "finasteride"), "ONE_5ARI_ONLY");
    assert!(reason(&man, "dutasteride").starts_with("in "));
    let shedding = proposal(content, &with_type(content, &["te_chronic"]));
    for id in ["dutasteride", "finasteride"] {
        assert_eq!(reason(&shedding, id), "NOT_INDICATED_FOR_TYPE");
    }
    let woman = proposal(content, &early_aga_woman(content));
    assert_eq!(reason(&woman, "dutasteride"), "WOMAN_CHILDBEARING");
}

pub fn any_other_type_asks_the_doctor_or_stops(content: &Content) {
    for id in content.facts.types.iter().map(|kind| kind.id.as_str()) {
        let mut patient = with_type(content, &[id]);
        patient.stage = early_aga_man(content).stage;
        patient.transplant = Transplant::DaysAgo(60);
        patient.results.push(result(content, "ferritin", "12", "ng/mL", "2026-11-10"));
        let listed = ["aga_male", "aga_female", "te_acute", "te_chronic", "nutritional", "post_transplant"]
            .contains(&id);
        assert_eq!(proposal(content, &patient).status.shows_a_cocktail(), listed, "{id}");
    }
}

pub fn pattern_loss_is_early_and_never_alone(content: &Content) {
    let early = proposal(content, &early_aga_man(content));
    assert!(flags(&early).contains(&"MULTIMODALITY".to_owned()));
    let stage = Some(Stage { scale: word("norwood"), value: word("V") });
    let late = proposal(content, &Patient { stage, ..early_aga_man(content) });
    assert!(!late.status.shows_a_cocktail());
    assert_eq!(late.reason.as_str(), "STAGE_NOT_EARLY");
}

pub fn shedding_gets_nutrients_only(content: &Content) {
    for kind in ["te_acute", "te_chronic"] {
        let cocktail = included(&proposal(content, &with_type(content, &[kind])));
        let medicines = ["minoxidil", "dutasteride", "finasteride", "growth_factors"];
        assert!(
            cocktail.len() >= 12 && !cocktail.iter().any(|id| medicines.contains(&id.as_str())),
            "{cocktail:?}"
        );
    }
}

pub fn a_deficiency_has_to_be_documented(content: &Content) {
    let mut patient = with_type(content, &["nutritional"]);
    patient.results = core_results(content);
    assert_eq!(proposal(content, &patient).reason.as_str(), "NO_DOCUMENTED_DEFICIENCY");
    patient.results.push(result(content, "zinc", "60", "ug/dL", "2026-11-10"));
    assert!(proposal(content, &patient).status.shows_a_cocktail());
}

pub fn after_a_transplant_nutrients_are_given_once_28_days_are_over(content: &Content) {
    let mut patient = with_type(content, &["post_transplant"]);
    for (days, shows) in [(27, false), (28, true)] {
        patient.transplant = Transplant::DaysAgo(days);
        assert_eq!(proposal(content, &patient).status.shows_a_cocktail(), shows, "{days} days");
    }
}

pub fn beside_prp_growth_factors_are_left_out(content: &Content) {
    for adjunct in ["prp", "gfc"] {
        let patient = Patient { adjuncts: vec![word(adjunct)], ..early_aga_man(content) };
        assert_eq!(reason(&proposal(content, &patient), "growth_factors"), "DUPLICATE_GROWTH_FACTORS");
    }
}

pub fn the_non_hormonal_wish_leaves_out_dht_blockers_and_minoxidil(content: &Content) {
    let patient = Patient { wishes: vec![word("non_hormonal")], ..early_aga_man(content) };
    let proposal = proposal(content, &patient);
    for id in ["minoxidil", "dutasteride", "finasteride"] {
        assert_eq!(reason(&proposal, id), "PREFERENCE_NON_HORMONAL");
    }
}
