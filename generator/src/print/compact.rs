//! A few tokens on one line, spaced as a person would.
//!
//! It must not know what they mean.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The tokens as text.
pub(super) fn compact(tokens: &TokenStream) -> String {
    let mut out = String::new();
    push(&mut out, tokens.clone());
    out
}

fn push(out: &mut String, tokens: TokenStream) {
    let mut follows_word = false;
    for token in tokens {
        let is_word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        if is_word && (follows_word || out.ends_with(['>', ']'])) {
            out.push(' ');
        }
        follows_word = is_word;
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace if out.ends_with(':') => ("{", "}"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                push(out, group.stream());
                // The comma of `(String,)` has nothing behind it.
                out.truncate(out.trim_end_matches(' ').len());
                out.push_str(close);
            }
            TokenTree::Punct(punct) => match (punct.as_char(), punct.spacing()) {
                (',', _) => out.push_str(", "),
                (';', _) => out.push_str("; "),
                (':', Spacing::Alone) if !out.ends_with(':') => out.push_str(": "),
                ('=', Spacing::Alone) if !out.ends_with('.') => out.push_str(" = "),
                ('=', Spacing::Joint) => out.push_str(" ="),
                ('>', _) if out.ends_with(" =") => out.push_str("> "),
                ('-', Spacing::Joint) => out.push_str(" -"),
                ('>', _) if out.ends_with(" -") => out.push_str("> "),
                ('|', _) => out.push_str(" | "),
                ('+', _) => out.push_str(" + "),
                (c, _) => out.push(c),
            },
            TokenTree::Ident(ident) => {
                let _ = write!(out, "{ident}");
            }
            TokenTree::Literal(literal) => {
                let _ = write!(out, "{literal}");
            }
        }
    }
}
