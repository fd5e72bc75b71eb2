//! Names are local: without the operations of one tag, only the files of that tag and of the types that only it used
//! are different.
//!
//! `locality FILE…` takes descriptions in JSON and tries several tags of each. It fails if any other file changes.

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use generator::{Options, Source};
use serde_json::Value;

/// Tags of a description that are tried.
const TAGS: usize = 3;

/// Files that list what there is.
const LISTS: [&str; 3] = ["Cargo.toml", "src/lib.rs", "src/types.rs"];

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

type Files = BTreeMap<String, String>;

fn main() -> ExitCode {
    let mut failed = false;
    for path in std::env::args().skip(1) {
        match check(&path) {
            Ok(strays) => failed |= strays > 0,
            Err(why) => {
                eprintln!("{path}: {why}");
                failed = true;
            }
        }
    }
    ExitCode::from(u8::from(failed))
}

/// Tries the tags of a description. Gives how many files change that should not.
fn check(path: &str) -> Result<usize, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let document: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let whole = files(&document)?;
    let tags = tags(&document);
    // Some of the beginning, of the middle and of the end.
    let step = (tags.len() / TAGS).max(1);
    let mut all = 0;
    for tag in tags.iter().step_by(step).take(TAGS) {
        let mut other = document.clone();
        remove(&mut other, tag);
        let less = files(&other)?;
        let strays = strays(&whole, &less);
        println!("{path}: without `{tag}`: {} files less, {} others changed", whole.len() - less.len(), strays.len());
        strays.iter().take(10).for_each(|stray| println!("  {stray}"));
        all += strays.len();
    }
    Ok(all)
}

fn files(document: &Value) -> Result<Files, String> {
    let source = Source { name: "description.json".to_owned(), text: document.to_string() };
    let options = Options { crate_name: "local".to_owned(), examples: BTreeMap::new() };
    generator::generate(&source.into(), &options).map(|output| output.files).map_err(|problems| problems.to_string())
}

fn first_tag(operation: &Value) -> Option<&str> {
    operation["tags"][0].as_str()
}

fn tags(document: &Value) -> Vec<String> {
    let items = document["paths"].as_object().into_iter().flatten();
    let operations = items.flat_map(|(_, item)| METHODS.iter().filter_map(|method| item.get(*method)));
    let tags: BTreeSet<&str> = operations.filter_map(first_tag).collect();
    tags.into_iter().map(str::to_owned).collect()
}

fn remove(document: &mut Value, tag: &str) {
    for (_, item) in document["paths"].as_object_mut().into_iter().flatten() {
        let Some(item) = item.as_object_mut() else { continue };
        item.retain(|key, operation| !METHODS.contains(&key.as_str()) || first_tag(operation) != Some(tag));
    }
}

/// The files that differ although they are not about the tag alone.
fn strays<'a>(whole: &'a Files, less: &'a Files) -> Vec<&'a str> {
    let used = used(less);
    let differs = |path: &&str| less.get(*path) != whole.get(*path) && !LISTS.contains(path);
    // A type that only the tag sent loses its setters: lines go, and none is new or another one.
    let has_new = |path: &&str| {
        let before: BTreeSet<&str> = whole.get(*path).map(|text| text.lines().collect()).unwrap_or_default();
        less[*path].lines().any(|line| !before.contains(line) && !line.starts_with("#["))
    };
    // A type that no operation uses any more was one of the tag alone.
    let is_used = |path: &&str| !is_type(path) || used.contains(path);
    less.keys().map(String::as_str).filter(differs).filter(is_used).filter(has_new).collect()
}

fn is_type(path: &str) -> bool {
    path.starts_with("src/types/")
}

/// The files of the types that the operations use, also within one another.
fn used(files: &Files) -> BTreeSet<&str> {
    let types = files.iter().filter(|(path, _)| is_type(path));
    let places: BTreeMap<&str, &str> =
        types.flat_map(|(path, text)| declared(text).into_iter().map(|name| (name, path.as_str()))).collect();
    let modules = files.keys().map(String::as_str);
    let mut open: Vec<&str> = modules.filter(|path| !is_type(path) && !LISTS.contains(path)).collect();
    let mut used = BTreeSet::new();
    while let Some(path) = open.pop() {
        if !used.insert(path) {
            continue;
        }
        let words = code(&files[path]).flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'));
        open.extend(words.filter_map(|word| places.get(word).copied()));
    }
    used
}

/// The types that a file declares.
fn declared(text: &str) -> Vec<&str> {
    let words = ["pub struct ", "pub enum ", "pub type "];
    let names = code(text).filter_map(|line| words.iter().find_map(|word| Some(line.split_once(word)?.1)));
    names.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()).collect()
}

/// The lines that are no documentation.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}
