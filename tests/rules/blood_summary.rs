//! One blood value on its page: the newest results, how long they count, when to test again, and
//! which ingredients hang on it.

use chrono::NaiveDate;
use portal::domain::content::Content;
use portal::domain::formulation::evaluation::Evaluation;
use portal::domain::labs::bands::Band;
use portal::domain::labs::bearing::bears_on;
use portal::domain::labs::reading::{Readings, Unusable};
use portal::domain::labs::result::LabResult;
use portal::domain::labs::summary::{Freshness, Summary};
use portal::domain::patient::Patient;

use crate::support::*;

/// What the page of a value rests on, with the results alone and a retest day.
#[track_caller]
fn summary<T>(
    content: &Content,
    results: Vec<LabResult>,
    analyte: &str,
    retest: Option<NaiveDate>,
    look: impl Fn(Option<Summary<'_>>) -> T,
) -> T {
    let patient = Patient { results, ..early_aga_woman(content) };
    let asked = Evaluation {
        patient: &patient,
        vocabulary: &content.facts,
        readings: Readings::new(&content.labs, &patient.results, patient.as_of),
        terms: &content.formulary.terms,
        answers: &[],
    };
    let analyte = content.labs.analyte(&analyte.try_into().unwrap()).unwrap();
    look(Summary::of(&asked, &content.formulary, analyte, retest))
}

// Section 2.1: zinc counts for 180 days; it is getting old in the last 30 of them.
#[test]
fn a_result_is_fresh_then_getting_old_then_too_old() {
    let content = content();
    let rows = [
        ("2026-11-22", Freshness::Fresh(day("2027-05-21"))),
        ("2026-06-26", Freshness::Fresh(day("2026-12-23"))),
        ("2026-06-25", Freshness::GettingOld(day("2026-12-22"))),
        ("2026-05-26", Freshness::GettingOld(day("2026-11-22"))),
        ("2026-05-25", Freshness::TooOld(day("2026-11-21"))),
    ];
    for (drawn, expected) in rows {
        let results = vec![result(&content, "zinc", "90", "ug/dL", drawn)];
        let seen = summary(&content, results, "zinc", None, |shown| shown.map(|shown| shown.freshness));
        assert_eq!(seen, Some(expected), "drawn {drawn}");
    }
}

#[test]
fn the_last_three_are_shown_newest_first_and_nothing_that_is_still_to_come() {
    let content = content();
    let zinc = |value: &str, drawn: &str| result(&content, "zinc", value, "ug/dL", drawn);
    let results = vec![
        zinc("62", "2026-11-02"),
        zinc("50", "2026-05-01"),
        zinc("70", "2026-10-01"),
        zinc("60", "2026-08-01"),
        zinc("63", "2026-11-02"),
        zinc("99", "2026-11-23"),
    ];
    let shown = |shown: Option<Summary<'_>>| {
        let last = shown.unwrap().last;
        last.iter()
            .map(|taken| format!("{} {}", taken.usual.unwrap().rounded(0), taken.drawn))
            .collect::<Vec<_>>()
    };
    let expected = ["63 2026-11-02", "62 2026-11-02", "70 2026-10-01"];
    assert_eq!(summary(&content, results, "zinc", None, shown), expected);
    assert!(summary(&content, Vec::new(), "zinc", None, |shown| shown.is_none()));
}

#[test]
fn a_newest_result_that_cannot_be_used_says_why_and_has_no_word_where_it_is_not_believed() {
    let content = content();
    let ferritin = |value: &str, drawn: &str, biotin: bool| {
        let (id, value) = ("ferritin".try_into().unwrap(), value.parse().unwrap());
        LabResult::checked(&content.labs, &id, value, "ng/mL", day(drawn), biotin).unwrap()
    };
    let rows = [
        (ferritin("12", "2026-11-02", false), None, Some("deficient")),
        (ferritin("12", "2026-11-02", true), Some(Unusable::Biotin), None),
        (ferritin("99999", "2026-11-02", false), Some(Unusable::Implausible), None),
        (ferritin("12", "2026-05-02", false), Some(Unusable::Stale), Some("deficient")),
    ];
    for (newest, why, word) in rows {
        let seen = summary(&content, vec![newest.clone()], "ferritin", Some(day("2027-02-23")), |shown| {
            let shown = shown.unwrap();
            let word = match shown.band {
                Some(Band::In { is, .. }) => Some(is.to_string()),
                _ => None,
            };
            (shown.last[0].unusable, word)
        });
        assert_eq!(seen, (why, word.map(str::to_owned)), "{newest:?}");
    }
}

