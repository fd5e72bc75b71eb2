//! Equal types become one: components that say the same under two names, and what is written out again elsewhere.
//!
//! A type that is written inside an operation joins only with components and what is written inside them, or within its
//! tag, so that the operations of another tag rename nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::search::{Step, search};
use crate::ir::{Api, Fate, Field, Openness, Output, Shape, Struct, Type, TypeDef, TypeId};
use crate::names::{Scope, words};
use crate::{Note, NoteKind};

/// Joins the equal types of an API; the scope holds the names of all types.
pub(super) fn equal_types(api: &mut Api, names: &mut Scope) {
    let classes = classes(api);
    let chosen = choose(api, &classes);
    rename(api, &chosen, names);
    for (index, &TypeId(target)) in chosen.iter().enumerate() {
        if target != index {
            let (from, to) = (&api.types[index], &api.types[target]);
            let text = format!("`{}` is equal to `{}`, and they became one type", from.name, to.name);
            api.notes.push(Note::new(NoteKind::Joined, &from.place, text));
            let (multipart, boxed, is_open) = (from.multipart, from.boxed, is_open(&from.shape));
            join_places(api, index, target);
            let target = &mut api.types[target];
            target.multipart |= multipart;
            target.boxed = target.boxed.or(boxed);
            if let Shape::Struct(object) = &mut target.shape
                && is_open
            {
                object.openness = Openness::Open;
            }
        }
    }
    for component in &mut api.components {
        if let Fate::Emitted(id) = component.fate
            && chosen[id.0] != id
        {
            component.fate = Fate::Joined(chosen[id.0]);
        }
    }
    api.for_each_type_mut(&mut |ty| ty.rename(&|TypeId(id)| chosen[id]));
    api.retain_types(|id| chosen[id.0] == id);
}

/// Lets the cases of a union know the schemas of the cases of an equal one, which are called the same.
fn join_places(api: &mut Api, from: usize, to: usize) {
    let Shape::Union(from, _) = api.types[from].shape.clone() else { return };
    let Shape::Union(cases, _) = &mut api.types[to].shape else { return };
    for (case, from) in cases.iter_mut().zip(from) {
        case.places.extend(from.places);
    }
}

/// Whether there may be members that are not declared: of equal types that differ in this alone, one is enough.
fn is_open(shape: &Shape) -> bool {
    !matches!(shape, Shape::Struct(Struct { openness: Openness::Closed, .. }))
}

/// Makes one body of those of several statuses whose types are one.
pub(super) fn equal_answers(api: &mut Api) {
    for operation in api.modules.iter_mut().flat_map(|module| &mut module.operations) {
        if let Output::ByStatus(name, answers) = &operation.output {
            operation.output = Output::of(name, answers.clone());
        }
    }
}

/// Equal numbers for types that cannot be told apart by what they hold.
///
/// What a type holds comes before the type itself, so that one look at each is enough. A type that leads back to itself
/// is equal to no other one.
fn classes(api: &Api) -> Vec<usize> {
    let held = |def: &TypeDef| {
        let mut held = Vec::new();
        def.shape.for_each_type(&mut |ty| ty.for_each_named(&mut |TypeId(id)| held.push(id)));
        held
    };
    let edges: Vec<Vec<usize>> = api.types.iter().map(held).collect();
    let roots: Vec<usize> = (0..edges.len()).collect();
    let mut classes = vec![None; edges.len()];
    let mut numbers = BTreeMap::new();
    search(&edges, &roots, &mut |step| {
        if let Step::Leave(node) = step {
            let fresh = numbers.len();
            classes[node] = Some(*numbers.entry(key(&api.types[node], &classes)).or_insert(fresh));
        }
    });
    classes.into_iter().map(Option::unwrap_or_default).collect()
}

/// All that tells a type from another one; documentation does not.
fn key(def: &TypeDef, classes: &[Option<usize>]) -> String {
    let mut key = String::new();
    // Writing to a string cannot fail.
    let _: Result<(), std::fmt::Error> = write_key(def, classes, &mut key);
    key
}

fn write_key(def: &TypeDef, classes: &[Option<usize>], key: &mut String) -> std::fmt::Result {
    match &def.shape {
        Shape::Struct(object) => {
            write!(key, "struct")?;
            for field in &object.fields {
                let Field { wire, presence, visibility, constant, .. } = field;
                write!(key, " {wire:?} {presence:?} {visibility:?} {constant:?} ")?;
                write_type(&field.ty, classes, key)?;
            }
            if let Some(rest) = &object.rest {
                write!(key, " ..")?;
                write_type(&rest.ty, classes, key)?;
            }
            Ok(())
        }
        Shape::Enum(values) | Shape::Numbers(values) => {
            write!(key, "enum")?;
            values.values.iter().try_for_each(|value| write!(key, " {:?} {}", value.wire, value.name))
        }
        Shape::Union(cases, tagging) => {
            write!(key, "union {tagging:?}")?;
            for case in cases {
                write!(key, " {} {:?} ", case.name, case.tags)?;
                write_type(&case.ty, classes, key)?;
            }
            Ok(())
        }
        // What was given a name on purpose stays apart from all others.
        Shape::Newtype(_) => write!(key, "newtype {}", def.name),
        Shape::Alias(ty) => {
            write!(key, "alias ")?;
            write_type(ty, classes, key)
        }
    }
}

