//! The root of the generated crate, and the support code that is copied into it as it stands.

use quote::quote;

use super::{Content, File, Item, docs};
use crate::ir::{Api, Docs, Type};

/// The support code: path in the crate and text.
macro_rules! runtime_files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../runtime/", $path)))),*]
    };
}

const RUNTIME: &[(&str, &str)] = runtime_files![
    "support.rs",
    "support/api_error.rs",
    "support/api_message.rs",
    "support/attempts.rs",
    "support/base64.rs",
    "support/blocking.rs",
    "support/call.rs",
    "support/cases.rs",
    "support/choose.rs",
    "support/chunk.rs",
    "support/civil.rs",
    "support/client.rs",
    "support/config.rs",
    "support/credentials.rs",
    "support/convert.rs",
    "support/data_macros.rs",
    "support/date.rs",
    "support/date_time.rs",
    "support/decode.rs",
    "support/decode_error.rs",
    "support/draft.rs",
    "support/echo.rs",
    "support/entry.rs",
    "support/error.rs",
    "support/fault.rs",
    "support/form.rs",
    "support/inside.rs",
    "support/link.rs",
    "support/memory.rs",
    "support/multipart.rs",
    "support/number.rs",
    "support/other_body.rs",
    "support/object.rs",
    "support/paging.rs",
    "support/positions.rs",
    "support/reader.rs",
    "support/redact.rs",
    "support/read.rs",
    "support/reply.rs",
    "support/request_macros.rs",
    "support/secret.rs",
    "support/security.rs",
    "support/shape.rs",
    "support/short.rs",
    "support/style.rs",
    "support/tally.rs",
    "support/tape.rs",
    "support/text.rs",
    "support/union.rs",
    "support/union_macros.rs",
    "support/weigh.rs",
    "support/weigh_object.rs",
];

/// Only crates whose API has an envelope get this one.
const ENVELOPE: &[(&str, &str)] = runtime_files!["envelope.rs"];

pub(super) fn runtime(api: &Api) -> Vec<File> {
    let envelope = if api.has_envelope() { ENVELOPE } else { &[] };
    let file =
        |(path, text): &(&str, &str)| File { path: format!("src/{path}"), content: Content::Text((*text).to_owned()) };
    RUNTIME.iter().chain(envelope).map(file).collect()
}

/// `src/lib.rs`.
pub(super) fn root(api: &Api) -> File {
    let limit = api.recursion_limit.map(|limit| limit.to_string());
    let limit = limit.map(|limit| Item::Line(quote!(#![recursion_limit = #limit])));
    let mut items = vec![
        Item::Line(quote!(#![forbid(unsafe_code)])),
        Item::Line(quote!(#![allow(
            clippy::disallowed_names,
            clippy::doc_lazy_continuation,
            clippy::doc_overindented_list_items,
            clippy::large_enum_variant,
            clippy::should_implement_trait,
            clippy::too_many_arguments,
            clippy::type_complexity,
            rustdoc::bare_urls,
            reason = "texts and sizes are those of the description"
        )])),
    ];
    items.splice(0..0, limit);
    items.extend(modules(api));
    items.push(Item::Gap);
    let envelope = api.has_envelope().then(|| {
        quote!(
            pub use envelope::{Envelope, ResultInfo};
        )
    });
    items.extend(envelope.map(Item::Line));
    items.push(Item::Line(quote!(
        #[cfg(feature = "ureq")]
        pub use support::blocking;
    )));
    items.push(Item::Line(quote!(
        #[cfg(feature = "reqwest")]
        pub use support::{Client, ClientBuilder};
    )));
    let base64 = api.names(&Type::Base64).then(|| quote!(Base64,));
    let file = api.names(&Type::File).then(|| quote!(File,));
    items.push(Item::Line(quote!(
        pub use support::{ApiError, #base64 Call, DAY, Date, DateTime, Endpoint, Error, Secret};
    )));
    items.push(Item::Line(quote!(
        pub use support::{Binary, #file Text};
    )));
    let base_url = api.base_url.as_deref().unwrap_or_default();
    let about = match &api.base_url {
        Some(_) => " Where requests go unless the client is told otherwise: the first server of the description.",
        None => " The description names no server: every client must be given a `base_url`.",
    };
    items.push(Item::Rust(quote! {
        #[doc = #about]
        pub const BASE_URL: &str = #base_url;
    }));
    let may_lack_success = api.may_lack_success;
    items.extend(api.has_envelope().then(|| {
        Item::Rust(quote! {
            #[doc = " Whether an envelope may be without `success`."]
            const MAY_LACK_SUCCESS: bool = #may_lack_success;
        })
    }));
    File { path: "src/lib.rs".to_owned(), content: Content::Items { docs: root_docs(api), items } }
}

/// The modules, those of the support code first.
fn modules(api: &Api) -> Vec<Item> {
    let mut items = vec![Item::Rust(quote!(
        #[macro_use]
        pub mod support;
    ))];
    if api.has_envelope() {
        items.push(Item::Line(quote!(
            mod envelope;
        )));
    }
    if !api.incoming.is_empty() {
        let all = (!api.features.is_empty()).then(|| quote!(#[cfg(feature = "all")]));
        items.push(Item::Line(quote!(
            #all
            pub mod incoming;
        )));
    }
    if api.paging.is_some() {
        items.push(Item::Line(quote!(
            pub mod paging;
        )));
    }
    items.push(Item::Line(quote!(
        pub mod schemes;
    )));
    items.push(Item::Line(quote!(
        pub mod types;
    )));
    for module in &api.modules {
        let name = module.name.token();
        let feature = module.feature.as_ref().map(|feature| quote!(#[cfg(feature = #feature)]));
        items.push(Item::Line(quote!(#feature pub mod #name;)));
    }
    items
}

/// Title and text of the description.
fn root_docs(api: &Api) -> Vec<String> {
    let title = Docs { text: Some(api.title.clone()), ..Docs::default() };
    let text = Docs { text: api.docs.clone(), ..Docs::default() };
    let mut lines = docs::lines(&title, &[]);
    let text = docs::lines(&text, &[]);
    if !text.is_empty() {
        lines.push(String::new());
        lines.extend(text);
    }
    if !api.features.is_empty() {
        let features = "Each module of operations needs the Cargo feature of its name; `all` is all of them.";
        lines.extend([String::new(), features.to_owned()]);
    }
    if let Some(limit) = api.recursion_limit {
        let line = format!("`#![recursion_limit = \"{limit}\"]`");
        let about = "Types of this crate hold one another deeper than rustc follows them by itself. A program that uses them may";
        lines.extend([
            String::new(),
            about.to_owned(),
            format!("need {line} at the top of its `main.rs` or `lib.rs`."),
        ]);
    }
    lines
}
