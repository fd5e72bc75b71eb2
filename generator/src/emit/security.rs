//! The security schemes of the API, and what its calls need of them.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::types::Speller;
use super::{Content, Declaration, File, Item, docs};
use crate::ir::{Api, Carrier, Scheme, Security};
use crate::markdown::code;

/// `src/schemes.rs`.
pub(super) fn file(api: &Api) -> File {
    let uses = if api.names_schemes && api.schemes.is_empty() {
        quote!(
            use crate::support::Scheme;
        )
    } else {
        quote!(
            use crate::support::{Carrier, Scheme};
        )
    };
    let mut items = vec![Item::Line(uses)];
    if !api.names_schemes {
        items.push(Item::Rust(quote! {
            #[doc = " A bearer token. The description names no security scheme: a client that has a token sends it with all calls."]
            pub const TOKEN: Scheme = Scheme::new("token", Carrier::Authorization("Bearer"));
        }));
    }
    items.extend(api.schemes.iter().map(|scheme| Item::Declaration(constant(scheme))));
    let default = if api.names_schemes { alternatives(&api.security, api) } else { quote!(&[&[TOKEN], &[]]) };
    items.push(Item::Rust(quote! {
        #[doc = " What a call needs whose operation says nothing else: any of these, and all of each."]
        pub const DEFAULT: &[&[Scheme]] = #default;
    }));
    let sole = sole(api);
    let taken = match sole.as_slice() {
        [] => " The schemes that take the token of `Client::new`: none, for no scheme of the description is supported.",
        _ => " The schemes that take the token of `Client::new`.",
    };
    items.push(Item::Rust(quote! {
        #[doc = #taken]
        pub const SOLE: &[Scheme] = &[#(#sole),*];
    }));
    let setters: Vec<TokenStream> = api.schemes.iter().map(setter).collect();
    if !setters.is_empty() {
        items.push(Item::List { notation: "credentials", head: quote!(Builder), entries: setters });
    }
    let about = "How calls authenticate: the security schemes of the API.".to_owned();
    File { path: "src/schemes.rs".to_owned(), content: Content::Items { docs: vec![about], items } }
}

fn constant(scheme: &Scheme) -> Declaration {
    let docs = docs::lines(&scheme.docs, &[format!("Security scheme: {}.", code(&scheme.wire))]);
    let (name, wire) = (scheme.name.token(), &scheme.wire);
    let carrier = match &scheme.carrier {
        Carrier::Authorization(word) => quote!(Carrier::Authorization(#word)),
        Carrier::Basic => quote!(Carrier::Basic),
        Carrier::Header(name) => quote!(Carrier::Header(#name)),
        Carrier::Query(name) => quote!(Carrier::Query(#name)),
        Carrier::Cookie(name) => quote!(Carrier::Cookie(#name)),
    };
    Declaration::new(docs, quote!(pub const #name: Scheme = Scheme::new(#wire, #carrier)))
}

/// `api_token: one<API_TOKEN>`.
fn setter(scheme: &Scheme) -> TokenStream {
    let (name, setter) = (scheme.name.token(), scheme.setter.token());
    let kind = format_ident!("{}", if scheme.carrier == Carrier::Basic { "pair" } else { "one" });
    quote!(#setter: #kind<#name>)
}

/// The schemes that take a lone token: one that calls take in general, or else any; rather a token in the header
/// `Authorization` than an API key, and rather that than user name and password. A token is for all schemes that send it
/// in the same way.
fn sole(api: &Api) -> Vec<TokenStream> {
    if !api.names_schemes {
        return vec![quote!(TOKEN)];
    }
    let general = api.security.0.iter().filter(|schemes| schemes.len() == 1).flatten();
    let general: Vec<&Scheme> = general.filter_map(|&index| api.schemes.get(index)).collect();
    let rank = |scheme: &&&Scheme| match scheme.carrier {
        Carrier::Authorization(_) => 0,
        Carrier::Header(_) | Carrier::Query(_) | Carrier::Cookie(_) => 1,
        Carrier::Basic => 2,
    };
    let all: Vec<&Scheme> = api.schemes.iter().collect();
    let is_simple = |scheme: &&&Scheme| scheme.carrier != Carrier::Basic;
    let chosen = general.iter().filter(is_simple).min_by_key(rank).or_else(|| all.iter().min_by_key(rank));
    let is_alike = |scheme: &&&Scheme| {
        chosen.is_some_and(|chosen| match scheme.carrier {
            Carrier::Authorization(_) => scheme.carrier == chosen.carrier,
            _ => scheme.name == chosen.name,
        })
    };
    all.iter().filter(is_alike).map(|scheme| name(scheme)).collect()
}

fn name(scheme: &Scheme) -> TokenStream {
    let name = scheme.name.token();
    quote!(#name)
}

/// `&[&[API_EMAIL, API_KEY], &[API_TOKEN]]`.
fn alternatives(security: &Security, api: &Api) -> TokenStream {
    let alternatives = security.0.iter().map(|schemes| {
        let schemes = schemes.iter().filter_map(|&index| api.schemes.get(index)).map(name);
        quote!(&[#(#schemes),*])
    });
    quote!(&[#(#alternatives),*])
}

/// What an operation needs that is not what all others do: `.security(&[&[schemes::API_KEY]])`.
pub(super) fn call(security: &Security, speller: &mut Speller<'_>) -> TokenStream {
    if security.0.is_empty() {
        return quote!(.anonymous());
    }
    speller.imports.schemes = true;
    let alternatives = security.0.iter().map(|schemes| {
        let schemes = schemes.iter().filter_map(|&index| speller.api.schemes.get(index)).map(|scheme| {
            let name = scheme.name.token();
            quote!(schemes::#name)
        });
        quote!(&[#(#schemes),*])
    });
    quote!(.security(&[#(#alternatives),*]))
}
