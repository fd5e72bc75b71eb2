//! From the document to the [`Api`]: every decision about names, types and support is made here, and every problem is
//! collected with its place in the description.
//!
//! It must not know tokens, and nothing after it may look back at the document.

mod annotations;
mod body;
mod cases;
mod choice;
mod described;
mod docs;
mod envelope;
mod form;
mod heirs;
mod incoming;
mod inline;
mod located;
mod nearest;
mod nesting;
mod object;
mod operation;
mod paging;
mod parameter;
mod path;
mod reference;
mod relate;
mod response;
mod scalar;
mod schema;
mod security;
mod server;
mod tags;
mod values;
mod view;
mod walk;

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};

use indexmap::IndexMap;
use openapiv3::OpenAPI;
use serde_json::Value;

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::ir::{Api, Component, Direction, Fate, Output, Root, Sample, Shape, Type, TypeDef, TypeId, Way};
use crate::names::{Ident, Scope, Style};
use crate::{Note, NoteKind};
use annotations::Annotations;
use cases::Known;
use described::Described;
use envelope::Envelope;
use heirs::Heirs;
use nesting::Nesting;
use schema::Subject;
use view::{Located, Target};

/// Modules that every generated crate has.
const OWN_MODULES: &[&str] =
    &["blocking", "types", "support", "schemes", "incoming", "paging", "envelope", "lib", "main"];

/// Files below `types` that would be called what the folder is called.
const OWN_FILES: &[&str] = &["types"];

/// Decides what the document becomes. The scope of type names goes on to the passes, which split types.
pub(crate) fn lower(openapi: &OpenAPI) -> Result<(Api, Scope), Diagnostics> {
    let described = Described::new(openapi);
    let heirs = heirs::heirs(&described);
    let mut lowering = Lowering::new(&described, &heirs);
    lowering.claim_components();
    lowering.lower_schemes();
    lowering.lower_operations();
    lowering.lower_incoming();
    lowering.lower_components();
    lowering.finish()
}

/// What is known of a schema component while lowering.
#[derive(Clone, Debug)]
enum State {
    /// Not looked at yet; its name is set.
    Waiting,
    /// Being looked at, with no type of its own so far.
    Open,
    Done(Type),
}

#[derive(Debug)]
struct Entry {
    name: Ident,
    /// The file of its type, should it get one.
    file: Ident,
    state: State,
}

/// A type whose name and kind are set and whose members are not lowered yet.
#[derive(Debug)]
struct Job<'a> {
    id: TypeId,
    work: Work<'a>,
}

#[derive(Debug)]
enum Work<'a> {
    Struct(Box<view::View<'a>>),
    Union {
        arms: Vec<choice::Arm<'a>>,
        /// The member that tells the arms apart.
        tag: Option<&'a str>,
    },
}

/// What a type is called when it needs a name, and where it stands.
#[derive(Clone, Debug)]
struct Hint<'a> {
    /// The component that is being lowered, whose name is claimed already.
    component: Option<&'a str>,
    /// The words of the name of a type that is written inside something else.
    words: String,
    /// The file of the type that it is written inside of.
    module: Option<Ident>,
    /// That type.
    within: Option<TypeId>,
}

impl Hint<'_> {
    /// The hint for something inside: its name takes one word more.
    fn inside(&self, word: &str) -> Self {
        let words = format!("{} {word}", self.words);
        Self { component: None, words, module: self.module.clone(), within: self.within }
    }
}

