//! What comes out of the responses of an operation: of its successes, of its failures, and of their headers.

use indexmap::IndexMap;
use openapiv3::{MediaType, ParameterSchemaOrContent, ReferenceOr, Response, StatusCode};

use super::Lowering;
use super::body::{encoding, has_examples};
use super::object::is_object;
use super::operation::Site;
use super::reference::Section;
use super::scalar::of_argument;
use super::view::{Located, View};
use crate::NoteKind;
use crate::diagnostic::Place;
use crate::ir::{Answer, Docs, Encoding, Method, Output, Shape, Status, Type, Width};
use crate::markdown::code;
use crate::media::{essence, is_range, is_special, rank_read};
use crate::names::{Ident, Scope, Style};

/// What the successes of an operation come down to.
pub(super) struct Outcome {
    pub(super) output: Output,
    /// The media type to ask for, where it is not the usual one.
    pub(super) accept: Option<String>,
    /// What the documentation says about them.
    pub(super) facts: Vec<String>,
}

/// A response and the status that it is described for.
struct Described<'a> {
    status: Status,
    response: &'a Response,
    place: Place,
}

/// How the content of a response is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Json,
    Text,
    Binary,
}

impl<'a> Lowering<'a> {
    /// What the successful responses carry.
    pub(super) fn outcome(&mut self, site: &Site<'_, 'a>, function: &Ident, types: &mut Scope) -> Outcome {
        let (successes, _) = self.responses(site);
        let mut outcome = Outcome { output: Output::Empty, accept: None, facts: Vec::new() };
        let mut variants = Scope::new(Style::Variant);
        let mut answers: Vec<Answer> = Vec::new();
        for (index, success) in successes.iter().enumerate() {
            let content = &success.response.content;
            let taken = self.preferred(content).map(|(name, _)| name);
            self.unused_types(content, &success.place.at("content"), taken);
            // What is written twice is one type.
            let earlier = successes[..index].iter().position(|other| same_content(other.response, success.response));
            let output = match earlier {
                Some(earlier) => answers[earlier].output.clone(),
                None => self.response_output(site, success, &mut outcome),
            };
            let output = self.or_nothing(success, output);
            if !success.response.links.is_empty() {
                self.note(NoteKind::Unsupported, &success.place.at("links"), "links are not followed");
            }
            let text = Some(success.response.description.clone()).filter(|text| !text.trim().is_empty());
            let docs =
                Docs { text: Some(format!("{}: {}", success.status, text.unwrap_or_default())), ..Docs::default() };
            let name = variants.claim(&[&variant(success.status)]);
            answers.push(Answer { name, status: success.status, output, docs });
        }
        // The answer to `HEAD` has no body (RFC 9110, section 9.3.2).
        if site.method != Method::Head {
            let differ = answers.iter().any(|answer| answer.output != answers[0].output);
            let words = format!("{function} response");
            let name = if differ { types.claim(&[&words]) } else { function.clone() };
            outcome.output = Output::of(&name, answers);
        }
        if matches!(outcome.output, Output::ByStatus(..)) || site.method == Method::Head {
            outcome.accept = None;
        }
        outcome
    }

    /// The successes and the failures, as far as they are described. `default` is about all that is not described
    /// otherwise: also about successes, if none of them is.
    fn responses(&mut self, site: &Site<'_, 'a>) -> (Vec<Described<'a>>, Vec<Described<'a>>) {
        let sources = &site.source.responses;
        let place = site.place.at("responses");
        let entries = self.openapi.components.as_ref().map(|components| &components.responses);
        let section = Section { key: "responses", entries };
        let (mut successes, mut failures) = (Vec::new(), Vec::new());
        for (code, response) in &sources.responses {
            let Some((response, place)) = self.resolve(response, place.at(&code.to_string()), &section) else {
                continue;
            };
            let described = Described { status: status(code), response, place };
            if is_success(code) { successes.push(described) } else { failures.push(described) }
        }
        // A code says more than a range that it is in (OpenAPI 3.0.3, section 4.7.16.2).
        successes.sort_by_key(|success| matches!(success.status, Status::Range(_)));
        let default = sources.default.as_ref();
        if let Some((response, place)) =
            default.and_then(|response| self.resolve(response, place.at("default"), &section))
        {
            if successes.is_empty() {
                successes.push(Described { status: Status::Default, response, place: place.clone() });
            }
            failures.push(Described { status: Status::Default, response, place });
        }
        (successes, failures)
    }

    /// Two statuses say that there is no body (RFC 9110, sections 15.3.5 and 15.3.6).
    fn or_nothing(&mut self, success: &Described<'a>, output: Output) -> Output {
        let Status::Code(code @ (204 | 205)) = success.status else { return output };
        if output == Output::Empty {
            return output;
        }
        let text = format!("a response of the status {code} has no body; what is described is optional");
        self.note(NoteKind::Contradiction, &success.place.at("content"), text);
        match output {
            Output::Json(ty) => Output::Json(ty.nullable()),
            Output::TextOrJson(ty) => Output::TextOrJson(ty.nullable()),
            Output::Envelope(ty) => Output::Envelope(ty.nullable()),
            other => other,
        }
    }

