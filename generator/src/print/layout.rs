//! How the usual items are laid out: what a person would put on one line stands on one line.
//!
//! It must not know what the items are.

use proc_macro2::TokenStream;

use super::compact::compact;
use crate::emit::{Declaration, Function};

/// Columns that a line of code may fill.
const WIDTH: usize = 120;

/// A line without blanks at its end; what comes after a line break gets the indent too, so that it stays a comment.
pub(super) fn push_line(out: &mut String, indent: &str, line: &str) {
    for line in line.split(['\n', '\r']) {
        out.push_str(indent);
        out.push_str(line);
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    }
}

/// Documentation at an indent.
fn push_docs(out: &mut String, indent: &str, docs: &[String]) {
    for line in docs.iter().flat_map(|line| line.split(['\n', '\r'])) {
        out.push_str(indent);
        out.push_str("/// ");
        out.push_str(line);
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    }
}

/// `use path::{names};`
pub(super) fn import(out: &mut String, path: &TokenStream, names: &[TokenStream]) {
    let path = compact(path);
    let names: Vec<String> = names.iter().map(compact).collect();
    let one_line = match names.as_slice() {
        [name] => format!("use {path}::{name};"),
        names => format!("use {path}::{{{}}};", names.join(", ")),
    };
    if names.len() == 1 || one_line.len() <= WIDTH {
        return push_line(out, "", &one_line);
    }
    push_line(out, "", &format!("use {path}::{{"));
    fill(out, names.iter().map(|name| format!("{name}, ")));
    out.push_str("};\n");
}

/// A function whose body is one chain of calls.
pub(super) fn function(out: &mut String, function: &Function) {
    push_docs(out, "", &function.docs);
    for attribute in &function.attributes {
        push_line(out, "", &compact(attribute));
    }
    let arguments: Vec<String> = function.arguments.iter().map(compact).collect();
    let (name, returned) = (&function.name, compact(&function.returned));
    let one_line = format!("pub fn {name}({}) -> {returned} {{", arguments.join(", "));
    if one_line.len() <= WIDTH {
        push_line(out, "", &one_line);
    } else {
        push_line(out, "", &format!("pub fn {name}("));
        for argument in &arguments {
            push_line(out, "    ", &format!("{argument},"));
        }
        push_line(out, "", &format!(") -> {returned} {{"));
    }
    let calls: Vec<String> = function.calls.iter().map(compact).collect();
    let one_line = calls.concat();
    if 4 + one_line.len() <= WIDTH {
        push_line(out, "    ", &one_line);
    } else {
        for (index, call) in calls.iter().enumerate() {
            push_line(out, if index == 0 { "    " } else { "        " }, call);
        }
    }
    out.push_str("}\n");
}

/// A struct, an enum, or an item of one line.
pub(super) fn declaration(out: &mut String, declaration: &Declaration) {
    let indent = if declaration.notation.is_some() { "    " } else { "" };
    if let Some(notation) = declaration.notation {
        push_line(out, "", &format!("{notation}! {{"));
    }
    push_docs(out, indent, &declaration.docs);
    for attribute in &declaration.attributes {
        push_line(out, indent, &compact(attribute));
    }
    let head = compact(&declaration.head);
    match declaration.members.as_deref() {
        None => push_line(out, indent, &format!("{head};")),
        Some([]) => push_line(out, indent, &format!("{head} {{}}")),
        Some(members) => {
            push_line(out, indent, &format!("{head} {{"));
            let inner = format!("{indent}    ");
            for member in members {
                push_docs(out, &inner, &member.docs);
                push_line(out, &inner, &format!("{},", compact(&member.text)));
            }
            push_line(out, indent, "}");
        }
    }
    if declaration.notation.is_some() {
        out.push_str("}\n");
    }
}

/// `object!(Token { id: required, … });`, over several lines when one is too short.
pub(super) fn list(out: &mut String, notation: &str, (head, entries): (&TokenStream, &[TokenStream])) {
    let head = compact(head);
    let entries: Vec<String> = entries.iter().map(compact).collect();
    let one_line = match entries.as_slice() {
        [] => format!("{notation}!({head} {{}});"),
        entries => format!("{notation}!({head} {{ {} }});", entries.join(", ")),
    };
    if one_line.len() <= WIDTH {
        return push_line(out, "", &one_line);
    }
    match head.strip_suffix(')').and_then(|head| head.split_once('(')) {
        Some((name, arguments)) if notation.len() + head.len() + 4 > WIDTH => {
            push_line(out, "", &format!("{notation}!({name}("));
            fill(out, after_commas(arguments).into_iter());
            out.push_str(if entries.is_empty() { ") {" } else { ") {\n" });
        }
        _ => push_line(out, "", &format!("{notation}!({head} {{")),
    }
    let entry = |(index, entry): (usize, &String)| {
        // Nothing may follow the name of the map that keeps the rest.
        let comma = if index + 1 == entries.len() && entry.starts_with("..") { "" } else { ", " };
        format!("{entry}{comma}")
    };
    let entries: Vec<String> = entries.iter().enumerate().map(entry).collect();
    fill(out, entries.iter().flat_map(|entry| parts(entry)));
    out.push_str("});\n");
}

/// An entry that is too long for a line comes in several parts.
fn parts(entry: &str) -> Vec<&str> {
    if entry.len() < WIDTH { vec![entry] } else { after_commas(entry) }
}

/// Code cut after each comma that is not within a text.
fn after_commas(code: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut within_text, mut escaped) = (0, false, false);
    for (at, letter) in code.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = within_text,
            '"' => within_text = !within_text,
            ' ' if !within_text && code[..at].ends_with(',') => {
                parts.push(&code[start..=at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&code[start..]);
    parts
}

/// Puts as many parts on each line as it takes.
fn fill<T: AsRef<str>>(out: &mut String, parts: impl Iterator<Item = T>) {
    let mut line = String::new();
    for part in parts {
        let part = part.as_ref();
        if !line.is_empty() && line.len() + part.trim_end().len() > WIDTH {
            push_line(out, "", &line);
            line.clear();
        }
        if line.is_empty() {
            line.push_str("    ");
        }
        line.push_str(part);
    }
    if !line.is_empty() {
        push_line(out, "", &line);
    }
}

#[cfg(test)]
mod tests {
    use super::after_commas;

    #[test]
    fn code_is_cut_after_commas_but_no_text_is() {
        let code = r#"a_b = "a, \", {b": optional, c: one<(A, B)>"#;
        assert_eq!(after_commas(code), [r#"a_b = "a, \", {b": optional, "#, "c: one<(A, ", "B)>"]);
        assert_eq!(after_commas(""), [""]);
    }
}
