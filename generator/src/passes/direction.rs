//! Which types occur in requests and which in responses.

use crate::ir::{Api, Direction, Type, TypeId};

/// Marks every type with the directions in which its values travel.
pub(super) fn mark(api: &mut Api) {
    let mut requests = Vec::new();
    let mut responses = Vec::new();
    for operation in api.operations() {
        operation.for_each_sent(&mut |ty| collect(ty, &mut requests));
        operation.for_each_received(&mut |ty| collect(ty, &mut responses));
    }
    // The API sends these, as it sends its responses.
    api.incoming.iter().for_each(|incoming| collect(&incoming.ty, &mut responses));
    spread(api, requests, |direction| &mut direction.request);
    spread(api, responses, |direction| &mut direction.response);
}

fn collect(ty: &Type, into: &mut Vec<TypeId>) {
    ty.for_each_named(&mut |id| into.push(id));
}

/// What travels takes along all that it holds.
fn spread(api: &mut Api, mut open: Vec<TypeId>, flag: impl Fn(&mut Direction) -> &mut bool) {
    while let Some(id) = open.pop() {
        let def = &mut api.types[id.0];
        if !std::mem::replace(flag(&mut def.direction), true) {
            def.shape.for_each_type(&mut |ty| collect(ty, &mut open));
        }
    }
}
