//! Blood values: read, or listed with what is wrong.

use serde_json::{Value, json};

use crate::records::support::{ferritin, listed, read, record, session};

/// Issue "Bad input": what is wrong with a blood value is said, and no rule uses it.
#[test]
fn a_blood_value_is_read_or_listed() {
    #[track_caller]
    fn check(members: &Value, kept: &[&str], said: &[&str]) {
        let record = record(&[ferritin(members)]);
        let results: Vec<_> = record
            .patient
            .results
            .iter()
            .map(|r| format!("{} {} {}", r.value(), r.unit(), r.drawn()))
            .collect();
        assert_eq!((results, listed(&record)), (strings(kept), strings(said)));
    }
    fn strings(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }
    let quantity = |quantity: &Value| json!({"valueQuantity": quantity});
    let ucum = |value: &Value, code: &str| json!({"valueQuantity": {"value": value, "system": "http://unitsofmeasure.org", "code": code}});
    check(&json!({}), &["18 ng/mL 2026-11-02"], &[]);
    check(&json!({"status": "corrected"}), &["18 ng/mL 2026-11-02"], &[]);
    check(&quantity(&json!({"value": 18, "unit": "µg/L"})), &["18 ug/L 2026-11-02"], &[]);
    check(&quantity(&json!({"value": 18, "unit": "ng / ml"})), &["18 ng/mL 2026-11-02"], &[]);
    check(&json!({"effectiveDateTime": "2026-11-02T20:00:00Z"}), &["18 ng/mL 2026-11-03"], &[]);
    check(
        &quantity(&json!({"value": 18})),
        &[],
        &["Observation/f: its value 18 has no unit, so it is not used; ask the laboratory for the unit"],
    );
    check(
        &ucum(&json!(18), "g/dL"),
        &[],
        &[
            "Observation/f: ferritin is not measured in `g/dL`, so the value is not used; it should be in ng/mL",
        ],
    );
    check(
        &quantity(
            &json!({"value": 18, "unit": "pmol/L", "system": "http://unitsofmeasure.org", "code": "ng/mL"}),
        ),
        &[],
        &["Observation/f: its unit is coded as `ng/mL` but written as `pmol/L`, so the value is not used"],
    );
    check(
        &quantity(&json!({"value": 15, "comparator": "<", "unit": "ng/mL"})),
        &[],
        &["Observation/f: its value is only a bound (`<15`), so it is not used"],
    );
    check(
        &json!({"effectiveDateTime": "2026-11-23"}),
        &["18 ng/mL 2026-11-23"],
        &["Observation/f: its date 2026-11-23 is in the future, so it is not used"],
    );
    check(
        &ucum(&json!(99_999), "ng/mL"),
        &["99999 ng/mL 2026-11-02"],
        &[
            "Observation/f: ferritin 99999 ng/mL is not believed (it should lie between 1 and 20000 ng/mL), so it is not used",
        ],
    );
    check(
        &ucum(&json!(2), "ng/mL"),
        &["2 ng/mL 2026-11-02"],
        &[
            "Observation/f: ferritin 2 ng/mL is unusual (mostly between 3 and 1000 ng/mL); it is used, but check it against the report",
        ],
    );
    check(
        &json!({"status": "entered-in-error"}),
        &[],
        &["Observation/f: it is marked as entered in error, so it is not used"],
    );
    for status in ["registered", "preliminary", "cancelled", "unknown"] {
        let sentence = format!("Observation/f: its status is `{status}`, so it is not used");
        check(&json!({"status": status}), &[], &[&sentence]);
    }
    check(
        &json!({"effectiveDateTime": null, "issued": "2026-11-02T10:00:00Z"}),
        &[],
        &["Observation/f: it has no date, so it is not used"],
    );
    check(
        &json!({"effectiveDateTime": "2026-11"}),
        &[],
        &["Observation/f: `2026-11` is not a whole date, so it is not used"],
    );
    check(
        &json!({"modifierExtension": [{"url": "http://x.example/not"}]}),
        &[],
        &[
            "Observation/f: it carries `http://x.example/not`, which may change its meaning, so it is not used",
        ],
    );
    check(
        &json!({"subject": {"reference": "Patient/q"}}),
        &[],
        &["Observation/f: it is about Patient/q, not about this patient, so it is not used"],
    );
    check(
        &json!({"valueQuantity": null, "dataAbsentReason": {"text": "sample lost"}}),
        &[],
        &["Observation/f: it has no value (sample lost)"],
    );
}

#[test]
fn a_number_with_more_digits_than_can_be_kept_is_listed() {
    let long = r#"{"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient", "id": "p"}}, {"resource":
        {"resourceType": "Observation", "id": "f", "status": "final", "effectiveDateTime": "2026-11-02",
         "code": {"coding": [{"system": "http://loinc.org", "code": "2276-4"}]},
         "valueQuantity": {"value": 18.000000000000000001, "unit": "ng/mL"}}}]}"#;
    let record = read(long.as_bytes()).unwrap();
    assert_eq!(record.patient.results, []);
    assert_eq!(
        listed(&record),
        ["Observation/f: `18.000000000000000001` is not a number of at most 17 digits, so it is not used"]
    );
}

#[test]
fn a_panel_speaks_by_its_components_and_a_doubled_resource_once() {
    let component = |code: &str, value: u32, unit: &str| json!({"code": {"coding": [{"system": "http://loinc.org", "code": code}]}, "valueQuantity": {"value": value, "unit": unit}});
    let panel = ferritin(&json!({
        "code": {"text": "Iron studies"}, "valueQuantity": null,
        "component": [component("2276-4", 18, "ng/mL"), component("2498-4", 40, "ug/dL"), component("1-8", 1, "1")]
    }));
    let record = record(&[panel.clone(), panel]);
    let read: Vec<_> = record.patient.results.iter().map(|result| result.analyte().to_string()).collect();
    assert_eq!(read, ["ferritin", "iron"]);
    assert_eq!(
        listed(&record),
        [
            "Observation/f component 3: the clinic's vocabulary does not have `1-8`, so it is not used; show it to the doctor"
        ]
    );
}

/// S20, S21: biotin within 72 hours before the draw spoils the test.
#[test]
fn biotin_of_a_session_shortly_before_the_draw_is_seen() {
    #[track_caller]
    fn check(drawn: &str, spoiled: bool) {
        let given = session("s", &json!({"start": "2026-11-10T10:00:00Z", "end": "2026-11-10T11:00:00Z"}));
        let record = record(&[given.to_vec(), vec![ferritin(&json!({"effectiveDateTime": drawn}))]].concat());
        assert_eq!(record.patient.results[0].after_biotin(), spoiled);
    }
    check("2026-11-10T10:59:00Z", false);
    check("2026-11-10T11:00:00Z", true);
    check("2026-11-13T10:59:00Z", true);
    check("2026-11-13T11:00:00Z", false);
    check("2026-11-13", true);
    check("2026-11-14", false);
    let url = "https://sapphireroots.example/fhir/StructureDefinition/after-biotin";
    let said = record(&[ferritin(&json!({"extension": [{"url": url, "valueBoolean": true}]}))]);
    assert!(said.patient.results[0].after_biotin());
}
