//! The names that may clash with something: what Rust keeps for itself, and what the support code calls its own.

use std::collections::BTreeSet;

use crate::fixtures;

/// Keywords of all editions, strict, reserved and weak.
pub(super) const KEYWORDS: &[&str] = &[
    "Self",
    "abstract",
    "as",
    "async",
    "auto",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "default",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "macro_rules",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "raw",
    "ref",
    "return",
    "safe",
    "self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

/// What is in scope in every file: the prelude, primitive types, and crates.
pub(super) const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "AsyncFn",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Display",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "FromStr",
    "Future",
    "Hash",
    "Infallible",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
    "BTreeMap",
    "Cow",
    "Value",
    "Bytes",
    "Request",
    "Response",
    "Serialize",
    "Deserialize",
    "Serializer",
    "Deserializer",
    "MapAccess",
    "Formatter",
    "bool",
    "char",
    "f64",
    "i64",
    "str",
    "u8",
    "usize",
    "alloc",
    "bytes",
    "concat",
    "core",
    "http",
    "serde",
    "serde_json",
    "std",
    "stringify",
    "vec",
    "main",
    "test",
    "derive",
];

/// Methods of the traits that generated types have, and of those that many programs import.
pub(super) const METHODS: &[&str] = &[
    "clone",
    "clone_from",
    "fmt",
    "eq",
    "ne",
    "cmp",
    "partial_cmp",
    "lt",
    "le",
    "gt",
    "ge",
    "max",
    "min",
    "clamp",
    "hash",
    "into",
    "from",
    "try_into",
    "try_from",
    "default",
    "to_string",
    "to_owned",
    "from_str",
    "as_ref",
    "as_mut",
    "as_str",
    "borrow",
    "borrow_mut",
    "type_id",
    "deref",
    "drop",
    "add",
    "sub",
    "mul",
    "div",
    "rem",
    "neg",
    "not",
    "bitand",
    "bitor",
    "bitxor",
    "shl",
    "shr",
    "index",
    "next",
    "iter",
    "into_iter",
    "from_iter",
    "len",
    "is_empty",
    "serialize",
    "deserialize",
    "expecting",
    "new",
    "is_valid",
    "to_text",
    "into_text",
    "from_text",
    "as_text",
    "is_some",
    "unwrap",
];

/// Words that introduce a name in Rust.
const INTRODUCE: &[&str] =
    &["const", "enum", "fn", "let", "macro_rules", "mod", "mut", "ref", "struct", "trait", "type"];

/// All that the support code gives a name to: functions, locals, modules, macros, types and the variables of its macros.
pub(super) fn of_the_support_code() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for path in fixtures::files_below(&fixtures::root().join("generator/runtime")) {
        let text = fixtures::read(&path);
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        code.for_each(|line| collect(line, &mut names));
    }
    assert!(names.contains("Secret") && names.contains("members") && names.contains("with_headers"), "{names:?}");
    names
}

/// The names that a line introduces.
fn collect(line: &str, names: &mut BTreeSet<String>) {
    let mut introduced = false;
    for word in line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).filter(|word| !word.is_empty()) {
        let name = word.trim_start_matches('$');
        let is_name = name.starts_with(|first: char| first.is_alphabetic()) && !INTRODUCE.contains(&name);
        if is_name && (introduced || word.starts_with('$')) {
            names.insert(name.to_owned());
        }
        introduced = INTRODUCE.contains(&word);
    }
}

/// All names, each once, whatever its case.
pub(super) fn all() -> Vec<String> {
    let lists = [KEYWORDS, PRELUDE, METHODS].concat();
    let names = lists.into_iter().map(str::to_owned).chain(of_the_support_code());
    let mut seen = BTreeSet::new();
    names.filter(|name| seen.insert(name.to_lowercase())).collect()
}

/// Names that types have, or the parameters of generic code.
pub(super) fn of_types() -> Vec<String> {
    let lists = [KEYWORDS, PRELUDE].concat();
    let letters = ('A'..='Z').map(String::from);
    let support = of_the_support_code().into_iter().filter(|name| name.starts_with(|first: char| first.is_uppercase()));
    let mut seen = BTreeSet::new();
    let names = lists.into_iter().map(str::to_owned).chain(letters).chain(support);
    names.filter(|name| seen.insert(name.to_lowercase())).collect()
}
