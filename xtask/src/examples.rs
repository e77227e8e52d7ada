//! The official example resources that the tests of the importer read, each package of one exact version: found in the cache of
//! this user, else fetched into it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use sha2::{Digest as _, Sha512};

use crate::failure::Failure;
use crate::{files, machine, process, tools};

/// The environment variable that tells the tests where the packages lie, each in a folder `name-version`.
pub const FOLDER: &str = "PORTAL_EXAMPLES";

/// FHIR R4's own examples and those of the International Patient Summary.
const PACKAGES: [Package; 2] = [
    Package {
        name: "hl7.fhir.r4.examples",
        version: "4.0.1",
        integrity: "sha512-DXBdIZOeQaSKIgCU7w6HOC7sw/6BzylmipLkBW4f//pT+Bc94x+8LImwTdvaNThPJoOzpBzvxAzNqjeu3X/zLw==",
    },
    Package {
        name: "hl7.fhir.uv.ips",
        version: "2.0.0",
        integrity: "sha512-4PWToJ9b1FgXsm9DIvHiU6HO9Z5m75jxk0e0MXOmhFlf2m2slk/d6RoiSYIChKJlvmtJ7GbRftt7PphlwmZcbQ==",
    },
];

struct Package {
    name: &'static str,
    version: &'static str,
    /// As npm writes it in a lock file.
    integrity: &'static str,
}

/// Fetches what is missing, and returns the folder of all packages.
pub fn ensure() -> Result<PathBuf, Failure> {
    let all = tools::cache()?.join("examples");
    for package in &PACKAGES {
        package.ensure(&all)?;
    }
    Ok(all)
}

impl Package {
    fn ensure(&self, all: &Path) -> Result<(), Failure> {
        let Self { name, version, integrity } = self;
        let folder = all.join(format!("{name}-{version}"));
        // Written last: what was broken off is fetched again.
        let whole = folder.join(".integrity");
        if files::read_text(&whole).is_ok_and(|found| found == *integrity) {
            return Ok(());
        }
        if folder.is_dir() {
            fs::remove_dir_all(&folder).map_err(Failure::writing(&folder))?;
        }
        fs::create_dir_all(&folder).map_err(Failure::writing(&folder))?;
        println!("Fetching {name} {version} (once) …");
        let mut npm = Command::new(machine::npm()?);
        npm.args(["pack", "--silent", &format!("{name}@{version}"), "--pack-destination"]).arg(&folder);
        // Outside the clone: npm would read its settings.
        process::run(npm.current_dir(&folder), &format!("fetching {name}"))?;
        let packed = folder.join(format!("{name}-{version}.tgz"));
        let bytes = files::read(&packed)?;
        checked(&bytes, integrity)
            .map_err(|found| Failure::refused(packed.display(), found, "run the same command again"))?;
        tar::Archive::new(GzDecoder::new(&*bytes)).unpack(&folder).map_err(Failure::writing(&folder))?;
        files::remove(&packed)?;
        files::write(&whole, integrity)
    }
}

/// What the bytes are, where they are something else.
fn checked(bytes: &[u8], integrity: &str) -> Result<(), String> {
    let found = format!("sha512-{}", STANDARD.encode(Sha512::digest(bytes)));
    if found == integrity { Ok(()) } else { Err(format!("is {found}, not {integrity}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    // FIPS 180-2, appendix C.1.
    #[test]
    fn other_bytes_than_the_known_ones_are_refused() {
        let abc =
            "sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==";
        assert_eq!(checked(b"abc", abc), Ok(()));
        assert!(checked(b"abd", abc).is_err());
    }
}
