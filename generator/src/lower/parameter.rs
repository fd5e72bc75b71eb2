//! Parameters in path, query and header.

use openapiv3::StatusCode;
use openapiv3::{HeaderStyle, Parameter as Source, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle};

use super::docs::Subjects;
use super::operation::Site;
use super::reference::Section;
use super::view::Located;
use super::{Hint, Lowering};
use crate::diagnostic::{Diagnostic, Place};
use crate::ir::{Location, Parameter, Shape, Type};
use crate::names::Scope;

/// The parameters of an operation, and its path with their names in braces.
pub(super) struct Parameters {
    pub(super) path: String,
    pub(super) parameters: Vec<Parameter>,
}

impl<'a> Lowering<'a> {
    pub(super) fn parameters(&mut self, site: &Site<'_, 'a>, arguments: &mut Scope) -> Parameters {
        let mut sources: Vec<(&'a Source, Place)> = Vec::new();
        let item_place = site.place.parent().at("parameters");
        let entries = self.openapi.components.as_ref().map(|components| &components.parameters);
        let section = Section { key: "parameters", entries };
        let lists = [(&site.item.parameters, item_place), (&site.source.parameters, site.place.at("parameters"))];
        for (list, place) in lists {
            for (index, parameter) in list.iter().enumerate() {
                let Some((source, place)) = self.resolve(parameter, place.index(index), &section) else { continue };
                // A parameter of the operation overrides one of the path with the same name and place.
                let same = |(other, _): &(&'a Source, Place)| identity(other) == identity(source);
                match sources.iter_mut().find(|other| same(other)) {
                    Some(other) => *other = (source, place),
                    None => sources.push((source, place)),
                }
            }
        }
        let names = self.placeholders(site);
        sources.sort_by_key(|(source, _)| rank(source, &names));
        let in_path = sources.iter().filter(|(source, _)| matches!(source, Source::Path { .. }));
        let declared: Vec<&str> = in_path.map(|(source, _)| source.parameter_data_ref().name.as_str()).collect();
        let mut parameters = Vec::with_capacity(sources.len());
        for (source, place) in sources {
            parameters.extend(self.parameter(site, &(source, place), arguments));
        }
        for name in names {
            if !declared.contains(&name) {
                let message = format!("the path has `{{{name}}}`, but no path parameter `{name}` is declared");
                self.error(Diagnostic::new(site.place, message).help("add it to `parameters` with `in: path`"));
            }
        }
        Parameters { path: site.path.to_owned(), parameters }
    }

    /// The names in braces in the path.
    fn placeholders(&mut self, site: &Site<'_, 'a>) -> Vec<&'a str> {
        let mut names = Vec::new();
        let mut rest = site.path;
        while let Some((_, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                self.error(Diagnostic::new(site.place, "the path has a `{` without a `}`"));
                break;
            };
            names.push(name);
            rest = after;
        }
        names
    }

    fn parameter(
        &mut self,
        site: &Site<'_, 'a>,
        (source, place): &(&'a Source, Place),
        arguments: &mut Scope,
    ) -> Option<Parameter> {
        let data = source.parameter_data_ref();
        if matches!(source, Source::Header { .. })
            && IGNORED_HEADERS.iter().any(|name| data.name.eq_ignore_ascii_case(name))
        {
            self.note(place, format!("the header `{}` is not a parameter (OpenAPI 3.0.3, section 4.7.12)", data.name));
            return None;
        }
        if matches!(source, Source::Path { .. }) && !site.path.contains(&format!("{{{}}}", data.name)) {
            self.error(Diagnostic::new(place, format!("the path has no `{{{}}}` for this parameter", data.name)));
            return None;
        }
        let ParameterSchemaOrContent::Schema(schema) = &data.format else {
            self.error(Diagnostic::new(
                place,
                format!("the parameter `{}` has `content`; only `schema` is supported yet", data.name),
            ));
            return None;
        };
        let located = [Located::new(schema, place.at("schema"))];
        let hint = Hint { component: None, words: format!("{} {}", site.words, data.name), module: None };
        let ty = match self.schema(&located, &hint) {
            Type::Nullable(inner) => *inner,
            other => other,
        };
        let Some(location) = self.location(source, &ty) else {
            let message = format!("the parameter `{}` is of a kind or style that is not supported yet", data.name);
            let help = "supported are strings, numbers, booleans and lists of them in path, query and header";
            self.error(Diagnostic::new(place, message).help(help));
            return None;
        };
        let annotations = self.annotations(&located);
        let mut docs = self.member_docs(&Subjects { located: &located, annotations: &annotations, ty: &ty });
        docs.text = data.description.clone().or(docs.text);
        docs.deprecated |= data.deprecated == Some(true);
        let required = data.required || location == Location::Path;
        Some(Parameter { name: arguments.claim(&[&data.name]), wire: data.name.clone(), location, ty, required, docs })
    }

    /// How a value of the type is written at the parameter's place; none when it cannot be.
    fn location(&self, source: &Source, ty: &Type) -> Option<Location> {
        let (is_list, element) = match ty {
            Type::List(element) => (true, element.as_ref()),
            other => (false, other),
        };
        if !self.is_scalar(element) {
            return None;
        }
        match source {
            Source::Path { style: PathStyle::Simple, .. } if !is_list => Some(Location::Path),
            Source::Header { style: HeaderStyle::Simple, .. } if !is_list => Some(Location::Header),
            Source::Query { .. } if !is_list => Some(Location::Query),
            Source::Query { style: QueryStyle::Form, parameter_data: ParameterData { explode, .. }, .. } => {
                Some(if explode.unwrap_or(true) { Location::QueryEach } else { Location::QueryJoined })
            }
            _ => None,
        }
    }

    /// Whether a value is one piece of text.
    fn is_scalar(&self, ty: &Type) -> bool {
        match ty {
            Type::Bool | Type::Int(_) | Type::Float | Type::String | Type::DateTime | Type::Date => true,
            Type::Named(id) => matches!(self.api.get(*id).shape, Shape::Enum(_) | Shape::Newtype(_)),
            _ => false,
        }
    }
}

/// Headers that OpenAPI describes elsewhere.
const IGNORED_HEADERS: &[&str] = &["Accept", "Content-Type", "Authorization"];

/// Path parameters come first and in the order of the path, then what is required.
fn rank(source: &Source, names: &[&str]) -> (usize, bool) {
    let data = source.parameter_data_ref();
    let position = match source {
        Source::Path { .. } => names.iter().position(|name| *name == data.name),
        _ => None,
    };
    (position.unwrap_or(names.len()), !data.required)
}

fn identity(source: &Source) -> (std::mem::Discriminant<Source>, &str) {
    (std::mem::discriminant(source), &source.parameter_data_ref().name)
}

/// Whether a status means success.
pub(super) fn is_success(status: &StatusCode) -> bool {
    matches!(status, StatusCode::Code(200..=299) | StatusCode::Range(2))
}
