//! Every statement of the clinic's own description (`tests/cases/description/clinic.txt`) has its home: the
//! words, the number or the rule by which the portal says it or obeys it.

mod homes;
mod kept;

use crate::support::{content, project};
use homes::Home::{Number, Rule, Word};
use homes::table;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

/// The statements of the description: its lines, each in its sentences.
fn statements() -> Vec<String> {
    let text = fs::read_to_string(project("tests/cases/description/clinic.txt")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.flat_map(sentences).collect()
}

/// A new sentence begins with a capital letter after a full stop that is not that of “Dr.”.
fn sentences(line: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for piece in line.split_inclusive(". ") {
        let last = found.last_mut().unwrap();
        last.push_str(piece);
        if piece.ends_with(". ") && !piece.ends_with("Dr. ") {
            found.push(String::new());
        }
    }
    found.iter().map(|sentence| sentence.trim().to_owned()).filter(|sentence| !sentence.is_empty()).collect()
}

#[test]
fn every_statement_of_the_description_has_its_home() {
    let (table, stated) = (table(), statements());
    assert!(stated.len() > 30, "the description is read: {stated:?}");
    let homeless: Vec<_> =
        stated.iter().filter(|stated| !table.iter().any(|(row, ..)| row == stated)).collect();
    assert_eq!(homeless, [""; 0], "without a home");
    let invented: Vec<_> =
        table.iter().map(|(row, ..)| *row).filter(|row| !stated.iter().any(|stated| stated == row)).collect();
    assert_eq!(invented, [""; 0], "in no description");
    let lines: BTreeSet<_> = table.iter().map(|(_, line, _)| *line).collect();
    let all: Vec<_> = (1..=21).map(|number| format!("L{number}")).collect();
    assert!(all.iter().all(|line| lines.contains(line.as_str())), "{lines:?}");
}

#[test]
fn every_home_says_or_keeps_its_statement() {
    let content = content();
    let file = |name: &str| -> Value {
        serde_json::from_str(&fs::read_to_string(project(&format!("public/clinic/{name}.json"))).unwrap())
            .unwrap()
    };
    let words = file("text/en")["words"].take();
    for (statement, line, homes) in table() {
        assert!(!homes.is_empty(), "{line}, “{statement}” has no home");
        for home in homes {
            match home {
                Word(key, parts) => {
                    let said = words[key].as_str().unwrap_or_else(|| panic!("{line}: no text {key}"));
                    for part in parts {
                        assert!(said.contains(part), "{line}: {key} does not say “{part}”: {said}");
                    }
                }
                Number(name, pointer, expected) => {
                    assert_eq!(file(name).pointer(pointer), Some(&expected), "{line}: {name}.json {pointer}");
                }
                Rule(keeps) => keeps(&content),
            }
        }
    }
}
