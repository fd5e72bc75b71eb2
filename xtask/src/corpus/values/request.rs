//! Random arguments of a call, and whether the request that they make says them.

use serde_json::{Map, Value};

use super::carry::{carries, carries_body, is_plain, texts};
use super::described::{Body, Described, Parameter, Style, Written};
use super::judge::Fault;
use super::make::{Made, Maker};
use super::plan::{Argument, Call};
use super::program::Reply;
use super::schema::Document;
use super::valid::{Validators, normalise};
use super::wire::{self, Wire, is_scalar};

/// A call, and what the description says of each of its arguments.
#[derive(Debug)]
pub(super) struct Request<'p> {
    pub(super) call: &'p Call,
    arguments: Vec<Known<'p>>,
    /// Whether segments of the path have more than one parameter.
    is_crowded: bool,
}

/// An argument, and what it is in the description.
#[derive(Debug)]
struct Known<'p> {
    argument: &'p Argument,
    label: String,
    /// Pointer to the schema; none if there is none.
    schema: Option<String>,
    described: What,
}

#[derive(Debug)]
enum What {
    Parameter(Parameter),
    /// A body and its media type in the description.
    Body(String, Body),
}

impl<'p> Request<'p> {
    /// What is known of a call; an error if the description does not know an argument.
    pub(super) fn new(call: &'p Call, described: &Described, document: &Document<'_>) -> Result<Self, String> {
        let known = |argument: &'p Argument| {
            let what = of(argument, described)
                .ok_or_else(|| format!("the description has no {} `{}`", argument.location, argument.wire))?;
            let pointer = match &what {
                What::Parameter(parameter) => &parameter.schema,
                What::Body(_, body) => &body.schema,
            };
            let schema = document.root.pointer(pointer).map(|_| pointer.clone());
            Ok(Known { argument, label: label(argument), schema, described: what })
        };
        Ok(Self {
            call,
            arguments: call.arguments.iter().map(known).collect::<Result<_, String>>()?,
            is_crowded: call.template.split('/').any(|segment| segment.matches('{').count() > 1),
        })
    }

    /// Arguments for one call; none where the dice found none.
    pub(super) fn made(&self, maker: &mut Maker<'_, '_>) -> Option<Made> {
        let mut made = Made { value: Value::Null, ghosts: Vec::new(), pins: Vec::new(), case: None };
        let mut all = Map::new();
        for known in &self.arguments {
            if !known.argument.required && maker.rng.u8(..3) == 0 {
                continue;
            }
            let Some(mut one) = known.made(maker).filter(|one| self.carries(known, &one.value)) else {
                if known.argument.required {
                    return None;
                }
                continue;
            };
            one.ghosts.iter_mut().for_each(|ghost| ghost.way.insert(0, known.label.clone()));
            one.pins.iter_mut().for_each(|pin| pin.way.insert(0, known.label.clone()));
            made.ghosts.extend(one.ghosts);
            made.pins.extend(one.pins);
            all.insert(known.label.clone(), one.value);
        }
        made.value = all.into();
        Some(made)
    }

    /// Why arguments are not valid, or cannot be said.
    pub(super) fn rejects(&self, made: &Made, document: &Document<'_>, validators: &mut Validators) -> Option<String> {
        for known in &self.arguments {
            let Some(value) = made.value.get(&known.label) else {
                if known.argument.required {
                    return Some(format!("the {} is missing", known.label));
                }
                continue;
            };
            if !self.carries(known, value) {
                return Some(format!("nothing can say this {}", known.label));
            }
            let Some(schema) = &known.schema else { continue };
            if let Some(why) = validators.rejects(&document.resolved(schema), &within(made, &known.label)) {
                return Some(why);
            }
        }
        None
    }

    /// Where the description says something of the arguments that a fault may be about: of more than one where they are the
    /// same text.
    pub(super) fn places<'s>(&'s self, way: &'s [String]) -> impl Iterator<Item = &'s str> {
        let known = self.arguments.iter().filter(|known| way.contains(&known.label));
        let schemas = known.filter_map(|known| known.schema.as_deref());
        schemas.map(|schema| schema.strip_suffix("/schema").unwrap_or(schema))
    }

    /// What the program is given.
    pub(super) fn line(&self, made: &Made) -> String {
        let mut line = format!("call\t{}", self.call.number);
        for known in &self.arguments {
            line.push('\t');
            line.extend(made.value.get(&known.label).map(Value::to_string));
        }
        line
    }

    /// What is wrong with the request.
    pub(super) fn fault(&self, made: &Made, reply: &Reply) -> Option<Fault> {
        match reply {
            Reply::Crashed(why) => Some(Fault { kind: "crash", why: why.clone(), way: Vec::new() }),
            Reply::Unreadable(why) => {
                let is_it = |known: &&Known<'_>| {
                    let text = made.value.get(&known.label).map(Value::to_string);
                    text.is_some_and(|text| why.starts_with(&format!("{text} is no argument")))
                };
                let way = self.arguments.iter().filter(is_it).map(|known| known.label.clone()).collect();
                let why = format!("makes no request: {why}");
                Some(Fault { kind: "refused", why, way })
            }
            Reply::Read { json, .. } => {
                let request = serde_json::from_str(json).unwrap_or_default();
                self.problem(made, &request).err()
            }
        }
    }

    /// Where the request does not say the arguments, or says more.
    fn problem(&self, made: &Made, request: &Value) -> Result<(), Fault> {
        let fault = |why| Fault { kind: "request", why, way: Vec::new() };
        let method = request.get("method").and_then(Value::as_str).unwrap_or_default();
        if !method.eq_ignore_ascii_case(&self.call.method) {
            return Err(fault(format!("the method is {method}")));
        }
        let mut wire = Wire::of(request).map_err(fault)?;
        let mut segments = self.path(&wire.path).map_err(fault)?;
        let mut has_body = false;
        for known in &self.arguments {
            let Some(value) = made.value.get(&known.label) else { continue };
            let said = match &known.described {
                What::Parameter(_) if value.is_null() => Ok(()),
                What::Parameter(parameter) => take(&mut wire, &mut segments, parameter, value),
                What::Body(media_type, body) => {
                    has_body = true;
                    let says = |said| {
                        if known.argument.is_text { wire.body_is(value) } else { wire.body_says(said, body, value) }
                    };
                    is_of(&wire, media_type).and_then(says)
                }
            };
            said.map_err(|why| {
                let why = format!("the {} is not said: {why}", known.label);
                Fault { way: vec![known.label.clone()], ..fault(why) }
            })?;
        }
        let fixed = self.call.template.split('#').next().and_then(|template| template.split_once('?'));
        fixed.into_iter().flat_map(|(_, query)| query.split('&')).for_each(|pair| wire.query.take_same(pair));
        let more = wire.query.rest().or_else(|| wire.cookies.rest()).or_else(|| {
            let usual = ["accept", "content-type", "cookie"];
            wire.headers.iter().map(|(name, _)| name.clone()).find(|name| !usual.contains(&name.as_str()))
        });
        let more = more.or_else(|| (!has_body && !matches!(wire.body.as_str(), "" | "{}")).then_some(wire.body));
        more.map_or(Ok(()), |more| Err(fault(format!("the request says `{more}`, too"))))
    }

    /// What stands for each parameter of the path.
    fn path(&self, path: &str) -> Result<Vec<(String, String)>, String> {
        let template = self.call.template.split(['?', '#']).next().unwrap_or_default();
        let (mut pattern, mut names) = ("^".to_owned(), Vec::new());
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { break };
            literal(before, &mut pattern);
            pattern.push_str(match self.style(name) {
                Some(Style::Label) => "(\\.[^/]*?)",
                Some(Style::Matrix) => "(;[^/]*?)",
                _ => "([^/]*?)",
            });
            names.push(name.to_owned());
            rest = after;
        }
        literal(rest, &mut pattern);
        pattern.push('$');
        let pattern = regex::Regex::new(&pattern).map_err(|error| error.to_string())?;
        let found = pattern.captures(path).ok_or_else(|| format!("the path is `{path}`"))?;
        let texts = found.iter().skip(1).map(|text| text.map_or("", |text| text.as_str()).to_owned());
        Ok(names.into_iter().zip(texts).collect())
    }

    /// The style of a parameter of the path.
    fn style(&self, name: &str) -> Option<Style> {
        self.arguments.iter().find_map(|known| match &known.described {
            What::Parameter(Parameter { location, name: own, written, .. }) if location == "path" && own == name => {
                Some(written.style)
            }
            _ => None,
        })
    }

    /// Whether a value can be said at its place at all.
    fn carries(&self, known: &Known<'_>, value: &Value) -> bool {
        match &known.described {
            What::Parameter(parameter) if parameter.location == "path" && self.is_crowded => {
                let texts = texts(value);
                is_scalar(value) && texts.iter().all(|text| is_plain(text))
            }
            What::Parameter(parameter) => carries(parameter, value),
            What::Body(media_type, body) => carries_body(media_type, body, value),
        }
    }
}

