//! The lowered description as text, for people who review a change: what the API became, before any Rust.

use std::fmt::Write as _;

use super::{
    Api, Body, Case, Fate, Field, FormMember, Module, Openness, Operation, Output, Pages, Paging, Parameter, Presence,
    Scalar, Security, Shape, Standing, Type, TypeDef,
};

/// Prints everything that was decided, types and components in the order of their names.
pub(crate) fn text(api: &Api) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _: Result<(), std::fmt::Error> = write_api(api, &mut out);
    out
}

fn write_api(api: &Api, out: &mut String) -> std::fmt::Result {
    writeln!(out, "api {:?} {}", api.title, api.version.escape_debug())?;
    writeln!(out, "base url {}", api.base_url.as_deref().unwrap_or("none"))?;
    for scheme in &api.schemes {
        writeln!(out, "scheme {} = {:?}, {:?}", scheme.name, scheme.wire, scheme.carrier)?;
    }
    writeln!(out, "security {}", spell_security(api, &api.security))?;
    if let Some(paging) = &api.paging {
        writeln!(out, "pages by {}", spell_paging(paging))?;
    }
    for module in &api.modules {
        write_module(api, module, out)?;
    }
    if !api.incoming.is_empty() {
        writeln!(out, "\nincoming")?;
    }
    for incoming in &api.incoming {
        writeln!(out, "  {} = {}", incoming.name, spell(api, &incoming.ty))?;
    }
    let mut types: Vec<&TypeDef> = api.types.iter().collect();
    types.sort_by_key(|def| &def.name);
    for def in types {
        write_type(api, def, out)?;
    }
    writeln!(out, "\ncomponents")?;
    for component in &api.components {
        let fate = match &component.fate {
            Fate::Emitted(id) => format!("is {}", api.get(*id).name),
            Fate::Inlined(ty) => format!("is written out as {}", spell(api, ty)),
            Fate::Joined(id) => format!("is equal to {}", api.get(*id).name),
            Fate::Envelope => "is part of the envelope".to_owned(),
        };
        writeln!(out, "  {} {fate}", component.name)?;
    }
    if !api.notes.is_empty() {
        writeln!(out, "\nnotes")?;
    }
    for note in &api.notes {
        writeln!(out, "  {}: {}: {}", note.kind, note.place, note.text)?;
    }
    Ok(())
}

fn write_module(api: &Api, module: &Module, out: &mut String) -> std::fmt::Result {
    writeln!(out, "\nmodule {}", module.name)?;
    module.operations.iter().try_for_each(|operation| write_operation(api, operation, out))
}

fn write_operation(api: &Api, operation: &Operation, out: &mut String) -> std::fmt::Result {
    let method = operation.method.name().to_ascii_uppercase();
    let output = spell_output(api, &operation.output);
    writeln!(out, "  {} = {method} {} -> {output}", operation.name, operation.path)?;
    if let Some(security) = &operation.security {
        let security = if security.0.is_empty() { "none".to_owned() } else { spell_security(api, security) };
        writeln!(out, "    security {security}")?;
    }
    if operation.target != operation.path {
        writeln!(out, "    is sent to {}", operation.target)?;
    }
    match &operation.paging {
        Some(Pages::General) => writeln!(out, "    pages as all do")?,
        Some(Pages::Own(paging)) => writeln!(out, "    pages by {}", spell_paging(paging))?,
        None => {}
    }
    if let Some(server) = &operation.server {
        writeln!(out, "    server {server}")?;
    }
    for parameter in &operation.parameters {
        let Parameter { name, wire, location, style, ty, required, .. } = parameter;
        let style = style.map_or_else(String::new, |style| format!(" as {style:?}"));
        let presence = if *required { "" } else { "?" };
        writeln!(out, "    {location:?} {}{presence}: {}{style}", named(name.as_str(), wire), spell(api, ty))?;
    }
    for (name, ty) in &operation.headers {
        writeln!(out, "    answers with the header {name:?}: {}", spell(api, ty))?;
    }
    for (status, ty) in &operation.failures {
        writeln!(out, "    fails on {status} with {}", spell(api, ty))?;
    }
    match &operation.body {
        Some(Body::Value { encoding, name, ty, required, members, .. }) => {
            let presence = if *required { "" } else { "?" };
            writeln!(out, "    {encoding:?} {name}{presence}: {}", spell(api, ty))?;
            members.iter().try_for_each(|FormMember { wire, style, media_type }| {
                let style = style.map_or_else(String::new, |style| format!(" as {style:?}"));
                let media_type = media_type.as_ref().map_or_else(String::new, |name| format!(" of {name:?}"));
                writeln!(out, "      {wire:?}{style}{media_type}")
            })
        }
        Some(Body::Raw { media_type, name, .. }) => writeln!(out, "    {media_type} {name}: bytes"),
        Some(Body::EmptyObject { .. }) => writeln!(out, "    body {{}}"),
        None => Ok(()),
    }
}

fn spell_security(api: &Api, security: &Security) -> String {
    let schemes = |schemes: &Vec<usize>| {
        let names: Vec<&str> = schemes.iter().map(|&index| api.schemes[index].name.as_str()).collect();
        if names.is_empty() { "none".to_owned() } else { names.join(" and ") }
    };
    let alternatives: Vec<String> = security.0.iter().map(schemes).collect();
    match (alternatives.is_empty(), api.names_schemes) {
        (false, _) => alternatives.join(", or "),
        (true, false) => "not described".to_owned(),
        (true, true) => "none".to_owned(),
    }
}

