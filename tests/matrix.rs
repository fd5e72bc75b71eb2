//! Every notation of the support code meets every shape that can meet it, under every name that may clash.
//!
//! The descriptions are made here, by loops. All of their crates are compiled at once.

mod calls;
mod choices;
mod description;
mod members;
mod names;
mod types;

use std::path::Path;

use description::{Description, Direction};

use crate::compile::{add_crate, cargo, succeeds, workspace};
use crate::fixtures::{self, Fixture};

/// Tags that are called as modules of the crate, as crates and as keywords.
const TAGS: &[&str] = &[
    "types", "support", "envelope", "schemes", "client", "blocking", "std", "serde", "core", "self", "crate", "super",
];

/// Tags that are called as Cargo features which every crate has.
const FEATURES: &[&str] = &["all", "default", "reqwest", "time"];

/// All that one description can hold.
fn matrix() -> Fixture {
    let names = names::all();
    let mut description = Description::default();
    members::by_name(&mut description, &names);
    members::by_count(&mut description);
    choices::unions(&mut description);
    choices::files(&mut description);
    choices::values(&mut description, &names);
    calls::by_name(&mut description, &names);
    calls::parameters(&mut description, &names);
    calls::tags(&mut description, FEATURES);
    calls::schemes(&mut description, &names);
    calls::answers(&mut description);
    description.fixture("matrix")
}

/// The same types under other names, which one description has once.
fn named_types() -> Vec<Fixture> {
    let names = names::of_types();
    let objects = [("sent", Direction::Sent), ("answered", Direction::Answered), ("both", Direction::Both)];
    let objects = objects.map(|(name, direction)| types::objects(&names, direction).fixture(&format!("types_{name}")));
    let others = (0..4).map(|first| types::others(&names, first).fixture(&format!("types_others_{first}")));
    objects.into_iter().chain(others).collect()
}

/// What is not named by the description but by its place: modules, and types that hold one another.
fn places() -> Fixture {
    let mut description = Description::default();
    calls::tags(&mut description, TAGS);
    types::chains(&mut description);
    description.fixture("places")
}

#[test]
fn every_notation_with_every_shape_and_name_compiles_without_a_warning() {
    let workspace = workspace("matrix");
    let fixtures: Vec<Fixture> = named_types().into_iter().chain([places(), matrix()]).collect();
    for fixture in &fixtures {
        add_crate(&workspace, fixture);
    }
    let check = |arguments: &[&str]| {
        succeeds(cargo(&workspace, &[&["clippy"], arguments].concat()).args(["--", "-D", "warnings"]));
    };
    check(&["--workspace", "--keep-going", "--all-features"]);
    for feature in features(&workspace) {
        check(&["--package", "matrix", "--no-default-features", "--features", &feature]);
    }
    // The types of the others differ in what they are, which is nothing to rustdoc.
    let others = ["--exclude", "types_others_1", "--exclude", "types_others_2", "--exclude", "types_others_3"];
    let rustdoc = [&["doc", "--workspace", "--no-deps", "--keep-going", "--all-features"], &others[..]].concat();
    succeeds(cargo(&workspace, &rustdoc).env("RUSTDOCFLAGS", "-D warnings"));
}

/// The features of the crate, and none.
fn features(workspace: &Path) -> Vec<String> {
    let manifest = fixtures::read(&workspace.join("crates/matrix/Cargo.toml"));
    let (_, features) = manifest.split_once("[features]\n").unwrap();
    let names = features.lines().take_while(|line| !line.starts_with('[')).filter_map(|line| line.split_once(" = "));
    let features: Vec<String> = names.map(|(name, _)| name.to_owned()).chain([String::new()]).collect();
    assert!(
        ["all", "calls", "ureq", "values", ""].iter().all(|name| features.iter().any(|it| it == name)),
        "{features:?}"
    );
    features
}
