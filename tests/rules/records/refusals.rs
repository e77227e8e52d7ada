//! Files that are no record: each refused in one sentence.

use portal::fhir::not_understood::MOST;
use portal::fhir::record::{Refusal, TOO_LARGE};

use crate::records::support::read;

const NOT_JSON: &str =
    "the file is not JSON: line 2 cannot be read; ask the clinic for the record as a FHIR file (JSON)";

#[test]
fn a_file_that_is_no_record_is_refused_in_one_sentence() {
    #[track_caller]
    fn check(bytes: &[u8], key: &str, sentence: &str) {
        let refusal = read(bytes).unwrap_err();
        assert_eq!((refusal.key(), refusal.to_string().as_str()), (key, sentence));
    }
    check(b"{\n oops", "refusal.not_json", NOT_JSON);
    check(
        b"\xff\xd8\xff",
        "refusal.not_text",
        "the file is not readable text from byte 0 on; ask the clinic for the record as a FHIR file (JSON)",
    );
    check(
        br#"{"resourceType": "Patient"}"#,
        "refusal.not_a_bundle",
        "the file is a FHIR Patient, not a FHIR Bundle; ask the clinic for the whole record as one Bundle",
    );
    check(
        b"[1, 2]",
        "refusal.not_a_bundle",
        "the file is JSON of another kind, not a FHIR Bundle; ask the clinic for the whole record as one Bundle",
    );
    check(
        br#"{"resourceType": "Bundle"}"#,
        "refusal.no_patient",
        "the Bundle has no Patient, so it cannot be told whose record it is; ask the clinic for the whole record",
    );
    check(
        br#"{"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient", "id": "a"}}, {"resource": {"resourceType": "Patient", "id": "b"}}]}"#,
        "refusal.several_patients",
        "the Bundle has 2 Patients, and only the record of one person is opened; ask the clinic for yours alone",
    );
    check(
        &vec![b' '; TOO_LARGE],
        "refusal.too_large",
        "the file has 20000000 bytes, and only files under 20000000 bytes are opened; ask the clinic for your record without pictures",
    );
}

#[test]
fn a_file_just_under_the_limit_is_read_and_so_is_one_with_a_mark_before_it() {
    let mut file = "\u{feff}{\"resourceType\": \"Bundle\", \"entry\": [{\"resource\": {\"resourceType\": \"Patient\"}}]}".to_owned();
    assert!(read(file.as_bytes()).is_ok());
    file.push_str(&" ".repeat(TOO_LARGE - 1 - file.len()));
    assert!(read(file.as_bytes()).is_ok());
}

#[test]
fn a_file_of_which_more_is_not_understood_than_can_be_listed_is_refused() {
    let file = |parts: usize| {
        let nothing = ",{}".repeat(parts);
        format!(
            r#"{{"resourceType": "Bundle", "entry": [{{"resource": {{"resourceType": "Patient"}}}}{nothing}]}}"#
        )
    };
    assert_eq!(read(file(MOST).as_bytes()).unwrap().not_understood.len(), MOST);
    let refusal = read(file(MOST + 1).as_bytes()).unwrap_err();
    assert_eq!(
        (refusal.key(), &refusal),
        ("refusal.too_much_unknown", &Refusal::TooMuchUnknown { limit: MOST })
    );
    let parts = "{},".repeat(MOST);
    let panel = format!(
        r#"{{"resourceType": "Bundle", "entry": [{{"resource": {{"resourceType": "Patient"}}}}, {{"resource":
        {{"resourceType": "Observation", "status": "final", "component": [{parts}{{}}]}}}}]}}"#
    );
    assert_eq!(read(panel.as_bytes()), Err(Refusal::TooMuchUnknown { limit: MOST }));
}

#[test]
fn what_nests_without_end_is_refused_and_not_followed() {
    let deep =
        format!("{{\"resourceType\":\"Bundle\",\"entry\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(read(deep.as_bytes()), Err(Refusal::NotJson { line: 1 })));
}
