//! The clinic's rules through the public API, on the host, one file per subject.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod aftercare;
mod blood_bands;
mod blood_entry;
mod blood_summary;
mod booking;
mod both_pages;
mod calendar;
mod case_files;
mod choose;
mod description;
mod formulation;
mod free_times;
mod labs;
mod lateness;
mod offsets;
mod opening;
mod preparation;
mod records;
mod reflow;
mod sample_weeks;
mod samples;
mod series;
mod signed;
mod slots;
mod suggest;
mod support;
mod told_as_records;
mod unknown;
mod vignettes;
mod windows;
mod words;
