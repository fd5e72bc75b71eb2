//! Which type is written inside which: an object that is built on what contains it ends there.
//!
//! It must not make types.

use super::Lowering;
use super::schema::Subject;
use super::view::Target;
use crate::diagnostic::Diagnostic;
use crate::ir::{Shape, Type, TypeId};

/// Types within one that are built on components.
const MAX_BUILT: usize = 5_000;

/// Such types of one description.
const MAX_BUILT_IN_ALL: usize = 200_000;

/// What a type was made of.
#[derive(Debug)]
pub(super) struct Nesting<'a> {
    pub(super) roots: Vec<Target<'a>>,
    /// The type that it is written inside of.
    pub(super) within: Option<TypeId>,
    /// The types that are written inside of it.
    inner: Vec<TypeId>,
    /// The type around it that is within no other.
    outermost: TypeId,
    /// How many types at any depth within it are built on components, if it is such an outermost type.
    built: usize,
}

impl<'a> Lowering<'a> {
    /// Remembers what the latest type was made of, and where.
    pub(super) fn nest(&mut self, id: TypeId, subject: &Subject<'_, 'a>, within: Option<TypeId>) {
        if let Some(outer) = within.and_then(|outer| self.nesting.get_mut(outer.0)) {
            outer.inner.push(id);
        }
        let outermost = within.and_then(|outer| self.nesting.get(outer.0)).map_or(id, |outer| outer.outermost);
        self.nesting.push(Nesting {
            roots: subject.view.roots.clone(),
            within,
            inner: Vec::new(),
            outermost,
            built: 0,
        });
        if within.is_some() && !subject.view.parts.is_empty() {
            self.built += 1;
            self.nesting[outermost.0].built += 1;
        }
    }

    /// The type that was made of the same schemas around this one, or beside what is around it: through members that
    /// `allOf` brings, an object can be built on what contains it.
    pub(super) fn outer(&self, subject: &Subject<'_, 'a>, fits: impl Fn(&Shape) -> bool) -> Option<Type> {
        if subject.view.parts.is_empty() || subject.hint.component.is_some() {
            return None;
        }
        let mut next = subject.hint.within;
        while let Some(id) = next {
            let around = self.nesting.get(id.0)?;
            let is_same = |id: &TypeId| self.is_made_of(*id, &subject.view.roots) && fits(&self.api.get(*id).shape);
            if let Some(same) = std::iter::once(&id).chain(&around.inner).find(|id| is_same(id)) {
                return Some(Type::Named(*same));
            }
            next = around.within;
        }
        None
    }

    fn is_made_of(&self, id: TypeId, roots: &[Target<'a>]) -> bool {
        self.nesting.get(id.0).is_some_and(|of| {
            of.roots.len() == roots.len() && of.roots.iter().zip(roots).all(|(one, other)| one.is(*other))
        })
    }

    /// Whether objects bring one another by `allOf` in ever new ways; it is an error then.
    pub(super) fn is_endless(&mut self, latest: TypeId) -> bool {
        let outermost = self.nesting.get(latest.0).and_then(|latest| self.nesting.get(latest.outermost.0));
        let is_deep = outermost.is_some_and(|outermost| outermost.built > MAX_BUILT);
        let is_endless = is_deep || self.built > MAX_BUILT_IN_ALL;
        if is_endless {
            let max = if is_deep { MAX_BUILT } else { MAX_BUILT_IN_ALL };
            let message = format!("objects within objects make more than {max} types by `allOf`");
            let help = "make components of the objects that are written inside others";
            self.error(Diagnostic::new(&self.api.get(latest).place, message).help(help));
        }
        is_endless
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::*;

    #[test]
    fn many_objects_with_one_part_each_are_no_end_of_types() {
        let with_part = |index: usize| {
            let part = json!({ "allOf": [{ "$ref": "#/components/schemas/Base" }], "properties": { "own": {} } });
            (format!("S{index}"), json!({ "type": "object", "properties": { "part": part } }))
        };
        let mut schemas: Map<String, Value> = (0..=MAX_BUILT).map(with_part).collect();
        schemas.insert("Base".to_owned(), json!({ "type": "object", "properties": { "id": {} } }));
        let info = json!({ "title": "T", "version": "1" });
        let document = json!({ "openapi": "3.0.3", "info": info, "paths": {}, "components": { "schemas": schemas } });
        let (api, _) = crate::lower::lower(&serde_json::from_value(document).unwrap()).unwrap();
        assert_eq!(api.types.len(), 2 * (MAX_BUILT + 1) + 1);
    }
}
