//! Writes down each thing in [`Api`] as tokens. It decides nothing and cannot fail.
//!
//! It must not know the document; what is generic stands in `runtime/`, never inside `quote!`.

mod docs;
mod incoming;
mod krate;
mod manifest;
mod model;
mod operation;
mod paging;
mod request;
mod response;
mod sample;
mod security;
mod types;

use proc_macro2::TokenStream;

use crate::Options;
use crate::ir::Api;
pub(crate) use sample::samples;

/// A source file of the generated crate.
#[derive(Clone, Debug)]
pub(crate) struct File {
    /// Path below the crate's folder.
    pub(crate) path: String,
    pub(crate) content: Content,
}

#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// Text that is printed as it is, below the header.
    Text(String),
    /// The same of a file in TOML.
    Manifest(String),
    /// Lines of documentation of the file, and its items.
    Items { docs: Vec<String>, items: Vec<Item> },
}

/// One item of a file.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// Rust as it is; neighbours of this kind stand together without a blank line.
    Line(TokenStream),
    /// A blank line between such neighbours.
    Gap,
    Rust(TokenStream),
    /// An item inside one of the support code's notations: `string_enum! { pub enum … }`.
    Notation(&'static str, TokenStream),
    /// A declaration on one line, if it fits: `object!(Token { id: required, … });`.
    List {
        notation: &'static str,
        head: TokenStream,
        entries: Vec<TokenStream>,
    },
}

/// All files of the crate, each made when it is asked for: the tokens of all at once would take much memory.
pub(crate) fn emit<'a>(api: &'a Api, options: &'a Options) -> impl Iterator<Item = File> + use<'a> {
    let example = |(name, text): (&String, &String)| File {
        path: format!("examples/{name}"),
        content: Content::Text(text.clone()),
    };
    [manifest::manifest(api, options), krate::root(api), security::file(api)]
        .into_iter()
        .chain(incoming::file(api))
        .chain(paging::file(api))
        .chain(krate::runtime(api))
        .chain(model::files(api))
        .chain(api.modules.iter().map(|module| operation::file(api, module)))
        .chain(options.examples.iter().map(example))
}
