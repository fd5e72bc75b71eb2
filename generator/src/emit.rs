//! Writes down each thing in [`Api`] as tokens. It decides nothing and cannot fail.
//!
//! It must not know the document; what is generic stands in `runtime/`, never inside `quote!`.

mod call;
mod docs;
mod incoming;
mod item;
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

use crate::Options;
use crate::ir::Api;
pub(crate) use call::calls;
pub(crate) use item::{Content, Declaration, File, Function, Item, Member};
pub(crate) use sample::{roots, samples, sizes};

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
