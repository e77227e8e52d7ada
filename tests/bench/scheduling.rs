//! How fast times are suggested and chosen on this machine, against their goals, and how that grows with the free times of
//! a clinic. `cargo xtask bench` runs it; no test does.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made ends by panicking")]

#[path = "../rules/free_times.rs"]
#[expect(dead_code, reason = "the tests of the rules need more of it")]
mod free_times;
#[path = "../rules/support.rs"]
#[expect(dead_code, reason = "the tests of the rules need more of it")]
mod support;
mod table;

use std::hint::black_box;
use std::time::Duration;

use chrono::{NaiveDate, Weekday};
use criterion::{BenchmarkId, Criterion};
use portal::domain::ids::PhaseId;
use portal::domain::scheduling::choose::{ToPlace, choose_series};
use portal::domain::scheduling::habit::Habit;
use portal::domain::scheduling::protocol::Course;
use portal::domain::scheduling::slots::FreeTime;
use portal::domain::scheduling::suggest::suggest;
use portal::domain::scheduling::window::Bounds;

use crate::free_times::{PREFERENCES, at, bounds, later, range};
use crate::support::{content, day};

/// Free times of the clinic.
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// The goals are for so many.
const GOAL_AT: usize = 10_000;

/// What is measured, in the order of the table's columns, and its goal in nanoseconds.
const STEPS: [(&str, f64); 4] =
    [("suggest", 5e6), ("suggest, late", 5e6), ("choose 12 weekly", 25e6), ("choose 12 of all", 25e6)];

const HABIT: Habit = Habit { weekday: Weekday::Tue, minutes_of_day: 1020 };

fn main() {
    let folder = table::folder("scheduling");
    let mut criterion = Criterion::default()
        .output_directory(&folder)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(1))
        .sample_size(20)
        .without_plots();
    let content = content();
    let away = [range("2027-01-04", "2027-01-18")];
    let prp = [day("2027-02-20")];
    for size in SIZES {
        let free = free_times(size);
        let bounds = Bounds {
            course: Course { loading_sessions: 13, interval_days: 7 },
            bookable_until: later(free.last().unwrap().day(), 1),
            away: &away,
            prp_gfc: &prp,
            ..bounds(&content)
        };
        measure(&mut criterion, &free, bounds);
    }
    criterion.final_summary();
    table::print(&folder, "free times", &SIZES, &STEPS.map(|(step, _)| step));
    for (step, goal) in STEPS {
        let found = table::growth(&folder, step, GOAL_AT);
        let (share, found, goal) = (found / goal, table::time(found), table::time(goal));
        println!("{step} at {GOAL_AT} free times: {found}, {share:.4} of the goal of {goal}");
    }
}

fn measure(criterion: &mut Criterion, free: &[FreeTime], bounds: Bounds<'_>) {
    let loading: PhaseId = "loading".try_into().unwrap();
    let suggested = |last: NaiveDate| {
        let window = bounds.window(&loading, Some(last));
        suggest(black_box(free), &window, Some(last), &bounds, Some(HABIT), &PREFERENCES)
    };
    let choose = |phases: &[PhaseId]| {
        let sessions = phases.iter().zip(2..);
        let sessions: Vec<_> =
            sessions.map(|(phase, number)| ToPlace { number, phase, stands: None }).collect();
        let last = Some(day("2026-12-01"));
        choose_series(black_box(free), &sessions, last, &bounds, Some(HABIT), &PREFERENCES).unwrap()
    };
    let (weekly, all) = (phases(12, 0, 0), phases(6, 3, 3));
    assert!(
        choose(&weekly).beyond.is_empty() && choose(&all).beyond.is_empty(),
        "each size has the same work"
    );
    let mut group = criterion.benchmark_group(table::GROUP);
    let size = free.len();
    group.bench_function(BenchmarkId::new(STEPS[0].0, size), |bencher| {
        bencher.iter(|| suggested(day("2026-12-01")));
    });
    // The last session is so long ago that every bookable day is in the window.
    group.bench_function(BenchmarkId::new(STEPS[1].0, size), |bencher| {
        bencher.iter(|| suggested(day("2026-01-01")));
    });
    group.bench_function(BenchmarkId::new(STEPS[2].0, size), |bencher| bencher.iter(|| choose(&weekly)));
    group.bench_function(BenchmarkId::new(STEPS[3].0, size), |bencher| bencher.iter(|| choose(&all)));
    group.finish();
}

/// So many sessions of each phase.
fn phases(loading: usize, first: usize, second: usize) -> Vec<PhaseId> {
    let names = [vec!["loading"; loading], vec!["maintenance_1"; first], vec!["maintenance_2"; second]];
    names.concat().into_iter().map(|name| name.try_into().unwrap()).collect()
}

/// At nine and at five, from 2026-12-02 on: the fewer on a day the more days there are to weigh, and at the fewest the
/// twelve sessions still have room.
fn free_times(count: usize) -> Vec<FreeTime> {
    let days = day("2026-12-02").iter_days();
    days.flat_map(|on| [9, 17].map(|hour| at(on.and_hms_opt(hour, 0, 0).unwrap()))).take(count).collect()
}
