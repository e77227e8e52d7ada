//! All official example resources of FHIR R4 and of the International Patient Summary: as they are, and made the record of one
//! patient. `cargo xtask test rules` fetches them.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::{env, fs, thread};

use portal::domain::content::Content;
use portal::fhir::record::{Refusal, document};
use portal::fhir::value::text_at;
use serde_json::{Value, json};

use crate::phone::open;
use crate::support::content;

/// What became of the files of a package.
#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    /// Opened as they are.
    opened: usize,
    /// Refused, being no Bundle or not that of one patient; opened once they were made so.
    refused: usize,
    /// Refused for their size.
    too_large: usize,
}

#[test]
fn every_example_of_fhir_r4_is_read_and_written_back() {
    check("hl7.fhir.r4.examples-4.0.1", &Told { opened: 5, refused: 5300, too_large: 2 });
}

#[test]
fn every_example_of_the_patient_summary_is_read_and_written_back() {
    check("hl7.fhir.uv.ips-2.0.0", &Told { opened: 5, refused: 117, too_large: 0 });
}

#[track_caller]
fn check(package: &str, expected: &Told) {
    let waiting = Mutex::new(files(&folder(package)));
    let told = Mutex::new(Told::default());
    let content = content();
    let work = || {
        while let Some(path) = next(&waiting) {
            one(&content, &path, &told);
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    assert_eq!(told.into_inner().unwrap(), *expected);
}

/// Where the package lies.
#[track_caller]
fn folder(package: &str) -> PathBuf {
    let found = env::var_os("PORTAL_EXAMPLES").map(|all| Path::new(&all).join(package));
    let found = found.filter(|folder| folder.is_dir());
    found.unwrap_or_else(|| {
        panic!(
            "the examples of {package} are not here: run `cargo xtask test rules`, which fetches them once"
        )
    })
}

/// All files of JSON in a folder and below, the largest last.
fn files(folder: &Path) -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<(u64, PathBuf)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "json") {
                found.push((fs::metadata(&path).unwrap().len(), path));
            }
        }
    }
    let mut found = Vec::new();
    walk(folder, &mut found);
    found.sort();
    found.into_iter().map(|(_, path)| path).collect()
}

fn next(waiting: &Mutex<Vec<PathBuf>>) -> Option<PathBuf> {
    waiting.lock().unwrap().pop()
}

fn one(content: &Content, path: &Path, told: &Mutex<Told>) {
    let name = path.display();
    let document = match document(&fs::read(path).unwrap()) {
        Ok(document) => document,
        Err(Refusal::TooLarge { .. }) => return told.lock().unwrap().too_large += 1,
        Err(refusal) => panic!("{name}: {refusal}"),
    };
    if open(content, document.clone(), &name).is_ok() {
        told.lock().unwrap().opened += 1;
        return;
    }
    let record = open(content, of_one_patient(document), &name);
    assert!(record.is_ok(), "{name}: {record:?}");
    told.lock().unwrap().refused += 1;
}

/// The same resources as the record of one patient: the first one, else the one that they are about.
fn of_one_patient(mut document: Value) -> Value {
    let mut entries = match document.get_mut("entry").map(Value::take) {
        Some(Value::Array(entries)) if document["resourceType"] == "Bundle" => entries,
        _ => vec![json!({ "resource": document })],
    };
    let mut patients = 0;
    entries.retain(|entry| {
        let is_patient = entry["resource"]["resourceType"] == "Patient";
        patients += usize::from(is_patient);
        !is_patient || patients == 1
    });
    if patients == 0 {
        let places = ["/subject/reference", "/patient/reference", "/participant/0/actor/reference"];
        let about = |entry: &Value| {
            places.iter().find_map(|place| text_at(&entry["resource"], place)).map(str::to_owned)
        };
        let address = entries.iter().find_map(about).unwrap_or_default();
        let id = address.rsplit('/').next();
        let patient =
            json!({"resourceType": "Patient", "id": id, "gender": "female", "birthDate": "1997-06-09"});
        entries.insert(0, json!({"fullUrl": address, "resource": patient}));
    }
    json!({"resourceType": "Bundle", "type": "collection", "entry": entries})
}
