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

use super::Moved;
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

/// Which objects the typed model is tried on, one at a time, before it reads the whole document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trial {
    /// Those that are nested too deep for the model to fail in time.
    Deep,
    /// All of them, which tells the place of what the model rejects.
    All,
}

/// Why a document is not read.
#[derive(Debug)]
pub(super) enum Unread {
    /// It has problems.
    Problems(Diagnostics),
    /// The typed model rejects it and does not say where.
    Model(serde_json::Error),
}

impl Unread {
    /// What the user is told.
    pub(super) fn diagnostics(self) -> Diagnostics {
        match self {
            Self::Problems(problems) => problems,
            Self::Model(error) => {
                Diagnostic::new(&Place::root(), format!("the description cannot be read: {error}")).into()
            }
        }
    }

    /// The problems, each where it stood before the document was rewritten.
    pub(super) fn moved_back(self, moved: &Moved) -> Self {
        match self {
            Self::Problems(problems) => Self::Problems(moved.back(problems)),
            Self::Model(error) => Self::Model(error),
        }
    }
}

impl<T: Into<Diagnostics>> From<T> for Unread {
    fn from(problems: T) -> Self {
        Self::Problems(problems.into())
    }
}

/// Checks and mends `document`, and makes the typed model of it: the document is used up, since a large one is large
/// twice otherwise.
///
/// # Errors
///
/// All problems of the document, or the one of the model.
pub(super) fn lint(mut document: Value, trial: Trial) -> Result<(openapiv3::OpenAPI, Vec<Note>), Unread> {
    let walk = run(&mut document, &grammar::OPENAPI)?;
    match trial {
        Trial::Deep if walk.nesting > SAFE_NESTING => probe::deep(&document, SAFE_NESTING + 1)?,
        Trial::Deep => {}
        Trial::All => probe::all(&document)?,
    }
    let openapi = openapiv3::OpenAPI::deserialize(document).map_err(Unread::Model)?;
    Ok((openapi, walk.notes))
}
