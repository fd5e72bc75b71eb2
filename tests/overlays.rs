//! Overlays change a description that is not ours, and an action that no longer fits is an error.

use std::path::{Path, PathBuf};

use generator::{Refusal, Source, Sources};

use crate::bundles::{generate, outcome};
use crate::fixtures;
use crate::snapshot::{Folder, compare_all};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("overlays")
}

fn source(name: &str) -> Source {
    Source { name: name.to_owned(), text: fixtures::read(&folder().join(name)) }
}

fn with(overlays: &[&str]) -> Sources {
    let sources = overlays.iter().fold(Sources::new(source("base.yaml")), |all, name| all.overlay(source(name)));
    sources.gather(|name| {
        let missing = |_| Refusal { message: format!("there is no `{name}`"), help: None };
        std::fs::read_to_string(folder().join(name)).map_err(missing)
    })
}

#[test]
fn each_overlay_does_what_its_snapshot_shows() {
    let names = ["all_kinds", "malformed", "matches_nothing", "mistakes", "no_overlay", "no_yaml"];
    let subjects: Vec<_> = names.iter().map(|name| ((*name).to_owned(), format!("{name}.yaml"))).collect();
    compare_all(Folder::Overlays, &subjects, |name| outcome(&with(&[name])));
}

#[test]
fn overlays_are_applied_in_order() {
    let overlay = |name: &str, title: &str| Source {
        name: name.to_owned(),
        text: format!(
            "overlay: 1.0.0\ninfo: {{ title: t, version: '1' }}\nactions:\n  - target: $[?@.title == '{title}']\n    update: {{ title: {name} }}\n"
        ),
    };
    let base = || Sources::new(source("base.yaml"));
    let both = base().overlay(overlay("Between", "Before")).overlay(overlay("After", "Between"));
    assert_eq!(generate(&both).unwrap().summary.title, "After");
    let wrong = base().overlay(overlay("After", "Between")).overlay(overlay("Between", "Before"));
    assert!(generate(&wrong).unwrap_err().to_string().contains("After:4:5"));
}

#[test]
fn the_overlay_for_cloudflare_lifts_the_envelope() {
    let path = fixtures::root().join("spec/overlays/cloudflare.yaml");
    let overlay = Source { name: "cloudflare.yaml".to_owned(), text: fixtures::read(&path) };
    let mut root = fixtures::tokens().source;
    let at = root.text.find("x-envelope:").unwrap();
    root.text.insert_str(at, "x-not-");
    let at = root.text.find("      operationId:").unwrap();
    root.text.insert_str(at, "      security: [{ api_token: [] }]\n");
    assert!(!generate(&root.clone().into()).unwrap().files.contains_key("src/envelope.rs"));
    assert!(generate(&Sources::new(root).overlay(overlay)).unwrap().files.contains_key("src/envelope.rs"));
}
