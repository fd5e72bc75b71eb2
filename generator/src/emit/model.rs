//! The types: one file per component, with what is written inside it.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

use super::types::{SHARED, Speller};
use super::{Content, Declaration, File, Item, Member, docs, request};
use crate::ir::{
    Api, Case, Enum, Field, Length, Openness, Presence, Scalar, Shape, Standing, Struct, Tagging, Type, TypeDef,
};
use crate::markdown::code;
use crate::names::Ident;

/// Steps of a place that no type is called after.
const SILENT: &[&str] = &["additionalProperties", "allOf", "anyOf", "items", "oneOf", "properties"];

/// The files of all types, and the list of them.
pub(super) fn files(api: &Api) -> impl Iterator<Item = File> {
    let mut modules: BTreeMap<&Ident, Vec<&TypeDef>> = BTreeMap::new();
    for def in &api.types {
        modules.entry(&def.module).or_default().push(def);
    }
    let list = if api.features.is_empty() { list(&modules) } else { list_by_feature(api, &modules) };
    let files = modules.into_iter().map(|(module, defs)| file(api, module, &defs));
    std::iter::once(list_file(list)).chain(files)
}

fn list_file(items: Vec<Item>) -> File {
    let docs = vec!["The types of requests and responses.".to_owned()];
    File { path: "src/types.rs".to_owned(), content: Content::Items { docs, items } }
}

