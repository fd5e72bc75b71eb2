//! What the user gives: descriptions that cannot be read, names that cannot be used, text that steers terminals.

#[cfg(unix)]
use std::io::Write as _;
#[cfg(unix)]
use std::os::fd::AsRawFd as _;

use super::{Colour, Desk, PETS, run};

#[test]
fn a_description_that_is_not_there_is_named_with_what_to_do() {
    let desk = Desk::new();
    let run = || run(&["codegen", "--spec", "no/such.yaml", "--out", &desk.name("pets")], Colour::Never);
    desk.unchanged(run).failed("there is no file `no/such.yaml`", "give the path of the description with `--spec`");
    assert!(!desk.has("pets"));
}

#[test]
fn a_folder_is_no_description() {
    let desk = Desk::with_crate();
    let run = || run(&["codegen", "--spec", &desk.name("pets"), "--out", &desk.name("pets")], Colour::Never);
    desk.unchanged(run).failed("is a folder, not a file", "give the root file of the description");
}

/// There is no folder that it may refer to: beside the pipe are those of other programs.
#[cfg(unix)]
#[test]
fn a_description_can_come_through_a_pipe_and_refers_to_no_file() {
    let desk = Desk::new();
    desk.put("Pet.yaml", "type: string\n");
    let pet = desk.name("Pet.yaml");
    let ran = |text: &str| {
        let (read, mut write) = std::io::pipe().unwrap();
        write.write_all(text.as_bytes()).unwrap();
        drop(write);
        let spec = format!("/dev/fd/{}", read.as_raw_fd());
        run(&["codegen", "--spec", &spec, "--out", &desk.name("pets")], Colour::Never)
    };
    for target in [&pet, "Pet.yaml", "./0"] {
        let text = PETS.replace("'#/components/schemas/Owner'", target);
        ran(&text).failed("is outside the folder of the description", "give `--allow-outside`");
    }
    assert!(!desk.has("pets"));
    ran(PETS).done();
    assert!(desk.has("pets/src/lib.rs"));
}

#[test]
fn a_description_that_is_not_utf_8_is_told_with_the_line() {
    let desk = Desk::with_crate();
    desk.put("pets.yaml", [PETS.as_bytes(), b"# caf\xe9\n"].concat());
    let line = PETS.lines().count() + 1;
    let why = format!("is not UTF-8 text: line {line} has a byte that cannot be read");
    desk.unchanged(|| desk.codegen(&[])).failed(&why, "save the file in UTF-8");
}

#[test]
fn a_description_in_utf_16_is_read_by_its_mark() {
    let desk = Desk::with_crate();
    let crate_before = desk.read("pets/src/lib.rs");
    for (mark, bytes) in [([0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]), ([0xfe, 0xff], u16::to_be_bytes)] {
        let text: Vec<u8> = PETS.encode_utf16().flat_map(bytes).collect();
        desk.put("pets.yaml", [&mark[..], &text].concat());
        desk.codegen(&[]).done();
        assert_eq!(desk.read("pets/src/lib.rs"), crate_before);
    }
    desk.put("pets.yaml", [0xff, 0xfe, b'a', 0, b'\n', 0, 0x00, 0xd8]);
    desk.codegen(&[]).failed("line 2 has a byte that cannot be read", "save the file in UTF-8");
}

#[test]
fn the_crate_is_called_like_its_folder_or_as_one_says() {
    let desk = Desk::with_crate();
    assert!(desk.read("pets/Cargo.toml").contains("\nname = \"pets\"\n"));
    for name in ["zoo", "my-zoo_2", "_zoo", "selfish", "core-api"] {
        desk.codegen(&["--name", name]).done();
        assert!(desk.read("pets/Cargo.toml").contains(&format!("\nname = \"{name}\"\n")));
    }
    desk.put("zoo/api/docs/pets.yaml", PETS);
    let out = desk.name("zoo/api/docs/..");
    run(&["codegen", "--spec", &desk.name("pets.yaml"), "--out", &out], Colour::Never).done();
    assert!(desk.read("zoo/api/Cargo.toml").contains("\nname = \"api\"\n"));
}

