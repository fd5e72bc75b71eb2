//! From [`Api`] to [`Api`]: what can be said only when all types are known.
//!
//! It must not know the document or tokens.

mod aliases;
mod boxing;
mod convert;
mod cycles;
mod depth;
mod direction;
mod features;
mod forms;
mod join;
mod search;
mod shapes;
mod size;
mod split;
mod tags;

use crate::ir::Api;
use crate::names::Scope;

/// Runs all passes; the scope holds the names of all types.
pub(crate) fn run(api: &mut Api, names: &mut Scope) {
    cycles::flatten_unions(api);
    forms::mark(api);
    aliases::see_through(api);
    join::equal_types(api, names);
    aliases::see_through(api);
    join::equal_answers(api);
    direction::mark(api);
    split::split(api, names);
    tags::mark(api);
    tags::split_cases(api);
    shapes::mark(api);
    boxing::close_cycles(api);
    size::limit(api);
    depth::measure(api);
    convert::find(api);
    features::assign(api);
}
