//! Parameters in path, query, header and cookie.

use openapiv3::{Parameter as Source, ParameterSchemaOrContent, PathStyle, QueryStyle};

use super::Lowering;
use super::body::encoding;
use super::docs::Subjects;
use super::operation::Site;
use super::reference::Section;
use super::scalar::of_argument;
use super::view::{Located, View};
use crate::NoteKind;
use crate::diagnostic::{Diagnostic, Place};
use crate::ir::{Docs, Encoding, Location, Parameter, Shape, Style, Type};
use crate::markdown::code;
use crate::names::Scope;

impl<'a> Lowering<'a> {
    pub(super) fn parameters(&mut self, site: &Site<'_, 'a>, arguments: &mut Scope) -> Vec<Parameter> {
        let mut sources: Vec<(&'a Source, Place)> = Vec::new();
        let item_place = site.place.parent().at("parameters");
        let entries = self.openapi.components.as_ref().map(|components| &components.parameters);
        let section = Section { key: "parameters", entries };
        let lists = [(&site.item.parameters, item_place), (&site.source.parameters, site.place.at("parameters"))];
        for (list, place) in lists {
            let earlier = sources.len();
            for (index, parameter) in list.iter().enumerate() {
                let Some((source, place)) = self.resolve(parameter, place.index(index), &section) else { continue };
                // A parameter of the operation overrides one of the path with the same name and place.
                let same = |(other, _): &(&'a Source, Place)| identity(other) == identity(source);
                match sources.iter().position(same) {
                    Some(index) if index >= earlier => {
                        let text = "the parameter is declared twice; the later declaration counts";
                        self.note(NoteKind::Contradiction, &place, text);
                        sources[index] = (source, place);
                    }
                    Some(index) => sources[index] = (source, place),
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
        for (index, name) in names.iter().enumerate() {
            if !declared.contains(name) && !names[..index].contains(name) {
                let undeclared = self.undeclared(site, name, arguments);
                parameters.insert(index.min(parameters.len()), undeclared);
            }
        }
        parameters
    }

    /// A parameter that the path has and nothing else names: a text, for a segment can be nothing else.
    fn undeclared(&mut self, site: &Site<'_, 'a>, name: &str, arguments: &mut Scope) -> Parameter {
        let text = format!("the path has `{{{name}}}`, but no path parameter `{name}` is declared");
        if name.is_empty() || name.contains(|c: char| c.is_whitespace() || c.is_control() || "{}?#/".contains(c)) {
            self.error(Diagnostic::new(site.place, text).help("add it to `parameters` with `in: path`"));
        } else {
            self.note(NoteKind::Lenient, site.place, format!("{text}; it is a string"));
        }
        Parameter {
            name: arguments.claim(&[name]),
            wire: name.to_owned(),
            location: Location::Path,
            style: None,
            ty: Type::String,
            required: true,
            docs: Docs::default(),
        }
    }

    /// The names in braces in the path.
    fn placeholders(&mut self, site: &Site<'_, 'a>) -> Vec<&'a str> {
        let mut names = Vec::new();
        let mut rest = without_fragment(site.path);
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
            self.note(
                NoteKind::Ignored,
                place,
                format!("the header `{}` is not a parameter (OpenAPI 3.0.3, section 4.7.12)", data.name),
            );
            return None;
        }
        if matches!(source, Source::Header { .. }) && !is_token(&data.name) {
            let text = format!("{} cannot be the name of a header; the parameter is left out", code(&data.name));
            self.note(NoteKind::Contradiction, place, text);
            return None;
        }
        if matches!(source, Source::Path { .. }) && !without_fragment(site.path).contains(&format!("{{{}}}", data.name))
        {
            let text = format!("the path has no `{{{}}}` for this parameter, which is ignored", data.name);
            self.note(NoteKind::Ignored, place, text);
            return None;
        }
        let (schema, schema_place) = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => (Some(schema), place.at("schema")),
            ParameterSchemaOrContent::Content(content) => {
                let (name, media) = content.first()?;
                (media.schema.as_ref(), place.at("content").at(name).at("schema"))
            }
        };
        let located: Vec<Located<'a>> = schema.map(|schema| Located::new(schema, schema_place)).into_iter().collect();
        let ty = of_argument(self.inline(site, &data.name, &located).not_null());
        if let ([Located { place, .. }], Type::Named(_) | Type::Map(_)) = (located.as_slice(), &ty)
            && !self.is_scalar(&ty)
        {
            self.sent_whole(place, &ty);
        }
        let annotations = self.annotations(&located);
        let mut docs = self.member_docs(&Subjects { located: &located, annotations: &annotations, ty: &ty });
        docs.text = data.description.clone().or(docs.text);
        docs.deprecated |= data.deprecated == Some(true);
        let location = location(source);
        let style = self.style(source, &ty);
        if style.is_some_and(|style| !matches!(style, Style::Json | Style::Deep)) && self.has_inner_parts(&located) {
            let text =
                "no style says how lists and objects within a list or an object are written; they are sent as JSON";
            self.note(NoteKind::Unsupported, place, text);
        }
        Some(Parameter {
            name: arguments.claim(&[&data.name, &format!("{} {}", data.name, word(location))]),
            wire: data.name.clone(),
            location,
            style,
            ty,
            required: data.required || location == Location::Path,
            docs,
        })
    }

    /// Whether a list or an object holds others, as far as its schema says.
    fn has_inner_parts(&self, located: &[Located<'a>]) -> bool {
        let view = View::of(self.openapi, located);
        let arms = view.choices.iter().flatten().map(|arm| View::of(self.openapi, std::slice::from_ref(arm)));
        let is_list_or_object = |located: &Vec<Located<'a>>| {
            let view = View::of(self.openapi, located);
            view.kinds().iter().any(|kind| matches!(*kind, "object" | "array"))
        };
        let views: Vec<View<'a>> = arms.chain([view.clone()]).collect();
        views.iter().any(|view| view.properties.values().chain([&view.items]).any(is_list_or_object))
    }

    /// How a value is written at its place (OpenAPI 3.0.3, section 4.7.12); none when it is one piece of text.
    fn style(&self, source: &Source, ty: &Type) -> Option<Style> {
        let explode = |default: bool| source.parameter_data_ref().explode.unwrap_or(default);
        if let ParameterSchemaOrContent::Content(content) = &source.parameter_data_ref().format {
            // A text of another media type is written as it is.
            let is_json = content.keys().next().is_none_or(|name| encoding(name) == Some(Encoding::Json));
            return Some(Style::Json).filter(|_| is_json || !self.is_scalar(ty));
        }
        let style = match source {
            Source::Path { style: PathStyle::Label, .. } if explode(false) => Style::LabelEach,
            Source::Path { style: PathStyle::Label, .. } => Style::Label,
            Source::Path { style: PathStyle::Matrix, .. } if explode(false) => Style::MatrixEach,
            Source::Path { style: PathStyle::Matrix, .. } => Style::Matrix,
            _ if self.is_scalar(ty) => return None,
            Source::Path { .. } | Source::Header { .. } if explode(false) => Style::Pairs,
            Source::Query { style: QueryStyle::DeepObject, .. } => Style::Deep,
            Source::Query { style: QueryStyle::SpaceDelimited, .. } if !explode(false) => Style::Spaces,
            Source::Query { style: QueryStyle::PipeDelimited, .. } if !explode(false) => Style::Pipes,
            Source::Query { .. } | Source::Cookie { .. } if explode(true) => Style::Each,
            _ => Style::Commas,
        };
        Some(style)
    }

    /// Whether a value is one piece of text.
    pub(super) fn is_scalar(&self, ty: &Type) -> bool {
        match ty {
            Type::Bool
            | Type::Int(_)
            | Type::Float
            | Type::Number
            | Type::String
            | Type::DateTime
            | Type::Date
            | Type::Base64 => true,
            Type::Named(id) => {
                matches!(self.api.get(*id).shape, Shape::Enum(_) | Shape::Numbers(_) | Shape::Newtype(_))
            }
            _ => false,
        }
    }
}

fn location(source: &Source) -> Location {
    match source {
        Source::Path { .. } => Location::Path,
        Source::Query { .. } => Location::Query,
        Source::Header { .. } => Location::Header,
        Source::Cookie { .. } => Location::Cookie,
    }
}

fn word(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
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

/// The part of a path that is sent.
fn without_fragment(path: &str) -> &str {
    path.split('#').next().unwrap_or(path)
}

/// Whether a text can be the name of a header (RFC 9110, section 5.6.2, "token").
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
