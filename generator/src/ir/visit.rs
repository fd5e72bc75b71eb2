//! Walks over the types inside of types.

use super::{Api, Body, Fate, Field, Operation, Shape, Type, TypeId};
use crate::diagnostic::Place;

impl Api {
    /// Keeps these types, to which all that is left must refer, under new numbers.
    pub(crate) fn retain_types(&mut self, keep: impl Fn(TypeId) -> bool) {
        let mut count = 0;
        let number = |id| {
            count += usize::from(keep(TypeId(id)));
            TypeId(count.saturating_sub(1))
        };
        let numbers: Vec<TypeId> = (0..self.types.len()).map(number).collect();
        let mut index = 0;
        self.types.retain(|_| {
            index += 1;
            keep(TypeId(index - 1))
        });
        self.for_each_type_mut(&mut |ty| ty.rename(&|TypeId(id)| numbers[id]));
        for component in &mut self.components {
            if let Fate::Emitted(id) | Fate::Joined(id) = &mut component.fate {
                *id = numbers[id.0];
            }
        }
    }

    /// The members of all structs.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Field> {
        let objects = self.types.iter().filter_map(|def| match &def.shape {
            Shape::Struct(object) => Some(object),
            _ => None,
        });
        objects.flat_map(|object| &object.fields)
    }

    /// Whether values of a type without parts occur anywhere.
    pub(crate) fn names(&self, wanted: &Type) -> bool {
        let mut found = false;
        let mut look = |ty: &Type| found |= ty.has(wanted);
        self.types.iter().for_each(|def| def.shape.for_each_type(&mut look));
        for operation in self.operations() {
            operation.for_each_sent(&mut look);
            operation.for_each_received(&mut look);
        }
        found
    }

    /// Whether values of a type may be written without the member, which no field of it stands for.
    pub(crate) fn lacks(&self, ty: &Type, member: &str) -> bool {
        let mut seen = Vec::new();
        let mut open = vec![ty];
        while let Some(ty) = open.pop() {
            match ty {
                Type::Map(_) | Type::Json => return true,
                Type::Boxed(inner) | Type::Nullable(inner) => open.push(inner),
                Type::Named(TypeId(id)) if !seen.contains(id) => {
                    seen.push(*id);
                    match &self.types[*id].shape {
                        Shape::Struct(object) if object.fields.iter().all(|field| field.wire != member) => return true,
                        Shape::Union(_, tagging) if tagging.member.as_deref() == Some(member) => {}
                        Shape::Union(cases, _) => open.extend(cases.iter().map(|case| &case.ty)),
                        Shape::Alias(ty) => open.push(ty),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        false
    }

    /// Whether `null` is a value of a type itself, and not only of an `Option` of it.
    pub(crate) fn takes_null(&self, ty: &Type) -> bool {
        let mut seen = Vec::new();
        let mut open = vec![ty];
        while let Some(ty) = open.pop() {
            match ty {
                Type::Json | Type::Unit => return true,
                Type::Boxed(inner) => open.push(inner),
                Type::Named(TypeId(id)) if !seen.contains(id) => {
                    seen.push(*id);
                    match &self.types[*id].shape {
                        Shape::Union(cases, _) => open.extend(cases.iter().map(|case| &case.ty)),
                        Shape::Alias(ty) => open.push(ty),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        false
    }

    /// The place of each type, of each sample, of each case and of each note.
    pub(crate) fn places_mut(&mut self) -> impl Iterator<Item = &mut Place> {
        let types = self.types.iter_mut().flat_map(|def| {
            let cases = match &mut def.shape {
                Shape::Union(cases, _) => cases.as_mut_slice(),
                _ => &mut [],
            };
            let cases = cases.iter_mut().flat_map(|case| &mut case.places);
            std::iter::once(&mut def.place).chain(cases)
        });
        let samples = self.samples.iter_mut().map(|sample| &mut sample.place);
        let roots = self.roots.iter_mut().map(|root| &mut root.place);
        let notes = self.notes.iter_mut().chain(&mut self.left_out).map(|note| &mut note.place);
        types.chain(samples).chain(roots).chain(notes)
    }
}

impl Operation {
    /// Calls `visit` with each type of requests.
    pub(crate) fn for_each_sent(&self, visit: &mut impl FnMut(&Type)) {
        self.parameters.iter().for_each(|parameter| visit(&parameter.ty));
        if let Some(Body::Value { ty, .. }) = &self.body {
            visit(ty);
        }
    }

    /// Calls `visit` with each type of responses.
    pub(crate) fn for_each_received(&self, visit: &mut impl FnMut(&Type)) {
        self.output.for_each_type(visit);
        self.failures.iter().for_each(|(_, ty)| visit(ty));
        self.headers.iter().for_each(|(_, ty)| visit(ty));
    }
}

impl Type {
    /// Whether values of the type are JSON of any kind, or lists or maps of such.
    pub(crate) fn is_untyped(&self) -> bool {
        match self {
            Self::Json => true,
            Self::List(inner)
            | Self::Map(inner)
            | Self::Trailing(inner)
            | Self::Nullable(inner)
            | Self::Boxed(inner) => inner.is_untyped(),
            Self::Tuple(elements) => elements.iter().all(Self::is_untyped),
            _ => false,
        }
    }

    /// Whether a type without parts is this one or inside.
    pub(crate) fn has(&self, wanted: &Self) -> bool {
        match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::Trailing(inner)
            | Self::Nullable(inner)
            | Self::Boxed(inner) => inner.has(wanted),
            Self::Tuple(elements) => elements.iter().any(|ty| ty.has(wanted)),
            other => other == wanted,
        }
    }

    /// How many types it is written with, itself included.
    pub(crate) fn parts(&self) -> usize {
        1 + match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::Trailing(inner)
            | Self::Nullable(inner)
            | Self::Boxed(inner) => inner.parts(),
            Self::Tuple(elements) => elements.iter().map(Self::parts).sum(),
            _ => 0,
        }
    }

    /// Calls `visit` with the id of each named type inside.
    pub(crate) fn for_each_named(&self, visit: &mut impl FnMut(TypeId)) {
        match self {
            Self::Named(id) => visit(*id),
            Self::List(inner)
            | Self::Map(inner)
            | Self::Trailing(inner)
            | Self::Nullable(inner)
            | Self::Boxed(inner) => {
                inner.for_each_named(visit);
            }
            Self::Tuple(elements) => elements.iter().for_each(|ty| ty.for_each_named(visit)),
            _ => {}
        }
    }

    /// Replaces the id of each named type inside.
    pub(crate) fn rename(&mut self, replace: &impl Fn(TypeId) -> TypeId) {
        match self {
            Self::Named(id) => *id = replace(*id),
            Self::List(inner)
            | Self::Map(inner)
            | Self::Trailing(inner)
            | Self::Nullable(inner)
            | Self::Boxed(inner) => inner.rename(replace),
            Self::Tuple(elements) => elements.iter_mut().for_each(|ty| ty.rename(replace)),
            _ => {}
        }
    }
}

impl Shape {
    /// Calls `visit` with each type that values of this shape hold.
    pub(crate) fn for_each_type(&self, visit: &mut impl FnMut(&Type)) {
        match self {
            Self::Struct(object) => {
                object.fields.iter().for_each(|field| visit(&field.ty));
                object.rest.iter().for_each(|rest| visit(&rest.ty));
            }
            Self::Union(cases, _) => cases.iter().for_each(|case| visit(&case.ty)),
            Self::Alias(ty) => visit(ty),
            Self::Enum(_) | Self::Numbers(_) | Self::Newtype(_) => {}
        }
    }

    /// Calls `visit` with each type that values of this shape hold, to change it.
    pub(crate) fn for_each_type_mut(&mut self, visit: &mut impl FnMut(&mut Type)) {
        match self {
            Self::Struct(object) => {
                object.fields.iter_mut().for_each(|field| visit(&mut field.ty));
                object.rest.iter_mut().for_each(|rest| visit(&mut rest.ty));
            }
            Self::Union(cases, _) => cases.iter_mut().for_each(|case| visit(&mut case.ty)),
            Self::Alias(ty) => visit(ty),
            Self::Enum(_) | Self::Numbers(_) | Self::Newtype(_) => {}
        }
    }
}

impl Api {
    /// Calls `visit` with each type that something of the API has, to change it.
    pub(crate) fn for_each_type_mut(&mut self, visit: &mut impl FnMut(&mut Type)) {
        for def in &mut self.types {
            def.shape.for_each_type_mut(visit);
        }
        for operation in self.modules.iter_mut().flat_map(|module| &mut module.operations) {
            operation.parameters.iter_mut().for_each(|parameter| visit(&mut parameter.ty));
            if let Some(Body::Value { ty, .. }) = &mut operation.body {
                visit(ty);
            }
            operation.output.for_each_type_mut(visit);
            operation.failures.iter_mut().for_each(|(_, ty)| visit(ty));
            operation.headers.iter_mut().for_each(|(_, ty)| visit(ty));
        }
        self.samples.iter_mut().for_each(|sample| sample.output.for_each_type_mut(visit));
        self.roots.iter_mut().for_each(|root| root.output.for_each_type_mut(visit));
        self.incoming.iter_mut().for_each(|incoming| visit(&mut incoming.ty));
        for component in &mut self.components {
            if let Fate::Inlined(ty) = &mut component.fate {
                visit(ty);
            }
        }
    }
}
