//! Every name in the generated crate: from any text of a description to a Rust identifier that clashes with nothing.
//!
//! Only a [`Scope`] makes an [`Ident`]. It must not know what the names are for.

mod spelling;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use heck::{ToSnakeCase, ToUpperCamelCase};

use spelling::spelled;

/// A checked Rust identifier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ident(String);

impl Ident {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier as a token; `r#` is never needed, since keywords get an underscore.
    #[expect(clippy::disallowed_methods, reason = "the one place that makes identifiers")]
    pub(crate) fn token(&self) -> proc_macro2::Ident {
        proc_macro2::Ident::new(&self.0, proc_macro2::Span::call_site())
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How the words of a name are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// `token_status`: functions, members, modules and files.
    Snake,
    /// `TokenStatus`: types.
    Camel,
    /// `API_TOKEN`: constants.
    Constant,
    /// `Active`: variants, which stand behind the name of their type and so can be called what types are called.
    Variant,
}

/// A place in which no two names may be equal, such as a module or a struct.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    style: Style,
    taken: BTreeSet<String>,
    /// The number that a name takes when it clashes next.
    numbers: BTreeMap<String, u64>,
}

impl Scope {
    pub(crate) fn new(style: Style) -> Self {
        Self::with(style, &[])
    }

    /// A scope in which the given names exist already.
    pub(crate) fn with(style: Style, taken: &[&str]) -> Self {
        Self { style, taken: taken.iter().map(|&name| folded(name)).collect(), numbers: BTreeMap::new() }
    }

    /// The name, if it is free.
    pub(crate) fn claim_free(&mut self, candidate: &str) -> Option<Ident> {
        let name = identifier(candidate, self.style);
        self.taken.insert(folded(&name)).then_some(Ident(name))
    }

    /// The first of the candidates that is free; the last one with a number when none is.
    pub(crate) fn claim(&mut self, candidates: &[&str]) -> Ident {
        let mut last = String::new();
        for candidate in candidates {
            last = identifier(candidate, self.style);
            if self.taken.insert(folded(&last)) {
                return Ident(last);
            }
        }
        loop {
            let number = self.numbers.entry(folded(&last)).or_insert(1);
            *number += 1;
            let name = match self.style {
                Style::Snake | Style::Constant => format!("{}_{number}", last.trim_end_matches('_')),
                Style::Camel | Style::Variant => format!("{last}{number}"),
            };
            if self.taken.insert(folded(&name)) {
                return Ident(name);
            }
        }
    }
}

/// Names that differ in case alone are kept apart too, since files are named after types and some file systems fold case.
fn folded(name: &str) -> String {
    name.to_ascii_lowercase()
}

/// The words of a text, in lower case: `AccountTokens-list` has `account`, `tokens` and `list`.
pub(crate) fn words(text: &str) -> Vec<String> {
    spelled(text).to_snake_case().split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A name from the words of an operationId without those that the tag says already; all of them when nothing is left.
pub(crate) fn without_words(text: &str, said: &str) -> String {
    let said = words(said);
    let mut said = said.iter().peekable();
    let mut rest = Vec::new();
    for word in words(text) {
        // Words of the tag are passed over in their order, and only at the front.
        if rest.is_empty() && said.any(|other| *other == word) {
            continue;
        }
        rest.push(word);
    }
    if rest.is_empty() { text.to_owned() } else { rest.join("_") }
}

/// The most characters of a name, all of them ASCII: names become files, which systems limit to 255 bytes.
const MAX_LENGTH: usize = 200;

/// Any text as an identifier.
fn identifier(text: &str, style: Style) -> String {
    let spelled = spelled(text);
    let mut name = match style {
        Style::Snake => spelled.to_snake_case(),
        Style::Constant => spelled.to_snake_case().to_ascii_uppercase(),
        Style::Camel | Style::Variant => spelled.to_upper_camel_case(),
    };
    if name.is_empty() {
        let nothing = if text.trim().is_empty() { "empty" } else { "symbol" };
        name = identifier(nothing, style);
    }
    name.truncate(MAX_LENGTH);
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        name.insert(0, if style == Style::Snake { 'n' } else { 'N' });
    }
    match style {
        Style::Snake if is_one_of(KEYWORDS, &name) || is_one_of(DEVICES, &name) => name.push('_'),
        Style::Camel if is_one_of(PRELUDE, &name) => name.push_str("Type"),
        Style::Variant if name == "Self" => name.push_str("Value"),
        _ => {}
    }
    name
}

/// Whether the list, which is in order, has the name.
fn is_one_of(list: &[&str], name: &str) -> bool {
    list.binary_search(&name).is_ok()
}

