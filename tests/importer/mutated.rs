//! Files that nobody has written: bytes, JSON, and sample records with faults put into them. Each is refused, or it is a record that
//! is shown and written back equal; nothing ends the program.
//!
//! `PROPTEST_CASES=100000 cargo test --test importer mutated` looks for longer.

use std::sync::LazyLock;
use std::{env, fs};

use portal::domain::content::Content;
use portal::fhir::json;
use portal::fhir::outside::Outside;
use portal::fhir::record::document;
use portal::fhir::told;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};

use crate::phone::open;
use crate::support::{content, project};

static CONTENT: LazyLock<Content> = LazyLock::new(content);

/// The sample records, and what patients have told.
static SAMPLES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let files = fs::read_dir(project("public/clinic/samples")).unwrap().map(|entry| entry.unwrap().path());
    let samples = files.map(|path| serde_json::from_slice(&fs::read(path).unwrap()).unwrap());
    samples.filter(|sample: &Value| sample["resourceType"] == "Bundle").collect()
});

/// Members that the reader asks for, and some that it must not stumble over.
const NAMES: [&str; 48] = [
    "resourceType",
    "id",
    "fullUrl",
    "resource",
    "entry",
    "status",
    "code",
    "coding",
    "system",
    "display",
    "text",
    "valueQuantity",
    "value",
    "unit",
    "comparator",
    "valueBoolean",
    "valueCodeableConcept",
    "dataAbsentReason",
    "component",
    "hasMember",
    "effectiveDateTime",
    "effectivePeriod",
    "performedPeriod",
    "performedDateTime",
    "start",
    "end",
    "onsetDateTime",
    "abatementDateTime",
    "birthDate",
    "name",
    "given",
    "family",
    "gender",
    "subject",
    "patient",
    "reference",
    "identifier",
    "contained",
    "partOf",
    "participant",
    "actor",
    "stage",
    "summary",
    "extension",
    "modifierExtension",
    "meta",
    "lastUpdated",
    "__proto__",
];

/// Texts that stand where another is expected.
const TEXTS: [&str; 44] = [
    "",
    " ",
    "\0",
    "\u{7f}",
    "\u{feff}",
    "\u{202e}gnp.exe",
    "\u{2066}\u{2067}",
    "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
    "e\u{301}\u{301}\u{301}",
    "\u{ffff}",
    "\u{10ffff}",
    "ẞİı",
    "٣",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "__proto__",
    "#",
    "#m",
    "Patient/",
    "Patient/p/_history/1",
    "é/_history/",
    "http://",
    "http:///",
    "https://example.org/fhir/Patient/p",
    "urn:uuid:",
    "0000-00-00",
    "2026-02-30",
    "2026",
    "2026-13",
    "1900-01-01",
    "2999-12-31",
    "2999-12-31T23:59:59.999999999999+14:00",
    "1900-01-01T00:00:00-23:59",
    "2026-11-22T24:00:00Z",
    "2026-11-22T23:59:60Z",
    "2026-11-22T18:00:00+99:99",
    "２０２６-11-22",
    "2026-11-2é",
    "final",
    "completed",
    "entered-in-error",
    "norwood",
    "sinclair --- 99",
    "*",
];

/// Numbers as a file may write them.
const NUMBERS: [&str; 12] = [
    "0",
    "-0",
    "0.0",
    "-1",
    "18.000000000000000001",
    "99999999999999999",
    "18446744073709551616",
    "1e400",
    "-1e-400",
    "1E+39",
    "170141183460469231731687303715884105728",
    "0.00000000000000000000000000000000000000000001",
];

