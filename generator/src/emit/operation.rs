//! Operations: a function and, if there are optional parameters, the type that takes them.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::types::Speller;
use super::{Content, Declaration, File, Function, Item, Member, docs, paging, response, security};
use crate::ir::{Api, Body, Docs, Encoding, FormMember, Location, Module, Operation, Pages, Parameter, Shape, Type};
use crate::markdown::code;

/// The file of a tag.
pub(super) fn file(api: &Api, module: &Module) -> File {
    let mut speller = Speller::new(api);
    speller.imports.support("Call");
    speller.taken.extend(module.operations.iter().filter_map(|operation| operation.type_name.as_ref()));
    speller.taken.extend(module.operations.iter().filter_map(response::type_name));
    let items = module.operations.iter().map(|operation| {
        let function = function(operation, &mut speller);
        let options = operation.type_name.as_ref().map(|name| options(operation, &name.token(), &mut speller));
        (function, options, response::by_status(operation, &mut speller))
    });
    let items: Vec<_> = items.collect();
    let mut all = speller.imports.lines(&quote!(crate::types), &[]);
    for (operation, (function, options, by_status)) in module.operations.iter().zip(items) {
        // How a type is linked depends on what the file imports.
        let docs = documentation(operation, &speller);
        all.push(Item::Function(Function { docs, ..function }));
        all.extend(options.into_iter().chain(by_status));
    }
    let tag = module
        .tag
        .as_ref()
        .map_or_else(|| "Operations without a tag.".to_owned(), |tag| format!("Tag: {}.", code(tag)));
    let docs = docs::lines(&module.docs, &[tag]);
    File { path: format!("src/{}.rs", module.name), content: Content::Items { docs, items: all } }
}

