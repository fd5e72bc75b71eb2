//! What goes into the body of a request.

use openapiv3::MediaType;

use super::Lowering;
use super::operation::Site;
use super::reference::Section;
use super::view::{Located, View};
use crate::NoteKind;
use crate::diagnostic::Place;
use crate::ir::{Body, Docs, Encoding, Output, Shape, Type};
use crate::names::Scope;

impl<'a> Lowering<'a> {
    pub(super) fn body(&mut self, site: &Site<'_, 'a>, arguments: &mut Scope) -> Option<Body> {
        let place = site.place.at("requestBody");
        let entries = self.openapi.components.as_ref().map(|components| &components.request_bodies);
        let section = Section { key: "requestBodies", entries };
        let (source, place) = self.resolve(site.source.request_body.as_ref()?, place, &section)?;
        let content = place.at("content");
        let known = |encoding| source.content.iter().find(|(name, _)| self::encoding(name) == Some(encoding));
        let found = [Encoding::Json, Encoding::Form, Encoding::Multipart]
            .into_iter()
            .find_map(|encoding| Some((encoding, known(encoding)?)));
        let Some((encoding, (name, media))) = found else {
            let (media_type, _) = source.content.first()?;
            return Some(Body::Raw { media_type: concrete(media_type), name: arguments.claim(&["body"]) });
        };
        let schema_place = content.at(name).at("schema");
        let located: Vec<Located<'a>> =
            media.schema.iter().map(|schema| Located::new(schema, schema_place.clone())).collect();
        let view = View::of(self.openapi, &located);
        if view.max_properties == Some(0) && view.properties.is_empty() {
            return Some(Body::EmptyObject);
        }
        let members = self.form_members((media, &content.at(name)), encoding, &view);
        let mut ty = self.inline(site, "body", &located);
        if encoding == Encoding::Json && has_examples(media) {
            self.sample(&content.at(name), Output::Json(ty.clone()));
        }
        if encoding == Encoding::Multipart {
            ty = self.multipart(ty, &schema_place);
        }
        let docs = Docs { text: source.description.clone(), ..Docs::default() };
        let media_type = Some(name.clone()).filter(|name| encoding == Encoding::Json && is_special(name));
        let name = arguments.claim(&["body"]);
        Some(Body::Value { encoding, media_type, name, ty, required: source.required, docs, members })
    }

    /// The type of a form of several parts: a struct, or a map of files or values.
    fn multipart(&mut self, ty: Type, place: &Place) -> Type {
        if let Type::Named(id) = ty
            && let Shape::Struct(_) = self.api.get(id).shape
        {
            self.api.types[id.0].multipart = true;
            return ty;
        }
        if ty == Type::File.map() {
            return ty;
        }
        if ty != Type::Json.map() {
            self.note(
                NoteKind::Untyped,
                place,
                "a form of several parts that is no object became a map of JSON values",
            );
        }
        Type::Json.map()
    }
}

/// How values of a media type are written: `application/json`, anything with the suffix `+json` (RFC 6839) or any type at
/// all is JSON.
pub(super) fn encoding(name: &str) -> Option<Encoding> {
    let essence = name.split(';').next().unwrap_or(name).trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/json" | "text/json" | "*/*" | "application/*" => Some(Encoding::Json),
        "application/x-www-form-urlencoded" => Some(Encoding::Form),
        "multipart/form-data" => Some(Encoding::Multipart),
        other if other.ends_with("+json") => Some(Encoding::Json),
        _ => None,
    }
}

/// Whether a media type has an example.
pub(super) fn has_examples(media: &MediaType) -> bool {
    media.example.is_some() || !media.examples.is_empty()
}

/// A media type that can be sent: a range such as `image/*` stands for no single one.
fn concrete(name: &str) -> String {
    if name.contains('*') { "application/octet-stream".to_owned() } else { name.to_owned() }
}

/// Whether a media type of JSON says more than that.
pub(super) fn is_special(name: &str) -> bool {
    !name.contains('*') && !name.trim().to_ascii_lowercase().starts_with("application/json")
}
