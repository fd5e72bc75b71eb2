//! Security: the schemes that clients can serve, and which of them an operation needs.

use openapiv3::{APIKeyLocation, SecurityRequirement, SecurityScheme};

use super::Lowering;
use super::operation::Site;
use super::reference::Section;
use crate::NoteKind;
use crate::diagnostic::Place;
use crate::ir::{Carrier, Docs, Scheme, Security};
use crate::markdown::code;
use crate::names::{Scope, Style};

/// Methods that the builder of a client has.
const OWN_SETTERS: &[&str] =
    &["new", "anonymous", "default", "base_url", "user_agent", "timeout", "build", "config", "credential", "fmt"];

/// Schemes of HTTP authentication that are more than a credential in a header (RFC 9110, section 11).
const CHALLENGES: &[&str] = &["digest", "hoba", "mutual", "negotiate", "scram-sha-1", "scram-sha-256", "vapid", "dpop"];

impl Lowering<'_> {
    /// The security schemes, and what operations need that say nothing about it.
    pub(super) fn lower_schemes(&mut self) {
        let components = self.openapi.components.as_ref();
        let entries = components.map(|components| &components.security_schemes);
        // Where `read` keeps those that are no matter of requests.
        let has_others = components.is_some_and(|components| components.extensions.contains_key("x-securitySchemes"));
        self.api.names_schemes = has_others || entries.is_some_and(|entries| !entries.is_empty());
        let section = Section { key: "securitySchemes", entries };
        let mut names = Scope::with(Style::Constant, &["default", "sole"]);
        let mut setters = Scope::with(Style::Snake, OWN_SETTERS);
        for (wire, scheme) in entries.into_iter().flatten() {
            let place = Place::root().at("components").at("securitySchemes").at(wire);
            let Some((scheme, place)) = self.resolve(scheme, place, &section) else { continue };
            let (description, fact) = words(scheme);
            let Some(carrier) = self.carrier(scheme, &place) else { continue };
            let docs = Docs { text: description.map(str::to_owned), facts: vec![fact], deprecated: false };
            // The name of the protocol is one word.
            let words = wire.replace("OAuth", "Oauth");
            let (name, setter) = (names.claim(&[&words]), setters.claim(&[&words]));
            self.api.schemes.push(Scheme { name, setter, wire: wire.clone(), carrier, docs });
        }
        let place = Place::root().at("security");
        self.api.security = match &self.openapi.security {
            Some(required) => self.requirements(required, &place),
            None if self.api.schemes.is_empty() => Security::default(),
            None => Security(vec![vec![0]]),
        };
    }

    fn carrier(&mut self, scheme: &SecurityScheme, place: &Place) -> Option<Carrier> {
        let carrier = match scheme {
            SecurityScheme::APIKey { location: APIKeyLocation::Header, name, .. } => Carrier::Header(name.clone()),
            SecurityScheme::APIKey { location: APIKeyLocation::Query, name, .. } => Carrier::Query(name.clone()),
            SecurityScheme::APIKey { location: APIKeyLocation::Cookie, name, .. } => Carrier::Cookie(name.clone()),
            SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => Carrier::Basic,
            SecurityScheme::HTTP { scheme, .. }
                if CHALLENGES.iter().any(|known| scheme.eq_ignore_ascii_case(known)) =>
            {
                let text = format!("the HTTP authentication `{scheme}` is not supported; no credential is sent for it");
                self.note(NoteKind::Unsupported, place, text);
                return None;
            }
            SecurityScheme::HTTP { scheme, .. } if !scheme.eq_ignore_ascii_case("bearer") => {
                Carrier::Authorization(scheme.clone())
            }
            SecurityScheme::HTTP { .. } | SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIDConnect { .. } => {
                Carrier::Authorization("Bearer".to_owned())
            }
        };
        let word = match &carrier {
            Carrier::Header(word) | Carrier::Authorization(word) => word.as_str(),
            Carrier::Basic | Carrier::Query(_) | Carrier::Cookie(_) => return Some(carrier),
        };
        if super::parameter::is_token(word) {
            return Some(carrier);
        }
        let text = format!("{} cannot stand in a header; no credential is sent for this scheme", code(word));
        self.note(NoteKind::Contradiction, place, text);
        None
    }

    /// What the operation needs (OpenAPI 3.0.3, section 4.7.10, `security`); none where it needs what all others do.
    /// `server` is the operation's own one.
    pub(super) fn security(&mut self, site: &Site<'_, '_>, server: Option<&str>) -> Option<Security> {
        let own = site.source.security.as_ref();
        if !self.api.names_schemes {
            if server.is_some_and(|server| origin(server) != self.api.base_url.as_deref().and_then(origin)) {
                let text =
                    "the description names no security scheme, so that no credential is sent to this other server";
                self.note(NoteKind::Unsupported, &site.place.at("servers"), text);
                return Some(Security::default());
            }
            // Nothing says where a credential goes, so that only the refusal of one can be heard.
            return own.filter(|required| required.is_empty()).map(|_| Security::default());
        }
        let security = match own {
            Some(required) => self.requirements(required, &site.place.at("security")),
            None if self.openapi.security.is_some() => return None,
            None => Security::default(),
        };
        (security != self.api.security).then_some(security)
    }

    fn requirements(&mut self, required: &[SecurityRequirement], place: &Place) -> Security {
        let mut alternatives: Vec<Vec<usize>> = Vec::new();
        for (index, requirement) in required.iter().enumerate() {
            let mut schemes = Vec::with_capacity(requirement.len());
            for wire in requirement.keys() {
                match self.api.schemes.iter().position(|scheme| scheme.wire == *wire) {
                    Some(scheme) => schemes.push(scheme),
                    None if self.api.schemes.is_empty() => {}
                    None => {
                        let text = format!("no credential is sent for the security scheme `{wire}`");
                        self.note(NoteKind::Unsupported, &place.index(index).at(wire), text);
                    }
                }
            }
            self.tell_clash(&schemes, &place.index(index));
            if !alternatives.contains(&schemes) {
                alternatives.push(schemes);
            }
        }
        // One alternative that needs nothing is no requirement at all.
        if alternatives.iter().all(Vec::is_empty) { Security::default() } else { Security(alternatives) }
    }

    /// Tells of credentials that would stand in a header that holds another one.
    fn tell_clash(&mut self, schemes: &[usize], place: &Place) {
        let mut taken: Vec<(&str, &str)> = Vec::new();
        let mut notes = Vec::new();
        for scheme in schemes.iter().filter_map(|&index| self.api.schemes.get(index)) {
            let Some(header) = header(scheme) else { continue };
            match taken.iter().find(|(other, _)| other.eq_ignore_ascii_case(header)) {
                Some((_, first)) => {
                    let text = format!(
                        "the header `{header}` holds the credential of {}; that of {} is not sent beside it",
                        code(first),
                        code(&scheme.wire)
                    );
                    notes.push((place.at(&scheme.wire), text));
                }
                None => taken.push((header, &scheme.wire)),
            }
        }
        for (place, text) in notes {
            self.note(NoteKind::Contradiction, &place, text);
        }
    }
}

