//! Requests that the API makes: the types of their bodies.

use quote::quote;

use super::types::Speller;
use super::{Content, Declaration, File, Item, docs};
use crate::ir::Api;

/// `src/incoming.rs`, where the description has webhooks or callbacks.
pub(super) fn file(api: &Api) -> Option<File> {
    if api.incoming.is_empty() {
        return None;
    }
    let mut speller = Speller::new(api);
    speller.taken.extend(api.incoming.iter().map(|incoming| &incoming.name));
    let mut items = Vec::new();
    for incoming in &api.incoming {
        let docs = docs::lines(&incoming.docs, &[]);
        let name = incoming.name.token();
        let ty = speller.ty(&incoming.ty);
        items.push(Item::Declaration(Declaration::new(docs, quote!(pub type #name = #ty))));
    }
    let mut all = speller.imports.lines(&quote!(crate::types), &[]);
    all.extend(items);
    let docs = vec!["The bodies of requests that the API makes: webhooks and callbacks.".to_owned()];
    Some(File { path: "src/incoming.rs".to_owned(), content: Content::Items { docs, items: all } })
}
