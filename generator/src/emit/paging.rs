//! How lists go on from page to page.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Content, File, Item};
use crate::ir::{Api, Paging, Turn};

/// `src/paging.rs`, where the description says for all operations how they page.
pub(super) fn file(api: &Api) -> Option<File> {
    let paging = expression(api.paging.as_ref()?, &quote!(Paging));
    let items = vec![
        Item::Line(quote!(
            use crate::support::{Call, Paging};
        )),
        Item::Rust(quote! {
            #[doc = " What asks for a page, and where its response has what."]
            pub const PAGING: Paging = #paging;
        }),
        Item::Rust(quote! {
            impl<R> Call<R> {
                #[doc = " A `GET` call whose response is one of several pages: `Client::pages` turns them."]
                pub fn list(template: &'static str) -> Self {
                    Self::get(template).paged(PAGING)
                }
            }
        }),
    ];
    let docs = vec!["How lists go on from page to page.".to_owned()];
    Some(File { path: "src/paging.rs".to_owned(), content: Content::Items { docs, items } })
}

/// `Paging::cursor("after", "meta.next").items("data")`, `ty` being the spelling of the type.
pub(super) fn expression(paging: &Paging, ty: &TokenStream) -> TokenStream {
    let parameter = &paging.parameter;
    let new = match &paging.turn {
        Turn::Page(first) => {
            let first = proc_macro2::Literal::u64_unsuffixed(*first);
            quote!(page(#parameter, #first))
        }
        Turn::Offset => quote!(offset(#parameter)),
        Turn::Cursor(next) => quote!(cursor(#parameter, #next)),
        Turn::CursorHeader(header) => quote!(cursor_header(#parameter, #header)),
        Turn::Link(Some(next)) => quote!(link(#next)),
        Turn::Link(None) => quote!(link_header()),
    };
    let in_body = paging.in_body.then(|| quote!(.in_body()));
    let items = paging.items.as_ref().map(|place| quote!(.items(#place)));
    let total = paging.total.as_ref().map(|place| quote!(.total(#place)));
    let pages = paging.pages.as_ref().map(|place| quote!(.pages(#place)));
    let size = paging.size.as_ref().map(|place| quote!(.size(#place)));
    let more = paging.more.as_ref().map(|place| quote!(.more(#place)));
    quote!(#ty::#new #in_body #items #total #pages #size #more)
}
