//! Makes one document of a description in several files.
//!
//! What another file holds becomes a component of the root document, and each `$ref` to it a local one; what cannot be a
//! component, such as a path item, is copied into its place. It must not check the objects, and must not look into data.

pub(super) mod address;
mod files;
mod names;
mod size;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use self::files::Files;
use self::names::Names;
pub(super) use self::size::Size;
use super::lint::grammar::SCHEMA;
use super::lint::kind::{Grammar, Holds, Kind};
use super::origin::Origins;
use super::parse::{MAX_DEPTH, MAX_NODES};
use super::shapes;
use super::sources::{Sources, leaves};
use crate::{Diagnostic, Diagnostics, Note, NoteKind, Place};

/// Brings everything into `root` that it refers to in other files; `origins` learns where it comes from.
///
/// # Errors
///
/// Each `$ref` that leads nowhere or where it must not, and each file that cannot be read.
pub(super) fn bundle(sources: &Sources, root: &mut Value, origins: &mut Origins) -> Result<Vec<Note>, Diagnostics> {
    // Overlays may have added a `$ref`.
    if sources.documents() == 1 && !sources.iter().any(|source| leaves(&source.text)) {
        return Ok(Vec::new());
    }
    let mut bundle = Bundle::new(sources, Grammar::of(root), origins);
    address::collect_ids(root, &mut bundle.ids);
    bundle.sections(root);
    bundle.aliases(root);
    bundle.node(root, Holds::One(bundle.grammar.document));
    loop {
        if let Some(import) = bundle.pending.pop() {
            bundle.import(import);
        } else if let Some((pointer, kind)) = bundle.loose.pop() {
            if let Some(value) = root.pointer_mut(&pointer) {
                bundle.visit(in_root(&pointer), pointer, |bundle| {
                    bundle.node(value, Holds::One(kind));
                });
            }
        } else {
            break;
        }
    }
    for (section, name, value) in std::mem::take(&mut bundle.done) {
        if let Some(section) = section_mut(root, section) {
            section.insert(name, value);
        }
    }
    let problems = std::mem::take(&mut bundle.files.problems);
    if problems.is_empty() { Ok(bundle.notes) } else { Err(Diagnostics { items: problems }) }
}

fn in_root(pointer: &str) -> Place {
    Place { source: 0, pointer: pointer.to_owned() }
}

/// The members of a section, which is made when it is not there.
fn section_mut<'a>(root: &'a mut Value, pointer: &str) -> Option<&'a mut Map<String, Value>> {
    let mut value = root;
    for key in pointer.split('/').skip(1) {
        value = value.as_object_mut()?.entry(key).or_insert_with(|| Value::Object(Map::new()));
    }
    value.as_object_mut()
}

/// Something in another file that becomes a component.
struct Import {
    kind: &'static Kind,
    section: &'static str,
    name: String,
    place: Place,
}

