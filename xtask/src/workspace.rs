//! The workspace of this program, and whether Cargo will take a crate where it stands.
//!
//! It must not judge that itself: Cargo is asked, as only Cargo knows all of its rules.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::codegen::Failure;

/// What Cargo says of a crate in the folder of a workspace that does not have it.
const STRANGER: &str = "believes it's in a workspace when it's not";

/// The root of this workspace.
pub(crate) fn root() -> Result<&'static Path, Failure> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .ok_or_else(|| Failure::new("the root of the workspace was not found").help("give `--spec` and `--out`"))
}

/// What to do so that Cargo takes the crate in `out`, in one line; nothing if it does.
pub(crate) fn advice(out: &Path, name: &str) -> Option<String> {
    let out = out.canonicalize().ok()?;
    // Nearly always there is no workspace above, and nobody has to wait for Cargo.
    if !out.ancestors().skip(1).any(has_workspace) {
        return None;
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let asked = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1", "--manifest-path"])
        .arg(out.join("Cargo.toml"))
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&asked.stderr);
    if asked.status.success() || !said.contains(STRANGER) {
        return None;
    }
    let manifest = said.lines().find_map(|line| line.trim().strip_prefix("workspace: "))?.trim();
    let root = Path::new(manifest).parent()?;
    let member = out.strip_prefix(root).unwrap_or(&out).to_string_lossy().replace('\\', "/");
    Some(format!(
        "Cargo will refuse {name}/: add \"{member}\" to `members` or `exclude` of the workspace in `{manifest}`"
    ))
}

fn has_workspace(folder: &Path) -> bool {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    manifest.lines().any(|line| line.trim_start().starts_with("[workspace"))
}
