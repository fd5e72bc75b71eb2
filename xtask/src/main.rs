//! `cargo xtask`: the commands of this workspace.

use std::process::ExitCode;

fn main() -> ExitCode {
    xtask::run(std::env::args_os(), &mut xtask::Terminal::standard()).into()
}