impl Known<'_> {
    fn made(&self, maker: &mut Maker<'_, '_>) -> Option<Made> {
        let mut made = self.any(maker)?;
        if self.argument.is_float {
            as_doubles(&mut made.value);
        }
        // An argument is a number of Rust, which has one spelling.
        normalise(&mut made.value);
        Some(made)
    }

    fn any(&self, maker: &mut Maker<'_, '_>) -> Option<Made> {
        let of = |value| Made { value, ghosts: Vec::new(), pins: Vec::new(), case: None };
        match (&self.schema, &self.described) {
            // What is sent as it is is a text, whatever its schema.
            (_, What::Body(..)) if self.argument.is_text => Some(of(maker.any_text().into())),
            (Some(schema), _) => maker.value(schema),
            (None, What::Parameter(_)) => Some(of(maker.any_text().into())),
            (None, What::Body(..)) => Some(of(maker.anything())),
        }
    }
}

fn label(argument: &Argument) -> String {
    match argument.location.as_str() {
        "body" => "body".to_owned(),
        location => format!("{location} {}", argument.wire),
    }
}

/// What an argument is in the description.
fn of(argument: &Argument, described: &Described) -> Option<What> {
    if argument.location != "body" {
        let is_it = |parameter: &&Parameter| parameter.location == argument.location && parameter.name == argument.wire;
        let found = described.parameters.iter().find(is_it).cloned();
        // What only the path names is a text.
        let in_path = || Parameter {
            location: "path".to_owned(),
            name: argument.wire.clone(),
            schema: String::from("/"),
            written: Written { style: Style::Simple, explode: false },
        };
        return found.or_else(|| (argument.location == "path").then(in_path)).map(What::Parameter);
    }
    let wanted = essence(&argument.wire);
    let exact = described.bodies.iter().find(|(name, _)| name.trim() == argument.wire);
    let alike = || described.bodies.iter().find(|(name, _)| essence(name) == wanted);
    let range = || described.bodies.iter().find(|(name, _)| fits_range(&wanted, &essence(name)));
    let (name, body) = exact.or_else(alike).or_else(range)?;
    Some(What::Body(name.clone(), body.clone()))
}