/// Strict and reserved keywords of edition 2024 (The Rust Reference, "Keywords").
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Names that Windows keeps for devices, which cannot be files there.
const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];

/// Names that the generated code uses without a path: the prelude and what its files import.
const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "BTreeMap",
    "Base64",
    "Binary",
    "Box",
    "Call",
    "Clone",
    "Copy",
    "D",
    "Date",
    "DateTime",
    "Debug",
    "Decode",
    "Default",
    "Drop",
    "Empty",
    "Endpoint",
    "Envelope",
    "Eq",
    "Err",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "Json",
    "K",
    "N",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Secret",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "Text",
    "TextOrJson",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "V",
    "Value",
    "Vec",
];

#[cfg(test)]
mod tests {
    use super::{DEVICES, KEYWORDS, PRELUDE, Scope, Style, without_words};

    #[test]
    fn any_text_becomes_an_identifier() {
        let snake = |text| Scope::new(Style::Snake).claim(&[text]).0;
        let camel = |text| Scope::new(Style::Camel).claim(&[text]).0;
        assert_eq!(snake("request.ip"), "request_ip");
        assert_eq!(snake("type"), "type_");
        assert_eq!(snake("123abc"), "n123abc");
        assert_eq!(snake("\u{200B}"), "symbol");
        assert_eq!(snake("\u{1F600}"), "grinning");
        assert_eq!(snake("Größe (€)"), "grosse_eur");
        assert_eq!(snake("Привет"), "privet");
        assert_eq!(camel("北京"), "BeiJing");
        assert_eq!(snake(""), "empty");
        assert_eq!(camel("+1"), "Plus1");
        assert_eq!(camel("<="), "LessEqual");
        assert_eq!(camel("self"), "SelfType");
        assert_eq!(camel("String"), "StringType");
        assert_eq!(Scope::new(Style::Variant).claim(&["string"]).0, "String");
        assert_eq!(camel("../../evil"), "Evil");
        assert_eq!(snake(&"long".repeat(100)), "long".repeat(50));
    }

    #[test]
    fn lists_of_names_are_in_order() {
        for list in [KEYWORDS, DEVICES, PRELUDE] {
            assert!(list.is_sorted());
        }
    }

    #[test]
    fn capitals_begin_words_where_readers_see_some() {
        let names = [
            ("mTLS", "mtls"),
            ("mTLSCertificates", "mtls_certificates"),
            ("iOSVersion", "ios_version"),
            ("IPs", "ips"),
            ("listIDsOfURLs", "list_ids_of_urls"),
            ("virtual-WANs", "virtual_wans"),
            ("APIsByName", "apis_by_name"),
            ("IPv4Address", "ipv4_address"),
            ("MaxIPv6", "max_ipv6"),
            ("APIv2", "api_v2"),
            ("OAuth2Token", "oauth2_token"),
            ("myGitHubRepo", "my_github_repo"),
            ("MySQLPort", "mysql_port"),
            ("macOSBuild", "macos_build"),
            ("eTag", "e_tag"),
            ("xAPIKey", "x_api_key"),
            ("HTTPServer", "http_server"),
            ("isDNSSecure", "is_dns_secure"),
            ("getIPAddress", "get_ip_address"),
            ("IPAddresses", "ip_addresses"),
            ("userIDs2", "user_ids2"),
            ("CSRs_v1", "csrs_v1"),
            ("sha256Sum", "sha256_sum"),
        ];
        for (text, name) in names {
            let snake = Scope::new(Style::Snake).claim(&[text]).0;
            assert_eq!(snake, name, "{text}");
            let camel = Scope::new(Style::Camel).claim(&[text]).0;
            assert_eq!(Scope::new(Style::Camel).claim(&[&camel]).0, camel, "{text} in types of types");
        }
    }

    #[test]
    fn a_clash_takes_the_next_candidate_and_then_a_number() {
        let mut scope = Scope::new(Style::Camel);
        assert_eq!(scope.claim(&["foo_bar"]).0, "FooBar");
        assert_eq!(scope.claim(&["fooBar", "parent fooBar"]).0, "ParentFooBar");
        assert_eq!(scope.claim(&["FOO-BAR"]).0, "FooBar2");
    }

    #[test]
    fn a_function_is_not_called_what_its_module_says() {
        assert_eq!(without_words("account_tokens_verify", "account_tokens"), "verify");
        assert_eq!(without_words("account-api-tokens-list", "Account API Tokens"), "list");
        assert_eq!(without_words("listPets", "pets"), "list_pets");
        assert_eq!(without_words("tokens", "tokens"), "tokens");
    }
}
