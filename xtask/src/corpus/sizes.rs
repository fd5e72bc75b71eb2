//! Assertions that no type of a crate is larger than was estimated.

use std::fmt::Write as _;

use generator::{Output, Size};

/// The assertions, for a file within the crate.
pub(super) fn assertions(output: &Output) -> String {
    let mut text = String::new();
    for Size { path, bytes } in output.sizes() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "const _: () = assert!(size_of::<{path}>() <= {bytes}, \"{path}\");");
    }
    text
}
