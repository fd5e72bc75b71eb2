//! A program that compiles only if no type of a crate is larger than was estimated.
//!
//! It is an example of the crate, and does nothing when it runs.

use std::fmt::Write as _;

use generator::Size;

/// Where it stands in the crate.
pub(super) const PATH: &str = "examples/sizes.rs";

/// The text of the program.
pub(super) fn program(sizes: &[Size]) -> String {
    let mut program = "//! No type is larger than was estimated.\n\n".to_owned();
    for Size { path, bytes } in sizes {
        // Writing to a string cannot fail.
        let _ = writeln!(program, "const _: () = assert!(size_of::<{path}>() <= {bytes}, \"{path}\");");
    }
    program + "\nfn main() {}\n"
}
