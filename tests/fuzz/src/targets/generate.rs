//! The generator: any document, overlay or set of files becomes a crate or problems, the same each time.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use generator::{Diagnostics, Options, Output, Refusal, Source, Sources};
use serde_json::{Value, json};

use crate::entropy::Entropy;
use crate::grammar::Pool;

/// Bytes that the name of a file may have; systems limit it to 255.
const MAX_FILE_NAME: usize = 250;

pub(super) fn bytes(input: &[u8]) -> Result<(), String> {
    let text = String::from_utf8_lossy(input).into_owned();
    check(&Source { name: "fuzz.yaml".to_owned(), text }.into())
}

pub(super) fn grammar(input: &[u8]) -> Result<(), String> {
    let text = show_grammar(input);
    check(&Source { name: "fuzz.json".to_owned(), text }.into())
}

pub(super) fn show_grammar(input: &[u8]) -> String {
    format!("{:#}", Pool::descriptions().document(&mut Entropy::new(input)))
}

pub(super) fn overlays(input: &[u8]) -> Result<(), String> {
    let (document, overlay) = overlaid(input);
    let sources: Sources = Source { name: "fuzz.json".to_owned(), text: document.to_string() }.into();
    check(&sources.overlay(Source { name: "overlay.json".to_owned(), text: overlay.to_string() }))
}

pub(super) fn show_overlays(input: &[u8]) -> String {
    let (document, overlay) = overlaid(input);
    format!("{document:#}\n---\n{overlay:#}")
}

/// A description and an overlay whose actions go to nodes by all kinds of paths.
fn overlaid(input: &[u8]) -> (Value, Value) {
    let mut entropy = Entropy::new(input);
    let pool = Pool::descriptions();
    let mut document = entropy.one(&pool.documents).cloned().unwrap_or_default();
    if entropy.once_in(2) {
        pool.change(&mut document, &mut entropy);
    }
    let mut actions = Vec::new();
    for _ in 0..=entropy.below(3) {
        let target = target(&mut entropy);
        let update = entropy.one(&pool.documents).cloned().unwrap_or_default();
        actions.push(match entropy.below(4) {
            0 => json!({ "target": target, "remove": true }),
            1 => json!({ "target": target, "update": update["components"] }),
            2 => json!({ "target": target, "update": { "description": entropy.text() } }),
            _ => json!({ "target": target, "update": update["paths"], "remove": false }),
        });
    }
    let mut overlay = json!({ "overlay": "1.0.0", "info": { "title": "t", "version": "1" }, "actions": actions });
    if entropy.once_in(4) {
        pool.change(&mut overlay, &mut entropy);
    }
    (document, overlay)
}

fn target(entropy: &mut Entropy<'_>) -> String {
    const STEPS: [&str; 24] = [
        ".paths",
        ".components",
        ".schemas",
        ".*",
        "[*]",
        "..*",
        "[0]",
        "[-1]",
        "[::2]",
        "[?@.type=='string']",
        "[?@.type]",
        "..schema",
        "['a','b']",
        ".properties",
        "..properties.*",
        "[?length(@)>1]",
        "[?count(@.*)>2]",
        "[?match(@.type,'a.*')]",
        "[?search(@.title,'(a|b)+$')]",
        "[?value(@..type)=='x']",
        "..[?@['$ref']]",
        ".x-a",
        "[?@==$]",
        "[?!(@.a<@.b)]",
    ];
    let mut target = "$".to_owned();
    for _ in 0..entropy.below(6) {
        match entropy.below(12) {
            0 => target.push_str(&entropy.text()),
            _ => target.push_str(entropy.one(&STEPS).copied().unwrap_or_default()),
        }
    }
    target
}

pub(super) fn files(input: &[u8]) -> Result<(), String> {
    let files = split(input);
    let Some(root) = files.get("api/root.json") else { return Ok(()) };
    let sources: Sources = Source { name: "api/root.json".to_owned(), text: root.to_string() }.into();
    let sources = sources.gather(|name| match files.get(name) {
        Some(file) => Ok(file.to_string()),
        None => Err(Refusal { message: format!("there is no file `{name}`"), help: None }),
    });
    if let Ok(bundle) = generator::bundle(&sources) {
        let place = bundle.place("/components");
        if sources.get(&place).is_none() {
            return Err(format!("{place:?} is in none of the files"));
        }
    }
    check(&sources)
}

