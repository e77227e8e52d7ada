//! What the browser checks need of this machine: Chromium, its driver, fonts and npm. On Debian they are installed, elsewhere named.

use std::env;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::tools::on_path;
use crate::{files, process};

/// A browser that programs can drive.
pub struct Browser {
    /// Chromium or Chrome.
    pub chromium: PathBuf,
    /// Its driver, of the same version.
    pub driver: PathBuf,
}

/// Finds the browser and its fonts, or installs them.
pub fn browser() -> Result<Browser, Failure> {
    let find = || Some(Browser { chromium: chromium()?, driver: driver()? });
    if let Some(browser) = find().filter(|_| has_fonts()) {
        return Ok(browser);
    }
    install("Chromium with its driver and fonts", &["chromium", "chromium-driver", "fonts-noto-core"])?;
    find().ok_or_else(|| missing("Chromium with its driver", &["chromium", "chromium-driver"]))
}

/// Finds npm with its node, or installs them.
pub fn npm() -> Result<PathBuf, Failure> {
    let find = || on_path("npm").or_else(|| on_path("npm.cmd")).filter(|_| on_path("node").is_some());
    if let Some(npm) = find() {
        return Ok(npm);
    }
    install("npm", &["nodejs", "npm"])?;
    find().ok_or_else(|| missing("npm", &["nodejs", "npm"]))
}

fn chromium() -> Option<PathBuf> {
    let named = env::var_os("CHROME_PATH").map(PathBuf::from);
    let programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    let applications = [
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];
    named
        .or_else(|| programs.into_iter().find_map(on_path))
        .or_else(|| applications.map(PathBuf::from).into_iter().find(|path| path.is_file()))
}

fn driver() -> Option<PathBuf> {
    env::var_os("CHROMEDRIVER").map(PathBuf::from).or_else(|| on_path("chromedriver"))
}

/// Whether Indic scripts can be drawn; only Debian's plain images come without such fonts.
fn has_fonts() -> bool {
    !is_debian() || Path::new("/usr/share/fonts/truetype/noto/NotoSansDevanagari-Regular.ttf").is_file()
}

/// Installs Debian packages as root or through sudo, or says which command would.
fn install(what: &str, packages: &[&str]) -> Result<(), Failure> {
    let Some(prefix) = is_debian().then(as_root).flatten() else {
        return Err(missing(what, packages));
    };
    println!("Installing {} (once) …", packages.join(", "));
    let doing = format!("installing {what}");
    process::run(apt(prefix).arg("update"), &doing)?;
    process::run(apt(prefix).args(["install", "-y", "--no-install-recommends"]).args(packages), &doing)
}

/// How to run a command as root: directly, through sudo, or not at all.
fn as_root() -> Option<&'static [&'static str]> {
    if process::answer(Command::new("id").arg("-u")).as_deref() == Some("0") {
        return Some(&[]);
    }
    let may_ask = on_path("sudo").is_some() && std::io::stdin().is_terminal();
    (may_ask || process::answer(Command::new("sudo").args(["-n", "true"])).is_some()).then_some(&["sudo"])
}

fn apt(prefix: &[&str]) -> Command {
    let words = [prefix, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]].concat();
    let mut command = Command::new(words[0]);
    command.args(&words[1..]);
    command
}

fn missing(what: &str, packages: &[&str]) -> Failure {
    let command = if cfg!(target_os = "macos") {
        if packages.contains(&"npm") {
            "brew install node".to_owned()
        } else {
            "brew install --cask google-chrome chromedriver".to_owned()
        }
    } else if cfg!(windows) {
        if packages.contains(&"npm") {
            "winget install OpenJS.NodeJS.LTS".to_owned()
        } else {
            "winget install Google.Chrome Chromium.ChromeDriver".to_owned()
        }
    } else if on_path("dnf").is_some() {
        let names = packages.iter().map(|package| match *package {
            "chromium-driver" => "chromedriver",
            "fonts-noto-core" => "google-noto-sans-devanagari-fonts",
            same => same,
        });
        format!("sudo dnf install {}", names.collect::<Vec<_>>().join(" "))
    } else {
        format!(
            "sudo apt-get update && sudo apt-get install -y --no-install-recommends {}",
            packages.join(" ")
        )
    };
    Failure::Missing { what: what.to_owned(), command }
}

fn is_debian() -> bool {
    let release = files::read_text(Path::new("/etc/os-release")).unwrap_or_default();
    release.lines().any(|line| line == "ID=debian") && on_path("apt-get").is_some()
}
