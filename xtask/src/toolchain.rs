//! The Rust toolchain: new enough, and able to compile for the browser.

use std::path::Path;
use std::process::Command;

use crate::failure::Failure;
use crate::process;

/// What the browser runs.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The oldest compiler the portal builds with; Cargo.toml says which.
const OLDEST: &str = env!("CARGO_PKG_RUST_VERSION");

/// Refuses a compiler that is too old, adds the wasm target where it is missing, and returns the compiler's version.
pub fn ensure() -> Result<String, Failure> {
    let missing = || Failure::Missing {
        what: "rustc".to_owned(),
        command: "rustup default stable".to_owned(),
    };
    let printed = process::answer(Command::new("rustc").arg("--version")).ok_or_else(missing)?;
    let version = printed
        .split_whitespace()
        .nth(1)
        .unwrap_or(&printed)
        .to_owned();
    if numbers(&version) < numbers(OLDEST) {
        return Err(Failure::OldCompiler {
            found: version,
            needed: OLDEST.to_owned(),
        });
    }
    ensure_wasm()?;
    Ok(version)
}

fn ensure_wasm() -> Result<(), Failure> {
    let sysroot =
        process::answer(Command::new("rustc").args(["--print", "sysroot"])).unwrap_or_default();
    if Path::new(&sysroot)
        .join("lib/rustlib")
        .join(WASM)
        .join("lib")
        .is_dir()
    {
        return Ok(());
    }
    let command = format!("rustup target add {WASM}");
    if process::answer(Command::new("rustup").arg("--version")).is_none() {
        return Err(Failure::Missing {
            what: format!("the standard library for {WASM}"),
            command,
        });
    }
    println!("Adding the {WASM} target (once) …");
    process::run(
        Command::new("rustup").args(["target", "add", WASM]),
        "adding the wasm target",
    )
}

/// The leading numbers of a version: `1.95.0-nightly` is 1, 95, 0.
fn numbers(version: &str) -> Vec<u32> {
    let plain = version.split(['-', '+', ' ']).next().unwrap_or_default();
    plain
        .split('.')
        .map_while(|part| part.parse().ok())
        .collect()
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
