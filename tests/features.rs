//! The crate of a large API has a Cargo feature for each tag, which compiles what the tag needs and nothing else.
//!
//! That each of them compiles alone is what `matrix` shows.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::fixtures::{self, Fixture};
use generator::Source;

/// Operations from which on a crate has features.
const MANY: usize = 201;

#[test]
fn a_small_api_has_no_features_of_its_own() {
    let output = fixtures::generate(&api(MANY - 1));
    assert!(!output.files["Cargo.toml"].contains("all = ["));
    assert!(output.files["src/lib.rs"].contains("\npub mod cats;"));
    assert!(!output.files["src/lib.rs"].contains("feature = \"cats\""));
    assert!(output.files["src/types.rs"].contains("pub use cat::Cat;"));
}

#[test]
fn a_type_needs_the_features_of_all_tags_that_use_it() {
    let output = fixtures::generate(&api(MANY));
    let types = &output.files["src/types.rs"];
    let gates: BTreeSet<&str> = types.lines().filter(|line| line.starts_with("types!")).collect();
    let expected = [
        "types!(feature = \"all\" { unused::Unused });",
        "types!(any(feature = \"cats\", feature = \"time_tag\") { cat::Cat });",
        // The crate has a feature `time` already, and the tag `time tag` has the name that comes next.
        "types!(feature = \"time_tag_2\" { clock::Clock });",
        // A dog has an owner, and people have a name, as owners have.
        "types!(any(feature = \"dogs\", feature = \"people\") { name::Name });",
        "types!(feature = \"dogs\" { dog::Dog });",
    ];
    assert_eq!(gates, expected.into());
    assert!(output.files["src/lib.rs"].contains("#[cfg(feature = \"time_tag_2\")]\npub mod time;"));
    let manifest = &output.files["Cargo.toml"];
    assert!(
        manifest.contains(
            "all = [\n    \"cats\",\n    \"dogs\",\n    \"people\",\n    \"time_tag\",\n    \"time_tag_2\",\n]\n"
        ),
        "{manifest}"
    );
}

/// An API of that many operations.
fn api(operations: usize) -> Fixture {
    let mut text = String::from(
        "openapi: 3.0.3\ninfo: { title: Many, version: 1.0.0 }\nservers: [{ url: https://example.com }]\npaths:\n",
    );
    let tags = [("cats", "Cat"), ("dogs", "Dog"), ("people", "Name"), ("time", "Clock"), ("time tag", "Cat")];
    for (index, (tag, schema)) in tags.iter().cycle().take(operations).enumerate() {
        writeln!(
            text,
            "  /{index}:\n    get:\n      operationId: get{index}\n      tags: [{tag}]\n      responses:\n        \
             \"200\": {{ description: One, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{schema}' }} }} }} }}",
        )
        .unwrap();
    }
    text.push_str(
        "components:\n  schemas:\n    Cat: { type: object, properties: { lives: { type: integer } } }\n    \
         Dog: { type: object, properties: { owner: { $ref: '#/components/schemas/Name' } } }\n    \
         Name: { type: object, properties: { family: { type: string } } }\n    \
         Clock: { type: object, properties: { hour: { type: integer } } }\n    \
         Unused: { type: object, properties: { reason: { type: string } } }\n",
    );
    Fixture { name: "many_operations".to_owned(), source: Source { name: "many_operations.yaml".to_owned(), text } }
}
