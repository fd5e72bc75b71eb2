//! `Cargo.toml` of the generated crate.

use std::collections::BTreeSet;

use super::{Content, File};
use crate::Options;
use crate::ir::Api;

/// What every generated crate depends on.
const DEPENDENCIES: &str = include_str!("../../runtime/dependencies.toml");

/// The features of every generated crate.
const FEATURES: &str = include_str!("../../runtime/features.toml");

pub(super) fn manifest(api: &Api, options: &Options) -> File {
    let name = &options.crate_name;
    let version = if is_version(&api.version) { &api.version } else { "0.1.0" };
    let description = format!("Client of {}", one_line(&api.title));
    let package = format!(
        "[package]\nname = {}\nversion = {}\ndescription = {}\n\
         edition = \"2024\"\nrust-version = \"1.88\"\nlicense = \"MIT OR Apache-2.0\"\npublish = false\n",
        quoted(name),
        quoted(version),
        quoted(&description),
    );
    let features = features(api);
    let examples: String = options.examples.keys().map(|file| example(file, &features)).collect();
    let tests = if examples.is_empty() {
        ""
    } else {
        "\n[dev-dependencies]\ntokio = { version = \"1\", features = [\"macros\", \"rt\", \"time\"] }\n"
    };
    let text = format!("{package}\n[features]\n{FEATURES}{features}\n[dependencies]\n{DEPENDENCIES}{tests}{examples}");
    File { path: "Cargo.toml".to_owned(), content: Content::Manifest(text) }
}

/// The features of the tags, and the one that has them all.
fn features(api: &Api) -> String {
    let features: BTreeSet<&str> = api.modules.iter().filter_map(|module| module.feature.as_deref()).collect();
    if features.is_empty() {
        return String::new();
    }
    let mut text = "# The operations of all tags.\nall = [\n".to_owned();
    for feature in &features {
        text.extend(["    ", &quoted(feature), ",\n"]);
    }
    text.push_str("]\n# The operations of one tag each, with the types that they need.\n");
    for feature in features {
        text.extend([feature, " = []\n"]);
    }
    text
}

/// Examples use the default client.
fn example(file: &str, features: &str) -> String {
    let name = quoted(file.trim_end_matches(".rs"));
    let all = if features.is_empty() { "" } else { ", \"all\"" };
    format!("\n[[example]]\nname = {name}\nrequired-features = [\"reqwest\"{all}]\n")
}

/// Whether Cargo takes a text as a version: three numbers.
fn is_version(text: &str) -> bool {
    let is_number = |part: &str| {
        !part.is_empty()
            && part.len() < 10
            && part.chars().all(|c| c.is_ascii_digit())
            && (part == "0" || !part.starts_with('0'))
    };
    text.split('.').count() == 3 && text.split('.').all(is_number)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
