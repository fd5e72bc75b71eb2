//! The targets: what is called with an input, and what must be true of what comes of it.

mod codegen;
mod dates;
mod decode;
mod generate;
mod headers;
mod multipart;
mod redaction;

use crate::seeds;

/// One thing that is tried.
#[derive(Clone, Copy)]
pub struct Target {
    /// What it is called.
    pub name: &'static str,
    /// Tries an input. An error says what is wrong with what came of it; a panic is wrong too.
    pub run: fn(&[u8]) -> Result<(), String>,
    /// What inputs are made from; with none they are bytes that stand for choices.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// Words that inputs may have.
    pub words: &'static [&'static str],
    /// The input as a person reads it.
    pub show: fn(&[u8]) -> String,
    /// Inputs that are tried until the next report.
    pub batch: usize,
}

impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Target").field("name", &self.name).finish_non_exhaustive()
    }
}

const WORDS_OF_DESCRIPTIONS: &[&str] = &[
    "$ref: '#/components/schemas/A'",
    "allOf: ",
    "oneOf: ",
    "anyOf: ",
    "type: ",
    "{",
    "}",
    "[",
    "]",
    ", ",
    ": ",
    "\n",
    "  ",
    "- ",
    "&a ",
    "*a",
    "<<: *a",
    "!!str ",
    "|\n",
    ">-\n",
    "? ",
    "%YAML 1.2\n",
    "---\n",
    "...\n",
    "null",
    "~",
    "1e999",
    "0x7f",
    "'",
    "\"",
    "openapi: 3.1.0\n",
    "swagger: '2.0'\n",
    "\u{feff}",
    "\u{85}",
    "\t",
    "#",
    "x-rust-name: ",
    "x-rust-type: ",
    "items: ",
];

const WORDS_OF_JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\u0000",
    "\\ud800",
    "null",
    "true",
    "1e999",
    "-0",
    "1.0",
    "18446744073709551616",
    "\u{feff}",
    "\"type\"",
    "\"kind\"",
    "\"id\"",
    "{}",
    "[]",
    "\"\"",
    "[[[[[[[[",
    "{\"a\":{\"a\":{\"a\":",
];

fn no_seeds() -> Vec<Vec<u8>> {
    Vec::new()
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A target whose inputs are choices.
const CHOICES: Target =
    Target { name: "", run: |_| Ok(()), seeds: no_seeds, words: &[], show: |bytes| format!("{bytes:?}"), batch: 1_000 };

/// All targets.
#[must_use]
pub const fn all() -> &'static [Target] {
    &[
        Target {
            name: "generate",
            run: generate::bytes,
            seeds: || seeds::bytes(seeds::descriptions()),
            words: WORDS_OF_DESCRIPTIONS,
            show: shown,
            batch: 100,
        },
        Target { name: "grammar", run: generate::grammar, show: generate::show_grammar, batch: 100, ..CHOICES },
        Target { name: "overlays", run: generate::overlays, show: generate::show_overlays, batch: 100, ..CHOICES },
        Target { name: "files", run: generate::files, show: generate::show_files, batch: 100, ..CHOICES },
        Target { name: "codegen", run: codegen::run, batch: 20, ..CHOICES },
        Target {
            name: "tokens",
            run: decode::tokens,
            seeds: || seeds::bytes(seeds::payloads()),
            words: WORDS_OF_JSON,
            show: shown,
            batch: 2_000,
        },
        Target { name: "answers", run: decode::answers, show: decode::show_answers, ..CHOICES },
        Target {
            name: "unions",
            run: decode::unions,
            seeds: decode::union_seeds,
            words: WORDS_OF_JSON,
            show: shown,
            batch: 2_000,
        },
        Target {
            name: "link",
            run: headers::link,
            seeds: headers::links,
            words: headers::WORDS_OF_LINKS,
            show: shown,
            batch: 10_000,
        },
        Target { name: "links", run: headers::made_links, batch: 10_000, ..CHOICES },
        Target {
            name: "retry_after",
            run: headers::retry_after,
            seeds: headers::times,
            words: headers::WORDS_OF_TIMES,
            show: shown,
            batch: 10_000,
        },
        Target { name: "dates", run: dates::run, seeds: dates::seeds, words: dates::WORDS, show: shown, batch: 10_000 },
        Target { name: "multipart", run: multipart::run, batch: 5_000, ..CHOICES },
        Target { name: "redaction", run: redaction::run, show: redaction::show, ..CHOICES },
    ]
}
