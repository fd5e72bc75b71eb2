//! Text to a typed description: the only stage that knows formats, versions of OpenAPI and positions in the text.
//!
//! The text becomes a `Value`, `version` tells what it is written in, `hoist` makes a component of all that a `$ref` leads
//! to, `later` gives OpenAPI 3.1 and 3.2 the shape of 3.0, `lint` finds and mends what the typed model would choke on or
//! drop, and only then does `openapiv3` see it. It must not decide how anything looks in Rust.

mod hoist;
mod later;
mod lint;
mod locate;
mod parse;
mod version;
mod words;

pub(crate) use hoist::Moved;
pub(crate) use locate::locate;

use crate::{Diagnostics, Note, Source};
use version::Version;

/// A description that is ready to be lowered.
#[derive(Debug)]
pub(crate) struct Document {
    /// The description as the typed model sees it.
    pub(crate) openapi: openapiv3::OpenAPI,
    /// What was mended and what is ignored.
    pub(crate) notes: Vec<Note>,
    /// What stands elsewhere in the text than in the typed model.
    pub(crate) moved: Moved,
}

/// Reads one file of a description.
///
/// # Errors
///
/// All problems of the first step that has any (text, version, grammar and references), with their spans.
pub(crate) fn read(source: &Source) -> Result<Document, Diagnostics> {
    read_unlocated(source).map_err(|mut diagnostics| {
        locate(source, &mut diagnostics);
        diagnostics.items.sort_by_key(|item| item.span.map(|span| span.start));
        diagnostics
    })
}

fn read_unlocated(source: &Source) -> Result<Document, Diagnostics> {
    let mut value = parse::parse(source)?;
    let version = version::check(&mut value)?;
    let (moved, notes) = match version {
        Version::V30 => (hoist::hoist(&mut value, Vec::new()), Vec::new()),
        Version::Later => {
            later::follow_dynamic(&mut value);
            let bodies = later::webhook_bodies(&value);
            (hoist::hoist(&mut value, bodies), later::rewrite(&mut value))
        }
    };
    let (openapi, notes) = lint::lint(&mut value, notes).map_err(|problems| moved.back(problems))?;
    Ok(Document { openapi, notes, moved })
}
