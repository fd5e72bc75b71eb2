//! What is on the disk after a run that went well, went wrong or was killed.

use std::fs;
#[cfg(unix)]
use std::io::Read;
#[cfg(unix)]
use std::os::fd::AsRawFd;

use super::{Colour, Desk, PETS, is_ours, run, without_owner};
use crate::fixtures;

#[test]
fn every_file_of_the_crate_is_marked_as_ours() {
    let desk = Desk::with_crate();
    let files = fixtures::files_below(&desk.path("pets"));
    assert!(files.len() > 10 && files.iter().all(|file| is_ours(file)));
}

#[test]
fn a_file_that_is_not_made_any_more_is_removed_with_its_empty_folder() {
    let desk = Desk::with_crate();
    let header = desk.read("pets/src/lib.rs").lines().next().unwrap().to_owned();
    desk.put("pets/src/gone/deep.rs", &header);
    desk.put("pets/examples/gone.rs", &header);
    desk.put("pets.yaml", without_owner());
    let ran = desk.codegen(&[]).done();
    for gone in ["examples/gone.rs", "src/gone/deep.rs", "src/types/owner.rs"] {
        assert!(!desk.has(&format!("pets/{gone}")) && ran.out.contains(&format!("{gone} (removed)")), "{}", ran.out);
    }
    assert!(!desk.has("pets/src/gone") && !desk.has("pets/examples") && desk.has("pets/src/types"));
}

#[test]
fn another_description_may_take_over_a_crate() {
    let desk = Desk::with_crate();
    desk.put("zoo.yaml", without_owner());
    run(&["codegen", "--spec", &desk.name("zoo.yaml"), "--out", &desk.name("pets")], Colour::Never).done();
    assert!(!desk.has("pets/src/types/owner.rs"));
    assert!(desk.read("pets/src/lib.rs").contains(" from zoo.yaml. DO NOT EDIT."));
}

#[test]
fn a_bad_description_leaves_the_crate_whole() {
    let desk = Desk::with_crate();
    desk.put("pets.yaml", PETS.replace("$ref: '#/components/schemas/Owner'", "type: Nobody"));
    let ran = desk.unchanged(|| desk.codegen(&[])).failed("Nobody", "1 problem in ");
    assert!(ran.err.contains("; nothing was written"), "{}", ran.err);
    assert!(ran.err.contains(&format!("{}:13:", desk.name("pets.yaml"))), "{}", ran.err);
}

