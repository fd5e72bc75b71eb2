//! Turns an OpenAPI description into the files of a Rust crate.
//!
//! The call sequence in [`generate`] is the architecture: read, lower, passes, emit, print. Arrows run one way; the
//! library does no I/O, prints nothing and never panics, so that a build script, a test and a fuzzer can all call it.

mod diagnostic;
mod emit;
mod formats;
mod ir;
mod lower;
mod markdown;
mod media;
mod names;
mod note;
mod passes;
mod print;
mod read;

use std::collections::BTreeMap;

pub use diagnostic::{Diagnostic, Diagnostics, Place, Span};
pub use note::{Note, NoteKind};
use read::Document;
pub use read::{Bundle, Refusal, Sources, bundle, lines};

/// One file of a description.
#[derive(Clone, Debug)]
pub struct Source {
    /// What messages call it, such as `spec/tokens.yaml`.
    pub name: String,
    /// Its whole text, JSON or YAML.
    pub text: String,
}

/// What the caller decides about the crate.
#[derive(Clone, Debug)]
pub struct Options {
    /// Name of the crate, as Cargo takes it.
    pub crate_name: String,
    /// Examples that the crate shall contain: text by file name, such as `verify.rs`. They use the feature `reqwest`.
    pub examples: BTreeMap<String, String>,
}

/// Figures of a run, for one line of report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// `info.title` of the description.
    pub title: String,
    /// `info.version` of the description.
    pub version: String,
    /// Version of OpenAPI that it is written in.
    pub openapi: String,
    /// Operations that became functions.
    pub operations: usize,
    /// Types that were made.
    pub types: usize,
    /// Members of all structs.
    pub fields: usize,
    /// Those of them whose type holds untyped JSON.
    pub untyped: usize,
}

/// An example in the description, or several of them, and the type that it should fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The schema or the media type that holds the example, as a place in the [`Bundle`].
    pub place: Place,
    /// The type's path in Rust, such as `Vec<petstore::types::Pet>`.
    pub path: String,
}

/// A type of the crate and the room that its values take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    /// The type's path in Rust, such as `petstore::types::Pet`.
    pub path: String,
    /// How many bytes a value takes itself, at most, on a machine of 64 bits; what it keeps elsewhere is not counted.
    pub bytes: usize,
}

/// A schema of which whole values are read or written, and the type that it became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The schema, as a place in the [`Bundle`].
    pub place: Place,
    /// The type's path in Rust.
    pub path: String,
    /// Which members the type has of those that travel one way.
    pub travel: Travel,
    /// The cases, if the type is a union.
    pub variants: Vec<Variant>,
}

/// Which way the values of a type go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Travel {
    /// Into requests: the type has no `readOnly` members.
    Sent,
    /// Out of responses: the type has no `writeOnly` members.
    Received,
    /// Either way, or nowhere: the type has all members.
    Either,
}

/// A case of a union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The name of the variant in Rust.
    pub name: String,
    /// The schemas that became it, as places in the [`Bundle`]: in the choice, and as components.
    pub places: Vec<Place>,
}

/// A function of the crate that makes a call, and all that the call can be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The HTTP method, in lower case.
    pub method: String,
    /// The path as the description writes it, with its parameters in braces.
    pub template: String,
    /// The function's path in Rust, such as `petstore::pets::list`.
    pub path: String,
    /// What the function takes, in its order, and then what has a setter.
    pub arguments: Vec<Argument>,
}

/// Something that a call can be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// The argument's name in Rust, which is that of its setter if it is optional.
    pub name: String,
    /// What of the request it becomes.
    pub part: Part,
    /// The path in Rust of the type that a caller has; a function may take what it derefs to.
    pub path: String,
    /// Whether the function takes it; there is a setter if not.
    pub required: bool,
    /// Whether it is only lent.
    pub borrowed: bool,
}

/// A part of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The path parameter with this name.
    Path(String),
    /// The query parameter with this name.
    Query(String),
    /// The header with this name.
    Header(String),
    /// The cookie with this name.
    Cookie(String),
    /// The body, of this media type.
    Body(String),
}

