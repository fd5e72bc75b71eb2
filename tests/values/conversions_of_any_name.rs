//! What is built for `fixtures/conversions_of_any_name.yaml`.

use conversions_of_any_name::types::{FileInput, Paging, PagingInput, Style, StyleInput};
use serde_json::json;

use super::again;

pub fn check() {
    let style: Style = again(json!({ "id": "1", "date": "2020-01-31", "files": [{ "id": "2", "content": "text" }] }));
    let sent = json!({ "date": "2020-01-31", "files": [{ "content": "text" }] });
    assert_eq!(serde_json::to_value(StyleInput::from(&style)).unwrap(), sent);
    let all: Paging = again(json!({ "file": { "id": "3", "of_file": "f" }, "error": { "of_error": "e" } }));
    let all = PagingInput::from(all);
    assert_eq!(all.file, Some(FileInput::default().of_file("f")));
    assert_eq!(all.error.unwrap().of_error.as_deref(), Some("e"));
}
