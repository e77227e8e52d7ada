//! What a number means: the cut-offs of section 2.2, at each border, for either sex and for none.

use portal::domain::content::Content;
use portal::domain::formulation::evaluation::Evaluation;
use portal::domain::labs::bands::{Band, band};
use portal::domain::labs::reading::Readings;
use portal::domain::patient::{Age, Patient, Sex};
use portal::domain::units::Decimal;

use crate::support::*;

/// The word for a number in the usual unit; `no range` and `unknown` where there is none.
#[track_caller]
fn called(content: &Content, patient: &Patient, analyte: &str, value: &str) -> String {
    let asked = Evaluation {
        patient,
        vocabulary: &content.facts,
        readings: Readings::new(&content.labs, &patient.results, patient.as_of),
        terms: &content.formulary.terms,
        answers: &[],
    };
    let known = content.labs.analyte(&analyte.try_into().unwrap()).unwrap();
    match band(&asked, known, value.parse::<Decimal>().unwrap().ratio()) {
        Band::In { is, .. } => is.to_string(),
        Band::NoRange => "no range".into(),
        Band::Unknown => "unknown".into(),
    }
}

fn of_sex(content: &Content, sex: Option<Sex>) -> Patient {
    Patient { sex, ..early_aga_woman(content) }
}

// Section 2.2, each border: the last number before it and the first after it.
#[test]
fn a_number_lies_in_the_band_of_the_clinics_table() {
    let content = content();
    let rows = [
        ("ferritin", ["14.9 deficient", "15 low", "39.9 low", "40 borderline", "69 borderline", "70 enough"]),
        (
            "b12",
            ["179 deficient", "180 borderline", "350 borderline", "351 enough", "914 enough", "915 high"],
        ),
        ("vitamin_d", ["19.9 low", "20 borderline", "30 enough", "100 enough", "101 high", "151 very_high"]),
        ("tsh", ["0.09 deficient", "0.1 low", "0.4 usual", "4.5 usual", "4.51 high", "10 very_high"]),
        ("tsat", ["15.9 deficient", "16 low", "20 enough", "45 enough", "45.1 high", "51 high"]),
        ("folate", ["3.9 low", "4 borderline", "5.8 borderline", "5.9 enough", "90 enough", "100 enough"]),
        ("hba1c", ["5.6 usual", "5.7 borderline", "6.4 borderline", "6.5 high", "8.9 high", "9 very_high"]),
        ("crp", ["0 not_high", "5 not_high", "5.1 high", "22 high", "150 high", "600 high"]),
        (
            "testosterone_total",
            ["8 not_high", "60 not_high", "61 high", "200 high", "201 very_high", "900 very_high"],
        ),
        ("dheas", ["99 not_high", "340 not_high", "341 high", "700 high", "701 very_high", "900 very_high"]),
    ];
    let woman = of_sex(&content, Some(Sex::F));
    for (analyte, borders) in rows {
        for row in borders {
            let (value, expected) = row.split_once(' ').unwrap();
            assert_eq!(called(&content, &woman, analyte, value), expected, "{analyte} {value}");
        }
    }
}

// Section 2.2: zinc F < 70, M < 74; haemoglobin F < 12, M < 13; ferritin high > 200 F, > 300 M.
#[test]
fn cut_offs_by_sex_are_unknown_where_the_sex_is_and_they_differ() {
    let content = content();
    let rows = [
        ("zinc", "69.9", ["low", "low", "low"]),
        ("zinc", "70", ["enough", "low", "unknown"]),
        ("zinc", "73.9", ["enough", "low", "unknown"]),
        ("zinc", "74", ["enough", "enough", "enough"]),
        ("zinc", "120.1", ["high", "high", "high"]),
        ("hemoglobin", "7.9", ["deficient", "deficient", "deficient"]),
        ("hemoglobin", "11.9", ["low", "low", "low"]),
        ("hemoglobin", "12", ["enough", "low", "unknown"]),
        ("hemoglobin", "13", ["enough", "enough", "enough"]),
        ("ferritin", "200", ["enough", "enough", "enough"]),
        ("ferritin", "200.1", ["high", "enough", "unknown"]),
        ("ferritin", "300.1", ["high", "high", "high"]),
        ("testosterone_total", "61", ["high", "no range", "unknown"]),
        ("prolactin", "21", ["not_high", "high", "unknown"]),
        ("ft4", "1.1", ["no range", "no range", "no range"]),
    ];
    let patients = [Some(Sex::F), Some(Sex::M), None].map(|sex| of_sex(&content, sex));
    for (analyte, value, expected) in rows {
        let seen = patients.each_ref().map(|patient| called(&content, patient, analyte, value));
        assert_eq!(seen, expected, "{analyte} {value} for her, for him, not known");
    }
}

