//! The Rust toolchain: new enough, and able to compile for the browser.

use std::path::PathBuf;
use std::process::Command;

use crate::failure::Failure;
use crate::process;

/// What the browser runs.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The oldest compiler the portal builds with; Cargo.toml says which.
const OLDEST: &str = env!("CARGO_PKG_RUST_VERSION");

/// Refuses a compiler that is too old, adds the wasm target where it is missing, and returns the compiler's version.
pub fn ensure() -> Result<String, Failure> {
    let missing =
        || Failure::Missing { what: "rustc".to_owned(), command: "rustup default stable".to_owned() };
    let printed = process::answer(Command::new("rustc").arg("--version")).ok_or_else(missing)?;
    let version = printed.split_whitespace().nth(1).unwrap_or(&printed).to_owned();
    if numbers(&version) < numbers(OLDEST) {
        return Err(Failure::OldCompiler { found: version, needed: OLDEST.to_owned() });
    }
    ensure_wasm()?;
    Ok(version)
}

/// Adds the source of the standard library where it is missing, and the libraries that it names: the build for release, which
/// fetches nothing itself, compiles it.
pub fn ensure_library_source() -> Result<(), Failure> {
    let part = Part {
        folder: "src/rust/library/std",
        what: "the source of the standard library",
        command: ["component", "add", "rust-src"],
    };
    part.ensure()?;
    let mut fetch = Command::new("cargo");
    // Of what is there already nothing is fetched again. A stable compiler reads that manifest only by the word of `dist`.
    fetch.args(["fetch", "--locked", "--quiet", "--manifest-path"]).env("RUSTC_BOOTSTRAP", "1");
    let manifest = sysroot().join("lib/rustlib/src/rust/library/Cargo.toml");
    process::run(fetch.arg(manifest), "fetching the libraries of the standard library")
}

fn ensure_wasm() -> Result<(), Failure> {
    let part = Part {
        folder: "wasm32-unknown-unknown/lib",
        what: "the standard library for wasm32-unknown-unknown",
        command: ["target", "add", WASM],
    };
    part.ensure()
}

/// A part of the toolchain that rustup can add.
struct Part {
    /// Where it lies in the toolchain's `lib/rustlib`.
    folder: &'static str,
    what: &'static str,
    /// What rustup is asked.
    command: [&'static str; 3],
}

impl Part {
    fn ensure(&self) -> Result<(), Failure> {
        if sysroot().join("lib/rustlib").join(self.folder).is_dir() {
            return Ok(());
        }
        let command = format!("rustup {}", self.command.join(" "));
        if process::answer(Command::new("rustup").arg("--version")).is_none() {
            return Err(Failure::Missing { what: self.what.to_owned(), command });
        }
        println!("Adding {} (once) …", self.what);
        process::run(Command::new("rustup").args(self.command), &format!("adding {}", self.what))
    }
}

/// The folder of the toolchain; empty where there is none.
fn sysroot() -> PathBuf {
    process::answer(Command::new("rustc").args(["--print", "sysroot"])).unwrap_or_default().into()
}

/// The leading numbers of a version: `1.95.0-nightly` is 1, 95, 0.
fn numbers(version: &str) -> Vec<u32> {
    let plain = version.split(['-', '+', ' ']).next().unwrap_or_default();
    plain.split('.').map_while(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_number() {
        assert!(numbers("1.94.1") < numbers("1.95"));
        assert!(numbers("1.95.0") >= numbers("1.95"));
        assert!(numbers("1.100.0-nightly") > numbers("1.95"));
        assert!(numbers("1.9.0") < numbers("1.95"));
    }
}
