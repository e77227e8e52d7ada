//! `cargo xtask cases`: runs a folder of cases.

use std::path::Path;

use crate::failure::Failure;

/// Runs every case in `folder`.
pub fn run(folder: &Path) -> Result<(), Failure> {
    Err(Failure::refused(folder.display(), "cases do not run yet", "write xtask/src/cases.rs"))
}
