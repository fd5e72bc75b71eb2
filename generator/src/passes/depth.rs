//! How deep types hold one another, as rustc counts when it asks whether a type can be sent to another thread.
//!
//! It gives up after 128 steps unless the crate that it compiles says another number: the crate of the types, and every
//! program that asks for one of them. Boxes, lists and maps do not shorten the way; each takes steps of its own.

use super::search::groups;
use crate::ir::{Api, Field, Presence, Shape, Type, TypeId};
use crate::{Note, NoteKind};

/// The most steps for which nothing needs to be said: programs add some of their own.
const MANY: usize = 90;

/// What a program may add to the steps of a type, as the parts of a future do.
const MARGIN: usize = 64;

/// Steps of all searches; types that are left then count by their bounds.
const MAX_SEARCH: usize = 20_000_000;

/// Counts the steps of the deepest type, and says what limit it needs.
pub(super) fn measure(api: &mut Api) {
    let nodes: Vec<Node> = api.types.iter().map(|def| Node::of(&def.shape)).collect();
    let Some((index, steps)) = deepest(&nodes).filter(|(_, steps)| *steps > MANY) else { return };
    let limit = steps.saturating_add(MARGIN).next_power_of_two();
    api.recursion_limit = Some(limit);
    let def = &api.types[index];
    let text = format!(
        "`{}` holds types that hold others, for which rustc takes about {steps} of its 128 steps; a program that uses it \
         may need `#![recursion_limit = \"{limit}\"]`",
        def.name
    );
    api.notes.push(Note::new(NoteKind::Compiler, &def.place, text));
}

/// A type and what it holds.
#[derive(Default)]
struct Node {
    /// The types that it holds, and the steps to each.
    edges: Vec<(usize, usize)>,
    /// Steps to the bottom of what else it holds.
    bottom: usize,
    /// The same once rustc knows about texts and the like.
    again: usize,
}

impl Node {
    fn of(shape: &Shape) -> Self {
        let mut node = Self { edges: Vec::new(), bottom: 1, again: 1 };
        match shape {
            Shape::Struct(object) => {
                for field in &object.fields {
                    node.add(&field.ty, 1 + options(field));
                }
                if let Some(rest) = &object.rest {
                    node.add(&rest.ty, 1 + MAP);
                }
            }
            Shape::Union(cases, _) => {
                for case in cases {
                    node.add(&case.ty, 1);
                }
                node.add(&Type::Json, 1);
            }
            Shape::Alias(ty) => node.add(ty, 0),
            Shape::Enum(_) | Shape::Newtype(_) => node.add(&Type::String, 1),
            Shape::Numbers(_) => node.add(&Type::Bool, 1),
        }
        node
    }

    /// Adds a type that is held after so many steps.
    fn add(&mut self, ty: &Type, steps: usize) {
        let leaf = match ty {
            Type::Named(TypeId(id)) => return self.edges.push((*id, steps)),
            Type::Nullable(inner) => return self.add(inner, steps + 1),
            Type::Boxed(inner) => return self.add(inner, steps + BOX),
            // An option in a tuple of its own.
            Type::Trailing(inner) => return self.add(inner, steps + 2),
            Type::List(inner) => return self.add(inner, steps + LIST),
            Type::Map(inner) => {
                self.add(&Type::String, steps + MAP);
                return self.add(inner, steps + MAP);
            }
            Type::Tuple(elements) => return elements.iter().for_each(|element| self.add(element, steps + 1)),
            Type::String => TEXT,
            // A text within a type, or a map of texts.
            Type::Secret | Type::File | Type::DateTime | Type::Date | Type::Base64 => 1 + TEXT,
            Type::Json => JSON,
            Type::Unit | Type::Bool | Type::Int(_) | Type::Float => 1,
            Type::Number => 3,
        };
        self.bottom = self.bottom.max(steps + leaf);
        self.again = self.again.max(steps + 1);
    }
}

/// Steps through `Box`, `Vec` and `BTreeMap` to what they hold, and to the bottom of `String` and `serde_json::Value`, as
/// rustc 1.95 takes them.
const BOX: usize = 2;
const LIST: usize = 3;
const MAP: usize = 3;
const TEXT: usize = 7;
const JSON: usize = 12;

fn options(field: &Field) -> usize {
    match field.presence {
        Presence::Required => 0,
        Presence::Optional | Presence::Nullable => 1,
        Presence::OptionalNullable => 2,
    }
}

/// The type that takes most steps, and how many.
///
/// First each type gets a bound, the longest way through what it holds; then the types with the largest bounds are
/// searched as rustc does it, until no bound is larger than what was found.
fn deepest(nodes: &[Node]) -> Option<(usize, usize)> {
    let bounds = bounds(nodes);
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_key(|node| std::cmp::Reverse(bounds[*node]));
    let edges: usize = nodes.iter().map(|node| node.edges.len() + 1).sum();
    let searches = MAX_SEARCH / edges.max(1);
    let mut search = Search { nodes, seen: vec![None; nodes.len()] };
    let mut most: Option<(usize, usize)> = None;
    for (count, node) in order.into_iter().enumerate() {
        if most.is_some_and(|(_, steps)| steps >= bounds[node]) {
            break;
        }
        let steps = if count < searches { search.steps(node) } else { bounds[node] };
        if most.is_none_or(|(_, most)| steps > most) {
            most = Some((node, steps));
        }
    }
    most
}

/// At most how many steps each type takes.
fn bounds(nodes: &[Node]) -> Vec<usize> {
    let edges: Vec<Vec<usize>> =
        nodes.iter().map(|node| node.edges.iter().map(|(target, _)| *target).collect()).collect();
    let group_of = groups(&edges, &(0..nodes.len()).collect::<Vec<_>>());
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); group_of.iter().max().map_or(0, |last| last + 1)];
    for (node, group) in group_of.iter().enumerate() {
        members[*group].push(node);
    }
    let mut bounds = vec![0_usize; nodes.len()];
    // A group of types that hold one another is numbered before those that it leads to.
    for group in members.iter().rev() {
        let (mut within, mut below) = (0_usize, 0_usize);
        for &node in group {
            let mut inside = 0;
            below = below.max(nodes[node].bottom);
            for (target, steps) in &nodes[node].edges {
                if group_of[*target] == group_of[node] {
                    inside = inside.max(*steps);
                } else {
                    below = below.max(steps.saturating_add(bounds[*target]));
                }
            }
            within = within.saturating_add(inside);
        }
        for &node in group {
            bounds[node] = within.saturating_add(below);
        }
    }
    bounds
}

/// A search through what a type holds, as rustc goes: it asks for each type once, where it meets it first.
struct Search<'a> {
    nodes: &'a [Node],
    /// The search that met a type last, by the type that it began with.
    seen: Vec<Option<usize>>,
}

impl Search<'_> {
    fn steps(&mut self, start: usize) -> usize {
        self.seen[start] = Some(start);
        let mut path = vec![(start, 0, 0)];
        let mut most = self.nodes[start].bottom;
        let mut is_known = most > self.nodes[start].again;
        while let Some((node, steps, next)) = path.last_mut() {
            let Some(&(target, more)) = self.nodes[*node].edges.get(*next) else {
                path.pop();
                continue;
            };
            *next += 1;
            let steps = *steps + more;
            most = most.max(steps + 1);
            if self.seen[target] != Some(start) {
                self.seen[target] = Some(start);
                let Node { bottom, again, .. } = self.nodes[target];
                most = most.max(steps + if is_known { again } else { bottom });
                is_known |= bottom > again;
                path.push((target, steps, 0));
            }
        }
        most
    }
}
