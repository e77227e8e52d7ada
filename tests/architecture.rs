//! The walls between the rooms: who may use whom, and what stands in one place only.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

const WEB_CRATES: [&str; 6] = ["leptos", "web_sys", "js_sys", "gloo", "wasm_bindgen", "wasm_bindgen_futures"];

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => walk(&path, ending, found),
                false if path.to_string_lossy().ends_with(ending) => found.push(path),
                false => {}
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), ending, &mut found);
    assert!(!found.is_empty(), "no {ending} in {folder}");
    found.sort();
    found
}

/// The lines of code (comments left out) that name one of the words, with their place.
fn naming(files: &[PathBuf], words: &[&str], except: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for path in files.iter().filter(|path| !except.iter().any(|allowed| path.ends_with(allowed))) {
        for (at, line) in fs::read_to_string(path).unwrap().lines().enumerate() {
            let code = line.trim_start();
            if !code.starts_with("//") && words.iter().any(|word| code.contains(word)) {
                found.push(format!("{}:{}: {code}", path.display(), at + 1));
            }
        }
    }
    found
}

#[track_caller]
fn nobody(files: &[PathBuf], words: &[&str], except: &[&str]) {
    assert_eq!(naming(files, words, except), [] as [&str; 0], "names one of {words:?}");
}

#[test]
fn the_rules_of_care_know_neither_records_nor_the_web() {
    let domain = files("src/domain", ".rs");
    nobody(&domain, &WEB_CRATES, &[]);
    nobody(&domain, &["crate::fhir", "crate::web", "serde_json"], &[]);
}

#[test]
fn the_clinics_records_know_nothing_of_the_web() {
    let fhir = files("src/fhir", ".rs");
    nobody(&fhir, &WEB_CRATES, &[]);
    nobody(&fhir, &["crate::web"], &[]);
}

#[test]
fn one_file_reads_the_clock() {
    let clock = ["Utc::now", "Local::now", "Date::now", "Date::new_0", "SystemTime::now", "Instant::now"];
    nobody(&files("src", ".rs"), &clock, &["web/clock.rs"]);
}

#[test]
fn one_folder_opens_the_device_store() {
    nobody(&files("src", ".rs"), &["indexed_db", "Idb"], &["web/store/device.rs"]);
}

#[test]
fn no_page_writes_markup_or_style_that_the_content_policy_blocks() {
    nobody(&files("src", ".rs"), &["inner_html", "style=\"", "eval(", "document.write"], &[]);
    let index = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("index.html")).unwrap();
    for blocked in ["<style", "style=", "onload=", "onclick="] {
        assert!(!index.contains(blocked), "index.html has {blocked}");
    }
    for script in index.split("<script").skip(1) {
        assert!(
            script.starts_with(" src=") || script.starts_with(" type=\"module\" src="),
            "an inline script: {script}"
        );
    }
}

#[test]
fn colours_stand_in_the_tokens_only() {
    nobody(
        &files("style", ".css"),
        &[
            "#0", "#1", "#2", "#3", "#4", "#5", "#6", "#7", "#8", "#9", "#a", "#b", "#c", "#d", "#e", "#f",
            "rgb(", "hsl(",
        ],
        &["tokens.css"],
    );
}

#[test]
fn nothing_is_left_to_do_without_a_reason() {
    let words = ["todo!", "unimplemented!", "dbg!(", "FIXME", "XXX"];
    nobody(&files("src", ".rs"), &words, &[]);
    nobody(&files("xtask/src", ".rs"), &words, &[]);
}
