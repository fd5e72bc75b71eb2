//! What goes into the body of a request.

use indexmap::IndexMap;
use openapiv3::MediaType;

use super::Lowering;
use super::operation::Site;
use super::reference::Section;
use super::view::{Located, View};
use crate::NoteKind;
use crate::diagnostic::Place;
use crate::ir::{Body, Docs, Encoding, Output, Shape, Type};
use crate::markdown::code;
use crate::media::{essence, is_json, is_range, rank_sent, unused};
use crate::names::Scope;

impl<'a> Lowering<'a> {
    pub(super) fn body(&mut self, site: &Site<'_, 'a>, arguments: &mut Scope) -> Option<Body> {
        let place = site.place.at("requestBody");
        let entries = self.openapi.components.as_ref().map(|components| &components.request_bodies);
        let section = Section { key: "requestBodies", entries };
        let (source, place) = self.resolve(site.source.request_body.as_ref()?, place, &section)?;
        let content = place.at("content");
        let Some((name, media)) = self.sent(&source.content) else {
            self.note(NoteKind::Unsupported, &content, "the body has no media type, so that no body is sent");
            return None;
        };
        self.unused_types(&source.content, &content, Some(name));
        // What is sent as it is may be of any of the types, whatever their schemas.
        let is_raw = encoding(name).is_none();
        let differs = |at: &MediaType| at.schema != media.schema || at.encoding != media.encoding;
        let is_lost = |(other, at): &(&String, &MediaType)| *other != name && (is_raw || differs(at));
        let differ = source.content.iter().filter(is_lost);
        let others: Vec<String> = differ.map(|(name, _)| code(name)).collect();
        if !others.is_empty() {
            let text = format!("the body is sent as {}; `with_body` sends {}", code(name), others.join(", "));
            self.note(NoteKind::Unsupported, &content, text);
        }
        let encoding = match encoding(name) {
            Some(Encoding::Form) if view_of(self, media).is_type("string") => None,
            Some(Encoding::Json) if self.is_file(media) => {
                if !is_range(name) {
                    self.note(NoteKind::Lenient, &content.at(name), "a file is no JSON; the body is sent as it is");
                }
                None
            }
            encoding => encoding,
        };
        let docs = Docs { text: source.description.clone(), ..Docs::default() };
        let Some(encoding) = encoding else {
            if self.has_parts(media) {
                let text = format!("nothing is made of the schema: a body of {} is sent as it is", code(name));
                self.note(NoteKind::Unsupported, &content.at(name).at("schema"), text);
            }
            return Some(Body::Raw { media_type: concrete(name), name: arguments.claim(&["body"]), docs });
        };
        let schema_place = content.at(name).at("schema");
        let located: Vec<Located<'a>> =
            media.schema.iter().map(|schema| Located::new(schema, schema_place.clone())).collect();
        let view = View::of(self.openapi, &located);
        if view.max_properties == Some(0) && view.properties.is_empty() {
            return Some(Body::EmptyObject { docs });
        }
        let members = self.form_members((media, &content.at(name)), encoding, &view);
        let mut ty = self.inline(site, "body", &located);
        if encoding == Encoding::Json && has_examples(media) {
            self.sample(&content.at(name), Output::Json(ty.clone()));
        }
        if encoding == Encoding::Json {
            self.sent_whole(&schema_place, &ty);
        } else {
            // There is no form that is null.
            ty = self.form(encoding, ty.not_null(), (&view, &schema_place));
        }
        let media_type = self.media_type(encoding, name, &content.at(name));
        let name = arguments.claim(&["body"]);
        Some(Body::Value { encoding, media_type, name, ty, required: source.required, docs, members })
    }

    /// Of several media types the one that is sent: JSON, if there is any. A form of several parts comes before it where
    /// files cannot be sent otherwise, and where the description names it first because of files.
    fn sent(&self, content: &'a IndexMap<String, MediaType>) -> Option<(&'a String, &'a MediaType)> {
        let json = |name: &str| encoding(name) == Some(Encoding::Json);
        let is_first = content.first().is_some_and(|(name, _)| encoding(name) == Some(Encoding::Multipart));
        let loses_files = content.iter().any(|(name, media)| json(name) && self.has_files(media));
        content.iter().min_by_key(|(name, media)| match encoding(name) {
            Some(Encoding::Multipart) if (is_first || loses_files) && self.has_files(media) => 0,
            _ => rank_sent(name),
        })
    }

