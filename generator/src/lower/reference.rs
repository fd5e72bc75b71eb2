//! References to components that are not schemas.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use super::Lowering;
use crate::diagnostic::{Diagnostic, Place};

/// How many references may follow each other.
const MAX_HOPS: usize = 32;

/// A section of `components`.
pub(super) struct Section<'a, T> {
    /// Its key in `components`.
    pub(super) key: &'static str,
    pub(super) entries: Option<&'a IndexMap<String, ReferenceOr<T>>>,
}

impl<'a> Lowering<'a> {
    /// What an item or a reference to one stands for, and where that is; a diagnostic when it is nothing.
    pub(super) fn resolve<T>(
        &mut self,
        item: &'a ReferenceOr<T>,
        place: Place,
        section: &Section<'a, T>,
    ) -> Option<(&'a T, Place)> {
        let mut current = (item, place);
        for _ in 0..MAX_HOPS {
            match current.0 {
                ReferenceOr::Item(item) => return Some((item, current.1)),
                ReferenceOr::Reference { reference } => {
                    let name = reference.strip_prefix("#/components/").and_then(|rest| rest.strip_prefix(section.key));
                    let name = name.and_then(|rest| rest.strip_prefix('/'));
                    let Some((name, found)) = name.and_then(|name| Some((name, section.entries?.get(name)?))) else {
                        break;
                    };
                    current = (found, Place::root().at("components").at(section.key).at(name));
                }
            }
        }
        let message = format!("this reference leads to nothing in `#/components/{}`", section.key);
        self.error(Diagnostic::new(&current.1, message));
        None
    }
}
