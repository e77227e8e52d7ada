//! What was signed: where it no longer fits, what a new fact would change, and when booking is closed.
//! Source: the plan's own invariant 4, and the clinic's rules 1.3.

use std::sync::LazyLock;

use chrono::NaiveDate;
use portal::domain::content::Content;
use portal::domain::formulation::changes::{Change, changes};
use portal::domain::formulation::formulary::Status;
use portal::domain::formulation::proposal::Proposal;
use portal::domain::formulation::signed::{Difference, Drift, NewRules, Place, Seriousness, SignedPlan};
use portal::domain::ids::IngredientId;
use portal::domain::patient::{Allergies, Patient};
use portal::domain::scheduling::booking::{BookingClosed, may_book};
use proptest::prelude::*;
use proptest::sample::subsequence;

use crate::support::{
    TODAY, content, content_with, day, early_aga_man, early_aga_woman, included, proposal, result, word,
};

fn ids(names: &[String]) -> Vec<IngredientId> {
    names.iter().map(|name| name.as_str().try_into().unwrap()).collect()
}

/// A plan signed today with what the rules proposed, one ingredient taken for another.
fn signed(content: &Content, patient: &Patient, instead: &[(&str, &str)], version: u32) -> SignedPlan {
    let mut cocktail = included(&proposal(content, patient));
    for (one, other) in instead {
        cocktail.retain(|name| name != one);
        if !other.is_empty() {
            cocktail.push((*other).to_owned());
        }
    }
    let cocktail = ids(&cocktail);
    SignedPlan { by: "Dr. Ashwini".to_owned(), on: day(TODAY), cocktail, rules_version: Some(version) }
}

fn said(difference: &Difference) -> String {
    match difference {
        Difference::Status { status, reason, .. } => format!("{} {reason}", status.key()),
        Difference::LeaveOut(answer) => format!("out {} {}", answer.ingredient, answer.reason),
        Difference::Add(answer) => format!("add {} {}", answer.ingredient, answer.reason),
        Difference::Raise(answer) => format!("raise {} {}", answer.ingredient, answer.reason),
        Difference::Test(analyte) => format!("test {analyte}"),
    }
}

#[track_caller]
fn drift(content: &Content, signed: &SignedPlan, then: &Patient, now: &Patient) -> Drift {
    signed.drift(&proposal(content, then), &proposal(content, now), &content.formulary)
}

/// What differs, as it is said, after the record became this one.
#[track_caller]
fn check(now: impl Fn(&Content, &mut Patient), expected: &[&str]) {
    let content = content();
    let then = early_aga_man(&content);
    let mut changed = then.clone();
    now(&content, &mut changed);
    let drift = drift(&content, &signed(&content, &then, &[], 1), &then, &changed);
    assert_eq!(drift.differences.iter().map(said).collect::<Vec<_>>(), expected);
    assert_eq!(drift.new_rules, None);
}

#[test]
fn what_still_fits_is_no_difference() {
    check(|_, _| {}, &[]);
}

#[test]
fn a_new_allergy_asks_about_what_was_signed() {
    check(|_, patient| patient.allergies = Allergies::Listed(vec![word("zinc")]), &["out zinc ALLERGY"]);
}

#[test]
fn a_new_medicine_asks_about_what_was_signed() {
    check(|_, patient| patient.medicines.push(word("levodopa")), &["out b6_pyridoxine INTERACTION_LEVODOPA"]);
}

#[test]
fn a_low_value_since_the_signature_is_mentioned() {
    let low = |analyte: &'static str, value: &'static str, unit: &'static str| {
        move |content: &Content, patient: &mut Patient| {
            patient.results.push(result(content, analyte, value, unit, TODAY));
        }
    };
    check(low("zinc", "61", "ug/dL"), &["raise zinc ZINC_LOW"]);
    check(low("ferritin", "18", "ng/mL"), &["add iron IRON_LOW"]);
}

#[test]
fn a_core_test_that_became_too_old_is_to_be_done_again() {
    let half_a_year_later: NaiveDate = day("2027-05-20");
    check(|_, patient| patient.as_of = half_a_year_later, &["test ferritin", "test hemoglobin", "test zinc"]);
}

