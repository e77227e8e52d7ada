//! A typed result: what is read, what is refused and why, and what is asked back. Never corrected.

use portal::domain::content::Content;
use portal::domain::labs::entry::{Doubt, Fault, Outside, Typed, instead, read};
use proptest::prelude::*;

use crate::support::*;

fn typed(analyte: &str, number: &str, unit: &str) -> Typed {
    Typed {
        analyte: analyte.into(),
        number: number.into(),
        unit: unit.into(),
        drawn: "2026-11-02".into(),
        after_biotin: Some(false),
    }
}

#[track_caller]
fn faults(content: &Content, typed: &Typed) -> Vec<Fault> {
    read(&content.labs, typed, day(TODAY)).map(|entered| entered.result).unwrap_err()
}

#[test]
fn a_number_is_read_with_a_comma_or_a_point_as_it_was_typed() {
    let content = content();
    for (number, expected) in
        [("62", "62"), (" 62,5 ", "62.5"), ("62.50", "62.50"), ("0062", "62"), ("٠62", "")]
    {
        let entered = read(&content.labs, &typed("zinc", number, "ug/dL"), day(TODAY));
        let value = entered.map(|entered| entered.result.value().to_string()).unwrap_or_default();
        assert_eq!(value, expected, "{number}");
    }
}

#[test]
fn what_is_no_number_is_refused_with_its_reason() {
    let content = content();
    let rows = [
        ("", Fault::NoNumber),
        ("  ", Fault::NoNumber),
        ("sixty", Fault::NotANumber),
        ("62 ug", Fault::NotANumber),
        ("<5", Fault::NotANumber),
        ("1e2", Fault::NotANumber),
        ("6 2", Fault::NotANumber),
        ("62,", Fault::NotANumber),
        (",5", Fault::NotANumber),
        ("99999999999999999999", Fault::NotANumber),
        ("1,200.5", Fault::TwoSeparators),
        ("1.2.3", Fault::TwoSeparators),
        ("-62", Fault::Negative),
        ("−62", Fault::Negative),
    ];
    for (number, expected) in rows {
        assert_eq!(faults(&content, &typed("zinc", number, "ug/dL")), [expected], "{number}");
    }
}

// Section 2.1: the hard limits, ends included; the limit is said in the unit that was typed.
#[test]
fn a_number_outside_the_hard_limits_is_refused_with_the_limit() {
    let content = content();
    let outside =
        |limit: &str, rather: Option<&str>| Outside { limit: limit.into(), rather: rather.map(Into::into) };
    let rows = [
        ("hemoglobin", "2.9", "g/dL", Fault::TooLow(outside("3", None))),
        ("hemoglobin", "26", "g/dL", Fault::TooHigh(outside("25", None))),
        ("hemoglobin", "140", "g/dL", Fault::TooHigh(outside("25", Some("g/L")))),
        ("hemoglobin", "14", "g/L", Fault::TooLow(outside("30", Some("g/dL")))),
        ("zinc", "9.9", "ug/dL", Fault::TooLow(outside("10", Some("umol/L")))),
        ("zinc", "1001", "ug/dL", Fault::TooHigh(outside("1000", None))),
        ("zinc", "153", "umol/L", Fault::TooHigh(outside("152.95", Some("ug/dL")))),
    ];
    for (analyte, number, unit, expected) in rows {
        assert_eq!(faults(&content, &typed(analyte, number, unit)), [expected], "{analyte} {number} {unit}");
    }
    for (number, unit) in [("3", "g/dL"), ("25", "g/dL"), ("30", "g/L"), ("250", "g/L")] {
        assert!(
            read(&content.labs, &typed("hemoglobin", number, unit), day(TODAY)).is_ok(),
            "{number} {unit}"
        );
    }
}

