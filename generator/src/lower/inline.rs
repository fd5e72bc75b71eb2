//! Types that are written inside an operation, or inside a component that is no schema.

use super::operation::Site;
use super::view::{Located, Target, component_name};
use super::{Hint, Lowering};
use crate::ir::Type;

/// Some of the schemas within a schema of an operation.
pub(super) struct Part<'s, 'a> {
    /// What they are to the operation.
    pub(super) word: &'s str,
    pub(super) whole: &'s Located<'a>,
    pub(super) schemas: &'s [Located<'a>],
}

impl<'a> Lowering<'a> {
    /// The type of schemas that an operation refers to or contains.
    ///
    /// `word` says what they are to the operation. What stands in a component is called by that, and made once, so that
    /// no operation gives it a name or takes it away.
    pub(super) fn inline(&mut self, site: &Site<'_, 'a>, word: &str, located: &[Located<'a>]) -> Type {
        match located.first() {
            Some(whole @ Located { target: Target::Schema(_), .. }) => {
                self.inline_part(site, &Part { word, whole, schemas: located })
            }
            _ => self.schema(located, &operation_hint(site, word)),
        }
    }

    /// The type of a part of what an operation refers to or contains.
    pub(super) fn inline_part(&mut self, site: &Site<'_, 'a>, part: &Part<'_, 'a>) -> Type {
        let Some((words, place)) = shared_name(part.whole, part.word) else {
            return self.schema(part.schemas, &operation_hint(site, part.word));
        };
        let key = (place.to_owned(), part.word.to_owned());
        if let Some(ty) = self.shared.get(&key) {
            return ty.clone();
        }
        let hint = Hint { component: None, words, module: None, within: None };
        let ty = self.schema(part.schemas, &hint);
        self.shared.insert(key, ty.clone());
        ty
    }
}

fn operation_hint<'a>(site: &Site<'_, 'a>, word: &str) -> Hint<'a> {
    Hint { component: None, words: format!("{} {word}", site.words), module: Some(site.file.clone()), within: None }
}

/// What a part of a schema is called that does not stand in an operation, and the place that it is known by: a
/// component, or a path with parameters for all of its operations.
fn shared_name<'l>(whole: &'l Located<'_>, word: &str) -> Option<(String, &'l str)> {
    let pointer = match whole.target {
        Target::Reference(reference) => return Some((format!("{} {word}", component_name(reference)?), reference)),
        Target::Schema(_) => whole.place.pointer.as_str(),
    };
    let mut keys = pointer.strip_prefix('/')?.split('/').map(|key| key.replace("~1", "/").replace("~0", "~"));
    let (first, second, third) = (keys.next()?, keys.next()?, keys.next()?);
    let words = match (first.as_str(), second.as_str()) {
        ("components", "parameters" | "headers") => third,
        ("components", _) => format!("{third} {word}"),
        ("paths", path) if third == "parameters" => format!("{path} {word}"),
        _ => return None,
    };
    Some((words, pointer))
}