// Section 2.2 "Re-test": what is low with the series' test, everything else when it gets too old.
#[test]
fn the_next_test_follows_from_the_series_or_from_the_age_and_is_never_invented() {
    let content = content();
    let next = |results: &[LabResult], analyte: &str, retest: Option<&str>| {
        let retest = retest.map(day);
        let next = summary(&content, results.to_vec(), analyte, retest, |shown| shown.unwrap().next_test);
        next.map(|day| day.to_string())
    };
    let low = [result(&content, "zinc", "62", "ug/dL", "2026-11-02")];
    let normal = [result(&content, "zinc", "92", "ug/dL", "2026-11-02")];
    let stale = [result(&content, "zinc", "62", "ug/dL", "2026-05-02")];
    let beyond = [result(&content, "zinc", "1001", "ug/dL", "2026-11-02")];
    let too_old_on = Some("2027-05-01".to_owned());
    let beside_low = [low[0].clone(), result(&content, "ferritin", "82", "ng/mL", "2026-11-02")];
    assert_eq!(next(&beside_low, "ferritin", Some("2026-12-24")), too_old_on, "its own value is not low");
    assert_eq!(next(&low, "zinc", Some("2026-12-24")).as_deref(), Some("2026-12-24"));
    assert_eq!(next(&low, "zinc", Some(TODAY)).as_deref(), Some(TODAY));
    assert_eq!(next(&low, "zinc", Some("2026-11-21")), too_old_on, "the series' test is past");
    assert_eq!(next(&low, "zinc", None), too_old_on);
    assert_eq!(next(&normal, "zinc", Some("2026-12-24")), too_old_on);
    assert_eq!(next(&stale, "zinc", Some("2026-12-24")), None);
    assert_eq!(next(&beyond, "zinc", Some("2026-12-24")), None);
}

#[test]
fn a_saturation_that_was_never_reported_is_shown_as_it_is_worked_out() {
    let content = content();
    let results = vec![
        result(&content, "iron", "54", "ug/dL", "2026-11-02"),
        result(&content, "tibc", "360", "ug/dL", "2026-11-02"),
    ];
    let seen = summary(&content, results, "tsat", None, |shown| {
        let shown = shown.unwrap();
        (shown.last.len(), shown.last[0].result.is_none(), shown.last[0].usual.unwrap().rounded(0))
    });
    assert_eq!(seen, (1, true, "15".to_owned()));
}

/// Read from the formulary's own conditions, through its terms.
#[test]
fn an_analyte_bears_on_the_ingredients_whose_rules_ask_for_it() {
    let content = content();
    let bearing = |analyte: &str| {
        let id = analyte.try_into().unwrap();
        let names = bears_on(&content.formulary, &content.labs, &id);
        names.into_iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(bearing("zinc"), ["zinc"]);
    assert_eq!(bearing("b12"), ["b12_cobalamin"]);
    assert_eq!(bearing("ferritin"), ["iron", "vit_c"]);
    assert_eq!(bearing("crp"), ["iron"]);
    for of_saturation in ["tsat", "iron", "tibc"] {
        assert_eq!(bearing(of_saturation), ["iron", "vit_c"], "{of_saturation}");
    }
    assert_eq!(bearing("vitamin_d"), [] as [&str; 0]);
    let edited = content_with(|file, value| {
        if file == "formulary" {
            let text =
                value.to_string().replace("{\"fact\":\"blood_donor\"}", "{\"no_value\":\"vitamin_d\"}");
            *value = serde_json::from_str(&text).unwrap();
        }
    });
    let id = "vitamin_d".try_into().unwrap();
    let asked: Vec<_> =
        bears_on(&edited.formulary, &edited.labs, &id).into_iter().map(ToString::to_string).collect();
    assert_eq!(asked, ["dutasteride", "finasteride"], "a rule of the clinic's that asks for it");
}