// Section 2.1: "are you sure?" outside the sure limits, and the typical slips of units.
#[test]
fn a_doubtful_number_is_asked_back_with_the_unit_that_was_probably_meant() {
    let content = content();
    let unit = |unit: &str| Some(Doubt::Unit(unit.into()));
    let rows = [
        ("hemoglobin", "14", "g/dL", None),
        ("hemoglobin", "6", "g/dL", None),
        ("hemoglobin", "5.9", "g/dL", unit("mmol/L")),
        ("hemoglobin", "19.1", "g/dL", Some(Doubt::Rare)),
        ("zinc", "90", "umol/L", unit("ug/dL")),
        ("hemoglobin", "20", "g/dL", Some(Doubt::Rare)),
        ("hemoglobin", "140", "g/L", None),
        ("zinc", "12", "ug/dL", unit("umol/L")),
        ("zinc", "25", "ug/dL", unit("umol/L")),
        ("zinc", "26", "ug/dL", unit("umol/L")),
        ("zinc", "30", "ug/dL", None),
        ("zinc", "12", "umol/L", None),
        ("zinc", "250", "ug/dL", None),
        ("zinc", "251", "ug/dL", Some(Doubt::Rare)),
        ("vitamin_d", "150", "ng/mL", None),
        ("vitamin_d", "151", "ng/mL", unit("nmol/L")),
        ("b12", "299", "pg/mL", unit("pmol/L")),
        ("b12", "300", "pg/mL", None),
        ("b12", "299", "ng/L", None),
        ("crp", "2.2", "mg/L", unit("mg/dL")),
        ("crp", "3.1", "mg/L", None),
        ("ferritin", "1,200", "ng/mL", Some(Doubt::Thousands("1200".parse().unwrap()))),
        ("ferritin", "1,20", "ng/mL", Some(Doubt::Rare)),
        ("ferritin", "12,000", "ng/mL", Some(Doubt::Thousands("12000".parse().unwrap()))),
        ("ferritin", "82,123", "ng/mL", None),
        ("tsh", "0,250", "m[IU]/L", None),
    ];
    for (analyte, number, unit, expected) in rows {
        let entered = read(&content.labs, &typed(analyte, number, unit), day(TODAY)).unwrap();
        assert_eq!(entered.doubt, expected, "{analyte} {number} {unit}");
        assert_eq!(entered.result.unit(), unit, "as typed");
        assert_eq!(entered.result.value(), number.replace(',', ".").parse().unwrap(), "as typed");
    }
}

#[test]
fn what_was_probably_meant_is_there_to_be_chosen() {
    let content = content();
    let meant = |analyte, number, unit| {
        let entered = read(&content.labs, &typed(analyte, number, unit), day(TODAY)).unwrap();
        instead(&content.labs, &entered).map(|result| format!("{} {}", result.value(), result.unit()))
    };
    assert_eq!(meant("zinc", "12", "ug/dL").as_deref(), Some("12 umol/L"));
    assert_eq!(meant("ferritin", "1,200", "ng/mL").as_deref(), Some("1200 ng/mL"));
    assert_eq!(meant("hemoglobin", "20", "g/dL"), None);
    assert_eq!(meant("zinc", "80", "ug/dL"), None);
}

#[test]
fn each_field_is_asked_for_and_a_day_to_come_is_refused() {
    let content = content();
    let empty = [Fault::NoAnalyte, Fault::NoNumber, Fault::NoDay];
    assert_eq!(faults(&content, &Typed::default()), empty);
    let good = typed("ferritin", "40", "ng/mL");
    assert!(read(&content.labs, &good, day(TODAY)).is_ok());
    let rows = [
        (Typed { analyte: "ferritine".into(), ..good.clone() }, Fault::NoAnalyte),
        (Typed { unit: "g/dL".into(), ..good.clone() }, Fault::Unit),
        (Typed { unit: String::new(), ..good.clone() }, Fault::Unit),
        (Typed { drawn: "2026-11-23".into(), ..good.clone() }, Fault::Future),
        (Typed { drawn: "2026-02-30".into(), ..good.clone() }, Fault::NoDay),
        (Typed { drawn: "02/11/2026".into(), ..good.clone() }, Fault::NoDay),
        (Typed { after_biotin: None, ..good.clone() }, Fault::NoBiotin),
    ];
    for (typed, expected) in rows {
        assert_eq!(faults(&content, &typed), [expected], "{typed:?}");
    }
    let today = Typed { drawn: TODAY.into(), after_biotin: Some(true), ..good };
    let entered = read(&content.labs, &today, day(TODAY)).unwrap();
    assert!(entered.result.after_biotin());
    let zinc = Typed { after_biotin: None, ..typed("zinc", "80", "ug/dL") };
    assert!(read(&content.labs, &zinc, day(TODAY)).is_ok(), "biotin does not matter to zinc");
}

proptest! {
    /// Whatever is typed: it is refused, or taken as it was typed.
    #[test]
    fn nothing_is_taken_otherwise_than_it_was_typed(number in "[0-9,. a-z-]{0,12}|\\PC{0,8}") {
        let content = content();
        for (analyte, unit) in [("zinc", "ug/dL"), ("hba1c", "mmol/mol"), ("tsh", "m[IU]/L")] {
            if let Ok(entered) = read(&content.labs, &typed(analyte, &number, unit), day(TODAY)) {
                let as_typed: Result<portal::domain::units::Decimal, _> = number.trim().replace(',', ".").parse();
                prop_assert_eq!(Some(entered.result.value()), as_typed.ok());
                prop_assert_eq!(entered.result.unit(), unit);
            }
        }
    }
}
