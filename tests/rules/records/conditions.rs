//! Conditions: types of hair loss with their stage, illnesses, transplants.

use portal::domain::patient::Transplant;
use serde_json::{Value, json};

use crate::records::support::{bundle, condition, listed, of_patient, own, record};

/// CLINICAL.md 3: codes of the types of hair loss.
#[test]
fn a_code_of_hair_loss_is_its_type() {
    #[track_caller]
    fn check(conditions: &[Value], types: &[&str]) {
        let record = record(conditions);
        let read: Vec<_> = record.patient.types.iter().map(portal::domain::ids::Word::as_str).collect();
        assert_eq!(read, types, "{:?}", listed(&record));
    }
    let nothing = json!({});
    check(&[condition("icd", "L64.9", &nothing)], &["aga_female"]);
    check(&[condition("icdcm", "L64.8", &nothing)], &["aga_female"]);
    check(&[condition("sct", "87872006", &nothing)], &["aga_female"]);
    check(&[condition("icd", "L65.0", &json!({"onsetDateTime": "2026-05-23"}))], &["te_acute"]);
    check(&[condition("icd", "L65.0", &json!({"onsetDateTime": "2026-05-22"}))], &["te_chronic"]);
    check(&[condition("icd", "L65.0", &json!({"onsetDateTime": "2025"}))], &["te_chronic"]);
    check(&[condition("sct", "39479004", &json!({"onsetPeriod": {"start": "2026-09"}}))], &["te_acute"]);
    check(&[condition("icd", "L63.1", &nothing)], &["aa"]);
    check(&[condition("icdcm", "L66.12", &nothing)], &["scarring"]);
    check(&[condition("icd", "L93.0", &nothing)], &["scarring"]);
    check(&[condition("icd", "B35.0", &nothing)], &["tinea"]);
    check(&[condition("icd", "L65.1", &nothing)], &["anagen_effluvium"]);
    check(&[condition("icd", "F63.3", &nothing)], &["trichotillomania"]);
    check(&[condition("icd", "L65.8", &nothing)], &["other_unknown"]);
    check(&[condition("icd", "L65.8", &nothing), condition("icd", "E61.1", &nothing)], &["nutritional"]);
    check(&[condition("icd", "L65.8", &nothing), condition("sct", "87522002", &nothing)], &["nutritional"]);
    check(&[condition("icd", "E61.1", &nothing)], &[]);
    check(&[condition("own", "traction", &nothing)], &["traction"]);
    for over in ["inactive", "remission", "resolved"] {
        let over = json!({"clinicalStatus": {"coding": [{"code": over}]}});
        check(&[condition("icd", "L63.9", &over)], &[]);
    }
    check(
        &[condition("icd", "L63.9", &json!({"verificationStatus": {"coding": [{"code": "refuted"}]}}))],
        &[],
    );
}

#[test]
fn hair_loss_of_an_unknown_kind_is_listed_and_read_as_unknown() {
    let nothing = json!({});
    let unknown = record(&[condition("icd", "L65.2", &nothing)]);
    assert_eq!(unknown.patient.types, [crate::support::word("other_unknown")]);
    assert_eq!(
        listed(&unknown),
        ["Condition/c: `L65.2` is a kind of hair loss the rules do not know; it is read as unknown"]
    );
    let no_onset = record(&[condition("icd", "L65.0", &nothing)]);
    assert_eq!(no_onset.patient.types, [crate::support::word("te_chronic")]);
    assert_eq!(listed(&no_onset).len(), 1);

    let subject = json!({"resourceType": "Patient", "id": "p"});
    let no_sex = bundle(&[subject, condition("icd", "L64.9", &nothing)]);
    assert_eq!(no_sex.patient.types, [crate::support::word("other_unknown")]);
    assert_eq!(
        listed(&no_sex),
        [
            "Condition/c: what `L64.9` means depends on the sex, which the record does not give; it is read as unknown"
        ]
    );
}

#[test]
fn a_stage_is_read_from_its_code_or_its_words() {
    #[track_caller]
    fn check(stage: &Value, read: Option<(&str, &str)>) {
        let record = record(&[condition("icd", "L64.9", &json!({"stage": [stage]}))]);
        let stage = record.patient.stage.as_ref().map(|stage| (stage.scale.as_str(), stage.value.as_str()));
        assert_eq!(stage, read);
        assert_eq!(record.not_understood.len(), usize::from(read.is_none()), "{:?}", listed(&record));
    }
    let text = |text: &str| json!({"summary": {"text": text}});
    check(&json!({"summary": own("norwood-III")}), Some(("norwood", "III")));
    check(&text("Norwood III"), Some(("norwood", "III")));
    check(&text("Norwood-Hamilton III-vertex"), Some(("norwood", "III-vertex")));
    check(&text("Hamilton-Norwood scale, type IIIa"), Some(("norwood", "IIIa")));
    check(&text("Norwood 3 vertex"), Some(("norwood", "III-vertex")));
    check(&text("Ludwig I"), Some(("ludwig", "I")));
    check(&text("Sinclair grade 2"), Some(("sinclair", "2")));
    check(&text("Sinclair II"), Some(("sinclair", "2")));
    check(&json!({"type": {"text": "Ludwig"}, "summary": {"text": "II"}}), Some(("ludwig", "II")));
    check(&text("Ludwig IV"), None);
    check(&text("mild"), None);
}

#[test]
fn an_illness_counts_as_long_as_the_content_says() {
    #[track_caller]
    fn check(code: &str, members: &Value, illnesses: &[&str]) {
        let record = record(&[condition("icd", code, members)]);
        let read: Vec<_> = record.patient.conditions.iter().map(portal::domain::ids::Word::as_str).collect();
        assert_eq!(read, illnesses);
    }
    let over =
        |on: &str| json!({"clinicalStatus": {"coding": [{"code": "resolved"}]}, "abatementDateTime": on});
    check("I25.1", &json!({}), &["cvd"]);
    check("I25.1", &over("2026-01-01"), &[]);
    check(
        "F32.1",
        &json!({"clinicalStatus": {"coding": [{"code": "remission"}]}}),
        &["depression_or_suicidality"],
    );
    check("C34.1", &json!({}), &["cancer_history", "active_cancer"]);
    check("C34.1", &over("2021-11-22"), &["cancer_history", "active_cancer"]);
    check("C34.1", &over("2021-11-21"), &["cancer_history"]);
}

#[test]
fn a_transplant_is_dated_or_its_day_is_open() {
    #[track_caller]
    fn check(resource: Value, transplant: Transplant) {
        let record = record(&[resource]);
        assert_eq!(record.patient.transplant, transplant);
        assert_eq!(record.patient.types, [crate::support::word("post_transplant")]);
    }
    let done = |members: Value| {
        of_patient(
            "Procedure",
            json!({"id": "t", "status": "completed", "code": own("hair_transplant")}),
            &members,
        )
    };
    check(done(json!({"performedDateTime": "2026-11-01"})), Transplant::DaysAgo(21));
    check(done(json!({})), Transplant::DayNotGiven);
    check(condition("icd", "Z41.0", &json!({"onsetDateTime": "2026-11-12"})), Transplant::DaysAgo(10));
    check(condition("icd", "Z41.0", &json!({})), Transplant::DayNotGiven);
}
