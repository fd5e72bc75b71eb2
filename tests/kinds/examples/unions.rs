//! What it takes to read unions: against serde's derive, and for hostile bodies against `serde_json::Value`.
//!
//! `cargo run --release --package kinds --no-default-features --example unions` prints the medians of the ratios. The two
//! of each ratio run in turn, so that a busy machine slows both.

use std::hint::black_box;
use std::time::Instant;

use kinds::types;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The same types as serde's derive reads them.
#[expect(dead_code, reason = "the members are only read")]
mod derived {
    use serde::Deserialize;

    #[derive(Deserialize)]
    pub struct User {
        id: i64,
        login: String,
        name: Option<String>,
        email: Option<String>,
        url: String,
        followers: i64,
        following: i64,
        site_admin: bool,
        created_at: String,
        plan: Option<String>,
    }

    #[derive(Deserialize)]
    pub struct Org {
        id: i64,
        login: String,
        name: Option<String>,
        description: String,
        url: String,
        members: i64,
        verified: bool,
        billing_email: Option<String>,
        created_at: String,
        labels: Vec<String>,
    }

    #[derive(Deserialize)]
    pub struct Bot {
        id: i64,
        login: String,
        app: String,
        url: String,
        scopes: Vec<String>,
        created_at: String,
        installs: Option<i64>,
        homepage: Option<String>,
    }

    #[derive(Deserialize)]
    #[serde(untagged)]
    pub enum Account {
        User(User),
        Org(Org),
        Bot(Bot),
    }

    #[derive(Deserialize)]
    #[serde(tag = "kind", rename_all = "lowercase")]
    pub enum Tagged {
        User(User),
        Org(Org),
        Bot(Bot),
    }

    #[derive(Deserialize)]
    #[serde(untagged)]
    pub enum Expanded {
        Id(String),
        User(User),
    }

    #[derive(Deserialize)]
    #[serde(untagged)]
    pub enum Event {
        Push { r#ref: String, actor: Account, commits: Vec<Expanded> },
        Star { stars: i64, actor: Account },
    }

