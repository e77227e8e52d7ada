//! What criterion has found, as a table a person reads.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The group of measurements that grow.
pub const GROUP: &str = "growth";

/// Where criterion puts what it finds.
pub fn folder(bench: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench").join(bench)
}

/// The median that criterion has found, in nanoseconds: other work of the machine hardly moves it.
pub fn median(folder: &Path) -> f64 {
    let found: Value = serde_json::from_slice(&fs::read(folder.join("new/estimates.json")).unwrap()).unwrap();
    found["median"]["point_estimate"].as_f64().unwrap()
}

/// The median of one step of the group at one size.
pub fn growth(folder: &Path, step: &str, size: usize) -> f64 {
    median(&folder.join(GROUP).join(step).join(size.to_string()))
}

/// One row for each size; beside each time how many times as long it takes as a tenth of them. Ten is linear.
pub fn print(folder: &Path, what: &str, sizes: &[usize], steps: &[&str]) {
    print!("\n{what:>10}");
    for step in steps {
        print!("{step:>20}{:>8}", "×");
    }
    println!();
    let mut before = vec![None; steps.len()];
    for size in sizes {
        print!("{size:>10}");
        for (step, before) in steps.iter().zip(&mut before) {
            let found = growth(folder, step, *size);
            let times = before.map_or(String::new(), |before: f64| format!("{:.1}", found / before));
            print!("{:>20}{times:>8}", time(found));
            *before = Some(found);
        }
        println!();
    }
    println!(
        "× is how many times as long as for a tenth of the {what}: about 10 is linear, 100 would be quadratic."
    );
}

/// Nanoseconds as a person reads them.
pub fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        short if short < 1e3 => format!("{short:.0} ns"),
        short if short < 1e6 => format!("{:.1} µs", short / 1e3),
        long => format!("{:.1} ms", long / 1e6),
    }
}
