//! What runs in a real browser against the built portal: the journeys of `cargo xtask test e2e`, and `cargo xtask shots`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::digest::Digest;
use crate::failure::Failure;
use crate::serve::Server;
use crate::{dist, files, machine, process};

/// A served portal with a browser to look at it; the server stops when this is dropped.
pub struct Stage {
    server: Server,
    chromium: PathBuf,
    dist: PathBuf,
}

/// Where the scripts are.
pub fn folder() -> PathBuf {
    files::root().join("tests/e2e")
}

impl Stage {
    /// Builds the portal where its source has changed and serves it; installs the browser and packages that are missing.
    pub fn set() -> Result<Self, Failure> {
        let chromium = machine::browser()?.chromium;
        install_packages(&machine::npm()?, &folder())?;
        let dist = dist::ensure()?;
        let server = Server::start(&dist, "127.0.0.1", 0)?;
        Ok(Self { server, chromium, dist })
    }

    /// Node.js in the folder of the scripts, told where the portal and the browser are.
    /// A script that stops its server starts one of its own: this program, as `serve --dist`.
    pub fn node(&self) -> Result<Command, Failure> {
        let program = std::env::current_exe().map_err(Failure::reading(Path::new("xtask")))?;
        let mut command = Command::new("node");
        command
            .current_dir(folder())
            .env("PORTAL_ADDRESS", self.server.address())
            .env("PORTAL_XTASK", program)
            .env("PORTAL_DIST", &self.dist)
            .env("CHROME_PATH", &self.chromium);
        Ok(command)
    }
}

/// `cargo xtask shots`: a picture of every screen in `shots/`, and one sheet of them all in light and in dark.
pub fn shots() -> Result<(), Failure> {
    let stage = Stage::set()?;
    let mut node = stage.node()?;
    node.arg("shots.mjs").arg(files::root().join("shots"));
    process::run(&mut node, "taking pictures of the screens")
}

/// Installs the locked npm packages, unless the same ones are there.
fn install_packages(npm: &Path, folder: &Path) -> Result<(), Failure> {
    let installed = folder.join("node_modules/.installed");
    let locked = Digest::of(&files::read(&folder.join("package-lock.json"))?).hex();
    if files::read_text(&installed).is_ok_and(|digest| digest == locked) {
        return Ok(());
    }
    println!("Installing the packages of tests/e2e (about a minute) …");
    let mut command = Command::new(npm);
    command.args(["ci", "--no-audit", "--no-fund"]).current_dir(folder);
    process::run(&mut command, "installing the packages of tests/e2e")?;
    files::write(&installed, locked)
}
