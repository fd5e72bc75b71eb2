//! `codegen` on a disk: whatever crates, files and types are called, only its own files change.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use serde_json::json;
use xtask::{Colour, Status, Stream, Terminal};

use crate::entropy::Entropy;

/// What nobody but its owner may touch.
const STRANGER: &str = "mine";

/// Names that might lead elsewhere, or be no names.
const NAMES: &[&str] = &[
    "../a",
    "/etc",
    "a/../../b",
    "..",
    ".",
    "",
    "con",
    "a\u{0}b",
    "a b",
    "-x",
    "self",
    "É",
    "nul.rs",
    "C:\\a",
    "a\nb",
    "mod",
    "types",
    "lib",
    "support",
    "Lib",
    "LIB",
    "r#fn",
    "_",
    "ﬁ",
    "\u{202e}a",
];

pub(super) fn run(input: &[u8]) -> Result<(), String> {
    let mut entropy = Entropy::new(input);
    let desk = tempfile::tempdir().map_err(|error| error.to_string())?;
    let folder = desk.path();
    let inside = ["mine.rs", "src/mine.rs", "src/types/mine.rs", "src/lib.rs", "Cargo.toml"];
    let strangers: Vec<&str> = inside.into_iter().filter(|_| entropy.once_in(8)).collect();
    for stranger in &strangers {
        put(&folder.join("out").join(stranger), STRANGER)?;
    }
    put(&folder.join("mine"), STRANGER)?;
    put(&folder.join("api.json"), &description(&mut entropy))?;
    let crate_name = if entropy.once_in(4) { name(&mut entropy) } else { "fuzz".to_owned() };
    let (spec, out) = (folder.join("api.json"), folder.join("out"));
    let arguments =
        ["codegen", "--spec", &spec.to_string_lossy(), "--out", &out.to_string_lossy(), "--name", &crate_name]
            .map(OsString::from);
    let first = call(&arguments);
    put(&spec, &description(&mut entropy))?;
    let before = files(folder);
    let second = call(&arguments);
    for stranger in strangers.iter().map(|name| out.join(name)).chain([folder.join("mine")]) {
        if fs::read_to_string(&stranger).ok().as_deref() != Some(STRANGER) {
            return Err(format!("{} is not what it was after {first:?} and {second:?}", stranger.display()));
        }
    }
    let after = files(folder);
    if second != Status::Done && before != after {
        return Err(format!("it failed and changed something, as {crate_name:?}"));
    }
    if second == Status::Done && call(&[&arguments[..], &[OsString::from("--check")]].concat()) != Status::Done {
        return Err(format!("the crate {crate_name:?} is stale as soon as it is made"));
    }
    let strays: Vec<&String> =
        after.keys().filter(|path| !path.starts_with("out/") && *path != "mine" && *path != "api.json").collect();
    if strays.is_empty() { Ok(()) } else { Err(format!("there is more on the disk: {strays:?}")) }
}

/// A description whose components, tags and members have names that somebody chose.
fn description(entropy: &mut Entropy<'_>) -> String {
    let mut document = json!({ "openapi": "3.0.3", "info": { "title": name(entropy), "version": "1" }, "paths": {}, "components": { "schemas": {} } });
    for index in 0..=entropy.below(4) {
        let (component, tag, member) = (name(entropy), name(entropy), name(entropy));
        document["components"]["schemas"][component] =
            json!({ "type": "object", "properties": { member: { "type": "string" } } });
        document["paths"][format!("/{index}")] = json!({ "get": { "tags": [tag], "operationId": name(entropy), "responses": { "204": { "description": "" } } } });
    }
    document.to_string()
}

fn name(entropy: &mut Entropy<'_>) -> String {
    if entropy.once_in(2) { entropy.text() } else { entropy.one(NAMES).copied().unwrap_or_default().to_owned() }
}

fn call(arguments: &[OsString]) -> Status {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut terminal =
        Terminal { out: Stream::new(&mut out, Colour::Never), err: Stream::new(&mut err, Colour::Never) };
    xtask::run([OsString::from("cargo xtask")].into_iter().chain(arguments.iter().cloned()), &mut terminal)
}

#[expect(clippy::disallowed_methods, reason = "it writes into a folder of its own")]
fn put(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().ok_or("no folder")?;
    fs::create_dir_all(folder).and_then(|()| fs::write(path, text)).map_err(|error| error.to_string())
}

/// The files below a folder with their contents.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for path in fs::read_dir(next).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                open.push(path);
            } else if let Ok(below) = path.strip_prefix(folder) {
                found.insert(below.to_string_lossy().replace('\\', "/"), fs::read(&path).unwrap_or_default());
            }
        }
    }
    found
}