/// One fault.
#[derive(Debug, Clone)]
enum Fault {
    /// A part is something else.
    Other(Index, Value),
    /// A member or entry of a part is gone.
    Gone(Index, Index),
    /// A member or entry of a part is there twice, a member under another name.
    Twice(Index, Index, &'static str),
    /// Two parts have changed places.
    Swapped(Index, Index),
    /// A part lies so deep in lists or objects.
    Deep(Index, usize, &'static str),
    /// A text has another one in its middle.
    Torn(Index, &'static str),
}

fn value() -> impl Strategy<Value = Value> {
    let number = select(&NUMBERS[..]).prop_map(|number| serde_json::from_str(number).unwrap());
    let text = select(&TEXTS[..]).prop_map(Value::from);
    let long = (1..3_000_usize, select(&TEXTS[..])).prop_map(|(times, text)| Value::from(text.repeat(times)));
    let kind = select(vec!["Patient", "Observation", "Procedure", "Appointment", "Condition", "CarePlan"]);
    prop_oneof![
        4 => text,
        2 => number,
        1 => long,
        1 => kind.prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
        1 => any::<String>().prop_map(Value::from),
    ]
}

fn any_json() -> impl Strategy<Value = Value> {
    value().prop_recursive(6, 60, 6, |part| {
        let name = prop_oneof![9 => select(&NAMES[..]).prop_map(str::to_owned), 1 => any::<String>()];
        let object = prop::collection::vec((name, part.clone()), 0..6)
            .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>()));
        prop_oneof![3 => object, 1 => prop::collection::vec(part, 0..4).prop_map(Value::Array)]
    })
}

fn fault() -> impl Strategy<Value = Fault> {
    let at = any::<Index>;
    let name = || select(&NAMES[..]);
    prop_oneof![
        3 => (at(), any_json()).prop_map(|(at, other)| Fault::Other(at, other)),
        2 => (at(), at()).prop_map(|(at, member)| Fault::Gone(at, member)),
        2 => (at(), at(), name()).prop_map(|(at, member, name)| Fault::Twice(at, member, name)),
        2 => (at(), at()).prop_map(|(one, other)| Fault::Swapped(one, other)),
        1 => (at(), 1..150_usize, name()).prop_map(|(at, levels, name)| Fault::Deep(at, levels, name)),
        2 => (at(), select(&TEXTS[..])).prop_map(|(at, text)| Fault::Torn(at, text)),
    ]
}

impl Fault {
    fn put(&self, file: &mut Value) {
        let places = size(file);
        match self {
            Self::Other(at, other) => change(part(file, &mut at.index(places)), |_| other.clone()),
            Self::Gone(at, member) => match part(file, &mut at.index(places)) {
                Some(Value::Array(entries)) if !entries.is_empty() => {
                    entries.remove(member.index(entries.len()));
                }
                Some(Value::Object(members)) if !members.is_empty() => {
                    let name = members.keys().nth(member.index(members.len())).unwrap().clone();
                    members.remove(&name);
                }
                _ => {}
            },
            Self::Twice(at, member, name) => match part(file, &mut at.index(places)) {
                Some(Value::Array(entries)) if !entries.is_empty() => {
                    entries.push(entries[member.index(entries.len())].clone());
                }
                Some(Value::Object(members)) if !members.is_empty() => {
                    let double = members.values().nth(member.index(members.len())).unwrap().clone();
                    members.insert((*name).to_owned(), double);
                }
                _ => {}
            },
            Self::Swapped(one, other) => {
                let (first, second) = (
                    part(file, &mut one.index(places)).cloned(),
                    part(file, &mut other.index(places)).cloned(),
                );
                change(part(file, &mut one.index(places)), |old| second.unwrap_or(old));
                change(part(file, &mut other.index(places)), |old| first.unwrap_or(old));
            }
            Self::Deep(at, levels, name) => change(part(file, &mut at.index(places)), |old| {
                (0..*levels).fold(
                    old,
                    |inner, level| if level % 2 == 0 { json!([inner]) } else { json!({ *name: inner }) },
                )
            }),
            Self::Torn(at, text) => {
                if let Some(Value::String(old)) = part(file, &mut at.index(places)) {
                    let middle = (0..=old.len() / 2).rev().find(|at| old.is_char_boundary(*at)).unwrap_or(0);
                    old.insert_str(middle, text);
                }
            }
        }
    }
}

fn change(part: Option<&mut Value>, new: impl FnOnce(Value) -> Value) {
    if let Some(part) = part {
        *part = new(part.take());
    }
}

/// How many parts a file has, itself among them.
fn size(file: &Value) -> usize {
    1 + match file {
        Value::Array(entries) => entries.iter().map(size).sum(),
        Value::Object(members) => members.values().map(size).sum(),
        _ => 0,
    }
}

/// The part at a place, in the order in which they are written.
fn part<'a>(file: &'a mut Value, place: &mut usize) -> Option<&'a mut Value> {
    if *place == 0 {
        return Some(file);
    }
    *place -= 1;
    match file {
        Value::Array(entries) => entries.iter_mut().find_map(|entry| part(entry, place)),
        Value::Object(members) => members.values_mut().find_map(|member| part(member, place)),
        _ => None,
    }
}

