//! Finds what the typed model would choke on or silently drop, and mends what loses no meaning by it.
//!
//! It must not look into data: examples, defaults, enum values and extensions are the author's own.

pub(super) mod grammar;
mod grammar_later;
pub(super) mod grammar_swagger;
pub(super) mod kind;
mod objects;
mod path_items;
mod probe;
mod references;
mod schema;
mod swagger;
mod walk;

use serde::Deserialize as _;
use serde_json::Value;

use crate::{Diagnostic, Diagnostics, Note, Place};
use kind::Grammar;
use walk::Walk;

pub(super) use objects::canonical_code;
pub(super) use references::percent_decoded;

/// Nesting of referable objects up to which the typed parser may be tried at once: its time doubles with each level
/// when it fails, which makes 30 ms here.
const SAFE_NESTING: usize = 12;

/// Checks and mends `document` by a grammar.
///
/// # Errors
///
/// All problems of the document.
pub(super) fn check(document: &mut Value, grammar: &'static Grammar) -> Result<Vec<Note>, Diagnostics> {
    run(document, grammar).map(|walk| walk.notes)
}

fn run(document: &mut Value, grammar: &'static Grammar) -> Result<Walk, Diagnostics> {
    let mut walk = Walk::new(grammar);
    path_items::inline(&mut walk, document);
    walk.node(document, grammar.document);
    references::check(&mut walk, document);
    if walk.problems.is_empty() { Ok(walk) } else { Err(Diagnostics { items: walk.problems }) }
}

/// Checks and mends `document`, and reads it into the typed model.
///
/// # Errors
///
/// All problems of the document.
pub(super) fn lint(document: &mut Value) -> Result<(openapiv3::OpenAPI, Vec<Note>), Diagnostics> {
    let walk = run(document, &grammar::OPENAPI)?;
    if walk.nesting > SAFE_NESTING {
        probe::probe(document, SAFE_NESTING + 1)?;
    }
    match openapiv3::OpenAPI::deserialize(&*document) {
        Ok(openapi) => Ok((openapi, walk.notes)),
        Err(error) => {
            probe::probe(document, 0)?;
            Err(Diagnostic::new(&Place::root(), format!("the description cannot be read: {error}")).into())
        }
    }
}
