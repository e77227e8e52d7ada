//! How fast the rules answer on this machine: the plan of one patient against its goal, and how reading and answering grow
//! with the results of a record. `cargo xtask bench` runs it; no test does.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made ends by panicking")]

#[path = "../rules/support.rs"]
#[expect(dead_code, reason = "the tests of the rules need more of it")]
mod support;

mod many_results;
mod table;

use std::fs;
use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion};
use portal::domain::content::Content;
use portal::domain::formulation::proposal::Proposal;
use portal::domain::labs::reading::Readings;
use portal::domain::patient::Patient;
use portal::fhir::outside::Outside;
use portal::fhir::record::Record;

use crate::support::{content, day, project};

/// The goal for the whole proposal of one patient, in nanoseconds.
const GOAL: f64 = 50_000.0;

/// Results of one record.
const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

/// What is measured on each of them, in the order of the table's columns.
const STEPS: [&str; 3] = ["the file", "the results", "the proposal"];

fn main() {
    let folder = table::folder("rules");
    let mut criterion = Criterion::default()
        .output_directory(&folder)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .without_plots();
    let content = content();
    let (case, patient) = most_asked(&content);
    criterion.bench_function("one patient", |bencher| {
        bencher.iter(|| Proposal::of(black_box(&patient), content.rules()));
    });
    for size in SIZES {
        growth(&mut criterion, &content, size);
    }
    criterion.final_summary();

    let one = table::median(&folder.join("one patient"));
    println!(
        "\nThe plan of one patient ({case}, the worked case that asks most rules): {}, {:.2} of the goal of {}",
        table::time(one),
        one / GOAL,
        table::time(GOAL)
    );
    table::print(&folder, "results", &SIZES, &STEPS);
}

/// The worked case of which the most rules are asked until each ingredient has its answer.
fn most_asked(content: &Content) -> (String, Patient) {
    let cases = fs::read_dir(project("tests/cases/vignettes")).unwrap().map(|entry| entry.unwrap().path());
    let patients = cases.filter_map(|path| match Outside::read(&fs::read(&path).unwrap(), content.rules()) {
        Ok(Outside::Case(case)) => Some((path.file_stem()?.to_string_lossy().into_owned(), case.patient)),
        _ => None,
    });
    let asked = |patient: &Patient| -> usize {
        let proposal = support::proposal(content, patient);
        proposal.answers.iter().map(|answer| answer.rule + 1).sum::<usize>() + proposal.flags.len()
    };
    patients.max_by_key(|(name, patient)| (asked(patient), name.clone())).unwrap()
}

fn growth(criterion: &mut Criterion, content: &Content, size: usize) {
    let bytes = many_results::record(content, size);
    let today = day(support::TODAY);
    let read = || Record::read(&bytes, content.rules(), &many_results::wall_clock, today).unwrap();
    let record = read();
    assert_eq!(record.patient.results.len(), size);
    let mut group = criterion.benchmark_group(table::GROUP);
    group.sample_size(if size > 1_000 { 20 } else { 50 });
    group.bench_function(BenchmarkId::new(STEPS[0], size), |bencher| bencher.iter(read));
    group.bench_function(BenchmarkId::new(STEPS[1], size), |bencher| {
        bencher.iter(|| read_all(content, black_box(&record.patient)));
    });
    group.bench_function(BenchmarkId::new(STEPS[2], size), |bencher| {
        bencher.iter(|| Proposal::of(black_box(&record.patient), content.rules()));
    });
    group.finish();
}

/// What the results say of every blood value of the panel.
fn read_all(content: &Content, patient: &Patient) -> usize {
    let readings = Readings::new(&content.labs, &patient.results, patient.as_of);
    let ids = content.labs.analytes.iter().map(|analyte| &analyte.id);
    ids.filter(|id| readings.usable(id).is_some() || readings.unusable(id).is_some()).count()
}
