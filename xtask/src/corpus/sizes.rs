//! A program that compiles only if no type of a crate is larger than was estimated.
//!
//! It is an example of the crate, and does nothing when it runs.

use std::fmt::Write as _;

use generator::{Output, Size};

/// Where it stands in the crate.
pub(super) const PATH: &str = "examples/sizes.rs";

/// The text of the program.
pub(super) fn program(output: &Output) -> String {
    let mut program = "//! No type is larger than was estimated.\n\n".to_owned();
    if let Some(limit) = output.recursion_limit() {
        // Writing to a string cannot fail.
        let _ = writeln!(program, "#![recursion_limit = \"{limit}\"]\n");
    }
    program += "#![allow(clippy::absurd_extreme_comparisons, reason = \"some types take no room\")]\n\n";
    for Size { path, bytes } in output.sizes() {
        let _ = writeln!(program, "const _: () = assert!(size_of::<{path}>() <= {bytes}, \"{path}\");");
    }
    program + "\nfn main() {}\n"
}