/// The header that a credential stands in.
fn header(scheme: &Scheme) -> Option<&str> {
    match &scheme.carrier {
        Carrier::Authorization(_) | Carrier::Basic => Some("Authorization"),
        Carrier::Header(name) => Some(name),
        Carrier::Query(_) | Carrier::Cookie(_) => None,
    }
}

/// What the description says about a scheme, and how its credential is sent.
fn words(scheme: &SecurityScheme) -> (Option<&str>, String) {
    let (description, fact) = match scheme {
        SecurityScheme::APIKey { location, name, description, .. } => {
            let place = match location {
                APIKeyLocation::Header => "header",
                APIKeyLocation::Query => "query parameter",
                APIKeyLocation::Cookie => "cookie",
            };
            (description, format!("An API key in the {place} {}.", code(name)))
        }
        SecurityScheme::HTTP { scheme, description, .. } if scheme.eq_ignore_ascii_case("basic") => {
            (description, "User name and password.".to_owned())
        }
        SecurityScheme::HTTP { scheme, description, .. } if scheme.eq_ignore_ascii_case("bearer") => {
            (description, "A bearer token.".to_owned())
        }
        SecurityScheme::HTTP { scheme, description, .. } => {
            (description, format!("A credential in the header `Authorization`, after {}.", code(scheme)))
        }
        SecurityScheme::OAuth2 { description, .. } => (description, "An access token of OAuth 2.0.".to_owned()),
        SecurityScheme::OpenIDConnect { description, .. } => {
            (description, "An access token of OpenID Connect.".to_owned())
        }
    };
    (description.as_deref(), fact)
}

/// Scheme and authority of a URL (RFC 3986, section 3).
fn origin(url: &str) -> Option<&str> {
    let start = url.find("://")? + "://".len();
    let end = url[start..].find(['/', '?', '#']).map_or(url.len(), |end| start + end);
    Some(&url[..end])
}