/// Whether a media type is one of a range such as `image/*`.
fn fits_range(media_type: &str, range: &str) -> bool {
    let top = range.strip_suffix("/*");
    // What a range is sent as stands for none of it.
    top.is_some_and(|top| top == "*" || media_type == "application/octet-stream" || media_type.starts_with(top))
}

/// The part of what was made that is one argument.
fn within(made: &Made, label: &str) -> Made {
    let inner = |way: &[String]| way.split_first().filter(|(first, _)| *first == label).map(|(_, rest)| rest.to_vec());
    let ghosts = made.ghosts.iter().filter_map(|ghost| Some((inner(&ghost.way)?, ghost.clone())));
    let pins = made.pins.iter().filter_map(|pin| Some((inner(&pin.way)?, pin.clone())));
    Made {
        value: made.value.get(label).cloned().unwrap_or_default(),
        ghosts: ghosts.map(|(way, ghost)| super::make::Ghost { way, ..ghost }).collect(),
        pins: pins.map(|(way, pin)| super::make::Pin { way, ..pin }).collect(),
        case: None,
    }
}

/// Makes every number the nearest one that a double holds.
fn as_doubles(value: &mut Value) {
    match value {
        Value::Number(number) => {
            if let Some(double) = number.as_f64() {
                *value = double.into();
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(as_doubles),
        Value::Object(members) => members.values_mut().for_each(as_doubles),
        _ => {}
    }
}

/// Adds a text that stands in a path as it is, or with percent signs.
fn literal(text: &str, pattern: &mut String) {
    for c in text.chars() {
        let own = c.to_string();
        let encoded: Vec<String> = own.bytes().map(|byte| format!("%{byte:02X}")).collect();
        pattern.extend(["(?:", &regex::escape(&own), "|", &encoded.concat(), ")"]);
    }
}

fn take(
    wire: &mut Wire,
    segments: &mut Vec<(String, String)>,
    parameter: &Parameter,
    value: &Value,
) -> Result<(), String> {
    let Parameter { location, name, written, .. } = parameter;
    match location.as_str() {
        "path" => {
            let at = segments.iter().position(|(other, _)| other == name).ok_or("it is not in the path")?;
            wire::path_says(&segments.remove(at).1, name, *written, value)
        }
        "header" => wire.take_header(name, *written, value),
        "cookie" => wire.cookies.take(name, *written, value),
        _ => wire.query.take(name, *written, value),
    }
}

/// The media type that the body is said to be of, which must be the one that the description has.
fn is_of<'w>(wire: &'w Wire, media_type: &str) -> Result<&'w str, String> {
    let said = wire.header("content-type").ok_or("there is no content-type")?;
    if essence(said) != essence(media_type) && !fits_range(&essence(said), &essence(media_type)) {
        return Err(format!("it is sent as `{said}` instead of `{media_type}`"));
    }
    Ok(said)
}

/// A media type without parameters, in small letters.
fn essence(name: &str) -> String {
    name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
