//! `cargo xtask plan`: prints the plan of one patient.

use std::path::Path;

use crate::failure::Failure;

/// Prints the plan of the Bundle or case in `file`, as of the day `as_of` (today when left out).
pub fn run(file: &Path, as_of: Option<&str>) -> Result<(), Failure> {
    let day = as_of.map_or_else(|| crate::today::today().to_string(), str::to_owned);
    Err(Failure::refused(file.display(), format!("no plan for {day} yet"), "write xtask/src/plan.rs"))
}
