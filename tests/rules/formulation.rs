//! Which ingredient is in, which is out, and the reason a patient reads.

use portal::domain::formulation::formulary::Status;
use portal::domain::formulation::proposal::{Proposal, Tier};
use portal::domain::patient::{Allergies, Patient, Stage};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::json;

use crate::support::*;

#[track_caller]
fn check(change: impl Fn(&mut Patient), ingredient: &str, expected: &str) {
    let content = content();
    let mut patient = early_aga_man(&content);
    change(&mut patient);
    assert_eq!(reason(&proposal(&content, &patient), ingredient), expected);
}

// The clinic's rule table, section 1.3, one row a reason.
#[test]
fn each_contraindication_speaks_its_own_reason() {
    type Row = (&'static str, &'static str, &'static str);
    let conditions: [Row; 16] = [
        ("neuropathy", "b6_pyridoxine", "NEUROPATHY"),
        ("leber_optic_neuropathy", "b12_cobalamin", "LEBER"),
        ("g6pd_deficiency", "vit_c", "G6PD"),
        ("oxalate_kidney_stones", "vit_c", "KIDNEY_STONES"),
        ("renal_impairment", "vit_c", "RENAL"),
        ("haemochromatosis", "vit_c", "IRON_OVERLOAD"),
        ("copper_deficiency", "zinc", "COPPER_DEFICIENCY"),
        ("inborn_error_amino_acid", "aa_lysine", "INBORN_ERROR_AMINO_ACID"),
        ("severe_liver_disease", "aa_cysteine", "ORGAN_IMPAIRMENT"),
        ("pheochromocytoma", "minoxidil", "CARDIOVASCULAR"),
        ("depression_or_suicidality", "dutasteride", "MOOD"),
        ("sexual_dysfunction", "dutasteride", "SEXUAL_DYSFUNCTION"),
        ("prostate_or_breast_disease", "finasteride", "PROSTATE_BREAST"),
        ("severe_liver_disease", "dutasteride", "LIVER"),
        ("hormone_sensitive_cancer_history", "dutasteride", "CANCER_HISTORY"),
        ("proliferative_retinopathy", "growth_factors", "RETINOPATHY"),
    ];
    for (condition, ingredient, expected) in conditions {
        check(|patient| patient.conditions.push(word(condition)), ingredient, expected);
    }
    let allergies: [Row; 10] = [
        ("thiamine", "b1_thiamine", "ALLERGY"),
        ("chlorobutanol", "b1_thiamine", "ALLERGY_EXCIPIENT"),
        ("cobalt", "b12_cobalamin", "ALLERGY"),
        ("benzyl_alcohol", "b12_cobalamin", "ALLERGY_EXCIPIENT"),
        ("sulfite", "vit_c", "ALLERGY_EXCIPIENT"),
        ("aspirin", "silicon", "SALICYLATE"),
        ("propylene_glycol", "minoxidil", "ALLERGY"),
        ("soya", "dutasteride", "ALLERGY"),
        ("fish", "growth_factors", "ALLERGY"),
        ("sulfonamide_antibiotic", "vit_c", "in COLLAGEN_AND_ANTIOXIDANT"),
    ];
    for (allergy, ingredient, expected) in allergies {
        let allergic = |patient: &mut Patient| patient.allergies = Allergies::Listed(vec![word(allergy)]);
        check(allergic, ingredient, expected);
    }
    let medicines: [Row; 4] = [
        ("levodopa", "b6_pyridoxine", "INTERACTION_LEVODOPA"),
        ("oral_minoxidil", "minoxidil", "DUPLICATE_THERAPY"),
        ("antihypertensive", "minoxidil", "ANTIHYPERTENSIVE"),
        ("oral_finasteride", "dutasteride", "DUPLICATE_THERAPY"),
    ];
    for (medicine, ingredient, expected) in medicines {
        check(|patient| patient.medicines.push(word(medicine)), ingredient, expected);
    }
}

// Section 1.3: zinc above 120 ug/dL; in micromoles x 0.15295.
#[test]
fn zinc_above_the_upper_limit_is_left_out() {
    let rows = [
        ("120", "ug/dL", "in ZINC_FOR_DHT"),
        ("120.1", "ug/dL", "ZINC_HIGH"),
        ("18.354", "umol/L", "in ZINC_FOR_DHT"),
        ("18.355", "umol/L", "ZINC_HIGH"),
        ("73.9", "ug/dL", "in ZINC_LOW"),
        ("74", "ug/dL", "in ZINC_FOR_DHT"),
    ];
    for (value, unit, expected) in rows {
        let content = content();
        let with_zinc = |patient: &mut Patient| {
            patient.results.push(result(&content, "zinc", value, unit, "2026-11-20"));
        };
        check(with_zinc, "zinc", expected);
    }
}

// Section 1.3, row iron; the boundaries of every branch.
#[test]
fn iron_follows_ferritin_saturation_and_inflammation() {
    type Row<'a> = (&'a str, Option<&'a str>, Option<&'a str>, &'a str);
    let rows: [Row<'_>; 14] = [
        ("39.9", None, None, "in IRON_LOW"),
        ("40", None, None, "IRON_NOT_DEFICIENT"),
        ("39.9", Some("45"), None, "in IRON_LOW"),
        ("39.9", Some("45.1"), None, "LAB_CONFLICT"),
        ("40", None, Some("5"), "IRON_NOT_DEFICIENT"),
        ("40", None, Some("5.1"), "IRON_INDETERMINATE"),
        ("99.9", Some("19.9"), Some("6"), "in IRON_LOW"),
        ("99.9", Some("20"), Some("6"), "IRON_NOT_DEFICIENT"),
        ("100", Some("12"), Some("6"), "IRON_NOT_DEFICIENT"),
        ("301", Some("50.1"), None, "IRON_OVERLOAD"),
        ("301", Some("50"), None, "IRON_NOT_DEFICIENT"),
        ("300", Some("60"), None, "IRON_NOT_DEFICIENT"),
        ("0.5", None, None, "LAB_IMPLAUSIBLE"),
        ("20001", None, None, "LAB_IMPLAUSIBLE"),
    ];
    for (ferritin, tsat, crp, expected) in rows {
        let content = content();
        let change = |patient: &mut Patient| {
            let on = "2026-11-10";
            patient.results.push(result(&content, "ferritin", ferritin, "ng/mL", on));
            let more = [("tsat", tsat, "%"), ("crp", crp, "mg/L")];
            for (analyte, value, unit) in more {
                patient.results.extend(value.map(|value| result(&content, analyte, value, unit, on)));
            }
        };
        check(change, "iron", expected);
    }
}

// Section 1.3: a starred reason is the doctor's choice, unless CONCEPTION to ALLERGY holds too.
#[test]
fn an_opt_in_is_withdrawn_by_a_contraindication_behind_it() {
    let content = content();
    let donor = |patient: &mut Patient| {
        patient.facts.insert(word("blood_donor"), true);
    };
    let opt_in = |change: &dyn Fn(&mut Patient)| {
        let mut patient = early_aga_man(&content);
        change(&mut patient);
        let proposal = proposal(&content, &patient);
        let chosen = proposal.left_out().filter(|answer| answer.doctor_may_choose);
        chosen.map(|answer| answer.ingredient.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(opt_in(&donor), ["dutasteride", "growth_factors"]);
    let on_oral = |patient: &mut Patient| patient.medicines.push(word("oral_dutasteride"));
    assert_eq!(opt_in(&on_oral), ["dutasteride", "growth_factors"]);
    let on_oral_with_low_mood = |patient: &mut Patient| {
        on_oral(patient);
        patient.conditions.push(word("depression_or_suicidality"));
    };
    assert_eq!(opt_in(&on_oral_with_low_mood), ["growth_factors"]);
}

// Section 1.3, status: the first that fits, most serious first.
#[test]
fn the_status_ladder_is_read_from_the_top() {
    let content = content();
    let status = |change: &dyn Fn(&mut Patient)| {
        let mut patient = early_aga_man(&content);
        change(&mut patient);
        let proposal = proposal(&content, &patient);
        (
            proposal.status,
            proposal.reason.to_string(),
            proposal.included().chain(proposal.left_out()).next().is_none(),
        )
    };
    let of_type = |types: &[&str]| {
        let types: Vec<_> = types.iter().map(|type_| word(type_)).collect();
        status(&|patient| patient.types.clone_from(&types))
    };
    assert_eq!(of_type(&["aga_male"]), (Status::Proposed, "OK".into(), false));
    assert_eq!(of_type(&["aga_male", "aa"]), (Status::Refer, "AA_OTHER_TREATMENT".into(), true));
    assert_eq!(of_type(&["aga_male", "tinea"]), (Status::Hold, "SCALP_INFECTION".into(), true));
    assert_eq!(of_type(&[]), (Status::AskDoctor, "TYPE_NOT_LISTED".into(), true));
    assert_eq!(of_type(&["traction", "aga_male"]).0, Status::Proposed);
    let late = |value: &str| {
        let stage = Some(Stage { scale: word("norwood"), value: word(value) });
        status(&|patient| patient.stage.clone_from(&stage))
    };
    assert_eq!(late("III-vertex").0, Status::Proposed);
    assert_eq!(late("IV"), (Status::AskDoctor, "STAGE_NOT_EARLY".into(), true));
    let tsh = |value: &'static str| {
        let newer = result(&content, "tsh", value, "m[IU]/L", "2026-11-20");
        status(&|patient| patient.results.push(newer.clone())).0
    };
    assert_eq!(
        [tsh("9.99"), tsh("10"), tsh("0.1"), tsh("0.09")],
        [Status::Proposed, Status::AskDoctor, Status::Proposed, Status::AskDoctor]
    );
    let haemoglobin = |value: &'static str| {
        let newer = result(&content, "hemoglobin", value, "g/dL", "2026-11-20");
        status(&|patient| patient.results.push(newer.clone())).0
    };
    assert_eq!([haemoglobin("8"), haemoglobin("7.9")], [Status::Proposed, Status::Refer]);
}

// Section 1.3, tiers.
#[test]
fn a_low_value_of_its_own_means_repletion() {
    let content = content();
    let mut patient = early_aga_man(&content);
    patient.results.push(result(&content, "zinc", "60", "ug/dL", "2026-11-20"));
    patient.results.push(result(&content, "b12", "150", "pg/mL", "2026-11-20"));
    patient.results.push(result(&content, "ferritin", "20", "ng/mL", "2026-11-20"));
    let proposal = proposal(&content, &patient);
    let low = proposal.included().filter(|answer| answer.tier == Tier::Repletion);
    let low: Vec<_> = low.map(|answer| answer.ingredient.to_string()).collect();
    assert_eq!(low, ["b12_cobalamin", "zinc", "iron"]);
}

// Section 1.2: iron and vitamin C never share a syringe, the B-complex does.
#[test]
fn syringes_follow_the_groups() {
    let content = content();
    let mut patient = early_aga_man(&content);
    patient.results.push(result(&content, "ferritin", "20", "ng/mL", "2026-11-20"));
    let proposal = proposal(&content, &patient);
    let syringes = proposal.syringes.iter().map(|filled| (filled.syringe.as_str(), filled.ingredients.len()));
    let expected = [("G1", 6), ("G2", 1), ("G3", 1), ("G4", 2), ("G5", 1), ("G6", 3), ("G7", 1), ("G8", 1)];
    assert_eq!(syringes.collect::<Vec<_>>(), expected);
}

// A clinician changes a cut-off in the content; nothing is compiled.
#[test]
fn a_cut_off_edited_in_the_content_changes_the_plan() {
    let lower = |name: &str, value: &mut serde_json::Value| {
        if name == "formulary" {
            let edited = value.to_string().replace(r#""below":"40""#, r#""below":"30""#);
            *value = serde_json::from_str(&edited).unwrap();
        }
    };
    for (content, expected) in [(content(), "in IRON_LOW"), (content_with(lower), "IRON_NOT_DEFICIENT")] {
        let mut patient = early_aga_man(&content);
        patient.results.push(result(&content, "ferritin", "35", "ng/mL", "2026-11-20"));
        assert_eq!(reason(&proposal(&content, &patient), "iron"), expected);
    }
}

// A rule added to the content speaks.
#[test]
fn a_rule_added_in_the_content_speaks() {
    let content = content_with(|name, value| {
        if name == "formulary" {
            let rule = json!({"when": {"medicine": ["anticoagulant"]}, "then": "out",
                "reason": "ALLERGY", "source": "clinic", "confidence": "convention"});
            let zinc = value["ingredients"].as_array_mut().unwrap().iter_mut();
            let zinc = zinc.filter(|entry| entry["id"] == "zinc");
            zinc.for_each(|zinc| zinc["rules"].as_array_mut().unwrap().insert(0, rule.clone()));
        }
    });
    let mut patient = early_aga_man(&content);
    patient.medicines.push(word("anticoagulant"));
    assert_eq!(reason(&proposal(&content, &patient), "zinc"), "ALLERGY");
}

const CONDITIONS: [&str; 12] = [
    "haemochromatosis",
    "neuropathy",
    "g6pd_deficiency",
    "renal_impairment",
    "severe_liver_disease",
    "copper_deficiency",
    "inborn_error_amino_acid",
    "cvd",
    "depression_or_suicidality",
    "cancer_history",
    "fever",
    "immunosuppressed",
];
const ALLERGIES: [&str; 10] = [
    "thiamine",
    "cobalt",
    "benzyl_alcohol",
    "sulfite",
    "aspirin",
    "iron",
    "zinc",
    "minoxidil",
    "soya",
    "fish",
];
const FACTS: [&str; 5] =
    ["pregnant", "breastfeeding", "trying_to_conceive", "partner_pregnant_or_trying", "blood_donor"];

fn patients() -> impl Strategy<Value = Patient> {
    let content = content();
    let bases = vec![early_aga_man(&content), early_aga_woman(&content)];
    let words = |list: &'static [&'static str]| subsequence(list.to_vec(), 0..list.len());
    let ferritin = select(vec!["12", "35", "55", "90", "250", "640"]);
    let zinc = select(vec!["50", "90", "130"]);
    let shuffled = words(&CONDITIONS).prop_shuffle();
    (select(bases), shuffled, words(&ALLERGIES), words(&FACTS), ferritin, zinc).prop_map(
        move |(base, conditions, allergies, facts, ferritin, zinc)| {
            let allergies: Vec<_> = allergies.into_iter().map(word).collect();
            let mut patient = Patient {
                conditions: conditions.into_iter().map(word).collect(),
                allergies: if allergies.is_empty() {
                    Allergies::NoneKnown
                } else {
                    Allergies::Listed(allergies)
                },
                facts: facts.into_iter().map(|fact| (word(fact), true)).collect(),
                ..base
            };
            patient.results.push(result(&content, "ferritin", ferritin, "ng/mL", "2026-11-10"));
            patient.results.push(result(&content, "zinc", zinc, "ug/dL", "2026-11-10"));
            patient
        },
    )
}

fn is_subset(narrower: &Proposal, wider: &Proposal) -> bool {
    let wider = included(wider);
    included(narrower).iter().all(|ingredient| wider.contains(ingredient))
}

proptest! {
    // Invariant 5: never wider than asked.
    #[test]
    fn a_contraindication_added_never_adds_an_ingredient(
        patient in patients(), condition in select(&CONDITIONS[..]), allergy in select(&ALLERGIES[..]),
        fact in select(&FACTS[..]),
    ) {
        let content = content();
        let before = proposal(&content, &patient);
        let mut ill = patient.clone();
        ill.conditions.push(word(condition));
        let mut allergic = patient.clone();
        match &mut allergic.allergies {
            Allergies::Listed(listed) => listed.push(word(allergy)),
            Allergies::NoneKnown | Allergies::NotRecorded => {
                allergic.allergies = Allergies::Listed(vec![word(allergy)]);
            }
        }
        let mut told = patient;
        told.facts.insert(word(fact), true);
        for changed in [ill, allergic, told] {
            let after = proposal(&content, &changed);
            prop_assert!(is_subset(&after, &before), "{:?}\n{:?}", included(&before), included(&after));
            prop_assert!(after.status <= before.status);
        }
    }

    #[test]
    fn the_order_of_facts_does_not_matter(patient in patients()) {
        let content = content();
        let mut turned = patient.clone();
        turned.conditions.reverse();
        if let Allergies::Listed(listed) = &mut turned.allergies {
            listed.reverse();
        }
        let answers = |patient: &Patient| {
            let proposal = proposal(&content, patient);
            let reasons: Vec<_> = proposal.answers.iter().map(|answer| answer.reason.to_string()).collect();
            (proposal.status, included(&proposal), reasons, flags(&proposal))
        };
        prop_assert_eq!(answers(&patient), answers(&turned));
    }
}
