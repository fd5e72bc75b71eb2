//! Whether a text can be the name of a crate, and what to write instead.
//!
//! It must not change a name by itself: the user decides.

use crate::codegen::Failure;

/// Words that Rust keeps for itself, now or later; `use` of a crate with such a name is not possible.
const KEYWORDS: [&str; 53] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "Self", "static", "struct", "super", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "_",
];

/// Crates that come with Rust.
const OF_RUST: [&str; 5] = ["alloc", "core", "proc_macro", "std", "test"];

/// The name as it came, if Cargo and Rust take it.
pub(crate) fn checked(name: String) -> Result<String, Failure> {
    let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if !starts_well || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
        return Err(
            refused(&name, "").help("give `--name` with lower-case letters, digits, `-` and `_`, a letter first")
        );
    }
    let in_code = name.replace('-', "_");
    let lower = name.to_ascii_lowercase();
    let why = if in_code.chars().all(|c| c == '_') {
        return Err(refused(&name, ": it has no letter").help("give a `--name` with lower-case letters"));
    } else if is_taken(&KEYWORDS, &in_code) {
        ": Rust keeps this word for itself"
    } else if is_taken(&OF_RUST, &in_code) {
        ": a crate that comes with Rust has it"
    } else if name != lower {
        let lower = if is_taken(&KEYWORDS, &lower) { format!("{lower}-api") } else { lower };
        return Err(
            refused(&name, ": it has upper-case letters").help(format!("write it in lower case: `--name {lower}`"))
        );
    } else {
        return Ok(name);
    };
    Err(refused(&name, why).help(format!("give another one, such as `--name {lower}-api`")))
}

fn is_taken(names: &[&str], name: &str) -> bool {
    names.contains(&name)
}

fn refused(name: &str, why: &str) -> Failure {
    Failure::new(format!("`{name}` cannot be the name of a crate{why}"))
}
