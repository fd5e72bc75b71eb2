//! Generates the crate of `api.yaml` into the folder of the build.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use generator::{Options, Source};

#[expect(clippy::disallowed_methods, reason = "a build writes below its own folder")]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=api.yaml");
    let source = Source { name: "api.yaml".to_owned(), text: fs::read_to_string("api.yaml")? + &wide() };
    let options = Options { crate_name: "kinds".to_owned(), examples: BTreeMap::new() };
    let output = generator::generate(&source.into(), &options)?;
    let folder = std::env::var("OUT_DIR")?;
    for (path, text) in output.files {
        let file = Path::new(&folder).join(&path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        // What is included cannot say anything about the file that includes it.
        let text = if path == "src/lib.rs" { without_inner(&text) } else { text };
        fs::write(file, text)?;
    }
    Ok(())
}

/// A component with a thousand cases, each of which an object of another one fits too.
fn wide() -> String {
    let case = |index| format!("{{ title: W{index}, type: object, properties: {{ w{index}: {{ type: boolean }} }} }}");
    format!("    Wide: {{ anyOf: [{}] }}\n", (0..1_000).map(case).collect::<Vec<_>>().join(", "))
}

/// The items of a file, without the documentation and the attributes of the file itself.
fn without_inner(text: &str) -> String {
    let items = text.split_once("#[macro_use]").map_or("", |(_, items)| items);
    format!("#[macro_use]{items}")
}
