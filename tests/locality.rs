//! A small change of the description is a small change of the crate.

use std::collections::{BTreeMap, BTreeSet};

use generator::Source;

use crate::fixtures;

const LISTS: &[&str] = &["src/lib.rs", "src/types.rs"];

/// A component that stands between others, with a type written inside of it.
const COMPONENT: &str = "    Invitation:
      type: object
      required: [token, kind]
      properties:
        token:
          $ref: '#/components/schemas/Token'
        kind:
          type: string
          enum: [first, second]

";

/// An operation that stands between others.
const OPERATION: &str = "  /accounts/{account_id}/invitations:
    parameters:
      - $ref: '#/components/parameters/AccountId'
    get:
      operationId: TAG_list_invitations
      tags:
        - TAG
      parameters:
        - $ref: '#/components/parameters/Page'
      responses:
        '200':
          description: The invitation.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Invitation'

";

fn text() -> String {
    fixtures::tokens().source.text
}

/// Puts a text before a line of the description.
fn insert(text: &str, before: &str, new: &str) -> String {
    assert_eq!(text.matches(before).count(), 1, "`{before}` stands once in the description");
    text.replace(before, &format!("{new}{before}"))
}

fn files(text: String) -> BTreeMap<String, String> {
    let source = Source { name: "spec/tokens.yaml".to_owned(), text };
    fixtures::try_generate(&source, "generated").unwrap_or_else(|problems| panic!("{problems}")).files
}

/// The files that differ between what two descriptions become.
fn changed(before: String, after: String) -> BTreeSet<String> {
    let (before, after) = (files(before), files(after));
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    paths.into_iter().filter(|path| before.get(*path) != after.get(*path)).cloned().collect()
}

fn set(paths: &[&[&str]]) -> BTreeSet<String> {
    paths.iter().copied().flatten().map(|path| (*path).to_owned()).collect()
}

/// The description with a component and an operation more, both in the middle.
fn with_invitations(tag: &str) -> String {
    let text = insert(&text(), "    PermissionGroup:\n", COMPONENT);
    insert(&text, "  /accounts/{account_id}/tokens/verify:\n", &OPERATION.replace("TAG", tag))
}

#[test]
fn a_new_component_and_operation_change_only_their_own_files_and_the_lists() {
    let changed = changed(text(), with_invitations("invitations"));
    assert_eq!(changed, set(&[LISTS, &["src/invitations.rs", "src/types/invitation.rs"]]));
}

#[test]
fn a_new_operation_of_a_tag_changes_the_file_of_the_tag_alone() {
    let changed = changed(text(), with_invitations("account_tokens"));
    assert_eq!(changed, set(&[&["src/account_tokens.rs", "src/types.rs", "src/types/invitation.rs"]]));
}

#[test]
fn a_new_component_that_nothing_uses_changes_only_its_own_file_and_the_list() {
    let changed = changed(text(), insert(&text(), "    PermissionGroup:\n", COMPONENT));
    assert_eq!(changed, set(&[&["src/types.rs", "src/types/invitation.rs"]]));
}

#[test]
fn a_new_member_changes_the_files_of_the_types_that_have_it() {
    let member = "            last_used_on:\n";
    let new = "            colour:\n              type: string\n              enum: [red, blue]\n";
    let changed = changed(text(), insert(&text(), member, new));
    // A created token is a token and its secret.
    assert_eq!(changed, set(&[&["src/types.rs", "src/types/token.rs", "src/types/created_token.rs"]]));
}

#[test]
fn a_new_type_that_holds_a_cycle_moves_no_box() {
    let cycle = |first: &str| {
        let paths = "paths: {}\ncomponents:\n  schemas:\n";
        let schema = |name: &str, to: &str| {
            let own = format!("{}_id: {{ type: string }}", name.to_lowercase());
            let to = format!("to: {{ $ref: '#/components/schemas/{to}' }}");
            let member = format!("{{ type: object, properties: {{ {own}, {to} }} }}");
            format!("    {name}: {member}\n")
        };
        let cycle = [schema("Lamb", "Mare"), schema("Mare", "Newt"), schema("Newt", "Lamb")].concat();
        format!("openapi: 3.0.3\ninfo: {{ title: Cycle, version: 1.0.0 }}\n{paths}{first}{cycle}")
    };
    let holder = "    Ant: { type: object, properties: { to: { $ref: '#/components/schemas/Newt' } } }\n";
    assert_eq!(changed(cycle(""), cycle(holder)), set(&[&["src/types.rs", "src/types/ant.rs"]]));
}

#[test]
fn the_same_description_becomes_the_same_bytes() {
    for fixture in fixtures::all_and_tokens() {
        let (one, other) = (fixtures::generate(&fixture), fixtures::generate(&fixture));
        assert!(one.files == other.files && one.api() == other.api(), "{}", fixture.name);
    }
}

#[test]
fn the_order_of_components_changes_nothing() {
    let text = text();
    let schemas = text.find("\n  schemas:\n").unwrap() + "\n  schemas:\n".len();
    let end = schemas + text[schemas..].find("\n  examples:\n").unwrap();
    let mut blocks: Vec<String> = Vec::new();
    for line in text[schemas..end].lines() {
        let begins = line.starts_with("    ") && !line.starts_with("     ");
        match blocks.last_mut() {
            Some(block) if !begins => block.extend([line, "\n"]),
            _ => blocks.push(format!("{line}\n")),
        }
    }
    assert!(blocks.len() > 20, "the components of the description were found");
    blocks.reverse();
    let reversed = format!("{}{}{}", &text[..schemas], blocks.concat(), &text[end..]);
    assert_eq!(changed(text, reversed), BTreeSet::new());
}
