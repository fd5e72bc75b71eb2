//! Calls as a program that uses the crate makes them: the functions, and what they can be given.

use super::sample::{library, spelled};
use crate::ir::{Api, Body, Encoding, Location, Operation, Parameter, Shape, Type};
use crate::{Argument, Call, Part};

/// The functions that make calls, module by module.
pub(crate) fn calls(api: &Api, crate_name: &str) -> Vec<Call> {
    let crate_name = library(crate_name);
    let mut calls = Vec::new();
    for module in &api.modules {
        for operation in &module.operations {
            calls.push(Call {
                method: operation.method.name().to_owned(),
                template: operation.path.clone(),
                path: format!("{crate_name}::{}::{}", module.name.token(), operation.name.token()),
                arguments: arguments(operation, api, &crate_name),
            });
        }
    }
    calls
}

fn arguments(operation: &Operation, api: &Api, crate_name: &str) -> Vec<Argument> {
    let parameters = operation.parameters.iter().map(|parameter| of_parameter(parameter, api, crate_name));
    let body = operation.body.as_ref().and_then(|body| of_body(body, api, crate_name));
    let (mut arguments, setters): (Vec<Argument>, Vec<Argument>) =
        parameters.chain(body).partition(|argument| argument.required);
    arguments.extend(setters);
    arguments
}

fn of_parameter(parameter: &Parameter, api: &Api, crate_name: &str) -> Argument {
    let Parameter { name, wire, location, ty, required, .. } = parameter;
    let part = match location {
        Location::Path => Part::Path,
        Location::Query => Part::Query,
        Location::Header => Part::Header,
        Location::Cookie => Part::Cookie,
    };
    let is_enum = |ty: &Type| match ty {
        Type::Named(id) => matches!(api.get(*id).shape, Shape::Enum(_) | Shape::Numbers(_)),
        _ => false,
    };
    Argument {
        name: name.token().to_string(),
        part: part(wire.clone()),
        path: spelled(ty, api, crate_name),
        required: *required,
        borrowed: !ty.is_copied() && (*required || !is_enum(ty)),
    }
}

fn of_body(body: &Body, api: &Api, crate_name: &str) -> Option<Argument> {
    Some(match body {
        Body::Value { encoding, media_type, name, ty, required, .. } => {
            let usual = match encoding {
                Encoding::Json => "application/json",
                Encoding::Form => "application/x-www-form-urlencoded",
                Encoding::Multipart => "multipart/form-data",
            };
            Argument {
                name: name.token().to_string(),
                part: Part::Body(media_type.clone().unwrap_or_else(|| usual.to_owned())),
                path: spelled(ty, api, crate_name),
                required: *required,
                borrowed: !(*required && ty.is_copied()),
            }
        }
        Body::Raw { media_type, name, .. } => Argument {
            name: name.token().to_string(),
            part: Part::Body(media_type.clone()),
            path: "String".to_owned(),
            required: true,
            borrowed: false,
        },
        Body::EmptyObject { .. } => return None,
    })
}