// Section 2.2: with CRP > 5 mg/L beside it, ferritin < 70, 70-<100, >= 100.
#[test]
fn ferritin_is_read_higher_under_inflammation() {
    let content = content();
    let mut woman = of_sex(&content, Some(Sex::F));
    woman.results.push(result(&content, "crp", "5", "mg/L", "2026-11-02"));
    assert_eq!(called(&content, &woman, "ferritin", "69.9"), "borderline", "CRP of 5 is none");
    woman.results.push(result(&content, "crp", "5.1", "mg/L", "2026-11-03"));
    let rows = [
        ("14", "deficient"),
        ("69.9", "deficient"),
        ("70", "borderline"),
        ("99.9", "borderline"),
        ("100", "enough"),
    ];
    for (value, expected) in rows {
        assert_eq!(called(&content, &woman, "ferritin", value), expected, "{value}");
    }
}

// Section 2.2: haemoglobin in pregnancy < 11 or < 10.5, 12 to 14 years < 12.
#[test]
fn a_set_for_some_speaks_only_for_them() {
    let content = content();
    let mut pregnant = of_sex(&content, Some(Sex::F));
    pregnant.facts.insert(word("pregnant"), true);
    assert_eq!(called(&content, &pregnant, "hemoglobin", "10.4"), "low");
    assert_eq!(called(&content, &pregnant, "hemoglobin", "10.5"), "borderline");
    assert_eq!(called(&content, &pregnant, "hemoglobin", "11"), "enough");
    let boy = |years| Patient { age: Some(Age { from: years, to: years }), ..of_sex(&content, Some(Sex::M)) };
    assert_eq!(called(&content, &boy(14), "hemoglobin", "12"), "enough");
    assert_eq!(called(&content, &boy(15), "hemoglobin", "12"), "low");
    let of_no_age = Patient { age: None, ..of_sex(&content, Some(Sex::M)) };
    assert_eq!(called(&content, &of_no_age, "hemoglobin", "12"), "unknown");
    assert_eq!(called(&content, &of_no_age, "hemoglobin", "11.9"), "low", "by either set");
    let of_fifty = Patient { age: Some(Age { from: 50, to: 50 }), ..of_sex(&content, Some(Sex::F)) };
    assert_eq!(called(&content, &of_fifty, "dheas", "341"), "no range");
}

/// What the plan calls low, its page calls low too: the words and the rules rest on one table.
#[test]
fn what_the_rules_call_low_no_band_calls_enough() {
    let content = content();
    let rows = [
        ("ferritin", "39.9", "ng/mL", "iron"),
        ("zinc", "69.9", "ug/dL", "zinc"),
        ("b12", "179", "pg/mL", "b12_cobalamin"),
    ];
    for (analyte, value, unit, ingredient) in rows {
        let mut woman = of_sex(&content, Some(Sex::F));
        woman.results.push(result(&content, analyte, value, unit, "2026-11-03"));
        let raised = proposal(&content, &woman);
        let answer = raised.answer(&ingredient.try_into().unwrap()).unwrap();
        assert_eq!(answer.tier.key(), "repletion", "{analyte}");
        let word = called(&content, &woman, analyte, value);
        assert!(word == "low" || word == "deficient", "{analyte} {value}: {word}");
    }
}
