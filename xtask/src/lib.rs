//! The commands of this workspace, as a library so that tests can run them.
//!
//! It reads descriptions, calls the generator and shows what came of it; files are changed in `output` alone.

mod codegen;
mod corpus;
mod ledger;
mod name;
mod output;
mod report;
mod sources;
mod terminal;
mod text;
mod workspace;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

pub use terminal::{Colour, Stream, Terminal};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// All is well: code 0.
    Done,
    /// The output is stale, the description has problems, or something failed: code 1.
    Failed,
    /// The command was not understood: code 2.
    Usage,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Done => Self::SUCCESS,
            Status::Failed => Self::from(1),
            Status::Usage => Self::from(2),
        }
    }
}

#[derive(clap::Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "The commands of this workspace")]
#[command(subcommand_required = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    Codegen(codegen::Codegen),
    Corpus(corpus::Corpus),
    #[command(hide = true)]
    CorpusStep(corpus::Step),
}

/// Runs the command that `args` name; the first of them is the name of the program.
pub fn run(args: impl IntoIterator<Item = OsString>, terminal: &mut Terminal<'_>) -> Status {
    match Cli::try_parse_from(args) {
        Ok(Cli { command: Command::Codegen(codegen) }) => codegen::run(&codegen, terminal),
        Ok(Cli { command: Command::Corpus(corpus) }) => corpus::run(&corpus, terminal),
        Ok(Cli { command: Command::CorpusStep(step) }) => corpus::run_step(&step, terminal),
        Err(error) => {
            let stream = if error.use_stderr() { &mut terminal.err } else { &mut terminal.out };
            let text = error.render();
            stream.write(match stream.colour {
                Colour::Always => text.ansi().to_string(),
                Colour::Never => text.to_string(),
            });
            if error.use_stderr() { Status::Usage } else { Status::Done }
        }
    }
}
