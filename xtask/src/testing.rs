//! `cargo xtask test`: every check of the project, and one line of counts at the end.

use std::process::Command;

use clap::ValueEnum;

use crate::counts::Counts;
use crate::failure::Failure;
use crate::journeys::Stage;
use crate::toolchain::WASM;
use crate::{examples, files, journeys, machine, process, toolchain, tools};

/// The suites, in the order of the closing line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Suite {
    /// The rules of care and the commands, on this machine.
    Rules,
    /// Components and stores, in a real browser.
    Web,
    /// Journeys through the built portal, in a real browser.
    E2e,
    /// Format, clippy on both targets, and the library by itself.
    Lint,
}

/// What runs first is what says most in the least time.
const ORDER: [Suite; 4] = [Suite::Lint, Suite::Rules, Suite::Web, Suite::E2e];

/// The environment variable that asks the suites for their slow checks too.
const FULL: &str = "PORTAL_FULL";

/// Runs one suite, or all of them; a failing suite does not keep the next from running.
pub fn run(only: Option<Suite>, full: bool) -> Result<(), Failure> {
    toolchain::ensure()?;
    let mut results = Vec::new();
    for suite in ORDER.into_iter().filter(|suite| only.is_none_or(|only| only == *suite)) {
        println!("── {} ──", name(suite));
        let counts = suite.run(full).unwrap_or_else(|failure| {
            eprintln!("error: {failure}");
            Counts::one(false)
        });
        results.push((suite, counts));
    }
    results.sort_by_key(|(suite, _)| *suite as u8);
    let line = results.iter().map(|(suite, counts)| format!("{} {counts}", name(*suite)));
    println!("{}", line.collect::<Vec<_>>().join(" · "));
    match results.iter().map(|(_, counts)| counts.failed).sum() {
        0 => Ok(()),
        count => Err(Failure::Failed { count }),
    }
}

fn name(suite: Suite) -> &'static str {
    match suite {
        Suite::Rules => "rules",
        Suite::Web => "web",
        Suite::E2e => "e2e",
        Suite::Lint => "lint",
    }
}

impl Suite {
    fn run(self, full: bool) -> Result<Counts, Failure> {
        match self {
            Self::Rules => rules(full),
            Self::Web => web(),
            Self::E2e => end_to_end(full),
            Self::Lint => lint(),
        }
    }
}

fn lint() -> Result<Counts, Failure> {
    let clippy = ["clippy", "--quiet"];
    let strictly = ["--", "-D", "warnings"];
    let checks: [(&str, Vec<&str>); 6] = [
        ("format", vec!["fmt", "--all", "--check"]),
        ("clippy", [&clippy[..], &["--workspace", "--all-targets"], &strictly].concat()),
        (
            "clippy for the browser",
            [&clippy[..], &["-p", "portal", "--lib", "--bins", "--target", WASM], &strictly].concat(),
        ),
        (
            "clippy for the browser, parted",
            [&clippy[..], &["-p", "portal", "--lib", "--features", "split", "--target", WASM], &strictly]
                .concat(),
        ),
        (
            "clippy for the browser's tests",
            [&clippy[..], &["-p", "portal", "--test", "web", "--target", WASM], &strictly].concat(),
        ),
        // Without the dev-dependencies, which could switch on a clock or a feature that the app does not have.
        ("the library by itself", vec!["check", "--quiet", "-p", "portal", "--lib"]),
    ];
    let mut counts = Counts::default();
    for (check, arguments) in checks {
        let succeeded = process::watch(cargo().args(arguments))?.succeeded;
        println!("{check}: {}", if succeeded { "passed" } else { "failed" });
        counts += Counts::one(succeeded);
    }
    Ok(counts)
}

fn rules(full: bool) -> Result<Counts, Failure> {
    let mut command = cargo();
    command.args(["test", "--workspace", "--no-fail-fast"]).env(examples::FOLDER, examples::ensure()?);
    if full {
        command.env(FULL, "1").env("PROPTEST_CASES", "4096");
    }
    let outcome = process::watch(&mut command)?;
    Ok(Counts::of_rust(&outcome.printed).ended(outcome.succeeded))
}

fn web() -> Result<Counts, Failure> {
    let browser = machine::browser()?;
    let tools = tools::ensure()?;
    let mut command = cargo();
    command.args(["test", "-p", "portal", "--target", WASM, "--test", "web"]);
    command
        .env("CHROMEDRIVER", browser.driver)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", tools.test_runner());
    command.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    let outcome = process::watch(&mut command)?;
    Ok(Counts::of_rust(&outcome.printed).ended(outcome.succeeded))
}

fn end_to_end(full: bool) -> Result<Counts, Failure> {
    let endings: &[&str] = if full { &[".test.mjs", ".full.mjs"] } else { &[".test.mjs"] };
    let names = files::below(&journeys::folder())?;
    let journeys = names
        .iter()
        .filter(|name| !name.contains('/') && endings.iter().any(|ending| name.ends_with(ending)));
    let stage = Stage::set()?;
    let mut command = stage.node()?;
    command.args(["--test", "--test-reporter=spec"]).args(journeys);
    let outcome = process::watch(&mut command)?;
    Ok(Counts::of_node(&outcome.printed).ended(outcome.succeeded))
}

fn cargo() -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(files::root());
    command
}
