//! No type is large, as the generator estimates it and as the compiler lays it out.

use std::fmt::Write as _;

use crate::compile::{add_crate, cargo, succeeds, workspace, write};
use crate::fixtures;

/// The most bytes of a type of a fixture. One that holds others may have more than what those have at most.
const MAX: usize = 4096;

#[test]
fn no_type_of_a_fixture_is_large() {
    for fixture in fixtures::all_and_tokens() {
        for size in fixtures::generate(&fixture).sizes() {
            assert!(size.bytes <= MAX, "`{}` of {} bytes", size.path, size.bytes);
        }
    }
}

#[test]
fn no_type_is_larger_than_was_estimated() {
    let workspace = workspace("sizes");
    let mut manifest = "[package]\nname = \"sizes\"\nedition = \"2024\"\n\n[dependencies]\n".to_owned();
    let mut program = String::new();
    for fixture in fixtures::all_and_tokens() {
        let sizes = fixtures::generate(&fixture).sizes();
        // The larger a type is, the more there is to be wrong about.
        if sizes.iter().all(|size| size.bytes < 128) {
            continue;
        }
        add_crate(&workspace, &fixture);
        let name = &fixture.name;
        writeln!(manifest, "{name} = {{ path = \"../{name}\", default-features = false }}").unwrap();
        for generator::Size { path, bytes } in sizes {
            writeln!(program, "const _: () = assert!(size_of::<{path}>() <= {bytes}, \"{path}\");").unwrap();
        }
    }
    write(&workspace.join("crates/sizes/Cargo.toml"), &manifest);
    write(&workspace.join("crates/sizes/src/lib.rs"), &program);
    succeeds(&mut cargo(&workspace, &["check", "--package", "sizes"]));
}