struct Lowering<'a> {
    openapi: &'a Described<'a>,
    heirs: &'a Heirs,
    api: Api,
    type_names: Scope,
    files: Scope,
    components: IndexMap<&'a str, Entry>,
    jobs: VecDeque<Job<'a>>,
    /// By type.
    nesting: Vec<Nesting<'a>>,
    /// Types that several operations use and that are no schema components, by the place of the schema and its role.
    shared: BTreeMap<(String, String), Type>,
    envelope: Option<Envelope>,
    /// What is known of the cases of choices; it is behind a cell because looking changes nothing else.
    leads: RefCell<Known<'a>>,
    /// How many schemas are being lowered within one another.
    depth: usize,
    /// How many types are written inside others and built on components.
    built: usize,
    /// How many types were made of choices beside members.
    combinations: usize,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Lowering<'a> {
    fn new(openapi: &'a Described<'a>, heirs: &'a Heirs) -> Self {
        let info = &openapi.info;
        let api = Api {
            title: info.title.clone(),
            version: info.version.clone(),
            docs: info.description.clone(),
            ..Api::default()
        };
        let mut lowering = Self {
            openapi,
            heirs,
            api,
            type_names: Scope::new(Style::Camel),
            files: Scope::with(Style::Snake, OWN_FILES),
            components: IndexMap::new(),
            jobs: VecDeque::new(),
            nesting: Vec::new(),
            shared: BTreeMap::new(),
            envelope: None,
            leads: RefCell::default(),
            depth: 0,
            built: 0,
            combinations: 0,
            diagnostics: Vec::new(),
        };
        lowering.envelope = lowering.declared_envelope();
        lowering.api.base_url = lowering.base_url();
        lowering.api.paging = lowering.general_paging();
        lowering
    }

    /// Components have the first claim on names, so that nothing elsewhere in the description renames them.
    fn claim_components(&mut self) {
        let Some(components) = &self.openapi.components else { return };
        for (name, schema) in &components.schemas {
            let located = [Located::new(schema, schema_place(name))];
            let wanted = match located[0].target {
                Target::Schema(schema) => {
                    schema.schema_data.extensions.get("x-rust-name").and_then(|name| name.as_str())
                }
                Target::Reference(_) => None,
            };
            let name_in_rust = self.type_names.claim(&[wanted.unwrap_or(name)]);
            let file = self.files.claim(&[name_in_rust.as_str()]);
            self.components.insert(name, Entry { name: name_in_rust, file, state: State::Waiting });
        }
    }

    /// Lowers the components that no operation uses, too.
    fn lower_components(&mut self) {
        self.work_off();
        let names: Vec<&'a str> = self.components.keys().copied().collect();
        let parts = self.envelope_parts();
        for name in &names {
            if !parts.contains(name) {
                let ty = self.component(name);
                self.received_whole(&schema_place(name), Output::Json(ty));
            }
        }
        self.work_off();
        for name in names {
            let fate = match &self.components[name].state {
                State::Done(ty) => match nominal(ty) {
                    Some(id) if self.api.get(id).place == schema_place(name) => Fate::Emitted(id),
                    _ => Fate::Inlined(ty.clone()),
                },
                State::Waiting | State::Open => Fate::Envelope,
            };
            self.api.components.push(Component { name: name.to_owned(), fate });
        }
    }

    fn finish(mut self) -> Result<(Api, Scope), Diagnostics> {
        if self.diagnostics.is_empty() {
            self.api.looks = self.openapi.looks();
            self.api.notes.sort_by(|a, b| a.place.cmp(&b.place));
            self.api.notes.dedup();
            self.api.left_out.sort_by(|a, b| a.place.cmp(&b.place));
            self.api.left_out.dedup();
            return Ok((self.api, self.type_names));
        }
        let mut items = self.diagnostics;
        items.dedup();
        Err(Diagnostics { items })
    }

    /// The type that a component becomes.
    fn component(&mut self, name: &'a str) -> Type {
        let Some(entry) = self.components.get_mut(name) else { return Type::Json };
        match &entry.state {
            State::Done(ty) => return ty.clone(),
            State::Open => {
                self.note(
                    NoteKind::Untyped,
                    &schema_place(name),
                    "refers to itself with nothing in between; it became JSON",
                );
                return Type::Json;
            }
            State::Waiting => entry.state = State::Open,
        }
        let hint = Hint { component: Some(name), words: entry.name.to_string(), module: None, within: None };
        let Some(schema) = view::find(self.openapi, name) else { return Type::Json };
        let ty = self.schema(&[Located::new(schema, schema_place(name))], &hint);
        self.settle(name, ty.clone());
        ty
    }

    fn settle(&mut self, name: &str, ty: Type) {
        if let Some(entry) = self.components.get_mut(name) {
            entry.state = State::Done(ty);
        }
    }

    /// Makes a type with a name; its members may follow later, so that recursion ends here.
    fn define(&mut self, subject: &Subject<'_, 'a>, hint: &Hint<'a>, shape: Shape) -> TypeId {
        let entry = hint.component.and_then(|name| self.components.get(name));
        let claimed = entry.map(|entry| (entry.name.clone(), entry.file.clone()));
        let (name, module) = claimed.unwrap_or_else(|| self.name_and_file(hint));
        let id = TypeId(self.api.types.len());
        self.api.types.push(TypeDef {
            name,
            module,
            docs: docs::type_docs(subject),
            shape,
            multipart: false,
            direction: Direction::default(),
            boxed: subject.annotations.rust_box.and_then(Value::as_bool),
            size: 0,
            place: subject.place.clone(),
        });
        self.nest(id, subject, hint.within);
        if let Some(component) = hint.component {
            self.settle(component, Type::Named(id));
        }
        id
    }

    /// The name of a type that is written inside something else, and the file that it stands in.
    fn name_and_file(&mut self, hint: &Hint<'a>) -> (Ident, Ident) {
        let longer = hint.module.as_ref().map(|module| format!("{module} {}", hint.words));
        let mut candidates = vec![hint.words.as_str()];
        candidates.extend(longer.as_deref());
        let name = self.type_names.claim(&candidates);
        let file = hint.module.clone().unwrap_or_else(|| self.files.claim(&[name.as_str()]));
        (name, file)
    }

    /// Lowers the members of the types that were defined, until none is left.
    fn work_off(&mut self) {
        while let Some(Job { id, work }) = self.jobs.pop_front() {
            if self.is_endless(id) {
                return self.jobs.clear();
            }
            let hint = self.hint_of(id);
            let shape = match work {
                Work::Struct(view) => self.struct_members(&view, &hint),
                Work::Union { arms, tag } => self.union_cases(&arms, tag, &hint),
            };
            self.api.types[id.0].shape = shape;
        }
    }

    /// The hint for what is inside a type.
    fn hint_of(&self, id: TypeId) -> Hint<'a> {
        let def = self.api.get(id);
        Hint { component: None, words: def.name.to_string(), module: Some(def.module.clone()), within: Some(id) }
    }

    fn annotations(&self, located: &[Located<'a>]) -> Annotations<'a> {
        Annotations::of(self.openapi, located)
    }

    fn note(&mut self, kind: NoteKind, place: &Place, text: impl Into<String>) {
        self.api.notes.push(Note::new(kind, place, text));
    }

    /// Tells what the examples at a place are examples of.
    fn sample(&mut self, place: &Place, output: Output) {
        self.api.samples.push(Sample { place: place.clone(), output, way: way(place) });
    }

    /// Takes note of a schema of which whole values are received.
    fn received_whole(&mut self, place: &Place, output: Output) {
        self.api.roots.push(Root { place: place.clone(), output, way: Way::Received });
    }

    /// Takes note of a schema of which whole values are sent.
    fn sent_whole(&mut self, place: &Place, ty: &Type) {
        self.api.roots.push(Root { place: place.clone(), output: Output::Json(ty.clone()), way: Way::Sent });
    }

    fn error(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}

/// The type with a name that a type is, `null` aside.
fn nominal(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Nullable(inner) => nominal(inner),
        _ => None,
    }
}

/// Which way goes what stands at a place: by the objects that it stands in, not by what members of theirs are called.
fn way(place: &Place) -> Way {
    let keys: Vec<&str> = place.pointer.split('/').skip(1).take(4).collect();
    match keys.as_slice() {
        ["paths", _, _, "requestBody" | "parameters"]
        | ["paths", _, "parameters", _]
        | ["components", "requestBodies" | "parameters", ..] => Way::Sent,
        _ => Way::Received,
    }
}

/// The place of a schema component.
fn schema_place(name: &str) -> Place {
    Place::root().at("components").at("schemas").at(name)
}

#[cfg(test)]
mod tests {
    use super::way;
    use crate::diagnostic::Place;
    use crate::ir::Way;

    #[test]
    fn what_is_sent_is_told_by_the_objects_around_it() {
        let way = |pointer: &str| way(&Place { source: 0, pointer: pointer.to_owned() });
        assert_eq!(way("/paths/~1a/post/requestBody/content/application~1json"), Way::Sent);
        assert_eq!(way("/paths/~1a/get/parameters/0/schema"), Way::Sent);
        assert_eq!(way("/components/requestBodies/A/content/application~1json/schema"), Way::Sent);
        let answer = "/paths/~1a/get/responses/200/content/application~1json/schema/properties";
        assert_eq!(way(&format!("{answer}/requestBody/properties/b")), Way::Received);
        assert_eq!(way("/components/schemas/requestBody/properties/requestBody"), Way::Received);
    }
}
