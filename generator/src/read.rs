//! Texts to a typed description: the only stage that knows formats, files, versions of OpenAPI and positions in the text.
//!
//! The root's text becomes a [`Value`](serde_json::Value), `overlay` changes it as the user wants, `version` tells what
//! it is written in, `shapes` mends what stands where it cannot, `bundle` brings in what stands in other files, `hoist` makes a component of all that a `$ref` leads
//! to, `swagger` and `later` give OpenAPI 2.0, 3.1 and 3.2 the shape of 3.0, `lint` finds and mends what the typed model
//! would choke on or drop, and only then does `openapiv3` see it. It must not decide how anything looks in Rust.

mod bundle;
mod digits;
mod hoist;
mod later;
mod ledger;
mod lint;
mod locate;
mod origin;
mod overlay;
mod parse;
mod shapes;
mod sources;
mod swagger;
mod version;
mod words;

pub(crate) use origin::{Moved, Origins};
pub use sources::{Refusal, Sources};

use std::collections::BTreeSet;

use crate::{Diagnostic, Diagnostics, Note, Place};
use lint::grammar::OPENAPI;
use lint::{Trial, Unread};
use version::Version;

/// A description that is ready to be lowered.
#[derive(Debug)]
pub(crate) struct Document {
    /// The description as the typed model sees it.
    pub(crate) openapi: openapiv3::OpenAPI,
    /// What was mended and what is ignored.
    pub(crate) notes: Vec<Note>,
    /// What stands elsewhere in the description than in the typed model.
    pub(crate) moved: Moved,
    /// Where the nodes of the description come from.
    pub(crate) origins: Origins,
}

/// Reads a description.
///
/// # Errors
///
/// All problems of the first step that has any (text, overlays, files, version, grammar and references), with their spans.
pub(crate) fn read(sources: &Sources) -> Result<Document, Diagnostics> {
    let mut origins = Origins::default();
    let mut read = read_value(sources, &mut origins, Trial::Deep);
    if matches!(read, Err(Unread::Model(_))) {
        // The document is used up: it is made again to find the place.
        origins = Origins::default();
        read = read_value(sources, &mut origins, Trial::All);
    }
    match read {
        Ok((openapi, moved, notes)) => Ok(Document { openapi, notes, moved, origins }),
        Err(unread) => {
            let mut diagnostics = unread.diagnostics();
            locate(sources, &origins, &mut diagnostics);
            diagnostics.items.sort_by_key(|item| (item.place.source, item.span.map(|span| span.start)));
            Err(diagnostics)
        }
    }
}

/// A description with all that it refers to, and with its overlays, in one document.
#[derive(Debug)]
pub struct Bundle {
    /// The document, in the version of OpenAPI that the root document is written in.
    pub document: serde_json::Value,
    origins: Origins,
}

impl Bundle {
    /// What the document says that the crate does not carry and no [`Output`](crate::Output) has a note about.
    ///
    /// It is a lot: each example, each link.
    #[must_use]
    pub fn left_out(&mut self) -> Vec<Note> {
        let mut notes = ledger::left_out(&mut self.document);
        for note in &mut notes {
            note.place = self.origins.of(&note.place);
        }
        notes
    }

    /// Where a node of the document stands in the files that it was made of.
    #[must_use]
    pub fn place(&self, pointer: &str) -> Place {
        self.origins.of(&Place { source: 0, pointer: pointer.to_owned() })
    }
}

/// Puts a description into one document.
///
/// # Errors
///
/// All problems of the first step that has any: text, overlays, files.
pub fn bundle(sources: &Sources) -> Result<Bundle, Diagnostics> {
    let mut origins = Origins::default();
    match one_document(sources, &mut origins) {
        Ok(document) => Ok(Bundle { document, origins }),
        Err(mut diagnostics) => {
            locate(sources, &origins, &mut diagnostics);
            Err(diagnostics)
        }
    }
}

/// The line, counted from 1, of each place in the files that the user has; none if it cannot be found.
#[must_use]
pub fn lines(sources: &Sources, places: &[Place]) -> Vec<Option<usize>> {
    let items = places.iter().map(|place| Diagnostic::new(place, String::new())).collect();
    let mut found = Diagnostics { items };
    for (index, source) in sources.iter().enumerate() {
        if places.iter().any(|place| place.source == index) {
            locate::locate(source, index, &mut found);
        }
    }
    found.items.iter().map(|item| item.span.map(|span| span.line)).collect()
}

fn one_document(sources: &Sources, origins: &mut Origins) -> Result<serde_json::Value, Diagnostics> {
    let mut document = parse::parse(sources.root())?;
    overlay::apply(sources, &mut document, origins)?;
    shapes::mend(&mut document)?;
    bundle::bundle(sources, &mut document, origins)?;
    Ok(document)
}

fn read_value(
    sources: &Sources,
    origins: &mut Origins,
    trial: Trial,
) -> Result<(openapiv3::OpenAPI, Moved, Vec<Note>), Unread> {
    let mut value = parse::parse(sources.root())?;
    overlay::apply(sources, &mut value, origins)?;
    let version = version::check(&mut value)?;
    let mut notes = shapes::mend(&mut value)?;
    notes.extend(bundle::bundle(sources, &mut value, origins)?);
    digits::keep(sources, &mut value, origins);
    let mut moved = Moved::default();
    notes.extend(match version {
        Version::Swagger => swagger::rewrite(&mut value, &mut moved)?,
        Version::V30 => {
            moved.push(hoist::hoist(&mut value, &OPENAPI, Vec::new()));
            Vec::new()
        }
        Version::Later => {
            later::follow_dynamic(&mut value);
            moved.push(hoist::hoist(&mut value, &OPENAPI, Vec::new()));
            let notes = later::rewrite(&mut value);
            let webhooks = Place { source: 0, pointer: "/webhooks".to_owned() };
            moved.push(Origins::of_one(&format!("/components/callbacks/{}", later::WEBHOOKS), webhooks));
            moved.notes_back(notes)
        }
    });
    let (openapi, found) = lint::lint(value, trial).map_err(|unread| unread.moved_back(&moved))?;
    let mut notes: Vec<Note> = notes.into_iter().chain(moved.notes_back(found)).collect();
    // What was noted before the description was rewritten can be noted again.
    let mut seen = BTreeSet::new();
    notes.retain(|note| seen.insert((note.place.clone(), note.text.clone())));
    Ok((openapi, moved, notes))
}

/// Finds each diagnostic in the files that the user has: its place, the name of the file, and its span.
pub(crate) fn locate(sources: &Sources, origins: &Origins, diagnostics: &mut Diagnostics) {
    for item in &mut diagnostics.items {
        item.place = origins.of(&item.place);
        item.file = sources.get(&item.place).map(|source| source.name.clone());
    }
    // What stands in several places of the document is one node in the files.
    let mut seen = BTreeSet::new();
    diagnostics.items.retain(|item| seen.insert((item.place.clone(), item.message.clone())));
    for (index, source) in sources.iter().enumerate() {
        if diagnostics.items.iter().any(|item| item.place.source == index && item.span.is_none()) {
            locate::locate(source, index, diagnostics);
        }
    }
}
