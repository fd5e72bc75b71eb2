//! What is sent for `fixtures/media_types_as_described.yaml`.

use media_types_as_described::types::{Pet, Step, StepOp};
use media_types_as_described::{Endpoint, pets};

/// The media type and the body of a request.
fn sent(call: &impl Endpoint) -> (String, String) {
    let request = call.request().unwrap();
    let body = String::from_utf8(request.body().to_vec()).unwrap();
    (request.headers()["content-type"].to_str().unwrap().to_owned(), body)
}

fn accept(call: &impl Endpoint) -> String {
    call.request().unwrap().headers()["accept"].to_str().unwrap().to_owned()
}

pub fn check() {
    let profile = "application/json; profile=\"https://pets.example/*\"";
    let pet = Pet::default().name("Rex");
    let json = r#"{"name":"Rex"}"#;
    let patch = pets::change_pet("1", &[Step::new(StepOp::Remove, "/name")]);
    let steps = r#"[{"op":"remove","path":"/name"}]"#;
    assert_eq!(sent(&patch), ("application/json-patch+json".to_owned(), steps.to_owned()));
    assert_eq!(sent(&pets::replace_pet("1", &pet)), (profile.to_owned(), json.to_owned()));
    let form = "application/x-www-form-urlencoded; charset=UTF-8";
    assert_eq!(sent(&pets::tag_pet("1").body(&pet)), (form.to_owned(), "name=Rex".to_owned()));
    let spelled = "Application/JSON;charset=utf-8";
    assert_eq!(sent(&pets::delete_pet("1").body(&pet)), (spelled.to_owned(), json.to_owned()));
    assert!(sent(&pets::send_photo("1", &pet)).0.starts_with("multipart/form-data; boundary="));
    assert_eq!(accept(&pets::get_pet("1")), profile);
    assert_eq!(accept(&patch), "application/json");
}
