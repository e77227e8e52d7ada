//! The importer is not to be hurt: whatever a file holds, it is refused in a sentence, or read, shown and written back equal.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../rules/support.rs"]
#[expect(dead_code, reason = "the tests of the rules need more of it")]
mod support;

mod examples;
mod large;
mod mutated;
mod phone;