fn spell_paging(paging: &Paging) -> String {
    let Paging { turn, parameter, in_body, items, total, pages, size, more } = paging;
    let place = if *in_body { "body" } else { "query" };
    let mut words = format!("{turn:?} in {parameter:?} of the {place}");
    for (name, value) in [("items", items), ("total", total), ("pages", pages), ("size", size), ("more", more)] {
        words.extend(value.iter().map(|value| format!(", {name} {value:?}")));
    }
    words
}

fn spell_output(api: &Api, output: &Output) -> String {
    match output {
        Output::Empty => "nothing".to_owned(),
        Output::Json(ty) => spell(api, ty),
        Output::TextOrJson(ty) => format!("{} as text or JSON", spell(api, ty)),
        Output::Envelope(ty) => format!("envelope of {}", spell(api, ty)),
        Output::Text => "text".to_owned(),
        Output::Binary => "bytes".to_owned(),
        Output::ByStatus(name, answers) => {
            let answers =
                answers.iter().map(|answer| format!("{} {}", answer.status, spell_output(api, &answer.output)));
            format!("{name} ({})", answers.collect::<Vec<_>>().join(", "))
        }
    }
}

fn write_type(api: &Api, def: &TypeDef, out: &mut String) -> std::fmt::Result {
    let direction = match (def.direction.request, def.direction.response) {
        (true, true) => "both",
        (true, false) => "request",
        (false, true) => "response",
        (false, false) => "unused",
    };
    write!(out, "\n{} ({direction}, in {}, {}) ", def.name, def.module, def.place)?;
    match &def.shape {
        Shape::Struct(object) => {
            let openness = if object.openness == Openness::Closed { ", closed" } else { "" };
            writeln!(out, "struct{openness}")?;
            object.fields.iter().try_for_each(|field| write_field(api, field, out))?;
            if let Some(rest) = &object.rest {
                writeln!(out, "  ..{}: {}", rest.name, spell(api, &rest.ty))?;
            }
            for conversion in &object.from {
                writeln!(out, "  from {}", api.get(conversion.from).name)?;
            }
            Ok(())
        }
        Shape::Enum(values) | Shape::Numbers(values) => {
            writeln!(out, "enum")?;
            values.values.iter().try_for_each(|value| writeln!(out, "  {} = {}", value.name, quoted(&value.wire)))?;
            writeln!(out, "  {}(any other)", values.other)
        }
        Shape::Union(cases, tagging) => {
            let by = tagging.member.as_ref().map_or_else(String::new, |member| format!(" by {member:?}"));
            writeln!(out, "union{by}")?;
            for Case { name, ty, tags, standing, .. } in cases {
                let tags: Vec<String> = tags.iter().map(|tag| format!("{tag:?}")).collect();
                let tags = if tags.is_empty() { String::new() } else { format!(" = {}", tags.join(" | ")) };
                let standing = match standing {
                    Standing::Required => "",
                    Standing::Optional => ", or without",
                    Standing::Added => ", added",
                };
                writeln!(out, "  {name}: {}{tags}{standing}", spell(api, ty))?;
            }
            writeln!(out, "  {}(any other)", tagging.other)
        }
        Shape::Newtype(length) => writeln!(out, "newtype, length {:?} to {:?}", length.min, length.max),
        Shape::Alias(ty) => writeln!(out, "alias of {}", spell(api, ty)),
    }
}

fn write_field(api: &Api, field: &Field, out: &mut String) -> std::fmt::Result {
    let presence = match field.presence {
        Presence::Required => "",
        Presence::Optional => "?",
        Presence::Nullable => " or null",
        Presence::OptionalNullable => "? or null",
    };
    let constant = field.constant.as_ref().map_or_else(String::new, |constant| format!(" = {}", quoted(constant)));
    writeln!(out, "  {}{presence}: {}{constant}", named(field.name.as_str(), &field.wire), spell(api, &field.ty))
}

fn quoted(value: &Scalar) -> String {
    match value {
        Scalar::Text(text) => format!("{text:?}"),
        other => other.to_string(),
    }
}

fn named(name: &str, wire: &str) -> String {
    if name == wire { name.to_owned() } else { format!("{name} = {wire:?}") }
}

fn spell(api: &Api, ty: &Type) -> String {
    match ty {
        Type::List(inner) => format!("list of {}", spell(api, inner)),
        Type::Tuple(elements) => {
            format!("tuple of {}", elements.iter().map(|ty| spell(api, ty)).collect::<Vec<_>>().join(", "))
        }
        Type::Map(inner) => format!("map of {}", spell(api, inner)),
        Type::Nullable(inner) => format!("{} or null", spell(api, inner)),
        Type::Boxed(inner) => format!("boxed {}", spell(api, inner)),
        Type::Trailing(inner) => format!("maybe {}", spell(api, inner)),
        Type::Named(id) => api.get(*id).name.to_string(),
        other => format!("{other:?}").to_lowercase(),
    }
}
