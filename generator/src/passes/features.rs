//! A Cargo feature for each tag of a large API, and which of them need each file of types.
//!
//! A file is needed with all that the types in it refer to, whichever of its types is used.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Module, Shape, Type, TypeDef, TypeId};
use crate::names::{Ident, Scope, Style};

/// Operations up to which a crate compiles fast enough as a whole.
const FEW: usize = 200;

/// Features that crates have for other reasons (`runtime/features.toml`).
const TAKEN: &[&str] = &["all", "chrono", "default", "jiff", "reqwest", "time", "ureq"];

/// Gives the tags of a large API their features.
pub(super) fn assign(api: &mut Api) {
    if api.operations().count() <= FEW {
        return;
    }
    let needs = needs(api);
    let mut features: BTreeMap<Ident, BTreeSet<String>> =
        api.types.iter().map(|def| (def.module.clone(), BTreeSet::new())).collect();
    let names = names(api);
    for (module, feature) in api.modules.iter().zip(&names) {
        let mut open: Vec<&Ident> = Vec::new();
        for operation in &module.operations {
            let mut collect = |ty: &Type| ty.for_each_named(&mut |id| open.push(&api.get(id).module));
            operation.for_each_sent(&mut collect);
            operation.for_each_received(&mut collect);
        }
        while let Some(file) = open.pop() {
            if features.get_mut(file).is_some_and(|of_file| of_file.insert(feature.clone())) {
                open.extend(&needs[file]);
            }
        }
    }
    api.features = features;
    for (module, feature) in api.modules.iter_mut().zip(names) {
        module.feature = Some(feature);
    }
}

/// A feature is called what its module is called, with `tag` behind it where a feature has that name for other reasons.
fn names(api: &Api) -> Vec<String> {
    let mut scope = Scope::with(Style::Snake, TAKEN);
    let own: Vec<Option<Ident>> = api.modules.iter().map(|module| scope.claim_free(module.name.as_str())).collect();
    let named = api.modules.iter().zip(own);
    let name = |(module, own): (&Module, Option<Ident>)| {
        own.unwrap_or_else(|| scope.claim(&[&format!("{} tag", module.name)]))
    };
    named.map(name).map(|name| name.to_string()).collect()
}

/// The files that each file refers to.
fn needs(api: &Api) -> BTreeMap<&Ident, BTreeSet<&Ident>> {
    let mut needs: BTreeMap<&Ident, BTreeSet<&Ident>> = BTreeMap::new();
    for def in &api.types {
        let needed = needs.entry(&def.module).or_default();
        for_each_mentioned(def, &mut |id| {
            needed.insert(&api.get(id).module);
        });
    }
    needs
}

/// Calls `visit` with each type that stands in the declaration of a type.
fn for_each_mentioned(def: &TypeDef, visit: &mut impl FnMut(TypeId)) {
    def.shape.for_each_type(&mut |ty: &Type| ty.for_each_named(visit));
    if let Shape::Struct(object) = &def.shape {
        object.from.iter().for_each(|conversion| visit(conversion.from));
    }
}
