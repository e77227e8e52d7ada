//! Files that are no record: each refused in one sentence.

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
fn what_nests_without_end_is_refused_and_not_followed() {
    let deep =
        format!("{{\"resourceType\":\"Bundle\",\"entry\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(read(deep.as_bytes()), Err(Refusal::NotJson { line: 1 })));
}
