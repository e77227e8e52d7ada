//! `cargo xtask bench`: how fast the rules answer on this machine, and how fast a slow phone answers a tap. It measures and
//! prints; nothing fails by being slow.

use std::process::Command;

use crate::failure::Failure;
use crate::journeys::Stage;
use crate::{files, process};

/// Measures the rules, then taps in the built portal.
pub fn run() -> Result<(), Failure> {
    let mut rules = Command::new("cargo");
    rules.args(["bench", "--quiet", "-p", "portal", "--bench", "rules"]).current_dir(files::root());
    process::run(&mut rules, "measuring the rules")?;
    let stage = Stage::set()?;
    let mut taps = stage.node()?;
    taps.arg("tap.bench.mjs");
    process::run(&mut taps, "measuring taps")
}
