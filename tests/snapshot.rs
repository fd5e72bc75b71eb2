//! What the generator makes of each idea, for a reviewer: the lowered description, then the Rust.

use std::fmt::Write as _;
use std::panic::{RefUnwindSafe, catch_unwind};
use std::path::Path;

use crate::fixtures::{self, Fixture};

/// What snapshots show, each kind in a folder of its own.
#[derive(Clone, Copy)]
pub(crate) enum Folder {
    /// What becomes of a description.
    Fixtures,
    /// What is wrong with one.
    Invalid,
    /// What becomes of several files.
    Bundles,
    /// What overlays make of a description.
    Overlays,
}

impl Folder {
    fn path(self) -> &'static str {
        match self {
            Self::Fixtures => "snapshots",
            Self::Invalid => "snapshots/invalid",
            Self::Bundles => "snapshots/bundles",
            Self::Overlays => "snapshots/overlays",
        }
    }
}

/// Compares the text of each subject with its snapshot, and names all that differ.
pub(crate) fn compare_all<T: RefUnwindSafe>(
    folder: Folder,
    subjects: &[(String, T)],
    text: impl Fn(&T) -> String + RefUnwindSafe,
) {
    let differs = |(name, subject): &(String, T)| {
        let compared = catch_unwind(|| compare(folder, name, &text(subject)));
        compared.is_err().then(|| name.clone())
    };
    let different: Vec<String> = subjects.iter().filter_map(differs).collect();
    assert!(different.is_empty(), "not what their snapshots show: {}", different.join(", "));
}

fn compare(folder: Folder, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder.path());
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The lowered description, and every file that is not the same in all crates.
fn text(fixture: &Fixture) -> String {
    let output = fixtures::generate(fixture);
    let mut text = output.api();
    for (path, content) in output.files.iter().filter(|(path, _)| !fixtures::is_support(path)) {
        write!(text, "\n━━━ {path}\n{content}").unwrap();
    }
    text
}

#[test]
fn every_fixture_becomes_what_its_snapshot_shows() {
    let fixtures: Vec<_> = fixtures::all().into_iter().map(|fixture| (fixture.name.clone(), fixture)).collect();
    compare_all(Folder::Fixtures, &fixtures, text);
}

#[test]
fn the_lowered_tokens_are_what_their_snapshot_shows() {
    compare(Folder::Fixtures, "tokens", &fixtures::generate(&fixtures::tokens()).api());
}

#[test]
fn every_snapshot_belongs_to_a_description() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (kind, sources) in [(Folder::Fixtures, "fixtures"), (Folder::Invalid, "invalid")] {
        let sources = fixtures::files(&folder.join(sources), &["yaml", "json"]);
        let names: Vec<String> = sources.iter().map(|path| fixtures::stem(path)).collect();
        for path in fixtures::files(&folder.join(kind.path()), &["snap"]) {
            let name = fixtures::stem(&path);
            assert!(names.contains(&name) || name == "tokens", "nothing makes the snapshot {name}.snap: remove it");
        }
    }
}
