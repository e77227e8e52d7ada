//! Whose record it is, and whether two records are of one person.

use portal::fhir::moment::Moment;
use portal::fhir::person::Person;
use serde_json::{Value, json};

use crate::support::day;

const CLINIC: &str = "https://sapphireroots.example/fhir/sid/patient";

fn document(patient: &Value) -> Value {
    let mut patient = patient.clone();
    patient["resourceType"] = "Patient".into();
    json!({"resourceType": "Bundle", "entry": [{"resource": patient}]})
}

fn meera(members: &Value) -> Value {
    let mut patient =
        json!({"name": [{"text": "Meera Nair", "given": ["Meera"]}], "birthDate": "1997-06-09"});
    for (name, member) in members.as_object().unwrap() {
        patient[name] = member.clone();
    }
    patient
}

fn number(system: &str, value: &str) -> Value {
    json!([{"system": system, "value": value}])
}

#[test]
fn one_number_of_one_system_or_name_and_day_of_birth_make_one_person() {
    #[track_caller]
    fn check(one: &Value, other: &Value, same: bool) {
        let [one, other] = [one, other].map(|members| Person::of(&document(&meera(members))).unwrap());
        assert_eq!((one.is_same_as(&other), other.is_same_as(&one)), (same, same));
    }
    let numbered =
        |system, value, name: &str| json!({"identifier": number(system, value), "name": [{"text": name}]});
    check(&json!({}), &json!({}), true);
    check(&json!({}), &json!({"name": [{"text": " meera  NAIR"}]}), true);
    check(&json!({}), &json!({"name": [{"given": ["Meera"], "family": "Nair"}]}), true);
    check(&json!({}), &json!({"birthDate": "1997-06-10"}), false);
    check(&json!({}), &json!({"name": [{"text": "Meera Nair Rao"}]}), false);
    check(&json!({}), &json!({"name": [{"text": "Meera"}]}), false);
    check(&json!({"birthDate": "1997"}), &json!({"birthDate": "1997"}), false);
    check(&json!({"birthDate": null}), &json!({"birthDate": null}), false);
    check(&json!({"name": []}), &json!({"name": []}), false);
    check(&numbered(CLINIC, "17", "Meera Nair"), &numbered(CLINIC, "17", "Meera Rao"), true);
    check(&numbered(CLINIC, "17", "Meera Nair"), &numbered(CLINIC, "18", "Meera Rao"), false);
    check(&numbered(CLINIC, "17", "Meera Nair"), &numbered("urn:other", "17", "Meera Rao"), false);
    check(
        &json!({"identifier": [{"value": "17"}], "name": [{"text": "Meera Nair"}]}),
        &json!({"identifier": [{"value": "17"}], "name": [{"text": "Meera Rao"}]}),
        false,
    );
}

#[test]
fn a_record_is_as_old_as_its_bundle_says() {
    #[track_caller]
    fn check(members: &Value, written: Option<Moment>) {
        let mut document = document(&meera(&json!({})));
        for (name, member) in members.as_object().unwrap() {
            document[name] = member.clone();
        }
        assert_eq!(Person::of(&document).unwrap().written, written);
    }
    let instant = portal::domain::time::instant("2026-11-02T09:00:00+05:30").unwrap();
    let instant = Some(Moment::Instant(instant.with_timezone(&chrono::Utc)));
    let changed = json!({"lastUpdated": "2026-11-02T09:00:00+05:30"});
    check(&json!({}), None);
    check(&json!({"timestamp": "2026-11-02T09:00:00+05:30"}), instant);
    check(&json!({"meta": changed}), instant);
    check(&json!({"timestamp": "2026-11-03", "meta": changed}), Some(Moment::Day(day("2026-11-03"))));
    check(&json!({"timestamp": "last week"}), None);
}

#[test]
fn only_the_record_of_exactly_one_has_a_person() {
    let two = json!({"entry": [
        {"resource": {"resourceType": "Patient", "id": "a"}},
        {"resource": {"resourceType": "Patient", "id": "b"}}
    ]});
    assert_eq!(Person::of(&two), None);
    assert_eq!(Person::of(&json!({"resourceType": "Bundle"})), None);
    assert_eq!(Person::of(&Value::Null), None);
}

/// UAX 9: what is written in an embedding, an override or an isolate, and what ends them.
#[test]
fn a_name_keeps_within_itself() {
    #[track_caller]
    fn check(written: &str, shown: Option<&str>) {
        let patient = json!({"name": [{"text": written, "given": [written]}]});
        let person = Person::of(&document(&patient)).unwrap();
        assert_eq!((person.name.as_deref(), person.given_name.as_deref()), (shown, shown));
    }
    check("מירה נאיר", Some("מירה נאיר"));
    check("Mee\u{200d}ra\u{200e}", Some("Mee\u{200d}ra\u{200e}"));
    check("\u{202e}riaN\u{202c} \u{2069}\u{202e}areeM", Some("riaN areeM"));
    check("\u{202a}\u{202b}\u{202d}\u{2066}\u{2067}\u{2068}Meera\u{2069}", Some("Meera"));
    check("Meera\r\n\tNair\0\u{7f}", Some("Meera   Nair"));
    check("\u{202e} \u{2069}\n", None);
    let long = "M".repeat(201);
    check(&long[..200], Some(&long[..200]));
    check(&long, Some(&format!("{}…", &long[..200])));
}
