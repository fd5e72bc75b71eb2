//! Which type is written inside which: an object that is built on what contains it ends there.
//!
//! It must not make types.

use super::Lowering;
use super::schema::Subject;
use super::view::Target;
use crate::diagnostic::Diagnostic;
use crate::ir::{Shape, Type, TypeId};

/// Types of one description that are written inside others and built on components.
const MAX_BUILT: usize = 5_000;

/// What a type was made of.
#[derive(Debug)]
pub(super) struct Nesting<'a> {
    pub(super) roots: Vec<Target<'a>>,
    /// The type that it is written inside of.
    pub(super) within: Option<TypeId>,
    /// The types that are written inside of it.
    inner: Vec<TypeId>,
}

impl<'a> Lowering<'a> {
    /// Remembers what the latest type was made of, and where.
    pub(super) fn nest(&mut self, id: TypeId, subject: &Subject<'_, 'a>, within: Option<TypeId>) {
        if let Some(outer) = within.and_then(|outer| self.nesting.get_mut(outer.0)) {
            outer.inner.push(id);
        }
        self.built += usize::from(within.is_some() && !subject.view.parts.is_empty());
        self.nesting.push(Nesting { roots: subject.view.roots.clone(), within, inner: Vec::new() });
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
        let is_endless = self.built > MAX_BUILT;
        if is_endless {
            let message = format!("objects within objects make more than {MAX_BUILT} types by `allOf`");
            let help = "make components of the objects that are written inside others";
            self.error(Diagnostic::new(&self.api.get(latest).place, message).help(help));
        }
        is_endless
    }
}
