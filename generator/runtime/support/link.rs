//! The header `Link` (RFC 8288): what it names as the next page.

use http::HeaderMap;

/// The URL of the relation `next` in the header `Link`.
pub(super) fn next_link(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(http::header::LINK).iter();
    let texts: Vec<_> = values.map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    texts.iter().find_map(|text| {
        let mut rest = text.as_ref();
        while let Some((url, after)) = rest.split_once('<').and_then(|(_, link)| link.split_once('>')) {
            let (relations, behind) = relations(after);
            if relations.split_ascii_whitespace().any(|relation| relation.eq_ignore_ascii_case("next")) {
                return Some(url.to_owned());
            }
            rest = behind;
        }
        None
    })
}

/// What the parameters of a link say first of its relations, nothing if it is about another page, and what follows them.
fn relations(parameters: &str) -> (&str, &str) {
    let (mut relations, mut is_elsewhere) = (None, false);
    let mut rest = parameters.trim_start();
    while let Some(parameter) = rest.strip_prefix(';') {
        let (name, value) = parameter.split_at(parameter.find(['=', ';', ',']).unwrap_or(parameter.len()));
        let (value, after) = value.strip_prefix('=').map_or(("", value), |value| parameter_value(value.trim_start()));
        match name.trim() {
            name if name.eq_ignore_ascii_case("rel") => relations = relations.or(Some(value)),
            name => is_elsewhere |= name.eq_ignore_ascii_case("anchor"),
        }
        rest = after.trim_start();
    }
    (relations.filter(|_| !is_elsewhere).unwrap_or_default(), rest)
}

/// The value of a parameter, which may be quoted, and what follows it.
fn parameter_value(text: &str) -> (&str, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (value, after) = text.split_at(text.find([';', ',']).unwrap_or(text.len()));
        return (value.trim_end(), after);
    };
    let mut is_escaped = false;
    for (at, c) in quoted.char_indices() {
        if c == '"' && !is_escaped {
            let (value, after) = quoted.split_at(at);
            return (value, after.get(1..).unwrap_or_default());
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    (quoted, "")
}
