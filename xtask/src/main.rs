//! The project's commands: `cargo xtask serve`, `test`, `check-clinic`, `plan` and the rest.
//!
//! Each command is one module; a [`Failure`] is one sentence with its remedy, and the exit code says whether there was one.

mod address;
mod bench;
mod cases;
mod check_clinic;
mod compact;
mod counts;
mod digest;
mod dist;
mod examples;
mod failure;
mod files;
mod finish;
mod headers;
mod http;
mod imports;
mod inventory;
mod journeys;
mod machine;
mod minify;
mod outside;
mod pack;
mod page;
mod plan;
mod process;
mod publish;
mod serve;
mod site;
mod size;
mod split;
mod testing;
mod today;
mod toolchain;
mod tools;
mod worker;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::failure::Failure;
use crate::testing::Suite;

/// What a developer or a clinic asks of the project.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "The portal's commands, set-up included.")]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds the portal for release and serves it with the headers of production.
    Serve {
        /// The address to listen on; 0.0.0.0 lets other devices of the network in.
        #[arg(long, default_value = "127.0.0.1")]
        host: String,
        /// The port to listen on; 0 takes any free one.
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Serves this built portal as it stands, without building.
        #[arg(long, value_name = "FOLDER")]
        dist: Option<PathBuf>,
    },
    /// Runs every check, or one suite of them, and ends with one line of counts.
    Test {
        /// The only suite to run.
        suite: Option<Suite>,
        /// Also runs the slow checks: more property cases and faulty files, and the speed of the first load.
        #[arg(long)]
        full: bool,
    },
    /// Takes a picture of every screen, light and dark, into shots/, and one sheet of them all.
    Shots,
    /// Measures how fast the rules answer, and how fast a slow phone answers a tap.
    Bench,
    /// Builds the portal for release into dist/.
    Dist,
    /// Turns what Trunk built into what is published (Trunk calls it).
    #[command(hide = true)]
    Finish,
    /// Weighs the first load against xtask/budgets.json.
    Size,
    /// Checks edited clinic content and renews it in a built portal, without compiling.
    PublishClinic {
        /// The built portal, such as dist.
        dist: PathBuf,
        /// The folder of content; public/clinic when left out.
        #[arg(long, value_name = "FOLDER")]
        clinic: Option<PathBuf>,
    },
    /// Checks the clinic's content and names file, entry and fault.
    CheckClinic {
        /// The folder of content; public/clinic when left out.
        folder: Option<PathBuf>,
    },
    /// Prints the plan of a FHIR Bundle or a case file as JSON.
    Plan {
        /// The Bundle or the case.
        file: PathBuf,
        /// The day to plan for, such as 2026-11-22; today when left out.
        #[arg(long, value_name = "DATE")]
        as_of: Option<String>,
    },
    /// Runs every case of a folder and prints each difference.
    Cases {
        /// The folder of cases.
        folder: PathBuf,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<(), Failure> {
    match task {
        Task::Serve { host, port, dist } => serve::run(dist, &host, port),
        Task::Test { suite, full } => testing::run(suite, full),
        Task::Shots => journeys::shots(),
        Task::Bench => bench::run(),
        Task::Dist => dist::ensure().map(|folder| println!("The portal is built in {}", folder.display())),
        Task::Finish => finish::run(),
        Task::Size => size::run(),
        Task::PublishClinic { dist, clinic } => publish::run(&clinic.unwrap_or_else(files::clinic), &dist),
        Task::CheckClinic { folder } => check_clinic::run(&folder.unwrap_or_else(files::clinic)),
        Task::Plan { file, as_of } => plan::run(&file, as_of.as_deref()),
        Task::Cases { folder } => cases::run(&folder),
    }
}
