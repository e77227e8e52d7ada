//! Why a command did not do what it was asked: one sentence with its remedy.

use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};

/// What went wrong, for the terminal.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A file or folder could not be read.
    #[error("{} cannot be read ({source}): check that it is there and that you may read it", path.display())]
    Read { path: PathBuf, source: io::Error },
    /// A file or folder could not be written.
    #[error("{} cannot be written ({source}): free some space, or check that you may write there", path.display())]
    Write { path: PathBuf, source: io::Error },
    /// A file is not JSON, or not JSON of the expected shape.
    #[error("{} is not what it has to be ({source}): mend it at that place", path.display())]
    Json { path: PathBuf, source: serde_json::Error },
    /// A file from outside is not understood; the fault says what to do.
    #[error("{}: {fault}", path.display())]
    NotRead { path: PathBuf, fault: String },
    /// What was given is understood and refused. Made by [`Failure::refused`].
    #[error("{place}: {fault}: {remedy}")]
    Refused { place: String, fault: String, remedy: String },
    /// The compiler is older than the portal needs.
    #[error("rustc {found} is too old, the portal needs {needed} or newer: run `rustup update stable`")]
    OldCompiler { found: String, needed: String },
    /// Something has to be fetched and the network does not answer.
    #[error(
        "{doing} needs the network, and it cannot be reached: connect this machine, then run the same command again"
    )]
    NoNetwork { doing: String },
    /// A program or package is not on this machine and could not be put there.
    #[error("{what} is missing: run `{command}`, then the same command again")]
    Missing { what: String, command: String },
    /// A program that should be there does not start.
    #[error("`{program}` does not start ({source}): install it and put it on PATH")]
    Start { program: String, source: io::Error },
    /// A program ended without success; what it printed stands above.
    #[error("`{command}` failed: mend what it names above")]
    Command { command: String },
    /// Another program listens at the address.
    #[error("{address} is used by another program: stop that one, or choose another with --port")]
    PortTaken { address: String },
    /// The address cannot be listened on.
    #[error("{address} cannot be listened on ({source}): choose another with --host or --port")]
    Listen { address: String, source: io::Error },
    /// The first load is heavier than its budget.
    #[error("the first load is over its budget: make it lighter, or raise xtask/budgets.json and say why")]
    OverBudget,
    /// Checks, cases or tests failed; each is named above.
    #[error("{count} failed: each is named above")]
    Failed { count: usize },
}

impl Failure {
    /// A refusal: where, what is wrong, what to do, each without a full stop.
    pub fn refused(place: impl Display, fault: impl Display, remedy: impl Display) -> Self {
        Self::Refused { place: place.to_string(), fault: fault.to_string(), remedy: remedy.to_string() }
    }

    /// For `map_err` on reading `path`.
    pub fn reading(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        |source| Self::Read { path: path.to_owned(), source }
    }

    /// For `map_err` on writing `path`.
    pub fn writing(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        |source| Self::Write { path: path.to_owned(), source }
    }

    /// For `map_err` on parsing what `path` holds.
    pub fn parsing(path: &Path) -> impl FnOnce(serde_json::Error) -> Self + '_ {
        |source| Self::Json { path: path.to_owned(), source }
    }
}