struct Bundle<'a> {
    files: Files<'a>,
    /// The `$id`s of the root document.
    ids: BTreeSet<String>,
    names: Names,
    origins: &'a mut Origins,
    grammar: &'static Grammar,
    /// Components of the root document that consist of a `$ref` into another file, by their pointers.
    aliases: BTreeMap<String, Place>,
    /// Where sections of the root document that stand in other files come from.
    moved: BTreeMap<String, Place>,
    pending: Vec<Import>,
    done: Vec<(&'static str, String, Value)>,
    /// Places in the root document that a `$ref` leads to and that the walk does not reach.
    loose: Vec<(String, &'static Kind)>,
    seen: BTreeSet<String>,
    /// What is being copied into its place.
    open: Vec<Place>,
    /// Where the present node stands in the files.
    at: Place,
    /// Its pointer in the finished document.
    pointer: String,
    /// Values that were copied.
    values: usize,
    /// What was mended.
    notes: Vec<Note>,
}

impl<'a> Bundle<'a> {
    fn new(sources: &'a Sources, grammar: &'static Grammar, origins: &'a mut Origins) -> Self {
        Self {
            files: Files::new(sources),
            ids: BTreeSet::new(),
            names: Names::default(),
            origins,
            grammar,
            aliases: BTreeMap::new(),
            moved: BTreeMap::new(),
            pending: Vec::new(),
            done: Vec::new(),
            loose: Vec::new(),
            seen: BTreeSet::new(),
            open: Vec::new(),
            at: Place::root(),
            pointer: String::new(),
            values: 0,
            notes: Vec::new(),
        }
    }

    /// Copies the components, and each section of them, that stand in a file of their own.
    fn sections(&mut self, root: &mut Value) {
        let sections = self.grammar.sections.iter().map(|(pointer, _)| *pointer);
        for pointer in std::iter::once("/components").chain(sections) {
            let place = self.place_in_root(pointer);
            let Some(value) = root.pointer_mut(pointer) else { continue };
            let Some(reference) = value.get("$ref").and_then(Value::as_str).filter(|to| !to.starts_with('#')) else {
                continue;
            };
            let Some(target) = self.files.follow(&place.at("$ref"), reference).filter(|it| it.source != 0) else {
                continue;
            };
            pointer.clone_into(&mut self.pointer);
            if let Some(content) = self.content(&target) {
                *value = content;
                self.origins.insert(pointer, target.clone());
                self.moved.insert(pointer.to_owned(), target);
            }
        }
        self.pointer = String::new();
    }

    /// Where a pointer of the root document comes from, when sections were copied into it.
    fn place_in_root(&self, pointer: &str) -> Place {
        let parents = pointer.match_indices('/').map(|(at, _)| at).chain([pointer.len()]).collect::<Vec<_>>();
        let moved = parents.iter().rev().find_map(|at| Some((*at, self.moved.get(&pointer[..*at])?)));
        match moved {
            Some((at, place)) => {
                Place { source: place.source, pointer: format!("{}{}", place.pointer, &pointer[at..]) }
            }
            None => in_root(pointer),
        }
    }

    /// Lets components of the root document give their names to what they stand for in other files.
    fn aliases(&mut self, root: &Value) {
        for (section, _) in self.grammar.sections {
            let place = self.place_in_root(section);
            let members = root.pointer(section).and_then(Value::as_object);
            for (name, value) in members.into_iter().flatten() {
                self.names.take(section, name);
                let Some(Value::String(reference)) = value.get("$ref") else {
                    if place.source != 0 {
                        // The file refers to it by its place there.
                        self.names.give(section, place.at(name), name);
                    }
                    continue;
                };
                let alone = value.as_object().is_some_and(|members| members.len() == 1);
                if !alone || (place.source == 0 && (reference.starts_with('#') || self.ids.contains(reference))) {
                    continue;
                }
                let target = self.files.follow(&place.at(name).at("$ref"), reference);
                if let Some(target) = target.filter(|target| target.source != 0) {
                    self.aliases.insert(in_root(section).at(name).pointer, target.clone());
                    self.names.give(section, target, name);
                }
            }
        }
    }

    /// Walks a node at another place than the present one.
    fn visit(&mut self, at: Place, pointer: String, walk: impl FnOnce(&mut Self)) {
        let at = std::mem::replace(&mut self.at, at);
        let pointer = std::mem::replace(&mut self.pointer, pointer);
        walk(self);
        (self.at, self.pointer) = (at, pointer);
    }

    fn below(&mut self, key: &str, walk: impl FnOnce(&mut Self)) {
        let (at, pointer) = (self.at.pointer.len(), self.pointer.len());
        let key = key.replace('~', "~0").replace('/', "~1");
        for way in [&mut self.at.pointer, &mut self.pointer] {
            way.push('/');
            way.push_str(&key);
        }
        match self.moved.get(&self.pointer).cloned() {
            Some(place) => self.visit(place, self.pointer.clone(), walk),
            None => walk(self),
        }
        self.at.pointer.truncate(at);
        self.pointer.truncate(pointer);
    }

    fn node(&mut self, value: &mut Value, holds: Holds) {
        if self.reference(value, holds) {
            return;
        }
        if let Holds::List(kind) = holds
            && shapes::is_parameters(kind)
        {
            self.mend(value, shapes::list);
        }
        match (holds, value) {
            (Holds::One(kind) | Holds::FlagOr(kind), Value::Object(members)) => {
                for (key, value) in members.iter_mut() {
                    if let Some(holds) = kind.holds(key) {
                        self.below(key, |bundle| bundle.node(value, holds));
                    }
                }
                if let (true, Some(discriminator)) = (is_schema(kind), members.get_mut("discriminator")) {
                    self.below("discriminator", |bundle| bundle.mapping(discriminator));
                }
            }
            (Holds::One(kind) | Holds::FlagOr(kind) | Holds::List(kind), Value::Array(elements)) => {
                for (index, value) in elements.iter_mut().enumerate() {
                    self.below(&index.to_string(), |bundle| bundle.node(value, Holds::One(kind)));
                }
            }
            (Holds::Map(kind), Value::Object(members)) => {
                for (key, value) in members.iter_mut() {
                    self.below(key, |bundle| bundle.node(value, Holds::One(kind)));
                }
            }
            _ => {}
        }
    }

    /// Gives what stands at the present place the shape that it must have.
    fn mend(&mut self, value: &mut Value, mend: impl Fn(&mut Value) -> Option<String>) {
        let text = mend(value);
        self.notes.extend(text.map(|text| Note::new(NoteKind::Lenient, &in_root(&self.pointer), text)));
    }

    /// A discriminator's mapping may name schemas by their files.
    fn mapping(&mut self, discriminator: &mut Value) {
        let Some(Value::Object(mapping)) = discriminator.get_mut("mapping") else { return };
        for (key, value) in mapping.iter_mut() {
            self.below("mapping", |bundle| bundle.below(key, |bundle| bundle.mend(value, shapes::text_of)));
            let Value::String(to) = value else { continue };
            if self.files.is_file(&self.at, to) {
                let place = self.at.at("mapping").at(key);
                let Some(target) = self.files.follow(&place, to) else { continue };
                *to = self.local(&SCHEMA, &target);
            }
        }
    }

    /// Takes the `$ref` that a node has, if any; gives whether the node needs no further look.
    fn reference(&mut self, value: &mut Value, holds: Holds) -> bool {
        let kind = match holds {
            Holds::One(kind) | Holds::FlagOr(kind) => Some(kind),
            Holds::List(_) | Holds::Map(_) | Holds::Security => None,
            _ => return false,
        };
        let Some(Value::String(reference)) = value.get_mut("$ref") else { return false };
        if self.at.source == 0 && self.ids.contains(reference.as_str()) {
            return false;
        }
        if self.at.source == 0 && reference.starts_with('#') {
            if let Some(kind) = kind {
                self.look_at(reference[1..].to_owned(), kind);
            }
            return false;
        }
        let place = self.at.at("$ref");
        let Some(target) = self.files.follow(&place, reference) else { return true };
        if let Some(kind) = kind.filter(|kind| target.source == 0 || self.grammar.section(kind).is_some()) {
            let local = self.local(kind, &target);
            if local.strip_prefix('#') != Some(&self.pointer) {
                *reference = local;
                return false;
            }
        }
        self.copy(value, holds, target);
        true
    }

    /// What a `$ref` to a place is in the finished document.
    fn local(&mut self, kind: &'static Kind, target: &Place) -> String {
        let target = self.aliases.get(&target.pointer).filter(|_| target.source == 0).unwrap_or(target).clone();
        let Some(section) = self.grammar.section(kind).filter(|_| target.source != 0) else {
            self.look_at(target.pointer.clone(), kind);
            return format!("#{}", target.pointer.replace('%', "%25"));
        };
        let known = self.names.get(section, &target).cloned();
        let name = known.unwrap_or_else(|| {
            let name = self.names.make(section, &target, &self.files.path(target.source));
            self.pending.push(Import { kind, section, name: name.clone(), place: target });
            name
        });
        format!("#{}", in_root(section).at(&name).pointer)
    }

    /// Has a place in the root document walked that the walk over its members does not reach.
    fn look_at(&mut self, pointer: String, kind: &'static Kind) {
        if self.grammar.kind_at(&pointer).is_none() && self.seen.insert(pointer.clone()) {
            self.loose.push((pointer, kind));
        }
    }

    fn import(&mut self, import: Import) {
        let pointer = in_root(import.section).at(&import.name).pointer;
        self.origins.insert(&pointer, import.place.clone());
        let mut content = None;
        self.visit(import.place.clone(), pointer, |bundle| {
            content = bundle.content(&import.place);
            bundle.open.push(import.place);
            if let Some(content) = &mut content {
                bundle.node(content, Holds::One(import.kind));
            }
            bundle.open.pop();
        });
        self.done.extend(content.map(|content| (import.section, import.name, content)));
    }

    /// Puts a copy of what stands at `target` into the place of a `$ref`; members beside it win over the copy's.
    fn copy(&mut self, value: &mut Value, holds: Holds, target: Place) {
        if target.source == 0 || self.open.contains(&target) {
            let problem = if target.source == 0 {
                Diagnostic::new(&self.at.at("$ref"), "this cannot be a `$ref` into the root document")
            } else {
                Diagnostic::new(&self.at.at("$ref"), "`$ref` leads back to itself")
            };
            return self.files.problems.push(problem.help("write out what it refers to"));
        }
        let Some(mut content) = self.content(&target) else { return };
        let origin = self.origins.of(&self.at);
        self.origins.insert(&self.pointer, target.clone());
        self.open.push(target.clone());
        self.visit(target, self.pointer.clone(), |bundle| bundle.node(&mut content, holds));
        self.open.pop();
        let mut beside = std::mem::replace(value, content);
        let Some(members) = beside.as_object_mut() else { return };
        members.shift_remove("$ref");
        let mut here = Value::Object(std::mem::take(members));
        self.node(&mut here, holds);
        let (Some(whole), Value::Object(here)) = (value.as_object_mut(), here) else { return };
        for (key, value) in here {
            let pointer = in_root(&self.pointer).at(&key).pointer;
            self.origins.take_below(&pointer);
            self.origins.insert(&pointer, origin.at(&key));
            whole.insert(key, value);
        }
    }

    /// A copy of what stands at a place, as long as the document does not become too large.
    fn content(&mut self, place: &Place) -> Option<Value> {
        let content = self.files.get(place)?.clone();
        let size = Size::of(&content);
        self.values = self.values.saturating_add(size.values);
        let too = if self.values > MAX_NODES {
            format!("the description has more than {MAX_NODES} values, copies included")
        } else if size.depth + self.pointer.matches('/').count() > MAX_DEPTH {
            format!("mappings and lists are nested more than {MAX_DEPTH} levels deep here")
        } else {
            return Some(content);
        };
        self.files.problems.push(Diagnostic::new(place, too));
        None
    }
}

fn is_schema(kind: &'static Kind) -> bool {
    std::ptr::eq(kind, &raw const SCHEMA)
}