    /// The media type that is sent, letter by letter, where it is not the one that the encoding says.
    fn media_type(&mut self, encoding: Encoding, name: &str, place: &Place) -> Option<String> {
        let usual = match encoding {
            Encoding::Json => "application/json",
            Encoding::Form => "application/x-www-form-urlencoded",
            Encoding::Multipart => {
                if name.contains(';') {
                    let text = "the parameters of the media type are not sent, since the boundary of the parts is one";
                    self.note(NoteKind::Ignored, place, text);
                }
                return None;
            }
        };
        (name != usual && !is_range(name)).then(|| name.trim().to_owned())
    }

    /// Tells of the media types that are not taken by themselves.
    pub(super) fn unused_types(&mut self, all: &IndexMap<String, MediaType>, place: &Place, taken: Option<&String>) {
        for name in all.keys().filter(|name| Some(*name) != taken) {
            self.api.left_out.push(unused(name, &place.at(name)));
        }
    }

    /// Whether some member of a body may be a file.
    fn has_files(&self, media: &'a MediaType) -> bool {
        let view = view_of(self, media);
        let arms = view.choices.iter().flatten().map(|arm| View::of(self.openapi, std::slice::from_ref(arm)));
        let views: Vec<View<'a>> = arms.chain([view.clone()]).collect();
        let mut members = views.iter().flat_map(|view| view.properties.values());
        members.any(|member| self.may_be_file(&View::of(self.openapi, member)))
    }

    fn may_be_file(&self, view: &View<'a>) -> bool {
        let is_file = |view: &View<'_>| view.formats.iter().any(|format| format == "binary");
        let of = |located: &[Located<'a>]| View::of(self.openapi, located);
        is_file(view)
            || is_file(&of(&view.items))
            || view
                .choices
                .iter()
                .flatten()
                .map(|arm| of(std::slice::from_ref(arm)))
                .any(|arm| is_file(&arm) || is_file(&of(&arm.items)))
    }

    /// The type of a form: a struct, one of several, or a map of files or values.
    fn form(&mut self, encoding: Encoding, ty: Type, (view, place): (&View<'a>, &Place)) -> Type {
        if let Type::Named(id) = ty
            && matches!(self.api.get(id).shape, Shape::Struct(_) | Shape::Union(..))
            && self.has_members(view)
        {
            self.api.types[id.0].multipart |= encoding == Encoding::Multipart;
            return ty;
        }
        let is_map = matches!(ty, Type::Map(_)) && encoding == Encoding::Form;
        if is_map || ty == Type::File.map() {
            return ty;
        }
        if ty != Type::Json.map() {
            self.note(NoteKind::Untyped, place, "a form that is no object became a map of JSON values");
        }
        Type::Json.map()
    }

    /// Whether an object has named members, whichever of several it is.
    fn has_members(&self, view: &View<'a>) -> bool {
        let is_named = |arm| !View::of(self.openapi, std::slice::from_ref(arm)).properties.is_empty();
        !view.properties.is_empty() || !view.choices.is_empty() && view.choices.iter().flatten().all(is_named)
    }
}

/// What the schema of a body says.
fn view_of<'a>(lowering: &Lowering<'a>, media: &'a MediaType) -> View<'a> {
    let schema: Vec<_> = media.schema.iter().map(|schema| Located::new(schema, Place::root())).collect();
    View::of(lowering.openapi, &schema)
}

/// How values of a media type are written: `application/json`, anything with the suffix `+json` (RFC 6839) or any type at
/// all is JSON.
pub(super) fn encoding(name: &str) -> Option<Encoding> {
    match essence(name).as_str() {
        _ if is_json(name) => Some(Encoding::Json),
        "application/x-www-form-urlencoded" => Some(Encoding::Form),
        "multipart/form-data" => Some(Encoding::Multipart),
        _ => None,
    }
}

/// Whether a media type has an example.
pub(super) fn has_examples(media: &MediaType) -> bool {
    media.example.is_some() || !media.examples.is_empty()
}

/// A media type that can be sent: a range such as `image/*` stands for no single one.
fn concrete(name: &str) -> String {
    if is_range(name) { "application/octet-stream".to_owned() } else { name.to_owned() }
}
