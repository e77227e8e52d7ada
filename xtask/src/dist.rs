//! `cargo xtask dist`: the portal built for release in `dist/`, only when its source has changed.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::digest::Digest;
use crate::failure::Failure;
use crate::inventory::Inventory;
use crate::{files, process, toolchain, tools};

/// All that a build depends on, besides the compiler.
const SOURCE: [&str; 9] = [
    "src",
    "style",
    "public",
    "xtask",
    ".cargo/config.toml",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "index.html",
];

/// How the wasm is made as small as this compiler can: the standard library is compiled with the
/// portal, for size; a panic ends the program at once, without its text, and `boot.js` says what to
/// do; loops and branches keep the form they were written in, which is smaller than LLVM's faster
/// ones. A stable compiler allows this only by the first word. The linker says what depends on what,
/// so that the finish step can part the wasm in two (`split`). The tests run the plain build.
const SMALLEST: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none -Cllvm-args=-disable-lsr -Cllvm-args=-enable-pre=0 -Clink-arg=--emit-relocs",
    ),
];

/// The folder of the built portal, built anew when its source has changed.
pub fn ensure() -> Result<PathBuf, Failure> {
    let compiler = toolchain::ensure()?;
    let root = files::root();
    let dist = root.join("dist");
    let source = digest_of(&root, &compiler)?;
    if Inventory::read(&dist)?.is_some_and(|inventory| inventory.source.as_ref() == Some(&source)) {
        println!("dist/ is up to date");
        return Ok(dist);
    }
    toolchain::ensure_library_source()?;
    let tools = tools::ensure()?;
    println!("Building the portal for release (about 4 minutes the first time) …");
    let mut trunk = Command::new(tools.trunk());
    // Trunk 0.21 stops at the usual NO_COLOR=1: it wants the word true.
    trunk
        .args(["build", "--release", "--features", "split"])
        .current_dir(&root)
        .env("PATH", tools.path()?)
        .envs(SMALLEST)
        .env_remove("NO_COLOR");
    process::run(&mut trunk, "fetching the libraries of the portal")?;
    let built = Inventory::read(&dist)?.ok_or_else(|| {
        Failure::refused("dist", "was not finished", "look for the finish hook in Trunk.toml")
    })?;
    Inventory { source: Some(source), ..built }.write(&dist)?;
    Ok(dist)
}

/// One digest for the whole source. It is taken before the build, so that a file saved meanwhile makes the next build.
fn digest_of(root: &Path, compiler: &str) -> Result<String, Failure> {
    let mut list = vec![compiler.to_owned()];
    for part in SOURCE {
        let path = root.join(part);
        let names = if path.is_dir() { files::below(&path)? } else { vec![String::new()] };
        for name in names {
            let file = if name.is_empty() { path.clone() } else { path.join(&name) };
            list.push(format!("{part}/{name} {}", Digest::of(&files::read(&file)?).hex()));
        }
    }
    Ok(Digest::of(list.join("\n").as_bytes()).hex())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn any_change_of_the_source_makes_another_digest() {
        let root = files::scratch("source");
        for part in SOURCE {
            let file = if part.contains('.') { root.join(part) } else { root.join(part).join("file") };
            files::write(&file, "one").unwrap();
        }
        let first = digest_of(&root, "1.95.0").unwrap();
        assert_eq!(digest_of(&root, "1.95.0").unwrap(), first);
        assert_ne!(digest_of(&root, "1.96.0").unwrap(), first);
        files::write(&root.join("src/web/new"), "").unwrap();
        let second = digest_of(&root, "1.95.0").unwrap();
        assert_ne!(second, first);
        files::write(&root.join("index.html"), "two").unwrap();
        assert_ne!(digest_of(&root, "1.95.0").unwrap(), second);
    }
}
