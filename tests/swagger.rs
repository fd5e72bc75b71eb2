//! A description in OpenAPI 2.0 becomes the crate that the same description in 3.0 becomes.

use std::collections::BTreeMap;

use generator::{Output, Source};

use crate::fixtures;

fn generate(text: &str) -> Output {
    let source = Source { name: "pets.yaml".to_owned(), text: text.to_owned() };
    fixtures::try_generate(&source, "pets").unwrap_or_else(|problems| panic!("{problems}\n{text}"))
}

/// The files whose text depends on the description, without the places in it that they name.
fn own_files(output: Output) -> BTreeMap<String, String> {
    let without_places =
        |text: String| text.lines().filter(|line| !line.contains("Schema: `#")).collect::<Vec<_>>().join("\n");
    let own = output.files.into_iter().filter(|(path, _)| !fixtures::is_support(path));
    own.map(|(path, text)| (path, without_places(text))).collect()
}

/// Compares two descriptions that differ in all but what `info` holds.
fn assert_same(old: &str, new: &str) {
    let info = "info: { title: Pets, version: 1.0.0 }\n";
    let old = generate(&format!("swagger: '2.0'\n{info}{old}"));
    let new = generate(&format!("openapi: 3.0.3\n{info}{new}"));
    assert!(
        !old.api().contains("requestBody") && !old.api().contains("/schema"),
        "places are those of 2.0:\n{}",
        old.api()
    );
    assert_eq!(own_files(old), own_files(new));
}

#[test]
fn servers_and_security_are_the_same() {
    assert_same(
        "host: pets.example.com\nbasePath: /v2/\nschemes: [ws, http, https]\npaths: {}\n\
         securityDefinitions: { plain: { type: basic }, app: { type: oauth2, flow: application, tokenUrl: '/t' } }",
        "servers: [{ url: 'https://pets.example.com/v2' }]\npaths: {}\n\
         components: { securitySchemes: { plain: { type: http, scheme: basic },\n  \
           app: { type: oauth2, flows: { clientCredentials: { tokenUrl: '/t', scopes: {} } } } } }",
    );
}

#[test]
fn parameters_are_the_same() {
    assert_same(
        r"
paths:
  /pets/{ids}:
    get:
      parameters:
      - { name: ids, in: path, required: true, type: array, items: { type: integer }, collectionFormat: multi }
      - { name: commas, in: query, type: array, items: { type: string } }
      - { name: each, in: query, type: array, items: { type: string }, collectionFormat: multi }
      - { name: spaces, in: query, type: array, items: { type: string }, collectionFormat: ssv }
      - { name: limit, in: query, description: How many, type: integer, format: int32, minimum: 1, default: 20 }
      - { name: X-Since, in: header, type: string, format: date-time }
      responses: { 204: { description: Nothing } }",
        r"
paths:
  /pets/{ids}:
    get:
      parameters:
      - { name: ids, in: path, required: true, schema: { type: array, items: { type: integer } } }
      - { name: commas, in: query, explode: false, schema: { type: array, items: { type: string } } }
      - { name: each, in: query, schema: { type: array, items: { type: string } } }
      - { name: spaces, in: query, style: spaceDelimited, explode: false, schema: { type: array, items: { type: string } } }
      - { name: limit, in: query, description: How many, schema: { type: integer, format: int32, minimum: 1, default: 20 } }
      - { name: X-Since, in: header, schema: { type: string, format: date-time } }
      responses: { 204: { description: Nothing } }",
    );
}

#[test]
fn bodies_and_responses_are_the_same() {
    assert_same(
        r"
consumes: [application/x-www-form-urlencoded, application/merge-patch+json]
produces: [text/plain]
paths:
  /pets:
    parameters: [{ $ref: '#/parameters/Pet' }]
    patch:
      produces: [application/json]
      responses: { 200: { description: The pet, schema: { $ref: '#/definitions/Pet' } } }
    get:
      parameters: [{ name: Pet, in: body, schema: {} }]
      responses: { 200: { $ref: '#/responses/Text' } }
  /photo: { get: { produces: [image/png], responses: { 200: { description: It, schema: { type: file } } } } }
parameters: { Pet: { name: pet, in: body, required: true, schema: { $ref: '#/definitions/Pet' } } }
responses: { Text: { description: It, schema: { type: string } } }
definitions: { Pet: { type: object, properties: { name: { type: string, x-nullable: true } } } }",
        r"
paths:
  /pets:
    patch:
      requestBody:
        required: true
        content: { application/merge-patch+json: { schema: { $ref: '#/components/schemas/Pet' } } }
      responses:
        200: { description: The pet, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
    get:
      requestBody: { content: { application/merge-patch+json: { schema: {} } } }
      responses: { 200: { description: It, content: { text/plain: { schema: { type: string } } } } }
  /photo:
    get:
      responses: { 200: { description: It, content: { image/png: { schema: { type: string, format: binary } } } } }
components: { schemas: { Pet: { type: object, properties: { name: { type: string, nullable: true } } } } }",
    );
}

#[test]
fn forms_are_the_same() {
    assert_same(
        r"
paths:
  /photos:
    post:
      parameters:
      - { name: title, in: formData, type: string, required: true, description: What it shows }
      - { name: photo, in: formData, type: file }
      responses: { 204: { description: Made } }
    put:
      parameters: [{ name: title, in: formData, type: string }]
      responses: { 204: { description: Made } }",
        r"
paths:
  /photos:
    post:
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                title: { type: string, description: What it shows }
                photo: { type: string, format: binary }
              required: [title]
      responses: { 204: { description: Made } }
    put:
      requestBody:
        content:
          application/x-www-form-urlencoded: { schema: { type: object, properties: { title: { type: string } } } }
      responses: { 204: { description: Made } }",
    );
}

#[test]
fn references_in_the_words_of_2_0_are_followed_wherever_they_lead() {
    let fixture = fixtures::all().into_iter().find(|fixture| fixture.name == "v20_operations").unwrap();
    let output = fixtures::generate(&fixture);
    assert!(
        output.api().contains("PetOwner (both, in pet_owner, #/definitions/Pet/properties/owner)"),
        "{}",
        output.api()
    );
}
