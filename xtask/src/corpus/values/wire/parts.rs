//! Bodies of several parts (RFC 7578).

use serde_json::Value;

use super::{Body, Pairs, is_json, is_scalar, members, same, same_json};

/// The parts of a body.
pub(super) fn of(body: &str, media_type: &str) -> Result<Vec<Part>, String> {
    let boundary = media_type.split_once("boundary=").map(|(_, rest)| rest).ok_or("there is no boundary")?;
    let body = format!("\r\n{body}");
    let line = format!("\r\n--{boundary}");
    let mut parts = Vec::new();
    let mut is_closed = false;
    for piece in body.split(line.as_str()).skip(1) {
        if is_closed {
            return Err("something follows the last part".to_owned());
        }
        is_closed = piece == "--\r\n";
        if !is_closed {
            parts.push(part(piece)?);
        }
    }
    if is_closed { Ok(parts) } else { Err("the last part has no end".to_owned()) }
}

/// One part of a body.
#[derive(Debug)]
pub(super) struct Part {
    name: String,
    is_file: bool,
    media_type: Option<String>,
    content: String,
}

/// A part: the rest of the line of its boundary, headers, an empty line, and the content.
fn part(piece: &str) -> Result<Part, String> {
    let piece = piece.strip_prefix("\r\n").ok_or("the boundary is not the end of its line")?;
    let (head, content) = piece.split_once("\r\n\r\n").ok_or("a part has no content")?;
    let header = |wanted: &str| {
        head.split("\r\n").filter_map(|line| line.split_once(':')).find(|(name, _)| name.eq_ignore_ascii_case(wanted))
    };
    let (_, disposition) = header("content-disposition").ok_or("a part has no name")?;
    let parameter = |name: &str| {
        let (_, rest) = disposition.split_once(&format!("; {name}=\""))?;
        let (text, _) = rest.split_once('"')?;
        Some(text.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"))
    };
    Ok(Part {
        name: parameter("name").ok_or("a part has no name")?,
        is_file: parameter("filename").is_some(),
        media_type: header("content-type").map(|(_, value)| value.trim().to_owned()),
        content: content.to_owned(),
    })
}

/// Whether the parts say an object: one for each member, and for each element of a list.
pub(super) fn say(mut parts: Vec<Part>, body: &Body, value: &Value) -> Result<(), String> {
    for (name, value) in members(value) {
        let member = body.members.iter().find(|(other, _)| other == name).map(|(_, member)| member);
        let said = member.and_then(|member| member.media_type.as_deref()).filter(|said| !said.contains(['*', ',']));
        let styled = member.and_then(|member| member.written).filter(|_| !is_scalar(value));
        if let Some(written) = styled {
            let own = parts.iter().map(|part| (part.name.clone(), part.content.clone())).collect();
            let mut pairs = Pairs { items: own, decode: str::to_owned };
            pairs.take(name, written, value).map_err(|why| format!("the part `{name}`: {why}"))?;
            let mut left = pairs.items;
            parts.retain(|part| {
                let at = left.iter().position(|(name, text)| (name, text) == (&part.name, &part.content));
                at.map(|at| left.remove(at)).is_some()
            });
            continue;
        }
        let elements = match value {
            Value::Array(elements) => elements.iter().filter(|element| !element.is_null()).collect(),
            one => vec![one],
        };
        for element in elements {
            let at = parts.iter().position(|part| part.name == *name);
            let part = at.map(|at| parts.remove(at)).ok_or_else(|| format!("there is no part `{name}`"))?;
            part_says(&part, said, element).map_err(|why| format!("the part `{name}`: {why}"))?;
        }
    }
    parts.first().map_or(Ok(()), |part| Err(format!("there is a part `{}`, too", part.name)))
}

fn part_says(part: &Part, said: Option<&str>, value: &Value) -> Result<(), String> {
    if let (Some(said), Some(is)) = (said, &part.media_type)
        && !said.eq_ignore_ascii_case(is)
    {
        return Err(format!("it is of the media type `{is}` instead of `{said}`"));
    }
    if !part.is_file && (!is_scalar(value) || said.is_some_and(is_json)) {
        return same_json(&value.to_string(), &part.content);
    }
    same(&part.content, value)
}
