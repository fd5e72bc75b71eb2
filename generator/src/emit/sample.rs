//! Types as a program that uses the crate spells them: those of examples, and those with names.

use crate::ir::{Api, Output, Type, TypeId};
use crate::{Sample, Size};

use super::types::Speller;

/// The samples whose types can be read from JSON, and the paths of these types.
pub(crate) fn samples(api: &Api, crate_name: &str) -> Vec<Sample> {
    let crate_name = library(crate_name);
    let sample = |sample: &crate::ir::Sample| {
        let path = match &sample.output {
            Output::Json(ty) => path(ty, api, &crate_name)?,
            Output::Envelope(ty) => format!("{crate_name}::Envelope<{}>", path(ty, api, &crate_name)?),
            _ => return None,
        };
        Some(Sample { place: sample.place.clone(), path })
    };
    api.samples.iter().filter_map(sample).collect()
}

/// The types with names, and how large they are.
pub(crate) fn sizes(api: &Api, crate_name: &str) -> Vec<Size> {
    let crate_name = library(crate_name);
    let size = |(id, bytes)| Size { path: named(TypeId(id), api, &crate_name), bytes };
    api.types.iter().map(|def| def.size).enumerate().map(size).collect()
}

/// What a crate is called in Rust.
fn library(crate_name: &str) -> String {
    crate_name.replace('-', "_")
}

fn named(id: TypeId, api: &Api, crate_name: &str) -> String {
    format!("{crate_name}::types::{}", api.get(id).name)
}

/// The path of a type; none for files, which are no JSON.
fn path(ty: &Type, api: &Api, crate_name: &str) -> Option<String> {
    let inner = |ty: &Type| path(ty, api, crate_name);
    Some(match ty {
        Type::File => return None,
        Type::List(ty) => format!("Vec<{}>", inner(ty)?),
        Type::Map(ty) => format!("std::collections::BTreeMap<String, {}>", inner(ty)?),
        Type::Tuple(elements) => format!("({},)", elements.iter().map(inner).collect::<Option<Vec<_>>>()?.join(", ")),
        Type::Nullable(ty) => format!("Option<{}>", inner(ty)?),
        Type::Boxed(ty) => inner(ty)?,
        Type::Named(id) => named(*id, api, crate_name),
        other => {
            let mut speller = Speller::new(api);
            let text = speller.ty(other).to_string().replace(' ', "");
            if speller.imports.is_empty() { text } else { format!("{crate_name}::support::{text}") }
        }
    })
}
