//! Reading from what test programs print how many checks passed and failed.

use std::fmt;
use std::ops::AddAssign;

/// How many checks passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Checks that held.
    pub passed: usize,
    /// Checks that did not, and programs that broke off before they could say so.
    pub failed: usize,
}

impl Counts {
    /// One check.
    pub fn one(held: bool) -> Self {
        Self { passed: usize::from(held), failed: usize::from(!held) }
    }

    /// Reads the lines `test result: ok. 3 passed; 0 failed; …` of `cargo test` and wasm-bindgen-test.
    pub fn of_rust(printed: &str) -> Self {
        let mut counts = Self::default();
        for line in printed.lines().filter(|line| line.starts_with("test result:")) {
            counts += Self { passed: number_before(line, "passed"), failed: number_before(line, "failed") };
        }
        counts
    }

    /// Reads the closing lines `# pass 3`, `# fail 0`, `# cancelled 0` of `node --test`.
    pub fn of_node(printed: &str) -> Self {
        let number = |word: &str| {
            let mut lines =
                printed.lines().rev().filter_map(|line| line.split_once(' ').map(|(_, rest)| rest));
            lines.find_map(|rest| rest.strip_prefix(word)?.trim().parse::<usize>().ok()).unwrap_or(0)
        };
        Self { passed: number("pass "), failed: number("fail ") + number("cancelled ") }
    }

    /// A program that failed counts at least one failure, and so does one that checked nothing.
    pub fn ended(mut self, succeeded: bool) -> Self {
        if self.failed == 0 && (!succeeded || self.passed == 0) {
            self.failed = 1;
        }
        self
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

fn number_before(line: &str, word: &str) -> usize {
    let words = line.split([' ', ';']).filter(|word| !word.is_empty()).collect::<Vec<_>>();
    words.windows(2).find(|pair| pair[1] == word).and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: usize, failed: usize) -> Counts {
        Counts { passed, failed }
    }

    #[test]
    fn every_test_program_of_a_workspace_counts() {
        let printed = "running 2 tests\ntest result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            running 3 tests\ntest result: FAILED. 1 passed; 2 failed; 0 ignored\n";
        assert_eq!(Counts::of_rust(printed), counts(3, 2));
    }

    #[test]
    fn the_last_word_of_node_counts() {
        for mark in ['#', 'ℹ'] {
            let printed = format!(
                "{mark} tests 5\n{mark} suites 0\n{mark} pass 3\n{mark} fail 1\n{mark} cancelled 1\n{mark} skipped 0\n"
            );
            assert_eq!(Counts::of_node(&printed), counts(3, 2), "{mark}");
        }
    }

    #[test]
    fn a_program_that_breaks_off_or_checks_nothing_has_failed() {
        for (found, succeeded, expected) in [
            (counts(3, 0), true, counts(3, 0)),
            (counts(3, 0), false, counts(3, 1)),
            (counts(3, 2), false, counts(3, 2)),
            (counts(0, 0), true, counts(0, 1)),
        ] {
            assert_eq!(found.ended(succeeded), expected, "{found:?} {succeeded}");
        }
    }
}