fn write_type(ty: &Type, classes: &[Option<usize>], key: &mut String) -> std::fmt::Result {
    match ty {
        Type::Named(TypeId(id)) => match classes[*id] {
            Some(class) => write!(key, "#{class}"),
            None => write!(key, "@{id}"),
        },
        Type::List(inner) => {
            write!(key, "list ")?;
            write_type(inner, classes, key)
        }
        Type::Map(inner) => {
            write!(key, "map ")?;
            write_type(inner, classes, key)
        }
        Type::Nullable(inner) => {
            write!(key, "nullable ")?;
            write_type(inner, classes, key)
        }
        Type::Trailing(inner) => {
            write!(key, "trailing ")?;
            write_type(inner, classes, key)
        }
        Type::Tuple(elements) => elements.iter().try_for_each(|ty| {
            write!(key, "tuple ")?;
            write_type(ty, classes, key)
        }),
        other => write!(key, "{other:?}"),
    }
}

/// For each type the one that it becomes.
fn choose(api: &Api, classes: &[usize]) -> Vec<TypeId> {
    let mut best: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    let rank = |index: usize| {
        let def = &api.types[index];
        (def.place.pointer.matches('/').count() > 3, def.name.as_str().len(), &def.name)
    };
    for (index, def) in api.types.iter().enumerate() {
        let chosen = best.entry((classes[index], scope(def))).or_insert(index);
        if rank(index) < rank(*chosen) {
            *chosen = index;
        }
    }
    let target = |index: usize| {
        let def = &api.types[index];
        let shared = best.get(&(classes[index], SHARED));
        TypeId(*shared.or_else(|| best.get(&(classes[index], scope(def)))).unwrap_or(&index))
    };
    (0..api.types.len()).map(target).collect()
}

/// The scope of what stands in components.
const SHARED: &str = "";

/// Types join within a scope: all components, or the operations of one tag, whose types stand in one file.
fn scope(def: &TypeDef) -> &str {
    if operation(def).is_some() { def.module.as_str() } else { SHARED }
}

/// The path and the method of the operation that a type is written inside of.
fn operation(def: &TypeDef) -> Option<&str> {
    let rest = def.place.pointer.strip_prefix("/paths/")?;
    let end = rest.match_indices('/').nth(1).map_or(rest.len(), |(at, _)| at);
    Some(&rest[..end])
}

/// Calls what several operations of a tag say by the tag, and by what their names for it have in common.
fn rename(api: &mut Api, chosen: &[TypeId], names: &mut Scope) {
    let mut groups: BTreeMap<TypeId, Vec<usize>> = BTreeMap::new();
    for (index, target) in chosen.iter().enumerate() {
        groups.entry(*target).or_default().push(index);
    }
    let mut groups: Vec<(TypeId, Vec<usize>)> = groups
        .into_iter()
        .filter(|(TypeId(target), members)| {
            let first = operation(&api.types[*target]);
            first.is_some() && members.iter().any(|member| operation(&api.types[*member]) != first)
        })
        .collect();
    // Of two that would be called the same, the one that more of them say.
    groups.sort_by_key(|(_, members)| std::cmp::Reverse(members.len()));
    for (TypeId(target), members) in groups {
        let said: Vec<Vec<String>> = members.iter().map(|member| words(api.types[*member].name.as_str())).collect();
        let common = common_end(&said);
        let tells_nothing = common.iter().all(|word| UNTELLING.contains(&word.as_str()));
        let wanted = format!("{} {}", api.types[target].module, common.join(" "));
        if !tells_nothing && let Some(name) = names.claim_free(&wanted) {
            api.types[target].name = name;
        }
    }
}

/// Words that every list and map would give.
const UNTELLING: &[&str] = &["item", "value"];

/// The words that all end with.
fn common_end(said: &[Vec<String>]) -> Vec<String> {
    let Some((first, others)) = said.split_first() else { return Vec::new() };
    let is_common =
        |back: &usize| others.iter().all(|other| other.iter().nth_back(*back) == first.iter().nth_back(*back));
    let count = (0..first.len()).take_while(is_common).count();
    first[first.len() - count..].to_vec()
}