/// Opens bytes as a patient's file, and as any other one.
fn open_bytes(bytes: &[u8]) -> bool {
    let _ = Outside::read(bytes, CONTENT.rules()).map_err(|fault| fault.to_string());
    match document(bytes) {
        Ok(document) => {
            let written = json::write(&document);
            assert_eq!(serde_json::from_slice::<Value>(written.as_bytes()).unwrap(), document);
            assert_eq!(portal::fhir::record::document(written.as_bytes()).as_ref(), Ok(&document));
            open(&CONTENT, document, &"the file").map_err(|refusal| refusal.to_string()).is_ok()
        }
        Err(refusal) => {
            assert!(!refusal.to_string().is_empty());
            false
        }
    }
}

/// So many cases, unless the environment asks for others.
fn cases(few: u32) -> ProptestConfig {
    match env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(few),
    }
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        open_bytes(&bytes);
    }

    #[test]
    fn what_looks_like_json_is_read_or_refused(text in r#"[{}\[\]":,\\u0-9a-fnrt.eE+ \n-]{0,120}"#) {
        open_bytes(text.as_bytes());
    }

    #[test]
    fn any_json_is_read_or_refused(file in any_json()) {
        open_bytes(file.to_string().as_bytes());
    }

    #[test]
    fn any_resources_of_a_patient_are_read(resources in prop::collection::vec((select(vec![
        "Observation", "Condition", "Procedure", "AllergyIntolerance", "MedicationStatement", "MedicationRequest",
        "MedicationAdministration", "CarePlan", "Appointment", "ServiceRequest", "DiagnosticReport", "QuestionnaireResponse",
    ]), any_json()), 0..6)) {
        let of_kind = |(kind, mut resource): (&str, Value)| {
            if let Value::Object(members) = &mut resource {
                members.insert("resourceType".to_owned(), kind.into());
            }
            json!({ "resource": resource })
        };
        let patient = json!({"resource": {"resourceType": "Patient", "id": "p"}});
        let entries: Vec<_> = std::iter::once(patient).chain(resources.into_iter().map(of_kind)).collect();
        open_bytes(json!({"resourceType": "Bundle", "entry": entries}).to_string().as_bytes());
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_sample_with_faults_is_read_or_refused(
        sample in any::<Index>(), faults in prop::collection::vec(fault(), 1..12), cut in prop::option::weighted(0.1, any::<Index>()),
    ) {
        let mut file = SAMPLES[sample.index(SAMPLES.len())].clone();
        for fault in &faults {
            fault.put(&mut file);
        }
        let mut bytes = file.to_string().into_bytes();
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        open_bytes(&bytes);
    }

    #[test]
    fn what_a_patient_told_may_be_faulty_too(
        sample in any::<Index>(), other in any::<Index>(), faults in prop::collection::vec(fault(), 1..6),
    ) {
        let mut file = SAMPLES[sample.index(SAMPLES.len())].clone();
        let mut told = SAMPLES[other.index(SAMPLES.len())].clone();
        for fault in &faults {
            fault.put(&mut told);
        }
        told::join(&mut file, &told);
        open_bytes(file.to_string().as_bytes());
    }
}

/// Without it the tests above could pass by refusing everything.
#[test]
fn a_sample_without_a_fault_is_opened() {
    assert_eq!(SAMPLES.len(), 8);
    for sample in &*SAMPLES {
        assert!(open_bytes(sample.to_string().as_bytes()));
    }
}