pub(super) fn show_files(input: &[u8]) -> String {
    let files = split(input);
    let texts: Vec<String> = files.iter().map(|(name, file)| format!("# {name}\n{file:#}")).collect();
    texts.join("\n")
}

/// A description in several files: nodes of it stand in others, and refer to each other.
fn split(input: &[u8]) -> BTreeMap<String, Value> {
    const NAMES: [&str; 6] = ["api/a.json", "api/b.json", "api/sub/c.json", "d.json", "api/é b.json", "api/root.json"];
    let mut entropy = Entropy::new(input);
    let pool = Pool::descriptions();
    let mut root = pool.document(&mut entropy);
    let mut files: BTreeMap<String, Value> = BTreeMap::new();
    for _ in 0..=entropy.below(6) {
        let name = entropy.one(&NAMES).copied().unwrap_or_default();
        for part in ["/components/schemas", "/components/parameters", "/components/responses", "/paths"] {
            let Some(Value::Object(members)) = root.pointer_mut(part) else { continue };
            let at = entropy.below(members.len());
            let Some((key, node)) = members.iter_mut().nth(at) else { continue };
            let address = match entropy.below(6) {
                0 => format!("{name}#/{key}"),
                1 => format!("./{}#/{key}", name.trim_start_matches("api/")),
                2 => format!("../{name}#/{key}"),
                3 => name.trim_start_matches("api/").to_owned(),
                4 => format!("{}#{}", name.trim_start_matches("api/"), entropy.text()),
                _ => format!("{}#/{}", name.trim_start_matches("api/"), key.replace('/', "~1").replace(' ', "%20")),
            };
            let moved = std::mem::replace(node, json!({ "$ref": address }));
            let file = files.entry(name.to_owned()).or_insert_with(|| json!({}));
            if let Some(members) = file.as_object_mut() {
                members.insert(key.clone(), moved);
            } else {
                // A change made something else of the file.
                *file = json!({ key.as_str(): moved });
            }
            if entropy.once_in(3) {
                pool.change(file, &mut entropy);
            }
        }
    }
    files.insert("api/root.json".to_owned(), root);
    files
}

/// What is true whatever the description is.
pub(super) fn check(sources: &Sources) -> Result<(), String> {
    let options = Options { crate_name: "fuzz".to_owned(), examples: BTreeMap::new() };
    match (generator::generate(sources, &options), generator::generate(sources, &options)) {
        (Ok(first), Ok(second)) if first.files == second.files => check_output(sources, &first),
        (Ok(_), Ok(_)) => Err("the second crate is another one".to_owned()),
        (Err(first), Err(second)) if first.to_string() == second.to_string() => check_problems(&first),
        _ => Err("the second time it says something else".to_owned()),
    }
}

fn check_problems(problems: &Diagnostics) -> Result<(), String> {
    let text = problems.to_string();
    if problems.items.is_empty() {
        return Err("an error without a problem".to_owned());
    }
    if text.contains("a defect of the generator") { Err(text) } else { Ok(()) }
}

fn check_output(sources: &Sources, output: &Output) -> Result<(), String> {
    let mut folded = BTreeSet::new();
    for (path, text) in &output.files {
        check_path(path)?;
        if !folded.insert(path.to_lowercase()) {
            return Err(format!("two files are called {path}"));
        }
        if Path::new(path).extension().is_some_and(|it| it == "rs") && syn::parse_file(text).is_err() {
            return Err(format!("{path} is no Rust"));
        }
    }
    for note in output.notes() {
        if sources.get(&note.place).is_none() {
            return Err(format!("a note is in none of the files: {note:?}"));
        }
    }
    drop((output.api(), output.samples()));
    Ok(())
}

/// The path stays below the crate and can be one on every system.
fn check_path(path: &str) -> Result<(), String> {
    let is_fine = |part: &str| {
        let is_short = !part.is_empty() && part.len() <= MAX_FILE_NAME;
        is_short && part.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)) && !part.starts_with('.')
    };
    if path.split('/').all(is_fine) { Ok(()) } else { Err(format!("a file is called {path:?}")) }
}
