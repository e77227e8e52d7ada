//! What a patient reports: written as a `QuestionnaireResponse`, read as what the clinic would write.

use chrono::{DateTime, Utc};
use portal::domain::labs::result::LabResult;
use portal::domain::patient::Allergies;
use portal::fhir::facts::Words;
use portal::fhir::record::{Record, patient_as_of};
use portal::fhir::reported::{REPORT, Reported};
use portal::fhir::told::{Told, ToldWhat, add, parts, report, without};
use serde_json::{Value, json};

use crate::records::support::{answer, listed, record, wall_clock};
use crate::support::{TODAY, content, day, word};

fn at() -> DateTime<Utc> {
    portal::domain::time::instant("2026-11-22T09:30:00+05:30").unwrap().with_timezone(&Utc)
}

fn said(kind: &str, of: Option<&str>, words: Option<&str>, on: Option<&str>) -> Reported {
    Reported::Said { kind: word(kind), word: of.map(word), words: words.map(str::to_owned), day: on.map(day) }
}

fn zinc() -> Reported {
    Reported::Result {
        analyte: "zinc".try_into().unwrap(),
        value: "61.50".parse().unwrap(),
        unit: "ug/dL".into(),
        drawn: day("2026-11-20"),
        after_biotin: false,
    }
}

/// A woman's record with one report more.
fn with(reported: &Reported, resources: &[Value]) -> Record {
    let content = content();
    let before = record(resources);
    let resource = reported.resource(&before, Words(&content.facts), at());
    let mut bundle = before.bundle;
    add(&mut bundle, resource);
    Record::of(bundle, content.rules(), &wall_clock, day(TODAY)).unwrap()
}

fn all() -> Vec<Reported> {
    vec![
        said("pregnancy", Some("pregnant"), None, None),
        said("allergy", Some("zinc"), None, None),
        said("allergy", None, Some("Kiwi, my lips swell"), None),
        said("medicine", Some("anticoagulant"), None, None),
        said("medicine", None, Some("A green tablet"), None),
        said("illness", Some("fever"), None, None),
        said("blood_test", None, None, Some("2026-11-24")),
        said("blood_donation", Some("blood_donor"), None, Some("2026-12-01")),
        said("surgery", None, Some("My knee"), Some("2026-12-20")),
        said("other_treatment", Some("prp"), None, Some("2026-11-10")),
        said("wish", Some("non_hormonal"), None, None),
        zinc(),
    ]
}

#[test]
fn every_report_is_read_back_as_it_was_made() {
    let content = content();
    let before = record(&[]);
    for reported in all() {
        let resource = reported.resource(&before, Words(&content.facts), at());
        assert_eq!(resource["questionnaire"], REPORT);
        assert_eq!(Reported::read(&resource), Some(reported));
    }
}

#[test]
fn each_kind_reaches_the_rules() {
    let patient = |reported: &Reported| with(reported, &[]).patient;
    let kinds = all();
    assert_eq!(patient(&kinds[0]).facts.get(&word("pregnant")), Some(&true));
    assert_eq!(patient(&kinds[1]).allergies, Allergies::Listed(vec![word("zinc")]));
    assert_eq!(patient(&kinds[3]).medicines, [word("anticoagulant")]);
    assert_eq!(patient(&kinds[5]).conditions, [word("fever")]);
    assert_eq!(patient(&kinds[6]).blood_test_in_days, Some(2));
    assert_eq!(patient(&kinds[7]).facts.get(&word("blood_donor")), Some(&true));
    assert_eq!(patient(&kinds[9]).adjuncts, [word("prp")]);
    assert_eq!(patient(&kinds[10]).wishes, [word("non_hormonal")]);
    let results = patient(&kinds[11]).results;
    let [result] = results.as_slice() else { panic!("{results:?}") };
    assert_eq!(
        (result.value().to_string(), result.unit(), result.drawn(), result.is_told()),
        ("61.50".to_owned(), "ug/dL", day("2026-11-20"), true)
    );
}

#[test]
fn what_no_rule_reads_is_listed_for_the_clinic() {
    let lists = |at: usize| listed(&with(&all()[at], &[]));
    assert!(lists(2)[0].contains("the allergy `Kiwi, my lips swell`"), "{:?}", lists(2));
    assert_eq!(with(&all()[2], &[]).patient.allergies, Allergies::Listed(vec![]));
    assert!(lists(4)[0].contains("`A green tablet`"), "{:?}", lists(4));
    assert!(lists(8)[0].contains("in your own words"), "{:?}", lists(8));
}

#[test]
fn a_report_counts_more_than_an_older_answer_and_not_before_its_day() {
    let older = answer("pregnant", &json!({"valueBoolean": false, "effectiveDateTime": "2026-11-12"}));
    let record = with(&all()[0], &[older]);
    assert_eq!(record.patient.facts.get(&word("pregnant")), Some(&true));
    let content = content();
    let before = patient_as_of(&record.bundle, content.rules(), &wall_clock, day("2026-11-21")).unwrap();
    assert_eq!(before.facts.get(&word("pregnant")), Some(&false));
    let allergic = with(&all()[1], &[]);
    let before = patient_as_of(&allergic.bundle, content.rules(), &wall_clock, day("2026-11-21")).unwrap();
    assert_eq!(before.allergies, Allergies::NotRecorded);
}

#[test]
fn results_of_the_clinic_are_not_the_patients() {
    let observation = crate::records::support::ferritin(&json!({}));
    let told: Vec<_> = with(&zinc(), &[observation]).patient.results.iter().map(LabResult::is_told).collect();
    assert_eq!(told, [false, true]);
}

#[test]
fn a_report_lies_beside_the_file_until_it_is_withdrawn() {
    let content = content();
    let before = record(&[]);
    let later = at() + chrono::TimeDelta::minutes(1);
    let first = report(None, &before, &content.facts, &all()[0], at()).unwrap();
    let both = report(Some(&first), &before, &content.facts, &zinc(), later).unwrap();
    let told = parts(&both);
    let reported = |told: &Told| match &told.what {
        ToldWhat::Report { reported, at } => Some((reported.clone(), *at)),
        ToldWhat::Session { .. }
        | ToldWhat::Away { .. }
        | ToldWhat::Visit(_)
        | ToldWhat::Appointment { .. } => None,
    };
    assert_eq!(
        told.iter().filter_map(reported).collect::<Vec<_>>(),
        [(all()[0].clone(), at()), (zinc(), later)]
    );
    assert_eq!(parts(&without(&both, &told[1].id).unwrap()), parts(&first));
    assert_eq!(parts(&without(&first, &told[0].id).unwrap()), []);
}

#[test]
fn a_questionnaire_of_somebody_else_is_listed_and_changes_nothing() {
    let other = crate::records::support::of_patient(
        "QuestionnaireResponse",
        json!({"id": "q", "status": "completed", "authored": "2026-11-20", "item": [{"linkId": "pregnancy", "answer": [{"valueBoolean": true}]}]}),
        &json!({}),
    );
    let record = record(&[other]);
    assert_eq!(record.patient.facts.get(&word("pregnant")), None);
    assert!(listed(&record)[0].contains("QuestionnaireResponse"));
}
