//! `sw.js`, the service worker: keeps one whole build on the phone, so that the portal opens without a network.

use std::collections::BTreeMap;

use crate::compact;
use crate::digest::{Digest, NAME_DIGITS};

/// The worker's own file. Its name never changes: by it the browser finds the next build.
pub const FILE: &str = "sw.js";

/// The script; the words in braces are filled in here.
const WORKER: &str = include_str!("../assets/sw.js");

/// The worker that keeps `files`: the integrity of each address.
pub fn script(files: &BTreeMap<String, String>) -> String {
    let list = files
        .iter()
        .map(|(address, integrity)| format!("[{address:?},{integrity:?}]"))
        .collect::<Vec<_>>()
        .join(",\n");
    let digest = Digest::of(list.as_bytes()).hex();
    compact::script(WORKER)
        .replace("{build}", &format!("portal-{}", &digest[..NAME_DIGITS]))
        .replace("{files}", &format!("[\n{list}\n]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script_of(files: &[(&str, &str)]) -> String {
        let files = files.iter().map(|(address, integrity)| ((*address).to_owned(), (*integrity).to_owned()));
        script(&files.collect())
    }

    fn build_of(script: &str) -> &str {
        let line = script.lines().find(|line| line.starts_with("const build = "));
        line.unwrap_or_default()
    }

    #[test]
    fn the_worker_lists_every_address_with_its_integrity() {
        let script = script_of(&[("/", "sha256-a="), ("/boot-0123456789abcdef.js", "sha256-b=")]);
        assert!(
            script.contains(
                "new Map([\n[\"/\",\"sha256-a=\"],\n[\"/boot-0123456789abcdef.js\",\"sha256-b=\"]\n])"
            ),
            "{script}"
        );
        assert!(!script.contains("{build}") && !script.contains("{files}"));
    }

    #[test]
    fn a_build_is_named_by_its_list() {
        let first = script_of(&[("/", "sha256-a=")]);
        assert!(build_of(&first).starts_with("const build = \"portal-"));
        assert_eq!(first, script_of(&[("/", "sha256-a=")]));
        for other in [&[("/", "sha256-b=")][..], &[("/", "sha256-a="), ("/x.svg", "sha256-a=")]] {
            assert_ne!(build_of(&first), build_of(&script_of(other)), "{other:?}");
        }
    }
}
