//! `cargo xtask cases DIR`: every case and every row of dates or symptoms in a folder, judged one by one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use portal::domain::aftercare::given::Given;
use portal::domain::aftercare::triage::Triage;
use portal::domain::content::Content;
use portal::domain::ids::{IngredientId, PhaseId, SymptomId};
use portal::domain::scheduling::lateness::lateness;
use portal::domain::scheduling::protocol::Course;
use portal::domain::scheduling::series::{Known, Series};
use portal::fhir::case_file::Case;
use portal::fhir::rows::{LatenessRow, Rows, SeriesRow};
use portal::fhir::triage_rows::TriageRow;
use serde_json::json;

use crate::check_clinic::Files;
use crate::failure::Failure;
use crate::outside::{self, Asked};
use crate::plan;
use crate::{check_clinic, files, today};

/// Runs every file of the folder, prints each difference and closes with the counts.
pub fn run(folder: &Path) -> Result<(), Failure> {
    let clinic = check_clinic::files(&files::clinic())?;
    let (mut passed, mut failed) = (0, 0);
    for file in json_files(folder)? {
        for (name, differences) in judge(&clinic, &file) {
            match differences.as_slice() {
                [] => passed += 1,
                differences => {
                    failed += 1;
                    println!("{}{name}", file.display());
                    for difference in differences {
                        println!("  {difference}");
                    }
                }
            }
        }
    }
    println!("{passed} passed, {failed} failed");
    match failed {
        0 => Ok(()),
        count => Err(Failure::Failed { count }),
    }
}

/// The files of a folder, by name; a folder without any is refused.
fn json_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(Failure::reading(folder))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.is_file());
    files.sort();
    if files.is_empty() {
        return Err(Failure::refused(folder.display(), "it holds no files", "name a folder of cases"));
    }
    Ok(files)
}

/// What of a file is judged, each with its differences.
fn judge(clinic: &Files, file: &Path) -> Vec<(String, Vec<String>)> {
    let content = &clinic.content;
    let whole = |differences| vec![(String::new(), differences)];
    match outside::read(file, content, today::today()) {
        Ok(Asked::Case(case)) => whole(of_case(content, &case)),
        Ok(Asked::Rows(rows)) => of_rows(content, &rows),
        Ok(Asked::Triage(rows)) => of_triage(&clinic.guidance.triage, &rows),
        Ok(Asked::Record(_)) => whole(vec!["it is a record, and has no expected answer".to_owned()]),
        Err(Failure::NotRead { fault, .. }) => whole(vec![fault]),
        Err(other) => whole(vec![other.to_string()]),
    }
}

fn of_case(content: &Content, case: &Case) -> Vec<String> {
    let Some(expected) = &case.expected else {
        return vec!["it has no `expected`".to_owned()];
    };
    let answer = match plan::of(content, &case.patient, None) {
        Ok(answer) => answer,
        Err(failure) => return vec![failure.to_string()],
    };
    let mut differences = Differences::default();
    differences.compare("status", &expected.status.as_str(), &answer.status);
    differences.compare("status_reason", &expected.status_reason, &answer.status_reason);
    differences.compare("include", &set(&expected.include), &set(&answer.include));
    let names = expected.exclude.keys().chain(answer.exclude.keys()).collect::<BTreeSet<_>>();
    for name in names {
        let reason =
            |of: &BTreeMap<String, String>| of.get(name).map_or("nothing", String::as_str).to_owned();
        let (wanted, found) = (reason(&expected.exclude), reason(&answer.exclude));
        differences.compare(&format!("exclude.{name}"), &wanted, &found);
    }
    differences.compare("doctor_optin", &set(&expected.doctor_optin), &set(&answer.doctor_optin));
    differences.compare("flags", &set(&expected.flags), &set(&answer.flags));
    differences.compare("labs_needed", &set(&expected.labs_needed), &set(&answer.labs_needed));
    differences.compare("protocol", &json!(expected.protocol), &answer.protocol);
    differences.0
}

fn of_rows(content: &Content, rows: &Rows) -> Vec<(String, Vec<String>)> {
    let series = rows
        .series
        .iter()
        .enumerate()
        .map(|(at, row)| (format!(", series {}", at + 1), of_series(content, row)));
    let late = rows
        .lateness
        .iter()
        .enumerate()
        .map(|(at, row)| (format!(", lateness {}", at + 1), of_lateness(content, row)));
    series.chain(late).collect()
}

fn of_series(content: &Content, row: &SeriesRow) -> Vec<String> {
    let course = Course { loading_sessions: row.loading_sessions, interval_days: row.interval_days };
    let known = Known { given: &[], booked: &[], not_before: row.first };
    let series = Series::of(&content.protocol, course, known);
    let days = |phase: &PhaseId| -> Vec<NaiveDate> {
        let sessions = series.sessions.iter().filter(|session| session.phase == *phase);
        sessions.map(|session| session.on).collect()
    };
    let mut differences = Differences::default();
    for (phase, expected) in &row.days {
        differences.compare(phase.as_str(), expected, &days(phase));
    }
    for (phase, expected) in &row.last {
        differences.compare(&format!("last_{phase}"), &Some(*expected), &days(phase).last().copied());
    }
    if let Some(expected) = row.lab_retest {
        differences.compare("lab_retest", &expected, &series.lab_retest);
    }
    if let Some(expected) = &row.photos {
        differences.compare("photos", expected, &series.photos);
    }
    differences.0
}

fn of_lateness(content: &Content, row: &LatenessRow) -> Vec<String> {
    let late = match lateness(&content.protocol, &row.phase, row.last_given, row.on) {
        Ok(late) => late,
        Err(fault) => return vec![fault.to_string()],
    };
    let mut differences = Differences::default();
    if let Some(expected) = row.gap_days {
        differences.compare("gap_days", &expected, &late.gap_days);
    }
    differences.compare("verdict", &row.verdict, &late.band.verdict);
    differences.0
}

fn of_triage(triage: &Triage, rows: &[TriageRow]) -> Vec<(String, Vec<String>)> {
    let named = |(at, row)| (format!(", cases {}", at + 1), of_symptoms(triage, row));
    rows.iter().enumerate().map(named).collect()
}

fn of_symptoms(triage: &Triage, row: &TriageRow) -> Vec<String> {
    let known = |id: &SymptomId| triage.symptoms.iter().any(|symptom| symptom.id == *id);
    let unknown = row.symptoms.iter().filter(|id| !known(id));
    let mut differences = Differences(unknown.map(|id| format!("unknown symptom `{id}`")).collect());
    let minoxidil = row.minoxidil_given.filter(|given| *given).map(|_| IngredientId::try_from("minoxidil"));
    let list: Vec<IngredientId> = minoxidil.into_iter().flatten().collect();
    let given = if row.minoxidil_given.is_some() { Given::Known(&list) } else { Given::Unknown };
    let judged = triage.judge(&row.symptoms, row.since_end, given);
    differences.compare("level", &Some(row.level.key()), &judged.map(|judged| judged.level.key()));
    differences.0
}

/// Differences, key by key.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    fn compare<T: PartialEq + std::fmt::Debug>(&mut self, key: &str, expected: &T, found: &T) {
        if expected != found {
            self.0.push(format!("{key}: expected {expected:?}, found {found:?}"));
        }
    }
}

fn set(names: &[String]) -> BTreeSet<&str> {
    names.iter().map(String::as_str).collect()
}