    // An object of another case must not be taken for an empty one of this.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct A {
        a: Option<String>,
        n: i64,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct B {
        b: Option<String>,
        n: i64,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct C {
        c: Option<String>,
        n: i64,
    }

    #[derive(Deserialize)]
    #[serde(untagged)]
    pub enum Twin {
        First { id: i64, name: String, inner: A },
        Second { id: i64, name: String, inner: B },
        Third { id: i64, name: String, inner: C },
    }
}

/// How many times each ratio is measured.
const ROUNDS: usize = 101;
/// The same of hostile bodies, which are large.
const HOSTILE_ROUNDS: usize = 3;

/// The values of a list.
const VALUES: usize = 600;

/// The bytes of a hostile body.
const HOSTILE: usize = 1 << 20;

fn user(index: usize, first: &str, last: &str) -> String {
    format!(
        r#"{{{first}"id":{index},"login":"octocat{index}","name":"The Octocat","url":"https://api.example.com/users/{index}","followers":{},"following":9,"site_admin":false,"created_at":"2011-01-25T18:44:36Z","plan":"pro"{last}}}"#,
        index * 7,
    )
}

fn org(index: usize, first: &str, last: &str) -> String {
    format!(
        r#"{{{first}"id":{index},"login":"org{index}","description":"An organization of some people","url":"https://api.example.com/orgs/{index}","members":{},"verified":true,"created_at":"2011-01-25T18:44:36Z","labels":["a","bc","def"]{last}}}"#,
        index * 3,
    )
}

fn bot(index: usize, first: &str, last: &str) -> String {
    format!(
        r#"{{{first}"id":{index},"login":"bot{index}","app":"dependabot","url":"https://api.example.com/apps/{index}","scopes":["read","write"],"created_at":"2011-01-25T18:44:36Z","installs":{index}{last}}}"#,
    )
}

fn mixed(index: usize) -> String {
    [user, org, bot][index % 3](index, "", "")
}

fn event(index: usize) -> String {
    let actor = mixed(index);
    if index.is_multiple_of(2) {
        let commit = user(index, "", "");
        format!(r#"{{"ref":"refs/heads/main","actor":{actor},"commits":["a{index}",{commit},"b"]}}"#)
    } else {
        format!(r#"{{"stars":{index},"actor":{actor}}}"#)
    }
}

fn twin(index: usize) -> String {
    let name = ["a", "b", "c"][index % 3];
    format!(r#"{{"id":{index},"name":"some name","inner":{{"{name}":"x","n":{index}}}}}"#)
}

fn text(index: usize) -> String {
    format!("\"cus_{index}\"")
}

fn time<T: DeserializeOwned>(json: &str) -> f64 {
    let start = Instant::now();
    black_box(serde_json::from_str::<T>(black_box(json)).unwrap_or_else(|error| panic!("{error}")));
    start.elapsed().as_secs_f64()
}

/// The median of what one type takes in ratio to another one, and of the time of the first in nanoseconds.
fn ratio<One: DeserializeOwned, Other: DeserializeOwned>(json: &str, rounds: usize) -> (f64, f64) {
    let both: Vec<(f64, f64)> = (0..rounds).map(|_| (time::<One>(json), time::<Other>(json))).collect();
    let median = |mut numbers: Vec<f64>| {
        numbers.sort_by(f64::total_cmp);
        numbers[rounds / 2]
    };
    (
        median(both.iter().map(|(one, other)| one / other).collect()),
        median(both.iter().map(|(one, _)| one * 1e9).collect()),
    )
}

/// Reads a list of values as our type and as the one of serde's derive.
fn compare<Ours: DeserializeOwned, Theirs: DeserializeOwned>(name: &str, value: impl Fn(usize) -> String) {
    let list = format!("[{}]", (0..VALUES).map(value).collect::<Vec<_>>().join(","));
    let (ratio, time) = ratio::<Vec<Ours>, Vec<Theirs>>(&list, ROUNDS);
    println!("{ratio:5.2}  {name} ({:.0} ns)", time / f64::from(u16::try_from(VALUES).unwrap_or(u16::MAX)));
}

/// Reads a list of one value over and over, as our type and as `Value`.
fn hostile<Ours: DeserializeOwned>(name: &str, value: &str) {
    let list = format!("[{}]", vec![value; HOSTILE / (value.len() + 1)].join(","));
    let (ratio, _) = ratio::<Vec<Ours>, Value>(&list, HOSTILE_ROUNDS);
    println!("{ratio:5.1}  {name}");
}

fn against_derive() {
    println!("against serde's derive, per value:");
    compare::<types::User, derived::User>("no union", |index| user(index, "", ""));
    compare::<types::Account, derived::Account>("objects without a tag, mixed", mixed);
    compare::<types::Account, derived::Account>("objects without a tag, the first case", |index| user(index, "", ""));
    compare::<types::Account, derived::Account>("objects without a tag, the last case", |index| bot(index, "", ""));
    let tag = |index: usize| ["\"kind\":\"user\"", "\"kind\":\"org\"", "\"kind\":\"bot\""][index % 3];
    compare::<types::Tagged, derived::Tagged>("objects with a tag, at the beginning", |index| {
        [user, org, bot][index % 3](index, &format!("{},", tag(index)), "")
    });
    compare::<types::Tagged, derived::Tagged>("objects with a tag, at the end", |index| {
        [user, org, bot][index % 3](index, "", &format!(",{}", tag(index)))
    });
    compare::<types::Expanded, derived::Expanded>("text or object, texts", text);
    compare::<types::Expanded, derived::Expanded>("text or object, both", |index| {
        if index.is_multiple_of(2) { text(index) } else { user(index, "", "") }
    });
    compare::<types::Event, derived::Event>("unions in unions", event);
    compare::<types::Twin, derived::Twin>("cases that differ only inside", twin);
}

fn against_value() {
    println!("hostile lists of {} MiB, against `Value`:", HOSTILE >> 20);
    for value in
        ["{}", r#"{"x":1}"#, r#"{"w0":true}"#, r#"{"w999":true}"#, r#"{"w999":1}"#, r#"{"w0":true,"w999":true}"#]
    {
        hostile::<types::Wide>(&format!("a thousand cases, `{value}`"), value);
    }
    let members = |names: usize| {
        let members: Vec<String> = (0..100_000).map(|index| format!("\"w{}\":null", index % names)).collect();
        format!("{{{}}}", members.join(","))
    };
    hostile::<types::Wide>("a thousand cases, objects of many members that no case has", &members(100_000));
    hostile::<types::Wide>("a thousand cases, objects of all members", &members(1_000));
    hostile::<types::Twin>("cases that differ inside, empty", r#"{"id":1,"name":"","inner":{}}"#);
    hostile::<types::Twin>(
        "cases that differ inside, all at once",
        r#"{"id":1,"name":"","inner":{"a":"","b":"","c":"","n":1}}"#,
    );
    hostile::<types::Account>("objects of no case", "{}");
    hostile::<types::Anything>("lists", "[]");
    hostile::<types::Anything>("objects in objects", r#"{"a":{"a":{"a":{"a":{}}}}}"#);
    hostile::<types::Nest>("lists in lists", "[[[[[[[[]]]]]]]]");
    hostile::<types::Nest>("lists in lists that fit no case", "[[[[[[[[1]]]]]]]]");
    hostile::<types::Setting>("objects whose date is none", r#"{"level":1,"at":""}"#);
    let deep = |inner: &str| (0..100).fold(inner.to_owned(), |inner, _| format!(r#"{{"child":{inner},"value":1}}"#));
    hostile::<types::Node>("chains", &deep(r#"{"value":1}"#));
    hostile::<types::Node>(
        "chains whose case is told by the end",
        &deep(r#"{"value":"x"}"#).replace("1}", "18446744073709551615}"),
    );
    hostile::<types::Rule>(
        "rules in rules",
        &(0..100).fold("1".to_owned(), |inner, _| format!(r#"{{"action":"","next":{inner}}}"#)),
    );
}

fn main() {
    against_derive();
    against_value();
}
