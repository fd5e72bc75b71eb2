//! A program that reads examples as the types that they are examples of, and writes them again; and makes calls.
//!
//! It stands in the crate of the description, so that this is compiled once. Only types that have examples, or are given
//! values, cost something.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use generator::{Argument, Call, Output};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{exact, sizes};

/// What the program is called.
pub(super) const NAME: &str = "round_trip";

/// The file that it reads.
pub(super) const INPUT: &str = "examples.txt";

/// What the root of the crate says besides.
const ROOT: &str = "
extern crate self as api;
#[doc(hidden)]
#[allow(warnings, clippy::all)]
pub mod round_trip__;
";

const MAIN: &str = "fn main() -> Result<(), String> {
    api::round_trip__::main()
}
";

const PROGRAM: &str = r#"//! Reads each line, the number of a type and JSON, as that type, and writes what came of it.
//!
//! A line that begins with `call` has the number of a call and JSON for each of its arguments; what is written is the
//! request that they make.
use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};

type RoundTrip = fn(&str) -> Result<String, serde_json::Error>;

/// The beginning of a text that is written to it.
struct Head(String);

impl std::fmt::Write for Head {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.extend(text.chars().filter(|c| !c.is_control()));
        if self.0.len() < 100 { Ok(()) } else { Err(std::fmt::Error) }
    }
}

fn round_trip<T: DeserializeOwned + Serialize + Debug>(text: &str) -> Result<String, serde_json::Error> {
    written(&serde_json::from_str::<T>(text)?)
}

/// For a type of no crate: alone, the number that a call reads may be written as `1.0`, too.
fn foreign<T: DeserializeOwned + Serialize + Debug>(text: &str) -> Result<String, serde_json::Error> {
    let response = http::Response::new(bytes::Bytes::copy_from_slice(text.as_bytes()));
    let received = || <api::support::Json<T> as api::support::Decode>::decode(&response).ok();
    written(&serde_json::from_str::<T>(text).or_else(|error| received().ok_or(error))?)
}

fn written<T: Serialize + Debug>(value: &T) -> Result<String, serde_json::Error> {
    let json = serde_json::to_string(value)?;
    let mut head = Head(String::new());
    // It ends with an error where the beginning does.
    let _ = std::fmt::Write::write_fmt(&mut head, format_args!("{value:?}"));
    Ok(format!("{json}\t{}", head.0))
}

/// With any argument it reads its input, and else a file beside it.
pub fn main() -> Result<(), String> {
    // Users read on threads, too, whose stacks are smaller than that of the main one.
    let run = || if std::env::args().count() > 1 { from_input() } else { from_file() };
    let run = std::thread::spawn(move || run().map_err(|error| error.to_string()));
    run.join().map_err(|_| "the thread crashed".to_owned())?
}

fn from_input() -> Result<(), Box<dyn std::error::Error>> {
    for line in std::io::stdin().lines() {
        each(&line?)?;
    }
    Ok(())
}

fn from_file() -> Result<(), Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/examples.txt"))?;
    text.lines().try_for_each(each)
}

fn each(line: &str) -> Result<(), Box<dyn std::error::Error>> {
    if let Some(line) = line.strip_prefix("call\t") {
        return each_call(line);
    }
    let (number, rest) = line.split_once('\t').ok_or("no number")?;
    let (_, json) = rest.split_once('\t').ok_or("no place")?;
    let round_trip = TYPES.get(number.parse::<usize>()?).ok_or("no type")?;
    match round_trip(json) {
        Ok(text) => println!("={text}"),
        Err(error) => println!("!{}", error.to_string().replace('\n', " ")),
    }
    Ok(())
}

fn each_call(line: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut texts = line.split('\t');
    let number = texts.next().ok_or("no number")?.parse::<usize>()?;
    match CALLS.get(number).ok_or("no call")?(Given(texts)) {
        Ok(request) => println!("={request}"),
        Err(problem) => println!("!{}", problem.replace('\n', " ")),
    }
    Ok(())
}

type Call = fn(Given<'_>) -> Result<serde_json::Value, String>;

/// What is left of the arguments; those that are not given are empty.
struct Given<'a>(std::str::Split<'a, char>);

impl Given<'_> {
    fn maybe<T: DeserializeOwned>(&mut self) -> Result<Option<T>, String> {
        match self.0.next() {
            None | Some("") => Ok(None),
            Some(text) => serde_json::from_str(text).map(Some).map_err(|error| format!("{text} is no argument: {error}")),
        }
    }

    fn needed<T: DeserializeOwned>(&mut self) -> Result<T, String> {
        self.maybe()?.ok_or_else(|| "an argument is missing".to_owned())
    }
}