/// The files that need the same features stand together; what no operation needs is there with all of them.
fn list_by_feature(api: &Api, modules: &BTreeMap<&Ident, Vec<&TypeDef>>) -> Vec<Item> {
    let mut files: BTreeMap<Vec<&str>, Vec<TokenStream>> = BTreeMap::new();
    for (file, features) in &api.features {
        let features = features.iter().map(String::as_str).collect();
        let defs = modules.get(file).map(Vec::as_slice).unwrap_or_default();
        files.entry(features).or_default().push(exported(file, defs));
    }
    let notation = |(features, entries): (Vec<&str>, Vec<TokenStream>)| {
        let head = match features.as_slice() {
            [] => quote!(feature = "all"),
            [feature] => quote!(feature = #feature),
            features => quote!(any(#(feature = #features),*)),
        };
        Item::List { notation: "types", head, entries }
    };
    files.into_iter().map(notation).collect()
}

fn list(modules: &BTreeMap<&Ident, Vec<&TypeDef>>) -> Vec<Item> {
    let mut items = Vec::new();
    for module in modules.keys() {
        let module = module.token();
        items.push(Item::Line(quote!(mod #module;)));
    }
    items.push(Item::Gap);
    for (module, defs) in modules {
        let names = exported(module, defs);
        items.push(Item::Line(quote!(pub use #names;)));
    }
    items
}

/// `token::Token`, or `token::{Token, TokenInput}`.
fn exported(module: &Ident, defs: &[&TypeDef]) -> TokenStream {
    let module = module.token();
    let names: Vec<_> = defs.iter().map(|def| def.name.token()).collect();
    match names.as_slice() {
        [name] => quote!(#module::#name),
        names => quote!(#module::{#(#names),*}),
    }
}

fn file(api: &Api, module: &Ident, defs: &[&TypeDef]) -> File {
    let mut speller = Speller::new(api);
    speller.taken.extend(defs.iter().map(|def| &def.name).filter(|name| SHARED.contains(&name.as_str())));
    let mut items = Vec::new();
    for def in defs {
        type_items(def, &mut speller, &mut items);
    }
    let own: Vec<Ident> = defs.iter().map(|def| def.name.clone()).collect();
    let mut all = speller.imports.lines(&quote!(super), &own);
    all.extend(items);
    File { path: format!("src/types/{module}.rs"), content: Content::Items { docs: Vec::new(), items: all } }
}

fn type_items(def: &TypeDef, speller: &mut Speller<'_>, items: &mut Vec<Item>) {
    let name = def.name.token();
    let item = match &def.shape {
        Shape::Struct(object) => return struct_items(def, object, speller, items),
        Shape::Union(cases, tagging) => return union_items(def, (cases, tagging), speller, items),
        Shape::Enum(values) => {
            let members = variants(values, &quote!(String));
            declaration(def, quote!(pub enum #name)).within("string_enum").members(members)
        }
        Shape::Numbers(values) => {
            let members = variants(values, &quote!(i64));
            declaration(def, quote!(pub enum #name)).within("number_enum").members(members)
        }
        Shape::Newtype(length) => {
            let head = quote!(pub struct #name(String));
            declaration(def, head).within("newtype").attributes(length_attributes(*length))
        }
        Shape::Alias(ty) => {
            let ty = speller.ty(ty);
            declaration(def, quote!(pub type #name = #ty))
        }
    };
    items.push(Item::Declaration(item));
}

/// A type with its documentation, which says where its schema stands if the name does not.
fn declaration(def: &TypeDef, head: TokenStream) -> Declaration {
    let place = (!tells_place(def)).then(|| format!("Schema: {}.", code(&def.place.to_string())));
    Declaration::new(docs::lines(&def.docs, place.as_slice()), head)
}

/// Whether a type is called after the place of its schema: after the component, or after the member within it.
fn tells_place(def: &TypeDef) -> bool {
    let folded = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let is_silent = |step: &&str| SILENT.contains(step) || step.chars().all(|c| c.is_ascii_digit());
    let pointer = def.place.pointer.as_str();
    let steps = pointer.strip_prefix("/components/schemas/").or_else(|| pointer.strip_prefix("/definitions/"));
    let Some(steps) = steps else { return false };
    let named = steps.rsplit('/').find(|step| !is_silent(step)).map(|step| step.replace("~1", "/").replace("~0", "~"));
    named.is_some_and(|named| folded(def.name.as_str()).contains(&folded(&named)))
}

fn struct_items(def: &TypeDef, object: &Struct, speller: &mut Speller<'_>, items: &mut Vec<Item>) {
    let name = def.name.token();
    let fields = object.fields.iter().map(|field| {
        let name = field.name.token();
        let ty = field_type(field, speller);
        Member { docs: docs::lines(&field.docs, &[]), text: quote!(pub #name: #ty) }
    });
    let mut fields: Vec<Member> = fields.collect();
    fields.extend(object.rest.as_ref().map(|rest| {
        let name = rest.name.token();
        let ty = speller.ty(&rest.ty.clone().map());
        let docs = vec!["Members that the description does not name.".to_owned()];
        Member { docs, text: quote!(pub #name: #ty) }
    }));
    let default = request::has_default(def, object).then(|| quote!(Default,));
    let attributes = [quote!(#[derive(Clone, Debug, #default PartialEq)]), quote!(#[non_exhaustive])];
    let item = declaration(def, quote!(pub struct #name)).attributes(attributes).members(fields);
    items.push(Item::Declaration(item));
    items.push(object_item(def, object, speller));
    if def.multipart {
        let mut entries: Vec<TokenStream> = object.fields.iter().map(|field| part(field, speller.api)).collect();
        entries.extend(object.rest.as_ref().map(|rest| {
            let (name, kind) = (rest.name.token(), part_kind(&rest.ty, speller.api));
            quote!(..#name: #kind)
        }));
        items.push(Item::List { notation: "multipart", head: quote!(#name), entries });
    }
    request::items(def, object, speller, items);
}

/// `object!(Token { id: required, name: optional });`, with the types of the members where unions look at them.
fn object_item(def: &TypeDef, object: &Struct, speller: &mut Speller<'_>) -> Item {
    let name = def.name.token();
    let entry = |field: &Field| {
        let member = member(field, speller.api);
        if !object.shaped {
            return member;
        }
        let ty = speller.ty(&field.ty);
        let constant = field.constant.as_ref().map(Scalar::to_string);
        let constant = constant.map(|constant| quote!(= #constant));
        quote!(#member<#ty> #constant)
    };
    let mut entries: Vec<TokenStream> = object.fields.iter().map(entry).collect();
    entries.extend(object.rest.as_ref().map(|rest| {
        let name = rest.name.token();
        let ty = object.shaped.then(|| speller.ty(&rest.ty));
        let ty = ty.map(|ty| quote!(<#ty>));
        quote!(..#name #ty)
    }));
    let openness = object.shaped.then_some(match object.openness {
        Openness::Open => quote!(: open),
        Openness::Closed => quote!(: closed),
    });
    Item::List { notation: "object", head: quote!(#name #openness), entries }
}

fn field_type(field: &Field, speller: &mut Speller<'_>) -> TokenStream {
    let ty = speller.ty(&field.ty);
    match field.presence {
        Presence::Required => ty,
        Presence::Optional | Presence::Nullable => quote!(Option<#ty>),
        Presence::OptionalNullable => quote!(Option<Option<#ty>>),
    }
}

/// `in_ = "in": optional`.
fn member(field: &Field, api: &Api) -> TokenStream {
    let name = field.name.token();
    let presence = match field.presence {
        Presence::Required => quote!(required),
        Presence::Optional if api.takes_null(&field.ty) => quote!(optional_any),
        Presence::Optional => quote!(optional),
        Presence::Nullable => quote!(nullable),
        Presence::OptionalNullable => quote!(optional_nullable),
    };
    if field.name.as_str() == field.wire {
        return quote!(#name: #presence);
    }
    let wire = &field.wire;
    quote!(#name = #wire: #presence)
}

/// `file: file`.
fn part(field: &Field, api: &Api) -> TokenStream {
    let name = field.name.token();
    let kind = part_kind(&field.ty, api);
    let wire = (field.name.as_str() != field.wire).then(|| {
        let wire = &field.wire;
        quote!(= #wire)
    });
    quote!(#name #wire: #kind)
}

/// What a part of a form is sent as.
fn part_kind(ty: &Type, api: &Api) -> TokenStream {
    if holds_files(ty, api) { quote!(file) } else { quote!(value) }
}

/// `Photo: parts`, or `members` for what is a form by its members alone.
fn case_of_form(case: &Case, tagging: &Tagging, api: &Api) -> TokenStream {
    let inner = match &case.ty {
        Type::Boxed(inner) => inner,
        ty => ty,
    };
    let is_form = matches!(inner, Type::Named(id)
        if api.get(*id).multipart && matches!(api.get(*id).shape, Shape::Struct(_) | Shape::Union(..)));
    let name = case.name.token();
    let kind = if is_form { quote!(parts) } else { quote!(members) };
    let is_added = case.standing == Standing::Added;
    let added = tagging.member.as_ref().zip(case.tags.first()).filter(|_| is_added);
    let added = added.map(|(member, tag)| quote!(added #member #tag));
    quote!(#name: #kind #added)
}

/// Whether a value is a file, some files, or perhaps one of these.
fn holds_files(ty: &Type, api: &Api) -> bool {
    match ty {
        Type::File => true,
        Type::List(inner) | Type::Boxed(inner) => holds_files(inner, api),
        Type::Named(id) => match &api.get(*id).shape {
            Shape::Union(cases, _) => {
                cases.iter().any(|case| matches!(case.ty, Type::File) || case.ty == Type::File.list())
            }
            _ => false,
        },
        _ => false,
    }
}

/// `files!(Image { File: file, Url: value });`, for a union that may be a file.
fn files_item(def: &TypeDef, (cases, tagging): (&[Case], &Tagging), api: &Api) -> Item {
    let name = def.name.token();
    let entries = cases.iter().map(|case| {
        let (name, kind) = (case.name.token(), part_kind(&case.ty, api));
        quote!(#name: #kind)
    });
    let other = tagging.other.token();
    let entries: Vec<TokenStream> = entries.chain([quote!(#other: value)]).collect();
    Item::List { notation: "files", head: quote!(#name), entries }
}

/// `Active = "active"` for each value, and the variant that holds any other.
fn variants(values: &Enum, any: &TokenStream) -> Vec<Member> {
    let other = values.other.token();
    let variants = values.values.iter().map(|value| {
        let name = value.name.token();
        let wire = scalar(&value.wire);
        Member { docs: docs::lines(&value.docs, &[]), text: quote!(#name = #wire) }
    });
    variants.chain([Member { docs: Vec::new(), text: quote!(#[other] #other(#any)) }]).collect()
}

/// A value as a literal.
pub(super) fn scalar(value: &Scalar) -> TokenStream {
    match value {
        Scalar::Text(text) => quote!(#text),
        Scalar::Integer(number) => proc_macro2::Literal::i64_unsuffixed(*number).into_token_stream(),
        Scalar::Bool(value) => quote!(#value),
    }
}

fn union_items(def: &TypeDef, (cases, tagging): (&[Case], &Tagging), speller: &mut Speller<'_>, items: &mut Vec<Item>) {
    let name = def.name.token();
    let mut variants = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let name = case.name.token();
        let ty = speller.ty(&case.ty);
        let tags = &case.tags;
        let is_again = cases[..index].iter().any(|other| other.ty == case.ty);
        let standing = match case.standing {
            Standing::Required => None,
            Standing::Optional => Some(quote!(optional)),
            Standing::Added if is_again => Some(quote!(again)),
            Standing::Added => Some(quote!(added)),
        };
        let tags = (!tags.is_empty()).then(|| quote!(= #(#tags)|* #standing));
        variants.push(Member { docs: docs::lines(&case.docs, &[]), text: quote!(#name(#ty) #tags) });
    }
    let other = tagging.other.token();
    variants.push(Member { docs: Vec::new(), text: quote!(#[other] #other(serde_json::Value)) });
    let tag = tagging.member.as_ref().map(|member| quote!(#[tag = #member]));
    let item = declaration(def, quote!(pub enum #name)).within("union").attributes(tag).members(variants);
    items.push(Item::Declaration(item));
    if def.multipart {
        let mut entries: Vec<TokenStream> = cases.iter().map(|case| case_of_form(case, tagging, speller.api)).collect();
        entries.push(quote!(#other: members));
        items.push(Item::List { notation: "multipart_union", head: quote!(#name), entries });
    }
    if cases.iter().any(|case| holds_files(&case.ty, speller.api)) {
        items.push(files_item(def, (cases, tagging), speller.api));
    }
    let entries = further_conversions(def, cases, speller);
    if !entries.is_empty() {
        items.push(Item::List { notation: "union_from", head: quote!(#name), entries });
    }
}

/// `Name: text`, `Names: map<String>`, `Pet: boxed<Pet>`: what else a union is made from than what its cases hold.
fn further_conversions(def: &TypeDef, cases: &[Case], speller: &mut Speller<'_>) -> Vec<TokenStream> {
    let is_one = |is_like: fn(&Type) -> bool| cases.iter().filter(|case| is_like(&case.ty)).count() <= 1;
    let is_plain = is_one(|ty| *ty == Type::String) && is_one(|ty| matches!(ty, Type::Map(_)));
    let mut entries = Vec::new();
    for (index, Case { name, ty, .. }) in cases.iter().enumerate() {
        let name = name.token();
        match ty {
            Type::String if is_plain => entries.push(quote!(#name: text)),
            Type::Map(inner) if is_plain => {
                let inner = speller.ty(inner);
                entries.push(quote!(#name: map<#inner>));
            }
            Type::Boxed(inner) if is_made_from(def, inner, speller.api) => {
                let is_again = cases[..index].iter().any(|other| other.ty == *ty);
                let inner = speller.ty(inner);
                entries.extend((!is_again).then(|| quote!(#name: boxed<#inner>)));
            }
            _ => {}
        }
    }
    entries
}

/// Whether a union can have a conversion from what one of its cases has in a box: every type has one from itself.
fn is_made_from(def: &TypeDef, inner: &Type, api: &Api) -> bool {
    matches!(inner, Type::Named(id) if api.get(*id).name != def.name && !matches!(api.get(*id).shape, Shape::Alias(_)))
}

fn length_attributes(length: Length) -> impl Iterator<Item = TokenStream> {
    let bound = |bound: usize| proc_macro2::Literal::usize_unsuffixed(bound);
    let min = length.min.map(bound).map(|min| quote!(#[min_length = #min]));
    let max = length.max.map(bound).map(|max| quote!(#[max_length = #max]));
    min.into_iter().chain(max)
}
