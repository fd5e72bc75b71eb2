//! A program of somebody else, outside the workspace, uses the crate without its default features.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::compile::target;

/// The most crates in the program's tree, itself included.
const MAX_CRATES: usize = 20;

const PROGRAM: &str = r#"
use generated::Envelope;
use generated::types::{Token, TokenVerification};
use serde_json::Value;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [details, verify] = [1, 2].map(|at| std::env::args().nth(at).map(std::fs::read_to_string));
    let (details, verify) = (details.ok_or("two files")??, verify.ok_or("two files")??);
    let token: Envelope<Token> = serde_json::from_str(&details)?;
    assert_eq!(serde_json::to_value(token)?, serde_json::from_str::<Value>(&details)?);
    let verification: Envelope<TokenVerification> = serde_json::from_str(&verify)?;
    assert_eq!(serde_json::to_value(verification)?, serde_json::from_str::<Value>(&verify)?);
    println!("no difference");
    Ok(())
}
"#;

#[expect(clippy::disallowed_methods, reason = "the consumer stands in the target folder")]
fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    // An unchanged file keeps its time, so that it is not built again.
    if std::fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    std::fs::write(path, text).unwrap();
}

/// Writes the consumer, and gives its folder.
fn consumer() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("consumer");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let manifest = format!(
        "[package]\nname = \"consumer\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n[profile.dev]\ndebug = false\n\n[dependencies]\n\
         generated = {{ path = '{}', default-features = false }}\nserde_json = \"1\"\n",
        root.join("generated").display()
    );
    write(&folder.join("Cargo.toml"), &manifest);
    write(&folder.join("src/main.rs"), PROGRAM);
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).arg("--offline").current_dir(folder).env("CARGO_TARGET_DIR", target());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

#[test]
fn a_consumer_builds_without_a_warning_few_crates_and_no_difference() {
    let folder = consumer();
    let built = cargo(&folder, &["build"]);
    let messages = String::from_utf8_lossy(&built.stderr);
    assert!(!messages.contains("warning"), "{messages}");

    let tree = cargo(&folder, &["tree", "--edges", "normal", "--prefix", "none", "--format", "{p}"]);
    let crates: BTreeSet<&str> =
        std::str::from_utf8(&tree.stdout).unwrap().lines().map(|line| line.trim_end_matches(" (*)")).collect();
    assert!(crates.len() <= MAX_CRATES, "{crates:#?}");

    let payload = |name| Path::new(env!("CARGO_MANIFEST_DIR")).join("payloads").join(name);
    let run = Command::new(target().join("debug/consumer"))
        .args([payload("token_details.json"), payload("token_verify.json")])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&run.stdout), "no difference\n", "{}", String::from_utf8_lossy(&run.stderr));
}