    fn response_output(&mut self, site: &Site<'_, 'a>, success: &Described<'a>, outcome: &mut Outcome) -> Output {
        let content = &success.response.content;
        let Some((name, media)) = self.preferred(content) else { return Output::Empty };
        let place = success.place.at("content");
        let is_file = self.is_file(media);
        let others: Vec<String> =
            content.iter().filter(|(_, other)| other.schema != media.schema).map(|(name, _)| code(name)).collect();
        if reading(name) == Reading::Json && !others.is_empty() {
            let others = others.join(", ");
            self.note(
                NoteKind::Unsupported,
                &place,
                format!("responses are read as `{name}`; `read_as` reads {others}"),
            );
            outcome.facts.push(format!("It can answer {others} too, which `read_as` reads."));
        }
        let json: Vec<String> =
            content.keys().filter(|other| reading(other) == Reading::Json).map(|name| code(name)).collect();
        if reading(name) != Reading::Json && !json.is_empty() {
            let text = format!("responses are read as bytes, for some are files; `read_as` reads {}", json.join(", "));
            self.note(NoteKind::Unsupported, &place, text);
            let files = content.keys().filter(|other| reading(other) != Reading::Json).cloned().collect::<Vec<_>>();
            outcome.accept = outcome.accept.take().or_else(|| Some(files.join(", ")));
        }
        if content.keys().any(|name| name.starts_with("text/event-stream")) {
            self.note(NoteKind::Unsupported, &place, "a stream of events is read to its end before the call returns");
        }
        match reading(name) {
            Reading::Json if is_file => {
                if !is_range(name) {
                    self.note(NoteKind::Lenient, &place.at(name), "a file is no JSON; the response is read as bytes");
                }
                Output::Binary
            }
            Reading::Json => {
                outcome.accept = outcome.accept.take().or_else(|| Some(name.clone()).filter(|name| is_special(name)));
                match self.json_output(site, media, &place.at(name)) {
                    // A text of any media type is mostly written as it is.
                    Output::Json(ty) if is_range(name) && self.is_text(media) && ty != Type::Json => {
                        Output::TextOrJson(ty)
                    }
                    output => output,
                }
            }
            Reading::Text | Reading::Binary if !name.starts_with("text/event-stream") && self.has_parts(media) => {
                let text = format!("nothing is made of the schema: {} is read as it is", code(name));
                self.note(NoteKind::Unsupported, &place.at(name).at("schema"), text);
                if content.keys().all(|name| reading(name) == Reading::Text) { Output::Text } else { Output::Binary }
            }
            Reading::Text if !is_file && content.keys().all(|name| reading(name) == Reading::Text) => Output::Text,
            Reading::Text | Reading::Binary => Output::Binary,
        }
    }

    /// Of several media types the one that is read: JSON, if there is any. A text in JSON says nothing that a file beside it
    /// would not say better.
    fn preferred(&self, content: &'a IndexMap<String, MediaType>) -> Option<(&'a String, &'a MediaType)> {
        let has_file = content.iter().any(|(name, media)| reading(name) != Reading::Json && self.is_file(media));
        content.iter().min_by_key(|(name, media)| match reading(name) {
            Reading::Json if has_file && self.is_text(media) => 4,
            _ => rank_read(name),
        })
    }

    /// Whether a body is an object or a list by its schema.
    pub(super) fn has_parts(&self, media: &'a MediaType) -> bool {
        let schema = media.schema.as_ref().map(|schema| Located::new(schema, Place::root()));
        schema.is_some_and(|schema| {
            let view = View::of(self.openapi, &[schema]);
            view.is_type("array") || is_object(&view)
        })
    }

    /// Whether a body is one text by its schema, or anything.
    fn is_text(&self, media: &'a MediaType) -> bool {
        let schema = media.schema.as_ref().map(|schema| Located::new(schema, Place::root()));
        schema.is_none_or(|schema| {
            let view = View::of(self.openapi, &[schema]);
            view.is_type("string") || view.is_empty()
        })
    }

    /// Whether a body is a file by its schema, whatever its media type.
    pub(super) fn is_file(&self, media: &'a MediaType) -> bool {
        let schema = media.schema.as_ref().map(|schema| Located::new(schema, Place::root()));
        schema.is_some_and(|schema| {
            let view = View::of(self.openapi, &[schema]);
            view.is_type("string") && view.formats.iter().any(|format| format == "binary")
        })
    }

    fn json_output(&mut self, site: &Site<'_, 'a>, media: &'a MediaType, place: &Place) -> Output {
        let Some(schema) = &media.schema else { return Output::Json(Type::Json) };
        let located = [Located::new(schema, place.at("schema"))];
        let output = match self.payload(site, &located) {
            Some(payload) => Output::Envelope(payload),
            None => Output::Json(self.inline(site, "response", &located)),
        };
        self.received_whole(&located[0].place, output.clone());
        if has_examples(media) {
            self.sample(place, output.clone());
        }
        output
    }

