//! Blood values: units, limits, age, biotin, and which of several results decides.

use portal::domain::ids::AnalyteId;
use portal::domain::labs::panel::Plausibility;
use portal::domain::labs::reading::{Readings, Unusable};
use portal::domain::labs::result::{LabResult, ResultRefused};
use portal::domain::units::Decimal;
use proptest::prelude::*;

use crate::support::*;

fn analyte(name: &str) -> AnalyteId {
    name.try_into().unwrap()
}

// The panel's table, section 2.1: other unit = usual x factor; HbA1c = 10.929 x (% - 2.15).
#[test]
fn a_value_is_converted_exactly() {
    let content = content();
    let rows = [
        ("ferritin", "10", "pmol/L", 4, "4.4504"),
        ("hemoglobin", "126", "g/L", 1, "12.6"),
        ("zinc", "15.295", "umol/L", 2, "100.00"),
        ("vitamin_d", "50", "nmol/L", 3, "20.032"),
        ("hba1c", "53", "mmol/mol", 3, "6.999"),
        ("crp", "2.2", "mg/dL", 0, "22"),
        ("tsh", "2.10", "u[IU]/mL", 2, "2.10"),
    ];
    for (name, value, unit, places, expected) in rows {
        let known = content.labs.analyte(&analyte(name)).unwrap();
        let usual = known.usual(value.parse().unwrap(), unit).unwrap();
        assert_eq!(usual.rounded(places), expected, "{name} {value} {unit}");
    }
}

#[test]
fn a_unit_of_another_analyte_is_refused_with_the_right_one() {
    let content = content();
    let refused = LabResult::checked(
        &content.labs,
        &analyte("ferritin"),
        "40".parse().unwrap(),
        "g/dL",
        day(TODAY),
        false,
    );
    let expected = ResultRefused::UnknownUnit {
        analyte: analyte("ferritin"),
        unit: "g/dL".into(),
        usual: "ng/mL".into(),
    };
    assert_eq!(refused.as_ref().err(), Some(&expected));
    assert_eq!(expected.to_string(), "ferritin is not measured in `g/dL`: use ng/mL");
}

#[test]
fn a_doubtful_value_is_asked_back_and_an_impossible_one_not_believed() {
    let content = content();
    let haemoglobin = content.labs.analyte(&analyte("hemoglobin")).unwrap();
    let judged = |value: &str| haemoglobin.plausibility(value.parse::<Decimal>().unwrap().ratio());
    let rows = [
        ("2.9", Plausibility::Implausible),
        ("3", Plausibility::AskAgain),
        ("5.9", Plausibility::AskAgain),
        ("6", Plausibility::Plausible),
        ("19", Plausibility::Plausible),
        ("25", Plausibility::AskAgain),
        ("126", Plausibility::Implausible),
    ];
    for (value, expected) in rows {
        assert_eq!(judged(value), expected, "{value}");
    }
}

// Section 1.3 "Results": missing, stale, implausible, spoiled by biotin, in this order.
#[test]
fn the_first_reason_that_fits_makes_a_result_unusable() {
    let content = content();
    let unusable = |results: &[LabResult], name: &str| {
        Readings::new(&content.labs, results, day(TODAY)).unusable(&analyte(name))
    };
    let ferritin = |value: &str, drawn: &str| result(&content, "ferritin", value, "ng/mL", drawn);
    let spoiled = |name: &str, value: &str, unit: &str| {
        let (name, value) = (analyte(name), value.parse().unwrap());
        LabResult::checked(&content.labs, &name, value, unit, day("2026-11-02"), true).unwrap()
    };
    assert_eq!(unusable(&[], "ferritin"), Some(Unusable::Missing));
    assert_eq!(unusable(&[ferritin("50", "2026-11-23")], "ferritin"), Some(Unusable::Missing));
    assert_eq!(unusable(&[ferritin("50", "2026-05-26")], "ferritin"), None, "180 days old");
    assert_eq!(unusable(&[ferritin("50", "2026-05-25")], "ferritin"), Some(Unusable::Stale));
    assert_eq!(unusable(&[ferritin("0", "2026-05-25")], "ferritin"), Some(Unusable::Stale));
    assert_eq!(unusable(&[ferritin("0", "2026-11-02")], "ferritin"), Some(Unusable::Implausible));
    assert_eq!(unusable(&[spoiled("ferritin", "50", "ng/mL")], "ferritin"), Some(Unusable::Biotin));
    assert_eq!(unusable(&[spoiled("zinc", "80", "ug/dL")], "zinc"), None, "zinc is not spoiled");
}

