//! `cargo xtask`: the commands of this workspace.

use std::process::ExitCode;

/// A document becomes millions of small values: with the allocator of the C library, a third of the time goes into those.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    xtask::run(std::env::args_os(), &mut xtask::Terminal::standard()).into()
}
