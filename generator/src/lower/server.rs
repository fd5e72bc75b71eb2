//! Servers: where calls go unless the client is told otherwise.

use openapiv3::Server;

use super::Lowering;
use super::operation::Site;
use crate::NoteKind;
use crate::diagnostic::Place;
use crate::markdown::code;

impl Lowering<'_> {
    /// The URL of the first server.
    pub(super) fn base_url(&mut self) -> Option<String> {
        let place = Place::root().at("servers");
        let url = self.openapi.servers.first().and_then(|server| self.url(server, &place.index(0)));
        let url = url.filter(|url| is_absolute(url));
        if url.is_none() && !self.openapi.paths.paths.is_empty() {
            let text = "there is no absolute server URL, so that every client must be given a `base_url`";
            self.note(NoteKind::Unsupported, &place, text);
        }
        url
    }

    /// The URL of the first server of an operation, or of its path, where that is another one than the base URL.
    pub(super) fn server(&mut self, site: &Site<'_, '_>) -> Option<String> {
        let (servers, place) = match (&site.source.servers, &site.item.servers) {
            (own, _) if !own.is_empty() => (own, site.place.clone()),
            (_, of_path) => (of_path, site.place.parent()),
        };
        let place = place.at("servers").index(0);
        let url = self.url(servers.first()?, &place)?;
        let base = self.api.base_url.clone();
        let url = if is_absolute(&url) { Some(url) } else { base.as_deref().and_then(|base| resolve(base, &url)) };
        if url.is_none() {
            let text = "this server has no absolute URL, so that the calls go to the client's `base_url`";
            self.note(NoteKind::Unsupported, &place, text);
        }
        url.filter(|url| Some(url) != base.as_ref())
    }

    /// The URL with the defaults of its variables, without a slash at the end (OpenAPI 3.0.3, section 4.7.5).
    fn url(&mut self, server: &Server, place: &Place) -> Option<String> {
        let mut url = server.url.clone();
        for (name, variable) in server.variables.iter().flatten() {
            url = url.replace(&format!("{{{name}}}"), &variable.default);
        }
        if url.split_once('{').is_some_and(|(_, after)| after.contains('}')) {
            let text = format!("{} has a variable without a default, so that this server is ignored", code(&url));
            self.note(NoteKind::Unsupported, place, text);
            return None;
        }
        Some(url.trim_end_matches('/').to_owned())
    }
}

fn is_absolute(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// A URL that begins with `/` or names a folder below the base URL (RFC 3986, section 5.2).
fn resolve(base: &str, url: &str) -> Option<String> {
    let (scheme, rest) = base.split_once("://")?;
    let authority = rest.split('/').next()?;
    let is_plain = |text: &str| !text.contains(':') && text.split('/').all(|segment| segment != "." && segment != "..");
    match url.strip_prefix('/') {
        None if url.is_empty() => Some(base.to_owned()),
        Some(path) if is_plain(path) && !path.starts_with('/') => Some(format!("{scheme}://{authority}/{path}")),
        _ => None,
    }
}
