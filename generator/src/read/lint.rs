//! Finds what the typed model would choke on or silently drop, and mends what loses no meaning by it.
//!
//! It must not look into data: examples, defaults, enum values and extensions are the author's own.

pub(super) mod grammar;
mod grammar_later;
pub(super) mod kind;
mod objects;
mod path_items;
mod probe;
mod references;
mod schema;
mod walk;

use serde::Deserialize as _;
use serde_json::Value;

use crate::{Diagnostic, Diagnostics, Note, Place};

pub(super) use objects::canonical_code;
pub(super) use references::percent_decoded;

/// Nesting of referable objects up to which the typed parser may be tried at once: its time doubles with each level
/// when it fails, which makes 30 ms here.
const SAFE_NESTING: usize = 12;

/// Checks and mends `document`, and reads it into the typed model.
///
/// # Errors
///
/// All problems of the document.
pub(super) fn lint(document: &mut Value, notes: Vec<Note>) -> Result<(openapiv3::OpenAPI, Vec<Note>), Diagnostics> {
    let mut walk = walk::Walk::default();
    walk.notes = notes;
    path_items::inline(&mut walk, document);
    walk.node(document, &grammar::DOCUMENT);
    references::check(&mut walk, document);
    if !walk.problems.is_empty() {
        return Err(Diagnostics { items: walk.problems });
    }
    if walk.nesting > SAFE_NESTING {
        probe::probe(document)?;
    }
    match openapiv3::OpenAPI::deserialize(&*document) {
        Ok(openapi) => Ok((openapi, walk.notes)),
        Err(error) => {
            probe::probe(document)?;
            Err(Diagnostic::new(&Place::root(), format!("the description cannot be read: {error}")).into())
        }
    }
}
