//! `cargo xtask check-clinic`: checks the clinic's content and names file, entry and fault.

mod activities;
mod conditions;
mod intervals;
mod ladders;
mod load;
mod names;
mod opening;
mod panel;
mod precheck;
mod products;
mod triage;
mod words;

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;

use std::fmt;
use std::path::Path;

use portal::domain::aftercare::guidance::Guidance;
use portal::domain::content::{Content, Text};
use portal::domain::scheduling::opening::Booking;

use crate::failure::Failure;

/// All content files as they were read.
#[derive(Debug)]
pub struct Files {
    /// What a phone fetches first, with its details.
    pub content: Content,
    /// The English words.
    pub words: Text,
    /// What it reads with the pages that book.
    pub booking: Booking,
    /// What it reads with the pages that answer after a session.
    pub guidance: Guidance,
}

/// One fault of the content: where, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: &'static str,
    /// The entry in it.
    pub entry: String,
    /// What is wrong with it.
    pub is: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.file, self.entry, self.is)
    }
}

/// Collects faults while one file is checked.
pub struct Faults {
    file: &'static str,
    found: Vec<Fault>,
}

impl Faults {
    /// For one file.
    pub fn of(file: &'static str) -> Self {
        Self { file, found: Vec::new() }
    }

    /// Notes a fault at an entry.
    pub fn note(&mut self, entry: impl fmt::Display, fault: impl fmt::Display) {
        let (entry, fault) = (entry.to_string(), fault.to_string());
        self.found.push(Fault { file: self.file, entry, is: fault });
    }

    /// Notes a fault unless the check holds.
    pub fn expect(&mut self, holds: bool, entry: impl fmt::Display, fault: impl fmt::Display) {
        if !holds {
            self.note(entry, fault);
        }
    }

    /// What was found.
    pub fn end(self) -> Vec<Fault> {
        self.found
    }
}

/// Checks the content in `folder`, prints every fault and a closing line.
pub fn run(folder: &Path) -> Result<(), Failure> {
    let faults = check(folder)?;
    for fault in &faults {
        println!("{fault}");
    }
    match faults.len() {
        0 => println!("{}: the content is complete and consistent", folder.display()),
        count => return Err(Failure::Failed { count }),
    }
    Ok(())
}

/// Every fault of the content in `folder`.
pub fn check(folder: &Path) -> Result<Vec<Fault>, Failure> {
    Ok(match load::files(folder)? {
        Ok(files) => faults(&files),
        Err(faults) => faults,
    })
}

/// The content in `folder`, for the commands that run the rules.
pub fn content(folder: &Path) -> Result<Content, Failure> {
    files(folder).map(|files| files.content)
}

/// All files of the content in `folder`, for the pack.
pub fn files(folder: &Path) -> Result<Files, Failure> {
    load::files(folder)?.map_err(|faults| {
        for fault in &faults {
            eprintln!("{fault}");
        }
        let count = faults.len();
        Failure::Failed { count }
    })
}

fn faults(files: &Files) -> Vec<Fault> {
    let Files { content, booking, guidance, .. } = files;
    [
        load::heads(files),
        names::check(files),
        conditions::check(content),
        ladders::check(content),
        intervals::check(content),
        panel::check(&content.labs),
        products::check(&content.formulary),
        opening::check(booking, content),
        triage::check(&guidance.triage, content),
        activities::check(&guidance.activities, content),
        precheck::check(files),
        words::check(files),
    ]
    .concat()
}