#[test]
fn a_fever_stops_everything_and_closes_booking() {
    let content = content();
    let then = early_aga_man(&content);
    let mut now = then.clone();
    now.conditions.push(word("fever"));
    let drift = drift(&content, &signed(&content, &then, &[], 1), &then, &now);
    assert_eq!(drift.differences.iter().map(said).collect::<Vec<_>>(), ["hold FEVER"]);
    assert_eq!(drift.differences[0].seriousness(), Seriousness::Stop);
    let closed = BookingClosed { status: Status::Hold, reason: "FEVER".try_into().unwrap() };
    assert_eq!(may_book(&proposal(&content, &now)), Err(closed));
    assert_eq!(may_book(&proposal(&content, &then)), Ok(()));
}

#[test]
fn a_doctor_who_has_to_decide_first_does_not_close_booking() {
    let content = content();
    let mut patient = early_aga_man(&content);
    patient.conditions.push(word("immunosuppressed"));
    let proposal = proposal(&content, &patient);
    assert_eq!((proposal.status, may_book(&proposal)), (Status::AskDoctor, Ok(())));
}

/// An ingredient, whether it was signed, what else is in the record, and where it stands.
#[track_caller]
fn check_place(instead: &[(&str, &str)], allergy: Option<&str>, ingredient: &str, expected: Place) {
    let content = content();
    let patient = early_aga_man(&content);
    let plan = signed(&content, &patient, instead, 1);
    let mut now = patient.clone();
    if let Some(allergy) = allergy {
        now.allergies = Allergies::Listed(vec![word(allergy)]);
    }
    let proposal = proposal(&content, &now);
    let answer = proposal.answer(&ingredient.try_into().unwrap()).unwrap();
    assert_eq!(plan.place(&content.formulary, answer), expected, "{ingredient}");
}

#[test]
fn finasteride_in_the_place_of_dutasteride_is_the_doctors_choice() {
    let finasteride = [("dutasteride", "finasteride")];
    check_place(&finasteride, None, "finasteride", Place::ChosenByDoctor);
    check_place(&finasteride, None, "dutasteride", Place::NotSigned);
    check_place(&finasteride, Some("finasteride"), "finasteride", Place::InAgainstRules);
    check_place(&[("zinc", "finasteride")], None, "finasteride", Place::InAgainstRules);
    let content = content();
    let patient = early_aga_man(&content);
    let plan = signed(&content, &patient, &finasteride, 1);
    assert_eq!(drift(&content, &plan, &patient, &patient).differences, []);
}

#[test]
fn growth_factors_are_in_by_the_doctors_choice_alone() {
    check_place(&[("", "growth_factors")], None, "growth_factors", Place::ChosenByDoctor);
    check_place(&[], None, "growth_factors", Place::Out);
    check_place(&[("", "growth_factors")], Some("fish"), "growth_factors", Place::InAgainstRules);
}

#[test]
fn what_the_doctor_did_not_sign_is_left_out_and_not_asked_about_again() {
    check_place(&[("b1_thiamine", "")], None, "b1_thiamine", Place::NotSigned);
    let content = content();
    let patient = early_aga_man(&content);
    let plan = signed(&content, &patient, &[("b1_thiamine", "")], 1);
    assert_eq!(drift(&content, &plan, &patient, &patient).differences, []);
}

#[test]
fn a_rule_of_a_newer_content_says_that_the_rules_are_newer() {
    let then = content();
    let patient = early_aga_man(&then);
    let plan = signed(&then, &patient, &[], 1);
    let now = content_with(|name, file| {
        if name == "formulary" {
            file["about"]["version"] = 2.into();
            let zinc = file["ingredients"].as_array_mut().unwrap().iter_mut().find(|one| one["id"] == "zinc");
            zinc.unwrap()["rules"][0]["when"]["value"]["above"] = "90".into();
        }
    });
    let drift = plan.drift(&proposal(&then, &patient), &proposal(&now, &patient), &now.formulary);
    assert_eq!(drift.differences.iter().map(said).collect::<Vec<_>>(), ["out zinc ZINC_HIGH"]);
    assert_eq!(drift.new_rules, Some(NewRules { signed_under: 1, now: 2 }));
}

#[test]
fn the_warnings_are_those_of_what_was_signed() {
    let content = content();
    let patient = early_aga_woman(&content);
    let rules = proposal(&content, &patient);
    let raised =
        |proposal: &Proposal| proposal.flags.iter().any(|warning| warning.flag == *"IRON_STAINING_CONSENT");
    let cocktail = ids(&["iron".to_owned(), "zinc".to_owned()]);
    let signed = rules.with_cocktail(&cocktail, &patient, content.rules());
    assert_eq!([raised(&rules), raised(&signed)], [false, true]);
    let filled: Vec<_> = signed.syringes.iter().flat_map(|syringe| syringe.ingredients.clone()).collect();
    assert_eq!(filled, ids(&["zinc".to_owned(), "iron".to_owned()]));
}