/// The function, whose documentation follows.
fn function(operation: &Operation, speller: &mut Speller<'_>) -> Function {
    let deprecated = operation.docs.deprecated.then(|| quote!(#[deprecated]));
    let mut arguments = Vec::new();
    let pages = operation.paging == Some(Pages::General);
    let method = format_ident!("{}", if pages { "list" } else { operation.method.name() });
    let path = &operation.target;
    let mut calls = vec![quote!(Call::#method(#path))];
    for parameter in operation.parameters.iter().filter(|parameter| parameter.required) {
        let name = parameter.name.token();
        let wire = &parameter.wire;
        let ty = argument(&parameter.ty, speller);
        let setter = setter(parameter);
        let style = parameter.style.map(|style| {
            let (path, style) = (speller.support("Style"), format_ident!("{style:?}"));
            quote!(#path::#style,)
        });
        arguments.push(quote!(#name: #ty));
        calls.push(quote!(.#setter(#wire, #style #name)));
    }
    calls.extend(members(operation, speller));
    match &operation.body {
        Some(Body::Value { encoding, media_type, name, ty, required: true, .. }) => {
            let name = name.token();
            let by_value = ty.is_copied().then(|| quote!(&));
            let ty = speller.borrowed(ty);
            arguments.push(quote!(#name: #ty));
            let encoding = encoding_name(*encoding, media_type.as_deref());
            let media_type = media_type.as_ref().map(|media_type| quote!(#media_type,));
            calls.push(quote!(.#encoding(#media_type #by_value #name)));
        }
        Some(Body::Raw { media_type, name, .. }) => {
            let name = name.token();
            arguments.push(quote!(#name: impl Into<bytes::Bytes>));
            calls.push(quote!(.body(#media_type, #name)));
        }
        Some(Body::EmptyObject { .. }) => calls.push(quote!(.empty_json())),
        Some(Body::Value { .. }) | None => {}
    }
    calls.extend(settings(operation, speller));
    let returned = if let Some(name) = &operation.type_name {
        let name = name.token();
        calls.push(quote!(.into()));
        quote!(#name)
    } else {
        let output = response::output(&operation.output, speller);
        quote!(Call<#output>)
    };
    let (name, attributes) = (operation.name.token(), deprecated.into_iter().collect());
    Function { docs: Vec::new(), attributes, name, arguments, returned, calls }
}

/// The documentation of a function: what it is for, its arguments, its request, and what else it can answer.
fn documentation(operation: &Operation, speller: &Speller<'_>) -> Vec<String> {
    let line = code(&format!("{} {}", operation.method.name().to_ascii_uppercase(), operation.path));
    let mut closing = vec![line];
    match &operation.body {
        Some(Body::Raw { media_type, .. }) => closing.push(format!("The body is sent as {}.", code(media_type))),
        Some(Body::EmptyObject { docs }) if !docs.is_empty() => {
            closing.push(format!("The body is `{{}}`: {}", docs::lines(docs, &[]).join(" ")));
        }
        _ => {}
    }
    closing.extend(response::closing(operation, speller));
    let mut docs = docs::lines(&Docs { deprecated: false, ..operation.docs.clone() }, &[]);
    docs::add(&mut docs, docs::list(&explained(operation, speller.api)));
    docs::close(&mut docs, &closing);
    docs
}

/// The names of the arguments that have something said about them, unless their types say the same.
fn explained<'a>(operation: &'a Operation, api: &'a Api) -> Vec<(&'a str, &'a Docs)> {
    let parameters = operation.parameters.iter().filter(|parameter| parameter.required);
    let parameters = parameters.map(|parameter| (&parameter.name, &parameter.docs, Some(&parameter.ty)));
    let body = match &operation.body {
        Some(Body::Value { name, docs, ty, required: true, .. }) => Some((name, docs, Some(ty))),
        Some(Body::Raw { name, docs, .. }) => Some((name, docs, None)),
        _ => None,
    };
    let says_more = |docs: &Docs, ty: Option<&Type>| match ty {
        Some(Type::Named(id)) => api.get(*id).docs != *docs,
        _ => true,
    };
    let said = parameters.chain(body).filter(|(_, docs, ty)| !docs.is_empty() && says_more(docs, *ty));
    said.map(|(name, docs, _)| (name.as_str(), docs)).collect()
}

/// How the members of a form are written, where that is said.
fn members(operation: &Operation, speller: &mut Speller<'_>) -> Vec<TokenStream> {
    let Some(Body::Value { members, .. }) = &operation.body else { return Vec::new() };
    let mut calls = Vec::new();
    for FormMember { wire, style, media_type } in members {
        if let Some(style) = style {
            let (path, style) = (speller.support("Style"), format_ident!("{style:?}"));
            calls.push(quote!(.form_style(#wire, #path::#style)));
        }
        calls.extend(media_type.as_ref().map(|media_type| quote!(.part_type(#wire, #media_type))));
    }
    calls
}

/// What a call sets whatever its parameters are.
fn settings(operation: &Operation, speller: &mut Speller<'_>) -> impl Iterator<Item = TokenStream> + use<> {
    let accept = operation.accept.as_ref().map(|media_type| quote!(.header("accept", #media_type)));
    let server = operation.server.as_ref().map(|url| quote!(.server(#url)));
    let security = operation.security.as_ref().map(|security| security::call(security, speller));
    let paging = operation.paging.as_ref().and_then(|pages| match pages {
        Pages::General => None,
        Pages::Own(paging) => {
            let paging = paging::expression(paging, &speller.support("Paging"));
            Some(quote!(.paged(#paging)))
        }
    });
    [accept, server, security, paging].into_iter().flatten()
}

/// The type that takes the optional parameters.
fn options(operation: &Operation, name: &proc_macro2::Ident, speller: &mut Speller<'_>) -> Item {
    let output = response::output(&operation.output, speller);
    let optional = operation.parameters.iter().filter(|parameter| !parameter.required);
    let mut members: Vec<Member> = optional.map(|parameter| option(parameter, speller)).collect();
    if let Some(Body::Value { encoding, media_type, name, ty, required: false, docs, .. }) = &operation.body {
        let name = name.token();
        let by_value = ty.is_copied().then(|| quote!(&));
        let ty = speller.borrowed(ty);
        let ty = quote!(#by_value #ty);
        let encoding = encoding_name(*encoding, media_type.as_deref());
        let media_type = media_type.as_ref().map(|media_type| quote!(= #media_type));
        members.push(Member { docs: docs::lines(docs, &[]), text: quote!(#name #media_type: #encoding<#ty>) });
    }
    let docs = vec![format!("The call that [`{}()`] makes, with its optional parameters.", operation.name)];
    let head = quote!(pub struct #name -> #output);
    Item::Declaration(Declaration::new(docs, head).within("endpoint").members(members))
}

/// The type of a parameter: what it is given is only looked at, and texts of any kind make a list.
fn argument(ty: &Type, speller: &mut Speller<'_>) -> TokenStream {
    match ty {
        Type::List(inner) if **inner == Type::String => quote!(&[impl AsRef<str> + serde::Serialize]),
        ty => speller.borrowed(ty),
    }
}

/// `page = "page[number]": query<u64>`.
fn option(parameter: &Parameter, speller: &mut Speller<'_>) -> Member {
    let name = parameter.name.token();
    let wire = (parameter.name.as_str() != parameter.wire).then(|| {
        let wire = &parameter.wire;
        quote!(= #wire)
    });
    let style = parameter.style.map(|style| {
        let style = format_ident!("{style:?}");
        quote!(as #style)
    });
    let location = location(parameter);
    let ty = match &parameter.ty {
        Type::Named(id) if matches!(speller.api.get(*id).shape, Shape::Enum(_) | Shape::Numbers(_)) => {
            speller.ty(&parameter.ty)
        }
        ty => argument(ty, speller),
    };
    Member { docs: docs::lines(&parameter.docs, &[]), text: quote!(#name #wire: #location<#ty> #style) }
}

/// The method of `Call` that sends a body, under another media type than the usual one if there is one.
fn encoding_name(encoding: Encoding, media_type: Option<&str>) -> proc_macro2::Ident {
    let name = match encoding {
        Encoding::Json => "json",
        Encoding::Form => "form",
        Encoding::Multipart => "multipart",
    };
    if media_type.is_some() { format_ident!("{name}_as") } else { format_ident!("{name}") }
}

/// The method of `Call` that puts a value where it belongs.
fn setter(parameter: &Parameter) -> proc_macro2::Ident {
    let name = location(parameter);
    if parameter.style.is_some() { format_ident!("{name}_as") } else { name }
}

fn location(parameter: &Parameter) -> proc_macro2::Ident {
    format_ident!(
        "{}",
        match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        }
    )
}
