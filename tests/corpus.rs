//! `cargo xtask corpus` runs every description below a folder, whatever becomes of each.

use std::path::Path;
use std::process::{Command, Output};

use generator::Source;

use crate::fixtures;

/// Refers to a file that is no description of its own.
const GOOD: &str = "openapi: 3.0.3
info: { title: Pets, version: 1.0.0 }
paths:
  /pets:
    get:
      responses:
        '200':
          description: All pets.
          content: { application/json: { schema: { $ref: '../models/Pet.yaml' } } }
";

const MODEL: &str =
    "type: object\nproperties:\n  openapi: { type: string }\n  any: { oneOf: [{ type: integer }] }\n  free: {}\n";

const BROKEN: &str = r#"{ "info": { "title": "Pets", "version": "1" }, "paths": {}, "openapi": "3.0.3",
  "components": { "schemas": { "Pet": { "type": "Dog" } } } }"#;

/// The command as a user calls it: its workers are processes of the same program.
fn corpus(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--offline", "--package", "xtask", "--", "corpus"]).args(arguments);
    command.arg(folder).current_dir(fixtures::root()).output().unwrap()
}

fn texts(output: &Output) -> (String, String) {
    (String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[expect(clippy::disallowed_methods, reason = "a test writes into a folder of its own")]
fn folder<T: AsRef<[u8]>>(files: &[(&str, T)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn every_root_document_has_a_line_and_what_fails_is_told_with_its_place() {
    let files = [("api/pets.yaml", GOOD), ("models/Pet.yaml", MODEL), ("broken.json", BROKEN), ("no.json", "[]")];
    let folder = folder(&files);
    let output = corpus(folder.path(), &[]);
    let (out, err) = texts(&output);
    assert_eq!(output.status.code(), Some(1), "{out}{err}");
    let lines: Vec<Vec<&str>> = out.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines.len(), 5, "{out}");
    assert_eq!(lines[1][..5], ["api/pets.yaml", "3.0.3", "1", "1", lines[1][4]], "{out}");
    assert_eq!(lines[1][7..9], ["33.3", "%"], "one member of three is JSON: {out}");
    assert_eq!(lines[2], ["broken.json", "FAILED"], "{out}");
    assert_eq!(out.lines().last(), Some("2 descriptions, 1 failed"));
    assert!(err.contains("── broken.json") && err.contains("broken.json:2:"), "{err}");
}

#[test]
fn a_path_without_a_description_is_a_problem() {
    let folder = folder(&[("notes.yaml", "a: 1\n")]);
    let output = corpus(folder.path(), &[]);
    let (out, err) = texts(&output);
    assert_eq!((output.status.code(), out.as_str()), (Some(1), ""), "{err}");
    assert!(err.contains("there is no OpenAPI description below"), "{err}");
    let (_, err) = texts(&corpus(&folder.path().join("notes.yaml"), &[]));
    assert!(err.contains("is not the root document"), "{err}");
    let (_, err) =
        texts(&corpus(&fixtures::root().join("tests/bundles"), &["--overlay", "spec/overlays/cloudflare.yaml"]));
    assert!(err.contains("`--overlay` changes one description, but there are"), "{err}");
}

#[test]
fn no_description_is_passed_over_because_of_how_it_is_written() {
    let rest = "info: {title: Pets, version: '1'}, paths: {}";
    let files = [
        ("commented.json", format!("# Pets.\n{{\"openapi\": \"3.0.3\", {rest}}}").into_bytes()),
        ("flow.yaml", format!("{{openapi: 3.0.3, {rest}}}").into_bytes()),
        ("indented.yml", b"  openapi: 3.0.3\n  info: {title: Pets, version: '1'}\n  paths: {}\n".to_vec()),
        ("latin.yaml", b"openapi: 3.0.3\ninfo: {title: Caf\xe9, version: '1'}\npaths: {}\n".to_vec()),
        ("table.yaml", b"title: Caf\xe9\n".to_vec()),
        (
            "wide.yaml",
            [0xff, 0xfe].into_iter().chain(b"openapi: 1\n".iter().flat_map(|c| [*c, 0])).chain([0]).collect(),
        ),
    ];
    let folder = folder(&files);
    let (out, err) = texts(&corpus(folder.path(), &[]));
    let rows: Vec<Vec<&str>> = out.lines().skip(1).map(|line| line.split_whitespace().take(2).collect()).collect();
    let good = ["commented.json", "flow.yaml", "indented.yml"].map(|name| vec![name, "3.0.3"]);
    assert_eq!(rows[..3], good, "{out}{err}");
    assert_eq!(rows[3..5], [["latin.yaml", "FAILED"], ["wide.yaml", "FAILED"]], "{out}{err}");
    assert_eq!(out.lines().last(), Some("5 descriptions, 2 failed"));
    assert!(err.contains("latin.yaml` is not UTF-8 text: line 2 has a byte that cannot be read"), "{err}");
    let (_, err) = texts(&corpus(&folder.path().join("latin.yaml"), &[]));
    assert!(err.contains("is not UTF-8 text: line 2"), "{err}");
}

#[test]
fn descriptions_of_several_folders_are_told_apart() {
    let folder = folder(&[("one/openapi.yaml", BROKEN), ("two/openapi.yaml", BROKEN)]);
    let [one, two] = ["one", "two"].map(|name| folder.path().join(name));
    let (out, err) = texts(&corpus(&one, &[&two.to_string_lossy()]));
    for path in [one, two].map(|path| path.join("openapi.yaml")) {
        let path = path.display();
        assert!(out.contains(&format!("\n{path}  FAILED")) && err.contains(&format!("── {path}\n")), "{out}{err}");
    }
    let (out, _) = texts(&corpus(folder.path(), &[]));
    assert!(out.contains("\none/openapi.yaml  FAILED\ntwo/openapi.yaml  FAILED\n"), "{out}");
}

/// It refers to a file that is in the folder, and not in its own.
#[test]
fn a_description_that_is_named_beside_its_folder_is_one_of_the_folder() {
    let folder = folder(&[("api/pets.yaml", GOOD), ("models/Pet.yaml", MODEL)]);
    let file = folder.path().join("api/pets.yaml");
    let (out, err) = texts(&corpus(folder.path(), &[&file.to_string_lossy()]));
    assert_eq!(out.lines().last(), Some("1 description, none failed"), "{out}{err}");
}

#[cfg(target_os = "linux")]
#[test]
fn what_can_be_read_once_only_is_refused() {
    let (_, err) = texts(&corpus(Path::new("/dev/null"), &[]));
    assert!(err.contains("`/dev/null` is neither a file nor a folder") && err.contains("into a file"), "{err}");
}

/// Examples in all places: of a member, a component, a request and a response.
const EXAMPLES: &str = "openapi: 3.0.3
x-envelope: { payload: result, members: [success] }
info: { title: Pets, version: 1.0.0 }
paths:
  /pets:
    post:
      requestBody:
        content: { application/json: { schema: { $ref: '#/components/schemas/Pet' }, example: { name: a } } }
      responses:
        '200':
          description: The pets.
          content:
            application/json:
              schema:
                required: [success]
                properties:
                  success: { type: boolean }
                  result: { type: array, items: { $ref: '#/components/schemas/Pet' } }
              examples: { one: { value: { success: true, result: [] } } }
components:
  schemas:
    Pet:
      type: object
      example: { id: 1, name: a }
      properties:
        id: { type: integer, format: int32, readOnly: true, example: 1 }
        name: { type: string, nullable: true }
        born: { type: string, format: date, example: '2020-01-01' }
";

#[test]
fn each_example_has_the_type_that_a_program_would_read_it_as() {
    let source = Source { name: "pets.yaml".to_owned(), text: EXAMPLES.to_owned() };
    let output = fixtures::try_generate(&source, "my-pets").unwrap();
    let mut samples: Vec<String> =
        output.samples().iter().map(|sample| format!("{} {}", sample.place, sample.path)).collect();
    samples.sort();
    let expected = [
        "#/components/schemas/Pet my_pets::types::Pet",
        "#/components/schemas/Pet/properties/born my_pets::support::Date",
        "#/components/schemas/Pet/properties/id i32",
        "#/paths/~1pets/post/requestBody/content/application~1json my_pets::types::PetInput",
        "#/paths/~1pets/post/responses/200/content/application~1json my_pets::Envelope<Vec<my_pets::types::Pet>>",
    ];
    assert_eq!(samples, expected);
}

#[test]
fn each_schema_has_the_types_that_its_values_are_read_as() {
    let source = Source { name: "pets.yaml".to_owned(), text: EXAMPLES.to_owned() };
    let output = fixtures::try_generate(&source, "my-pets").unwrap();
    let mut roots: Vec<String> =
        output.roots().iter().map(|root| format!("{} {} {:?}", root.place, root.path, root.travel)).collect();
    roots.sort();
    let expected = [
        "#/components/schemas/Pet my_pets::types::Pet Received",
        "#/components/schemas/Pet my_pets::types::PetInput Sent",
        "#/paths/~1pets/post/requestBody/content/application~1json/schema my_pets::types::PetInput Sent",
        "#/paths/~1pets/post/responses/200/content/application~1json/schema my_pets::Envelope<Vec<my_pets::types::Pet>> Received",
    ];
    assert_eq!(roots, expected);
}

/// A union by a discriminator, and one that inherits.
const CHOICES: &str = "openapi: 3.0.3
info: { title: Pets, version: 1.0.0 }
paths: {}
components:
  schemas:
    Pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { type: object, title: Fish, required: [fins], properties: { fins: { type: integer } } }] }
    Cat: { type: object, required: [lives], properties: { lives: { type: integer } } }
    Base: { type: object, discriminator: { propertyName: t }, required: [t], properties: { t: { type: string } } }
    Heir: { allOf: [{ $ref: '#/components/schemas/Base' }, { type: object, properties: { a: { type: string } } }] }
";

#[test]
fn each_case_of_a_union_knows_the_schemas_that_became_it() {
    let source = Source { name: "pets.yaml".to_owned(), text: CHOICES.to_owned() };
    let output = fixtures::try_generate(&source, "pets").unwrap();
    let roots = output.roots();
    let cases = |name: &str| -> Vec<String> {
        let root = roots.iter().find(|root| root.path == format!("pets::types::{name}")).unwrap();
        let places = |variant: &generator::Variant| {
            variant.places.iter().map(|place| place.pointer.as_str()).collect::<Vec<_>>().join(" ")
        };
        root.variants.iter().map(|variant| format!("{}: {}", variant.name, places(variant))).collect()
    };
    let mut pet = cases("Pet");
    pet.sort();
    assert_eq!(
        pet,
        ["Cat: /components/schemas/Pet/oneOf/0 /components/schemas/Cat", "Fish: /components/schemas/Pet/oneOf/1",]
    );
    assert!(cases("Base").iter().any(|case| case.starts_with("Heir:") && case.ends_with(" /components/schemas/Heir")));
}
