//! Applies overlays to the root document (OpenAPI Overlay Specification 1.0.0).
//!
//! It must not know what an OpenAPI description is: overlays change values.

mod action;

use std::cmp::Ordering;

use serde_json::Value;

use self::action::{Action, Change};
use super::bundle::Size;
use super::origin::Origins;
use super::parse::{self, MAX_DEPTH, MAX_NODES};
use super::sources::Sources;
use super::words;
use crate::{Diagnostic, Diagnostics, Place};

/// Applies all overlays, each to what those before it have left; `origins` learns what comes from them.
///
/// # Errors
///
/// Overlays that are malformed, and actions that match nothing or do not fit what they match. All of the first overlay
/// that has any are told.
pub(super) fn apply(sources: &Sources, root: &mut Value, origins: &mut Origins) -> Result<(), Diagnostics> {
    let mut values = 0;
    for (place, source) in sources.overlays() {
        let overlay = parse::parse(source).map_err(|mut problem| {
            problem.place.source = place.source;
            problem
        })?;
        let actions = action::actions(&overlay, &place)?;
        let mut patch = Patch { root, origins, values: &mut values, problems: Vec::new() };
        for action in &actions {
            patch.apply(action);
        }
        if !patch.problems.is_empty() {
            return Err(Diagnostics { items: patch.problems });
        }
    }
    Ok(())
}

struct Patch<'a> {
    root: &'a mut Value,
    origins: &'a mut Origins,
    /// Values that were added.
    values: &'a mut usize,
    problems: Vec<Diagnostic>,
}

impl Patch<'_> {
    fn apply(&mut self, action: &Action<'_>) {
        let matches = action.target.query_located(self.root);
        let mut pointers: Vec<String> = matches.iter().map(|node| node.location().to_json_pointer()).collect();
        pointers.sort_by(|a, b| in_order(a, b));
        pointers.dedup();
        let place = action.place.at("target");
        if pointers.is_empty() {
            let problem = Diagnostic::new(&place, format!("`{}` matches nothing", action.text));
            self.problems.push(problem.help("correct the `target`, or remove the action"));
        }
        // From the end, so that the pointers of what is still to come stay right.
        for pointer in pointers.iter().rev() {
            let done = match action.change {
                Change::Remove => self.remove(pointer, &place),
                Change::Update(update) => self.update(pointer, update, action),
            };
            if let Err(problem) = done {
                return self.problems.push(problem);
            }
        }
    }

    fn remove(&mut self, pointer: &str, place: &Place) -> Result<(), Diagnostic> {
        let Some((parent, key)) = pointer.rsplit_once('/') else {
            return Err(Diagnostic::new(place, "the whole description cannot be removed"));
        };
        match self.root.pointer_mut(parent) {
            Some(Value::Object(members)) => {
                members.shift_remove(&key.replace("~1", "/").replace("~0", "~"));
                self.origins.take_below(pointer);
            }
            Some(Value::Array(elements)) => {
                if let Some(index) = key.parse().ok().filter(|index| *index < elements.len()) {
                    elements.remove(index);
                    self.origins.take_below(pointer);
                    self.origins.remove_element(parent, index, elements.len());
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// An object takes the members of the update, and a list takes the update as one more element (section 4.4.3).
    fn update(&mut self, pointer: &str, update: &Value, action: &Action<'_>) -> Result<(), Diagnostic> {
        let place = action.place.at("update");
        let size = Size::of(update);
        *self.values = self.values.saturating_add(size.values);
        if *self.values > MAX_NODES {
            return Err(Diagnostic::new(&place, format!("the overlays add more than {MAX_NODES} values")));
        }
        if size.depth + pointer.matches('/').count() > MAX_DEPTH {
            let message = format!("mappings and lists are nested more than {MAX_DEPTH} levels deep after this action");
            return Err(Diagnostic::new(&place, message));
        }
        match self.root.pointer_mut(pointer) {
            Some(target @ Value::Object(_)) if update.is_object() => {
                merge(target, update, self.origins, (pointer, &place));
            }
            Some(Value::Object(_)) => {
                let message = format!("`update` must be a mapping, not {}", words::found(update));
                return Err(Diagnostic::new(&place, message).help(format!("`{}` selects a mapping", action.text)));
            }
            Some(Value::Array(elements)) => {
                let pointer = format!("{pointer}/{}", elements.len());
                elements.push(update.clone());
                self.origins.insert(&pointer, place);
            }
            Some(scalar) => {
                let message = format!("`{}` selects {}, which cannot be updated", action.text, words::found(scalar));
                return Err(Diagnostic::new(&action.place.at("target"), message)
                    .help("select the mapping that holds it, and give the member in `update`"));
            }
            None => {}
        }
        Ok(())
    }
}

/// Merges recursively: members into objects, elements behind those of lists; all else is replaced.
fn merge(target: &mut Value, update: &Value, origins: &mut Origins, (pointer, place): (&str, &Place)) {
    match (target, update) {
        (Value::Object(members), Value::Object(update)) => {
            for (key, update) in update {
                let below = Place { source: 0, pointer: pointer.to_owned() }.at(key).pointer;
                let place = place.at(key);
                if let Some(member) = members.get_mut(key) {
                    merge(member, update, origins, (&below, &place));
                } else {
                    members.insert(key.clone(), update.clone());
                    origins.insert(&below, place);
                }
            }
        }
        (Value::Array(elements), Value::Array(update)) => {
            for (index, update) in update.iter().enumerate() {
                origins.insert(&format!("{pointer}/{}", elements.len()), place.index(index));
                elements.push(update.clone());
            }
        }
        (target, update) => {
            *target = update.clone();
            origins.take_below(pointer);
            origins.insert(pointer, place.clone());
        }
    }
}

/// The order of the nodes in the document as far as it matters: by their indexes in lists.
fn in_order(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.split('/'), b.split('/'));
    loop {
        let order = match (a.next(), b.next()) {
            (Some(a), Some(b)) => match (a.parse::<usize>(), b.parse::<usize>()) {
                (Ok(a), Ok(b)) => a.cmp(&b),
                _ => a.cmp(b),
            },
            (None, None) => return Ordering::Equal,
            (a, b) => a.is_some().cmp(&b.is_some()),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}
