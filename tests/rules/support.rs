//! The clinic's content as shipped, and patients to ask it about.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use portal::domain::aftercare::guidance::Guidance;
use portal::domain::content::Content;
use portal::domain::formulation::proposal::Proposal;
use portal::domain::ids::Word;
use portal::domain::labs::result::LabResult;
use portal::domain::patient::{Age, Allergies, Patient, Sex, Stage, Unanswered};
use portal::domain::scheduling::offsets::Offsets;
use portal::domain::scheduling::opening::Booking;
use serde_json::Value;

/// A path of the project.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The content as shipped.
pub fn content() -> Content {
    content_with(|_, _| {})
}

/// The content with one file edited, as a clinician would.
pub fn content_with(edit: impl Fn(&str, &mut Value)) -> Content {
    let file = |name: &str| {
        let text = fs::read_to_string(project(&format!("public/clinic/{name}.json"))).unwrap();
        let mut value: Value = serde_json::from_str(&text).unwrap();
        edit(name, &mut value);
        value
    };
    Content {
        clinic: serde_json::from_value(file("clinic")).unwrap(),
        formulary: serde_json::from_value(file("formulary")).unwrap(),
        labs: serde_json::from_value(file("labs")).unwrap(),
        protocol: serde_json::from_value(file("protocol")).unwrap(),
        preparation: serde_json::from_value(file("preparation")).unwrap(),
        aftercare: serde_json::from_value(file("aftercare")).unwrap(),
        facts: serde_json::from_value(file("facts")).unwrap(),
    }
}

/// How sessions are booked, as shipped but for an edit.
pub fn booking_with(edit: impl FnOnce(&mut Value)) -> Booking {
    let text = fs::read_to_string(project("public/clinic/booking.json")).unwrap();
    let mut value = serde_json::from_str(&text).unwrap();
    edit(&mut value);
    serde_json::from_value(value).unwrap()
}

/// What is answered around a session, as shipped.
pub fn guidance() -> Guidance {
    let file = |name: &str| fs::read_to_string(project(&format!("public/clinic/{name}.json"))).unwrap();
    Guidance {
        triage: serde_json::from_str(&file("triage")).unwrap(),
        activities: serde_json::from_str(&file("activities")).unwrap(),
        precheck: serde_json::from_str(&file("precheck")).unwrap(),
    }
}

/// What the clocks of a zone show over a range.
pub fn offsets(zone: Tz, from: &str, to: &str) -> Offsets {
    let range = instant(from)..instant(to);
    Offsets::over(range, &|at| at.with_timezone(&zone).naive_local())
}

/// `2026-11-22T18:00:00+05:30`.
pub fn instant(text: &str) -> DateTime<Utc> {
    portal::domain::time::instant(text).unwrap().to_utc()
}

/// `2026-11-22`.
pub fn day(text: &str) -> NaiveDate {
    portal::domain::time::day(text).unwrap()
}

/// A word of the vocabulary.
pub fn word(text: &str) -> Word {
    Word::try_from(text).unwrap()
}

/// A result of the panel, drawn on a day.
pub fn result(content: &Content, analyte: &str, value: &str, unit: &str, drawn: &str) -> LabResult {
    let analyte = analyte.try_into().unwrap();
    LabResult::checked(&content.labs, &analyte, value.parse().unwrap(), unit, day(drawn), false).unwrap()
}

/// The day on which the rules are asked.
pub const TODAY: &str = "2026-11-22";

/// A complete, healthy set of core results, three weeks old.
pub fn core_results(content: &Content) -> Vec<LabResult> {
    let rows = [
        ("ferritin", "82", "ng/mL"),
        ("hemoglobin", "14.6", "g/dL"),
        ("b12", "420", "pg/mL"),
        ("zinc", "92", "ug/dL"),
        ("vitamin_d", "34", "ng/mL"),
        ("tsh", "2.1", "m[IU]/L"),
    ];
    rows.map(|(analyte, value, unit)| result(content, analyte, value, unit, "2026-11-02")).into()
}

/// A man of 31 with early pattern loss, everything else normal and answered.
pub fn early_aga_man(content: &Content) -> Patient {
    Patient {
        age: Some(Age { from: 31, to: 31 }),
        sex: Some(Sex::M),
        types: vec![word("aga_male")],
        stage: Some(Stage { scale: word("norwood"), value: word("II") }),
        allergies: Allergies::NoneKnown,
        results: core_results(content),
        ..Patient::unknown(day(TODAY), Unanswered::No)
    }
}

/// A woman of 33 with early pattern loss, everything else normal and answered.
pub fn early_aga_woman(content: &Content) -> Patient {
    Patient {
        age: Some(Age { from: 33, to: 33 }),
        sex: Some(Sex::F),
        types: vec![word("aga_female")],
        stage: Some(Stage { scale: word("sinclair"), value: word("2") }),
        ..early_aga_man(content)
    }
}

/// What the rules propose.
#[track_caller]
pub fn proposal(content: &Content, patient: &Patient) -> Proposal {
    Proposal::of(patient, content.rules()).unwrap()
}

/// The included ingredients, by name.
pub fn included(proposal: &Proposal) -> Vec<String> {
    proposal.included().map(|answer| answer.ingredient.to_string()).collect()
}

/// The reason shown for an ingredient, `in` before it if it is in the cocktail.
#[track_caller]
pub fn reason(proposal: &Proposal, ingredient: &str) -> String {
    let answer = proposal.answer(&ingredient.try_into().unwrap()).unwrap();
    format!("{}{}", if answer.included { "in " } else { "" }, answer.reason)
}

/// The flags raised, by name.
pub fn flags(proposal: &Proposal) -> Vec<String> {
    proposal.flags.iter().map(|warning| warning.flag.to_string()).collect()
}
