//! Case files and files of rows: read strictly, every fault with its place.

use portal::domain::patient::{Allergies, Transplant, Unanswered};
use portal::fhir::outside::Outside;
use serde_json::{Value, json};

use crate::support::content;

/// A complete small case with one member changed; `null` takes the member away.
fn case(place: &str, member: Value) -> Value {
    let mut case = json!({
        "as_of": "2026-11-22", "patient": {"age": 31, "sex": "M"}, "types": ["aga_male"],
        "labs": [{"analyte": "ferritin", "value": 82, "unit": "ng/mL", "date": "2026-11-02"}]
    });
    let (parent, name) = place.rsplit_once('/').unwrap();
    let members = case.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match member {
        Value::Null => {
            members.remove(name).unwrap();
        }
        member => {
            members.insert(name.to_owned(), member);
        }
    }
    case
}

fn read(file: &Value) -> Result<Outside, String> {
    Outside::read(file.to_string().as_bytes(), content().rules()).map_err(|fault| fault.to_string())
}

#[test]
fn a_case_is_a_complete_answer() {
    let Ok(Outside::Case(case)) = read(&case("/id", json!("V"))) else { panic!("no case") };
    assert_eq!(case.patient.unanswered, Unanswered::No);
    assert_eq!(case.patient.allergies, Allergies::NoneKnown);
    assert_eq!(case.patient.transplant, Transplant::None);
    assert_eq!(case.expected, None);
}

#[test]
fn a_faulty_case_is_refused_with_the_place() {
    #[track_caller]
    fn check(place: &str, member: Value, sentence: &str) {
        assert_eq!(read(&case(place, member)).err().as_deref(), Some(sentence));
    }
    let format = "is not a known key; remove it or spell it as the format does";
    check("/colour", json!("red"), &format!("colour {format}"));
    check("/patient/colour", json!("red"), &format!("patient.colour {format}"));
    check("/labs/0/colour", json!("red"), &format!("labs[0].colour {format}"));
    check("/patient/sex", Value::Null, "patient.sex is missing; write it");
    check("/patient/age", Value::Null, "patient.age is missing; write it");
    check("/as_of", Value::Null, "as_of is missing; write it");
    check("/patient/sex", json!("X"), "patient.sex is not `M` or `F`; write it as such");
    check("/patient/age", json!(31.5), "patient.age is not a whole number, 0 or more; write it as such");
    check("/patient/pregnant", json!("no"), "patient.pregnant is not true or false; write it as such");
    check("/as_of", json!("22.11.2026"), "as_of: `22.11.2026` is not a day: write YYYY-MM-DD");
    let word = "use a word of the clinic's vocabulary";
    check(
        "/types",
        json!(["bald"]),
        &format!("types[0]: `bald` is not one of the known types of hair loss; {word}"),
    );
    check(
        "/allergies",
        json!(["iron", "pollen"]),
        &format!("allergies[1]: `pollen` is not one of the known allergies; {word}"),
    );
    check(
        "/preference",
        json!("cheap"),
        &format!("preference: `cheap` is not one of the known preferences; {word}"),
    );
    check(
        "/stage",
        json!({"scale": "norwood", "value": "VIII"}),
        &format!("stage.value: `VIII` is not one of the known steps of that scale; {word}"),
    );
    check(
        "/labs/0/analyte",
        json!("gold"),
        &format!("labs[0].analyte: `gold` is not one of the known blood values; {word}"),
    );
    check("/labs/0/unit", json!("g/dL"), "labs[0].unit: ferritin is not measured in `g/dL`: use ng/mL");
    check("/labs/0/value", json!("82"), "labs[0].value is not a number; write it as such");
    check("/conditions", json!("cvd"), "conditions is not a list; write it as such");
    check("/expected", json!({}), "expected.status is missing; write it");
    check(
        "/transplant_days_ago",
        json!(-1),
        "transplant_days_ago is not a whole number, 0 or more; write it as such",
    );
}

#[test]
fn a_faulty_row_of_symptoms_is_refused_with_the_place() {
    #[track_caller]
    fn check(key: &str, member: Value, sentence: &str) {
        let mut row = json!({"symptoms": ["redness"], "hours_since_session": 1, "level": "EXPECTED"});
        row[key] = member;
        let refused = read(&json!({"cases": [row]})).err();
        assert_eq!(refused.as_deref(), Some(&*format!("cases[0].{sentence}")));
    }
    let hours = "hours_since_session is not a number of hours, 0 or more; write it as such";
    check("hours_since_session", json!(-0.5), hours);
    check("hours_since_session", json!(90_000_000_000_000_000_u64), hours);
    check("hours_since_session", json!("1"), "hours_since_session is not a number; write it as such");
    check("hours", json!(1), "hours is not a known key; remove it or spell it as the format does");
    check("symptoms", json!("redness"), "symptoms is not a list; write it as such");
    let word = "use a word of the clinic's vocabulary";
    check(
        "symptoms",
        json!(["red skin"]),
        &format!("symptoms[0]: `red skin` is not one of the known symptoms; {word}"),
    );
    check("level", json!("MILD"), &format!("level: `MILD` is not one of the known levels; {word}"));
    check("minoxidil_given", json!("no"), "minoxidil_given is not true or false; write it as such");
}

#[test]
fn a_file_is_told_by_its_shape() {
    assert!(matches!(read(&json!({"resourceType": "Bundle"})), Ok(Outside::Fhir(_))));
    let rows = json!({"lateness": [{"phase": "loading", "last_given": "2026-12-01", "on": "2026-12-06", "gap_days": 5, "verdict": "TOO_EARLY"}]});
    assert!(matches!(read(&rows), Ok(Outside::Rows(_))));
    let triage = json!({"source": "x", "cases": [{"symptoms": ["redness"], "hours_since_session": 0.3, "level": "EXPECTED"}]});
    assert!(matches!(read(&triage), Ok(Outside::Triage(_))));
    assert!(read(&json!({"hello": 1})).is_err());
    assert!(read(&json!([])).is_err());
    let faulty =
        json!({"series": [{"first": "2026-12-01", "loading_sessions": 8, "interval_days": 14, "photo": []}]});
    assert_eq!(
        read(&faulty).err().as_deref(),
        Some("series[0].photo is not a known key; remove it or spell it as the format does")
    );
}