/// What a call would send.
fn request(request: Result<http::Request<bytes::Bytes>, api::support::Error>) -> Result<serde_json::Value, String> {
    let request = request.map_err(|error| format!("the call is refused: {error}"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let headers = request.headers().iter().map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes())));
    Ok(serde_json::json!({
        "method": request.method().as_str(),
        "uri": request.uri().to_string(),
        "headers": headers.collect::<Vec<_>>(),
        "body": text(request.body()),
    }))
}

const TYPES: &[RoundTrip] = &[
"#;

/// An example that is worth a word, and why.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Told {
    pub(super) place: String,
    pub(super) why: String,
}

/// An example, its type, and its place for people.
pub(super) struct Case<'a> {
    pub(super) path: &'a str,
    pub(super) place: String,
    pub(super) value: Value,
}

/// The types and the calls that the program knows.
#[derive(Debug, Default)]
pub(super) struct Types {
    numbers: BTreeMap<String, usize>,
    text: String,
    calls: String,
}

impl Types {
    /// The number of a type.
    pub(super) fn number(&mut self, path: &str) -> usize {
        if let Some(number) = self.numbers.get(path) {
            return *number;
        }
        let number = self.numbers.len();
        self.numbers.insert(path.to_owned(), number);
        let how = if path.contains("::types::") { "round_trip" } else { "foreign" };
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "    {how}::<{path}>,");
        number
    }

    /// Adds a call, whose number is that of the calls before it.
    pub(super) fn call(&mut self, call: &Call) {
        let mut arguments = Vec::new();
        let text = &mut self.calls;
        // Writing to a string cannot fail.
        let _ = writeln!(text, "    |mut given| {{");
        let needed = call.arguments.iter().filter(|argument| argument.required);
        for (index, argument) in needed.enumerate() {
            let _ = writeln!(text, "        let a{index} = given.needed::<{}>()?;", argument.path);
            arguments.push(format!("{}a{index}", lent(argument)));
        }
        let _ = writeln!(text, "        let call = {}({});", call.path, arguments.join(", "));
        for argument in call.arguments.iter().filter(|argument| !argument.required) {
            let _ = writeln!(
                text,
                "        let call = match given.maybe::<{}>()? {{ Some(value) => call.{}({}value), None => call }};",
                argument.path,
                argument.name,
                lent(argument)
            );
        }
        let _ = writeln!(text, "        request(api::support::Endpoint::request(&call))\n    }},");
    }
}

fn lent(argument: &Argument) -> &'static str {
    if argument.borrowed { "&" } else { "" }
}

/// The files of a crate with the program for some examples.
pub(super) fn files(cases: &[Case<'_>], mut types: Types, output: &Output) -> BTreeMap<String, String> {
    let mut input = String::new();
    for Case { path, place, value } in cases {
        let number = types.number(path);
        // Writing to a string cannot fail.
        let _ = writeln!(input, "{number}\t{place}\t{value}");
    }
    let sizes = sizes::assertions(output);
    let program = format!("{PROGRAM}{}];\n\nconst CALLS: &[Call] = &[\n{}];\n\n{sizes}", types.text, types.calls);
    let mut files = output.files.clone();
    files.entry("src/lib.rs".to_owned()).or_default().push_str(ROOT);
    files.insert("src/round_trip__.rs".to_owned(), program);
    files.insert(format!("src/bin/{NAME}.rs"), MAIN.to_owned());
    files.insert(INPUT.to_owned(), input);
    files
}

/// The examples that are not what they were, by what the program was given and what it said.
pub(super) fn differences(input: &str, output: &str) -> Vec<Told> {
    let mut said = output.lines();
    let mut told = Vec::new();
    for line in input.lines() {
        let Some((place, json)) = line.split_once('\t').and_then(|(_, rest)| rest.split_once('\t')) else { continue };
        let said = said.next().unwrap_or("!the program ended before it");
        let why = match said.strip_prefix('=') {
            Some(after) => {
                let (after, _) = after.split_once('\t').unwrap_or((after, ""));
                match exact::difference(json, after) {
                    Ok(difference) => difference.map(|difference| difference.to_string()),
                    Err(why) => Some(format!("what was written is no JSON: {why}")),
                }
            }
            None => Some(format!("cannot be read as its type: {}", said.trim_start_matches('!'))),
        };
        told.extend(why.map(|why| Told { place: place.to_owned(), why }));
    }
    told
}