/// A finished crate.
#[derive(Clone, Debug)]
pub struct Output {
    /// The text of each file by its path below the crate's folder, `/` between folders.
    pub files: BTreeMap<String, String>,
    /// Figures of the run.
    pub summary: Summary,
    api: ir::Api,
    crate_name: String,
}

impl Output {
    /// What a reader of the description should know.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.api.notes
    }

    /// What else the description says that the crate does not carry: media types that are not taken by themselves.
    ///
    /// The [`Bundle`] tells what can be told without the crate.
    #[must_use]
    pub fn left_out(&self) -> &[Note] {
        &self.api.left_out
    }

    /// The lowered description as text: what the API became, before any Rust.
    #[must_use]
    pub fn api(&self) -> String {
        ir::text(&self.api)
    }

    /// How often schemas were looked at, and how much was taken from them: the work of a run, which no clock tells alike.
    #[doc(hidden)]
    #[must_use]
    pub fn looks(&self) -> usize {
        self.api.looks
    }

    /// How large the types are that have names.
    #[must_use]
    pub fn sizes(&self) -> Vec<Size> {
        emit::sizes(&self.api, &self.crate_name)
    }

    /// The `recursion_limit` that a program may need which uses the crate, if it is more than rustc has by itself.
    #[must_use]
    pub fn recursion_limit(&self) -> Option<usize> {
        self.api.recursion_limit
    }

    /// The types of the examples that JSON can be read as.
    #[must_use]
    pub fn samples(&self) -> Vec<Sample> {
        emit::samples(&self.api, &self.crate_name)
    }

    /// The schemas whose whole values are JSON, each type once: components, bodies, responses and parameters.
    #[must_use]
    pub fn roots(&self) -> Vec<Root> {
        emit::roots(&self.api, &self.crate_name)
    }

    /// The functions that make calls.
    #[must_use]
    pub fn calls(&self) -> Vec<Call> {
        emit::calls(&self.api, &self.crate_name)
    }
}

/// Generates the crate that `sources` describe.
///
/// # Errors
///
/// All problems that were found, each with its place. Nothing is generated then.
pub fn generate(sources: &Sources, options: &Options) -> Result<Output, Diagnostics> {
    let Document { openapi, notes, moved, origins } = read::read(sources)?;
    let (mut api, mut names) = lower::lower(&openapi).map_err(|diagnostics| {
        let mut diagnostics = moved.back(diagnostics);
        read::locate(sources, &origins, &mut diagnostics);
        diagnostics
    })?;
    let version = openapi.openapi.clone();
    // A large document is larger than all that is made of it, and has become the API.
    drop(openapi);
    passes::run(&mut api, &mut names);
    for place in api.places_mut() {
        *place = moved.origin(place);
    }
    api.notes.extend(notes);
    // In OpenAPI 2.0 they stand in lists, of which the bundle tells.
    api.left_out.retain(|_| !version.starts_with('2'));
    for note in api.notes.iter_mut().chain(&mut api.left_out) {
        note.place = origins.of(&note.place);
    }
    let source_name = file_name(&sources.root().name);
    let mut files = BTreeMap::new();
    for file in emit::emit(&api, options) {
        let text = print::print(&file, &source_name)?;
        files.insert(file.path, text);
    }
    let summary = Summary {
        title: api.title.clone(),
        version: api.version.clone(),
        openapi: version,
        operations: api.operations().count(),
        types: api.types.len(),
        fields: api.fields().count(),
        untyped: api.fields().filter(|field| field.ty.is_untyped()).count(),
    };
    Ok(Output { files, summary, api, crate_name: options.crate_name.clone() })
}

/// The last part of a path, on one line: what the generated files say they come from, whoever generates them and wherever.
fn file_name(path: &str) -> String {
    path.rsplit(['/', '\\'])
        .next()
        .unwrap_or(path)
        .replace(|c: char| c.is_control() || ('\u{2028}'..='\u{202e}').contains(&c), " ")
}