#[test]
fn a_name_that_cannot_be_used_is_refused_with_what_to_do() {
    let desk = Desk::new();
    let grammar = "give `--name` with lower-case letters, digits, `-` and `_`, a letter first";
    let cases = [
        ("", "cannot be the name of a crate", grammar),
        ("2pets", "cannot be the name of a crate", grammar),
        ("a b", "cannot be the name of a crate", grammar),
        ("p\u{e4}ts", "cannot be the name of a crate", grammar),
        ("../x", "cannot be the name of a crate", grammar),
        ("_", "it has no letter", "lower-case letters"),
        ("_-_", "it has no letter", "lower-case letters"),
        ("Pets", "it has upper-case letters", "write it in lower case: `--name pets`"),
        ("Fn", "it has upper-case letters", "write it in lower case: `--name fn-api`"),
    ];
    for (name, why, help) in cases {
        desk.codegen(&[&format!("--name={name}")]).failed(why, help);
    }
    for name in ["self", "Self", "crate", "super", "fn", "async", "gen", "try"] {
        let help = format!("give another one, such as `--name {}-api`", name.to_lowercase());
        desk.codegen(&["--name", name]).failed(&format!("`{name}` cannot be the name of a crate: Rust keeps"), &help);
    }
    for name in ["core", "std", "alloc", "test", "proc_macro", "proc-macro"] {
        let why = format!("`{name}` cannot be the name of a crate: a crate that comes with Rust has it");
        desk.codegen(&["--name", name]).failed(&why, &format!("such as `--name {name}-api`"));
    }
    assert!(!desk.has("pets"));
    let out = desk.name("Zoo");
    let of_folder = run(&["codegen", "--spec", &desk.name("pets.yaml"), "--out", &out], Colour::Never);
    of_folder.failed("`Zoo` cannot be", "`--name zoo`");
}

/// Controls of the terminal, of the direction of writing, and characters without a shape.
const STEERING: [char; 14] = [
    '\u{7f}',
    '\u{9b}',
    '\u{ad}',
    '\u{61c}',
    '\u{200b}',
    '\u{200f}',
    '\u{2028}',
    '\u{202e}',
    '\u{2060}',
    '\u{2066}',
    '\u{2069}',
    '\u{feff}',
    '\u{fff9}',
    '\u{e0041}',
];

#[track_caller]
fn assert_harmless(said: &str, about: char) {
    let found = said.chars().find(|c| STEERING.contains(c));
    assert_eq!(found, None, "{:?} in {said:?}", found.map(|c| c.escape_unicode().to_string()));
    assert!(said.contains('\u{fffd}'), "{} was not printed: {said}", about.escape_unicode());
}

#[test]
fn text_of_a_description_does_not_steer_the_terminal() {
    for c in STEERING {
        let desk = Desk::new();
        let escape = format!("\\U{:08X}", u32::from(c));
        // In the title, in the place of a note, and in the difference.
        let note = format!("properties: {{\"na{escape}me\": {{type: array}}");
        let spec = PETS.replace("properties: {name: {type: string, description: A word.}", &note);
        desk.put("pets.yaml", spec.replace("title: Pets", &format!("title: \"Pe{escape}ts\"")));
        let made = desk.codegen(&[]).done();
        let lines: Vec<&str> = made.out.lines().collect();
        assert_harmless(lines[0], c);
        assert_harmless(lines[1], c);
        desk.put("pets/src/types/owner.rs", desk.read("pets/src/lib.rs") + &format!("// old {c} text\n"));
        assert_harmless(&desk.codegen(&["--check"]).out, c);
    }
}

#[test]
fn a_problem_does_not_steer_the_terminal() {
    for c in STEERING {
        let desk = Desk::new();
        let escape = format!("\\U{:08X}", u32::from(c));
        let ty = format!("type: \"No{escape}body\"");
        desk.put("pets.yaml", PETS.replace("$ref: '#/components/schemas/Owner'", &ty));
        assert_harmless(&desk.codegen(&[]).failed("error: ", "1 problem").err, c);
    }
    // As it stands in the text, where the line is shown.
    for c in ['\u{ad}', '\u{202e}', '\u{200b}', '\u{e0041}'] {
        let desk = Desk::new();
        desk.put("pets.yaml", PETS.replace("$ref: '#/components/schemas/Owner'", &format!("type: 'No{c}body'")));
        assert_harmless(&desk.codegen(&[]).failed("error: ", "1 problem").err, c);
    }
}

#[test]
fn many_problems_are_counted_and_the_first_are_shown() {
    let desk = Desk::new();
    let bad = |number| format!("    Bad{number}: {{ type: None{number} }}\n");
    desk.put("pets.yaml", PETS.to_owned() + &(0..60).map(bad).collect::<String>());
    let ran = desk.codegen(&[]).failed("60 problems in ", ", 10 of them not shown; nothing was written");
    assert_eq!(ran.err.matches("error: ").count(), 50);
}
