//! The build's own tools, each of one exact version: found on PATH, else in the cache of this user, else installed there.
//!
//! The version of Trunk stands here. The version of the wasm-bindgen command-line tool has to be that of the library, so it is read from Cargo.lock.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::{files, process};

/// The newest Trunk that the oldest supported compiler builds.
const TRUNK: &str = "0.21.14";

/// The folders in which the tools were found.
pub struct Tools {
    trunk: PathBuf,
    wasm_bindgen: PathBuf,
}

impl Tools {
    /// Trunk itself.
    pub fn trunk(&self) -> PathBuf {
        program_in(&self.trunk, "trunk")
    }

    /// Binds a wasm to the browser.
    pub fn wasm_bindgen(&self) -> PathBuf {
        program_in(&self.wasm_bindgen, "wasm-bindgen")
    }

    /// Runs compiled browser tests in a browser.
    pub fn test_runner(&self) -> PathBuf {
        program_in(&self.wasm_bindgen, "wasm-bindgen-test-runner")
    }

    /// PATH with the tools in front, so that Trunk finds the wasm-bindgen of the right version.
    pub fn path(&self) -> Result<OsString, Failure> {
        let before = env::var_os("PATH").unwrap_or_default();
        let folders =
            [self.trunk.clone(), self.wasm_bindgen.clone()].into_iter().chain(env::split_paths(&before));
        env::join_paths(folders)
            .map_err(|fault| Failure::refused("PATH", fault, "take that folder out of PATH"))
    }
}

/// One tool to find or install.
struct Tool {
    package: &'static str,
    version: String,
    /// The programs it is made of; the first tells the version.
    programs: &'static [&'static str],
    /// How long compiling takes on two cores.
    minutes: u8,
}

/// Finds the tools, and installs what is missing.
pub fn ensure() -> Result<Tools, Failure> {
    let trunk = Tool { package: "trunk", version: TRUNK.to_owned(), programs: &["trunk"], minutes: 9 };
    let wasm_bindgen = Tool {
        package: "wasm-bindgen-cli",
        version: locked_version(&files::read_text(&files::root().join("Cargo.lock"))?, "wasm-bindgen")?,
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        minutes: 3,
    };
    Ok(Tools { trunk: trunk.ensure()?, wasm_bindgen: wasm_bindgen.ensure()? })
}

/// Looks for a program on PATH.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| program_in(&folder, program)).find(|candidate| candidate.is_file())
}

impl Tool {
    /// The folder that holds the programs.
    fn ensure(&self) -> Result<PathBuf, Failure> {
        let root = cache()?.join(format!("{}-{}", self.programs[0], self.version));
        let installed = root.join("bin");
        let elsewhere = on_path(self.programs[0]).and_then(|program| program.parent().map(Path::to_owned));
        if let Some(folder) =
            elsewhere.into_iter().chain([installed.clone()]).find(|folder| self.is_in(folder))
        {
            return Ok(folder);
        }
        if !self.fetch(&root)? {
            self.compile(&root)?;
        }
        if self.is_in(&installed) {
            return Ok(installed);
        }
        Err(Failure::refused(
            root.display(),
            "holds no working copy",
            "remove that folder, then run the same command again",
        ))
    }

    fn is_in(&self, folder: &Path) -> bool {
        self.programs.iter().all(|program| program_in(folder, program).is_file())
            && process::answer(Command::new(program_in(folder, self.programs[0])).arg("--version"))
                .is_some_and(|printed| printed.split_whitespace().nth(1) == Some(&self.version))
    }

    /// Takes a prebuilt copy through cargo-binstall; false when there is none to be had.
    fn fetch(&self, root: &Path) -> Result<bool, Failure> {
        if on_path("cargo-binstall").is_none() {
            return Ok(false);
        }
        let Self { package, version, .. } = self;
        println!("Fetching {package} {version}, prebuilt (once) …");
        let mut command = Command::new("cargo");
        command.args(["binstall", "--no-confirm", "--disable-strategies", "compile", "--root"]).arg(root);
        command.arg(format!("{package}@{version}"));
        Ok(process::watch(&mut command)?.succeeded)
    }

    /// Compiles it. What was compiled before an interruption is used again.
    fn compile(&self, root: &Path) -> Result<(), Failure> {
        let Self { package, version, minutes, .. } = self;
        println!("Installing {package} {version} (about {minutes} minutes, once) …");
        let half_built = root.join("build");
        let mut command = Command::new("cargo");
        command.args(["install", "--locked", "--version", version, package]);
        command.arg("--root").arg(root).arg("--target-dir").arg(&half_built);
        process::run(&mut command, &format!("installing {package}"))?;
        std::fs::remove_dir_all(&half_built).map_err(Failure::writing(&half_built))
    }
}

/// The per-user folder outside the clone that keeps what is fetched once.
pub fn cache() -> Result<PathBuf, Failure> {
    let folder = |variable: &str| env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Caches"))
    } else {
        folder("XDG_CACHE_HOME").or_else(|| folder("HOME").map(|home| home.join(".cache")))
    };
    base.map(|base| base.join("sapphire-portal")).ok_or_else(|| {
        Failure::refused("HOME", "is not set, so there is no folder to keep what is fetched", "set it")
    })
}

fn program_in(folder: &Path, program: &str) -> PathBuf {
    folder.join(format!("{program}{}", env::consts::EXE_SUFFIX))
}

/// The version of a package in the text of Cargo.lock.
fn locked_version(lock: &str, package: &str) -> Result<String, Failure> {
    let name = format!("name = \"{package}\"");
    let after = lock.lines().skip_while(|line| *line != name).nth(1);
    let version = after.and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    version.map(str::to_owned).ok_or_else(|| {
        Failure::refused("Cargo.lock", format!("names no {package}"), "run `git checkout Cargo.lock`")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_the_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.50\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").ok().as_deref(), Some("0.2.129"));
        assert!(locked_version(lock, "wasm").is_err());
    }

    #[test]
    fn a_tool_of_another_version_is_not_taken() {
        let Some(folder) = on_path("rustc").and_then(|program| program.parent().map(Path::to_owned)) else {
            return;
        };
        let rustc = |version: &str| Tool {
            package: "rustc",
            version: version.to_owned(),
            programs: &["rustc"],
            minutes: 0,
        };
        assert!(!rustc("0.0.1").is_in(&folder));
        assert!(!rustc("0.0.1").is_in(Path::new("/no/such/folder")));
    }
}
