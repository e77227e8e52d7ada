//! Running other programs: what they print is shown as it comes, and kept to be read.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::thread;

use crate::failure::Failure;

/// Words by which cargo, rustup, npm and apt say that the network is not there.
const NETWORK_WORDS: [&str; 13] = [
    "could not resolve host",
    "couldn't resolve host",
    "temporary failure resolving",
    "dns error",
    "network failure",
    "network is unreachable",
    "failed to connect to",
    "error sending request",
    "spurious network error",
    "could not download file",
    "econnrefused",
    "enotfound",
    "eai_again",
];

/// What a program did.
pub struct Outcome {
    /// Whether it ended with success.
    pub succeeded: bool,
    /// All it printed, normal output first.
    pub printed: String,
}

/// Runs a program to its end, showing what it prints.
pub fn watch(command: &mut Command) -> Result<Outcome, Failure> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(starting(command))?;
    let errors = child.stderr.take().map(|stream| thread::spawn(move || show(stream, std::io::stderr())));
    let mut printed = child.stdout.take().map(|stream| show(stream, std::io::stdout())).unwrap_or_default();
    if let Some(Ok(text)) = errors.map(thread::JoinHandle::join) {
        printed.push_str(&text);
    }
    let succeeded = child.wait().map_err(starting(command))?.success();
    Ok(Outcome { succeeded, printed })
}

/// Runs a program that has to succeed, showing what it prints. `doing` is what a failure of the network stopped, such as "installing trunk".
pub fn run(command: &mut Command, doing: &str) -> Result<(), Failure> {
    let outcome = watch(command)?;
    if outcome.succeeded {
        return Ok(());
    }
    if names_the_network(&outcome.printed) {
        return Err(Failure::NoNetwork { doing: doing.to_owned() });
    }
    Err(Failure::Command { command: line(command) })
}

/// What a program prints on its normal output, or nothing when it is absent or fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The command as it would be typed.
fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

fn starting(command: &Command) -> impl FnOnce(std::io::Error) -> Failure + use<> {
    let program = command.get_program().to_string_lossy().into_owned();
    |source| Failure::Start { program, source }
}

fn names_the_network(printed: &str) -> bool {
    let printed = printed.to_lowercase();
    NETWORK_WORDS.iter().any(|words| printed.contains(words))
}

/// Copies a stream to the terminal line by line and returns its text. A terminal that went away ends the copy, not the program.
fn show(stream: impl Read, mut terminal: impl Write) -> String {
    let mut text = String::new();
    let mut lines = BufReader::new(stream);
    let mut bytes = Vec::new();
    while matches!(lines.read_until(b'\n', &mut bytes), Ok(1..)) {
        let _ = terminal.write_all(&bytes).and_then(|()| terminal.flush());
        text.push_str(&String::from_utf8_lossy(&bytes));
        bytes.clear();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_network_is_told_from_a_broken_build() {
        assert!(names_the_network("error: failed to fetch\n  Could not resolve host: index"));
        assert!(names_the_network("npm error code EAI_AGAIN"));
        assert!(!names_the_network("error[E0425]: cannot find value `network` in this scope"));
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let failure =
            run(&mut Command::new("no-such-program-here"), "looking").map_err(|failure| failure.to_string());
        assert!(
            matches!(&failure, Err(text) if text.starts_with("`no-such-program-here` does not start")),
            "{failure:?}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_command_that_fails_is_shown_as_typed() {
        let failure = run(Command::new("sh").args(["-c", "exit 3"]), "looking");
        assert_eq!(
            failure.map_err(|failure| failure.to_string()),
            Err("`sh -c exit 3` failed: mend what it names above".to_owned())
        );
    }

    #[cfg(unix)]
    #[test]
    fn what_is_printed_is_kept_from_both_outputs() -> Result<(), Failure> {
        let outcome = watch(Command::new("sh").args(["-c", "echo one; echo two >&2; exit 1"]))?;
        assert!(!outcome.succeeded);
        assert_eq!(outcome.printed, "one\ntwo\n");
        Ok(())
    }
}