#[test]
fn a_file_in_place_of_the_folder_or_above_it_is_named() {
    let desk = Desk::new();
    desk.put("file", "mine");
    for out in ["file", "file/below", "file/far/below"] {
        let out = desk.name(out);
        let run = || run(&["codegen", "--spec", &desk.name("pets.yaml"), "--out", &out, "--name", "x"], Colour::Never);
        desk.unchanged(run).failed(&format!("`{}` is not a folder", desk.name("file")), "give another `--out`");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_folder_that_cannot_be_made_is_a_clear_error() {
    let desk = Desk::new();
    let ran = run(&["codegen", "--spec", &desk.name("pets.yaml"), "--out", "/proc/pets"], Colour::Never);
    ran.failed("cannot make the folder `/proc/pets`: ", "check the permissions and the space on the disk");
}

/// Root writes anywhere, so that this shows nothing there.
#[test]
#[cfg(unix)]
fn a_folder_that_cannot_be_written_to_is_a_clear_error() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::with_crate();
    desk.put("pets.yaml", without_owner());
    fs::set_permissions(desk.path("pets"), fs::Permissions::from_mode(0o555)).unwrap();
    if fs::create_dir(desk.path("pets/probe")).is_ok() {
        return;
    }
    let ran = desk.unchanged(|| desk.codegen(&[]));
    fs::set_permissions(desk.path("pets"), fs::Permissions::from_mode(0o755)).unwrap();
    ran.failed("cannot write to the folder", "the old files are as they were");
}

#[test]
fn nothing_but_the_crate_is_left_in_its_folder() {
    let desk = Desk::with_crate();
    let mut names: Vec<_> = fs::read_dir(desk.path("pets")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["Cargo.toml", "src"]);
}

#[test]
fn what_a_killed_run_left_is_mended_by_the_next_one_and_not_seen_by_check() {
    let desk = Desk::with_crate();
    let leave = || ["lock", "0.new", "7.old"].map(|name| desk.put(&format!("pets/.codegen-stage/{name}"), "half"));
    leave();
    desk.unchanged(|| desk.codegen(&["--check"])).done();

    // With nothing else to do, and with the changes that the killed run did not come to.
    desk.codegen(&[]).done();
    assert!(!desk.has("pets/.codegen-stage"));
    leave();
    fs::rename(desk.path("pets/src/types/owner.rs"), desk.path("pets/src/types/owned.rs")).unwrap();
    desk.codegen(&[]).done();
    assert!(!desk.has("pets/.codegen-stage") && !desk.has("pets/src/types/owned.rs"));
    desk.codegen(&["--check"]).done();
}

#[test]
fn examples_are_copied_and_those_written_into_the_crate_stay() {
    let desk = Desk::new();
    desk.put("examples/show.rs", "//! Shows.\nfn main() {}\n");
    desk.put("examples/notes.txt", "not Rust");
    desk.put("pets/examples/own.rs", "fn main() {}\n");
    let folder = desk.name("examples");
    desk.codegen(&["--examples", &folder]).done();
    assert!(desk.read("pets/examples/show.rs").ends_with("\n\n//! Shows.\nfn main() {}\n"));
    assert!(is_ours(&desk.path("pets/examples/show.rs")) && !desk.has("pets/examples/notes.txt"));
    assert!(desk.read("pets/Cargo.toml").contains("[[example]]\nname = \"show\"\n"));
    desk.codegen(&[]).done();
    assert!(!desk.has("pets/examples/show.rs") && desk.read("pets/examples/own.rs") == "fn main() {}\n");
    desk.codegen(&["--examples", &desk.name("nowhere")]).failed("cannot list the folder", "current folder");
}

#[cfg(unix)]
#[test]
fn notes_can_go_into_a_pipe() {
    let desk = Desk::new();
    let (mut read, write) = std::io::pipe().unwrap();
    let pipe = format!("/dev/fd/{}", write.as_raw_fd());
    desk.codegen(&["--notes", &pipe]).done();
    drop(write);
    let mut text = String::new();
    read.read_to_string(&mut text).unwrap();
    assert!(text.contains("note[left-out]: "), "{text}");
}

#[test]
fn notes_that_cannot_be_written_leave_everything_as_it_was() {
    let desk = Desk::with_crate();
    desk.put("pets.yaml", without_owner());
    desk.put("file", "mine");
    let (below_file, help) = (desk.name("file/notes.txt"), "give another file to `--notes`; nothing was changed");
    desk.unchanged(|| desk.codegen(&["--notes", &below_file])).failed("cannot make the folder `", help);
    if cfg!(target_os = "linux") {
        desk.unchanged(|| desk.codegen(&["--notes", "/proc/nope/notes.txt"])).failed("cannot make the folder `", help);
        desk.unchanged(|| desk.codegen(&["--notes", "/dev/full"])).failed("cannot write `/dev/full`: ", help);
    }
}

#[test]
fn notes_do_not_stand_where_the_crate_has_something() {
    let desk = Desk::new();
    for place in ["pets", "pets/", "./pets/Cargo.toml", "pets/src", "pets/src/types/pet.rs"] {
        let run = || desk.codegen(&["--notes", &desk.name(place)]);
        desk.unchanged(run).failed("is a file or folder of the crate", "give another file to `--notes`");
    }
    let run = || desk.codegen(&["--notes", &desk.name("pets/src/lib.rs/notes.txt")]);
    desk.unchanged(run).failed("lib.rs` is not a file", "nothing was changed");
    assert!(!desk.has("pets"));
    desk.codegen(&["--notes", &desk.name("pets/docs/notes.txt")]).done();
    assert!(desk.has("pets/docs/notes.txt"));
}

#[test]
fn a_crate_that_cannot_be_written_leaves_the_notes_as_they_were() {
    let desk = Desk::new();
    let notes = desk.name("new/folder/notes.txt");
    desk.put("pets/Cargo.toml", "mine");
    desk.codegen(&["--notes", &notes]).failed("was not written by this command", "move it away");
    assert!(!desk.has("new"));
    let elsewhere = desk.name("elsewhere");
    let spec = desk.name("pets.yaml");
    run(&["codegen", "--spec", &spec, "--out", &elsewhere, "--notes", &notes], Colour::Never).done();
    desk.put("pets.yaml", PETS.replace("tags: [pets]", "tags: [pets, other]"));
    let before = desk.read("new/folder/notes.txt");
    desk.codegen(&["--notes", &notes]).failed("was not written by this command", "move it away");
    assert_eq!(desk.read("new/folder/notes.txt"), before);
}