fn differs(before: &Patient, after: &Patient, content: &Content) -> Vec<String> {
    let said = |change: &Change| match change {
        Change::Status { status, reason } => format!("{} {reason}", status.key()),
        Change::In(answer) => format!("in {}", answer.ingredient),
        Change::Out(answer) => format!("out {} {}", answer.ingredient, answer.reason),
        Change::Amount(answer) => format!("{} {}", answer.tier.key(), answer.ingredient),
        Change::OutFor(answer) => format!("still out {} {}", answer.ingredient, answer.reason),
        Change::Course(course) => format!("{} every {}", course.loading_sessions, course.interval_days),
        Change::Warning(warning) => warning.flag.to_string(),
        Change::Needed(analyte) => format!("needed {analyte}"),
        Change::NotNeeded(analyte) => format!("not needed {analyte}"),
    };
    changes(&proposal(content, before), &proposal(content, after)).iter().map(said).collect()
}

#[test]
fn a_new_fact_changes_what_hangs_on_it_and_nothing_else() {
    let content = content();
    let before = early_aga_woman(&content);
    let with = |change: &dyn Fn(&mut Patient)| {
        let mut after = before.clone();
        change(&mut after);
        differs(&before, &after, &content)
    };
    assert_eq!(with(&|_| {}), [""; 0]);
    let zinc = result(&content, "zinc", "61", "ug/dL", TODAY);
    assert_eq!(with(&|patient| patient.results.push(zinc.clone())), ["repletion zinc", "ZINC_LOW"]);
    assert_eq!(
        with(&|patient| patient.blood_test_in_days = Some(2)),
        ["out b7_biotin BIOTIN_ASSAY_INTERFERENCE"]
    );
    assert_eq!(
        with(&|patient| {
            patient.facts.insert(word("pregnant"), true);
        }),
        ["hold PREGNANT"]
    );
}

#[test]
fn no_blood_is_given_for_six_months_after_the_last_dutasteride_and_one_after_finasteride() {
    let content = content();
    let rule = content.formulary.flag(&"NO_BLOOD_DONATION_6M".try_into().unwrap()).unwrap();
    let given = |rows: &[(&str, &str)]| {
        let rows: Vec<_> = rows.iter().map(|(on, what)| (day(on), ids(&[(*what).to_owned()]))).collect();
        rule.until(&rows).map(|day| day.to_string())
    };
    assert_eq!(given(&[("2026-08-31", "dutasteride")]).as_deref(), Some("2027-02-28"));
    assert_eq!(
        given(&[("2026-08-31", "dutasteride"), ("2026-11-01", "finasteride")]).as_deref(),
        Some("2027-02-28")
    );
    assert_eq!(given(&[("2026-11-01", "finasteride")]).as_deref(), Some("2026-12-01"));
    assert_eq!(given(&[("2026-11-01", "zinc")]), None);
    let about = |name: &str| rule.is_about(&name.try_into().unwrap(), &content.formulary.terms);
    assert_eq!([about("dutasteride"), about("zinc")], [true, false]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whatever was signed: every ingredient has one place, only what was signed is in, and each
    /// difference is about something signed or proposed.
    #[test]
    fn a_signed_plan_is_never_changed(which in subsequence((0..18).collect::<Vec<usize>>(), 1..18), fever: bool) {
        static CONTENT: LazyLock<Content> = LazyLock::new(content);
        let content = &*CONTENT;
        let mut patient = early_aga_man(content);
        let then = proposal(content, &patient);
        if fever {
            patient.conditions.push(word("fever"));
        }
        let cocktail: Vec<_> =
            which.iter().map(|at| content.formulary.ingredients[*at].id.clone()).collect();
        let plan = SignedPlan { by: "A".into(), on: day(TODAY), cocktail, rules_version: None };
        let now = proposal(content, &patient);
        for answer in &now.answers {
            let place = plan.place(&content.formulary, answer);
            prop_assert_eq!(place.is_in(), plan.cocktail.contains(&answer.ingredient));
        }
        let drift = plan.drift(&then, &now, &content.formulary);
        prop_assert_eq!(drift.differences.iter().any(|one| one.seriousness() == Seriousness::Stop), fever);
        for difference in &drift.differences {
            if let Difference::LeaveOut(answer) = difference {
                prop_assert!(plan.cocktail.contains(&answer.ingredient) && !answer.included);
            }
        }
    }
}