    /// The bodies of failures. Envelopes are left out: the error of the support code has all that is in them.
    pub(super) fn failures(&mut self, site: &Site<'_, 'a>) -> Vec<(Status, Type)> {
        let (_, failures) = self.responses(site);
        let mut found: Vec<(&'a ReferenceOr<openapiv3::Schema>, Type)> = Vec::new();
        let mut types = Vec::new();
        for Described { status, response, place } in failures {
            let Some((name, media)) = self.preferred(&response.content) else { continue };
            self.unused_types(&response.content, &place.at("content"), Some(name));
            let Some(schema) = media.schema.as_ref().filter(|_| reading(name) == Reading::Json) else { continue };
            let place = place.at("content").at(name);
            let located = [Located::new(schema, place.at("schema"))];
            if self.is_envelope(&located) {
                continue;
            }
            let known = found.iter().find(|(other, _)| *other == schema).map(|(_, ty)| ty.clone());
            let ty = known.unwrap_or_else(|| self.inline(site, "error", &located));
            self.received_whole(&located[0].place, Output::Json(ty.clone()));
            if has_examples(media) {
                self.sample(&place, Output::Json(ty.clone()));
            }
            found.push((schema, ty.clone()));
            if ty != Type::Json {
                types.push((status, ty));
            }
        }
        types
    }

    /// The headers of successful responses.
    pub(super) fn response_headers(&mut self, site: &Site<'_, 'a>) -> Vec<(String, Type)> {
        let entries = self.openapi.components.as_ref().map(|components| &components.headers);
        let section = Section { key: "headers", entries };
        let (successes, _) = self.responses(site);
        let mut headers: Vec<(String, Type)> = Vec::new();
        for Described { response, place, .. } in successes {
            for (name, header) in &response.headers {
                // The media type is described by `content` (OpenAPI 3.0.3, section 4.7.17.1).
                if name.eq_ignore_ascii_case("content-type") || headers.iter().any(|(other, _)| other == name) {
                    continue;
                }
                let Some((header, place)) = self.resolve(header, place.at("headers").at(name), &section) else {
                    continue;
                };
                let ParameterSchemaOrContent::Schema(schema) = &header.format else {
                    headers.push((name.clone(), Type::String));
                    continue;
                };
                let located = [Located::new(schema, place.at("schema"))];
                let ty = self.header_type(site, (name, &place), &located);
                headers.push((name.clone(), ty));
            }
        }
        headers
    }
}

impl<'a> Lowering<'a> {
    /// What a header can be read as: one piece of text, or several with commas between them.
    fn header_type(&mut self, site: &Site<'_, 'a>, (name, place): (&str, &Place), located: &[Located<'a>]) -> Type {
        let view = View::of(self.openapi, located);
        let ty = if is_object(&view) || !view.choices.is_empty() || view.is_empty() {
            Type::Json
        } else {
            self.inline(site, name, located)
        };
        match of_argument(ty.not_null()) {
            Type::Secret => Type::String,
            Type::Named(id) if matches!(self.api.get(id).shape, Shape::Numbers(_)) => Type::Int(Width::I64),
            Type::List(inner) if self.is_scalar(&inner) => Type::List(inner),
            ty if self.is_scalar(&ty) => ty,
            _ => {
                self.note(NoteKind::Widened, place, "a header that is an object or anything is read as text");
                Type::String
            }
        }
    }
}

fn status(code: &StatusCode) -> Status {
    match *code {
        StatusCode::Code(code) => Status::Code(code),
        StatusCode::Range(digit) => Status::Range(digit),
    }
}

/// Whether a status means success.
fn is_success(status: &StatusCode) -> bool {
    matches!(status, StatusCode::Code(200..=299) | StatusCode::Range(2))
}

/// What the variant for a status is called (RFC 9110, section 15.3).
fn variant(status: Status) -> String {
    let known = match status {
        Status::Code(200) => "ok",
        Status::Code(201) => "created",
        Status::Code(202) => "accepted",
        Status::Code(203) => "non authoritative",
        Status::Code(204) => "no content",
        Status::Code(205) => "reset content",
        Status::Code(206) => "partial content",
        Status::Code(207) => "multi status",
        Status::Code(code) => return format!("status {code}"),
        Status::Range(_) | Status::Default => "success",
    };
    known.to_owned()
}

/// Whether two responses carry the same, whatever their examples.
fn same_content(one: &Response, other: &Response) -> bool {
    one.content.len() == other.content.len()
        && one
            .content
            .iter()
            .zip(&other.content)
            .all(|((name, media), (other_name, other))| name == other_name && media.schema == other.schema)
}

fn reading(name: &str) -> Reading {
    let essence = essence(name);
    let is_text = essence.starts_with("text/") || essence.ends_with("+xml") || TEXTS.contains(&essence.as_str());
    match encoding(name) {
        Some(Encoding::Json) => Reading::Json,
        _ if is_text => Reading::Text,
        _ => Reading::Binary,
    }
}

/// Media types of text that do not begin with `text/`.
const TEXTS: &[&str] = &[
    "application/xml",
    "application/yaml",
    "application/x-yaml",
    "application/jsonl",
    "application/x-ndjson",
    "application/javascript",
    "application/sdp",
    "application/x-www-form-urlencoded",
];
