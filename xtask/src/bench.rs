//! `cargo xtask bench`: how fast the rules answer and times are chosen on this machine, and how fast a slow phone answers a
//! tap. It measures and prints; nothing fails by being slow.

use std::process::Command;

use crate::failure::Failure;
use crate::journeys::Stage;
use crate::{files, process};

/// Measures the rules and the choice of times, then taps in the built portal.
pub fn run() -> Result<(), Failure> {
    for (bench, what) in [("rules", "measuring the rules"), ("scheduling", "measuring the choice of times")] {
        let mut cargo = Command::new("cargo");
        cargo.args(["bench", "--quiet", "-p", "portal", "--bench", bench]).current_dir(files::root());
        process::run(&mut cargo, what)?;
    }
    let stage = Stage::set()?;
    let mut taps = stage.node()?;
    taps.arg("tap.bench.mjs");
    process::run(&mut taps, "measuring taps")
}