// Section 1.3: the newest usable value decides, of one day the last listed.
#[test]
fn of_several_results_the_newest_usable_one_decides() {
    let content = content();
    let results = [
        result(&content, "ferritin", "20", "ng/mL", "2026-11-02"),
        result(&content, "ferritin", "30", "ng/mL", "2026-11-02"),
        result(&content, "ferritin", "60", "ng/mL", "2026-10-01"),
        result(&content, "ferritin", "99999", "ng/mL", "2026-11-10"),
    ];
    let readings = Readings::new(&content.labs, &results, day(TODAY));
    let usable = readings.usable(&analyte("ferritin")).unwrap();
    assert_eq!(usable.usual.rounded(0), "30");
    assert_eq!(readings.unusable(&analyte("ferritin")), Some(Unusable::Implausible));
    assert!(readings.core_needed().contains(&analyte("ferritin")));
}

// Section 1.3: saturation as reported, else 100 x iron / TIBC of one day.
#[test]
fn saturation_is_worked_out_of_iron_and_tibc_of_one_day() {
    let content = content();
    let iron = |value: &str, drawn: &str| result(&content, "iron", value, "ug/dL", drawn);
    let tibc = |value: &str, drawn: &str| result(&content, "tibc", value, "ug/dL", drawn);
    let saturation = |results: &[LabResult]| {
        let readings = Readings::new(&content.labs, results, day(TODAY));
        readings.usable(&analyte("tsat")).map(|reading| (reading.usual.rounded(2), reading.drawn))
    };
    let (first, second) = ("2026-11-02", "2026-11-09");
    assert_eq!(saturation(&[iron("60", first), tibc("360", second)]), None);
    assert_eq!(
        saturation(&[iron("60", first), tibc("360", first), iron("90", second)]),
        Some(("16.67".into(), day(first)))
    );
    let reported = result(&content, "tsat", "30", "%", "2026-10-01");
    let both = [iron("60", first), tibc("360", first), reported];
    assert_eq!(saturation(&both), Some(("30.00".into(), day("2026-10-01"))));
}

// Section 1.3: CRP counts only within 14 days of the newest ferritin, usable or not.
#[test]
fn inflammation_counts_only_beside_the_newest_ferritin() {
    let content = content();
    let rows = [
        ("2026-11-02", true),
        ("2026-11-16", true),
        ("2026-11-17", false),
        ("2026-10-19", true),
        ("2026-10-18", false),
    ];
    for (crp_on, counts) in rows {
        let mut patient = early_aga_man(&content);
        patient.results.push(result(&content, "crp", "22", "mg/L", crp_on));
        let raised = flags(&proposal(&content, &patient)).contains(&"INFLAMMATION".to_owned());
        assert_eq!(raised, counts, "CRP of {crp_on} beside ferritin of 2026-11-02");
    }
}

proptest! {
    #[test]
    fn a_conversion_there_and_back_is_nothing(digits in 1_i64..1_000_000_000, places in 0_u32..7) {
        let content = content();
        let text = format!("{digits}e-{places}");
        let value: Decimal = text.parse().unwrap();
        for known in &content.labs.analytes {
            for other in &known.other_units {
                let there = known.written_in(value.ratio(), &other.unit).unwrap();
                let written: Option<Decimal> = there.rounded(9).parse().ok();
                let exact = written.filter(|written| written.ratio() == there);
                if let Some(written) = exact {
                    prop_assert_eq!(known.usual(written, &other.unit), Some(value.ratio()));
                }
                let back = known.usual(value, &other.unit).unwrap();
                prop_assert_eq!(known.written_in(back, &other.unit), Some(value.ratio()));
            }
        }
    }

    #[test]
    fn a_decimal_is_read_back_as_written(digits in 0_i64..10_000_000_000, places in 0_usize..9) {
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, part) = padded.split_at(padded.len() - places);
        let text = if places == 0 { whole.to_owned() } else { format!("{whole}.{part}") };
        prop_assert_eq!(text.parse::<Decimal>().unwrap().to_string(), text);
    }
}
