//! What is sent for `fixtures/forms_of_several_shapes.yaml`.

use forms_of_several_shapes::types::{Note, PutNoteBody, PutScriptBody, Script};
use forms_of_several_shapes::{Endpoint, File, forms};
use serde_json::json;

fn sent(call: &impl Endpoint) -> String {
    String::from_utf8_lossy(call.request().unwrap().body()).into_owned()
}

pub fn check() {
    let script = Script::new(File::new("a.js", "1;").media_type("text/javascript")).name("a");
    let body = sent(&forms::put_script(&PutScriptBody::Script(script)));
    assert!(body.contains("name=\"file\"; filename=\"a.js\"\r\ncontent-type: text/javascript\r\n\r\n1;\r\n"), "{body}");
    assert!(body.contains("name=\"name\"\r\n\r\na\r\n"), "{body}");
    let body = sent(&forms::put_script(&PutScriptBody::Note(Note::new("x"))));
    assert!(body.contains("name=\"note\"\r\n\r\nx\r\n"), "{body}");

    assert_eq!(sent(&forms::put_note(&PutNoteBody::Note(Note::new("a b")))), "note=a%20b");
    assert_eq!(sent(&forms::put_text("a=1&b=2")), "a=1&b=2");
    assert_eq!(sent(&forms::put_list(&[("a".to_owned(), json!([1, 2]))].into())), "a=1&a=2");
}
