//! What is sent for `fixtures/bodies_with_files.yaml`.

use bodies_with_files::support::File;
use bodies_with_files::types::{AddNoteBody, Edit, EditImage, EditMask, EditMaskObject};
use bodies_with_files::{Endpoint, files};

const BYTES: &[u8] = b"\xff\x00";

fn file(name: &str) -> File {
    File::new(name, BYTES)
}

fn sent(call: &impl Endpoint) -> (String, Vec<u8>) {
    let request = call.request().unwrap();
    (request.headers()["content-type"].to_str().unwrap().to_owned(), request.body().to_vec())
}

fn has(body: &[u8], part: &[u8]) -> bool {
    body.windows(part.len()).any(|window| window == part)
}

pub fn check() {
    let two = Edit::new(EditImage::List(vec![file("a"), file("b")])).mask(EditMask::Object(EditMaskObject::new("m")));
    for call in [files::edit_image(&two), files::add_file(&two)] {
        let (media_type, body) = sent(&call);
        assert!(media_type.starts_with("multipart/form-data; "), "{media_type}");
        for name in ["a", "b"] {
            let head = format!("name=\"image\"; filename=\"{name}\"\r\ncontent-type: application/octet-stream\r\n\r\n");
            assert!(has(&body, &[head.as_bytes(), BYTES].concat()), "{}", String::from_utf8_lossy(&body));
        }
        assert!(has(&body, b"name=\"mask\"\r\ncontent-type: application/json\r\n\r\n{\"id\":\"m\"}"));
    }
    let (_, body) = sent(&files::edit_image(&Edit::new(EditImage::File(file("c"))).mask(EditMask::File(file("d")))));
    assert!(has(&body, b"name=\"mask\"; filename=\"d\""));

    assert_eq!(sent(&files::add_note(&AddNoteBody::new())).0, "application/vnd.note+json");
    assert_eq!(sent(&files::put_archive(BYTES)), ("application/json".to_owned(), BYTES.to_vec()));

    // JSON has no place for bytes.
    let plan = |content: &'static str| Edit::new(EditImage::File(File::new("a", content)));
    assert_eq!(sent(&files::add_plan(&plan("x"))).1, br#"{"image":"x"}"#);
    assert!(files::add_plan(&Edit::new(EditImage::File(file("a")))).request().is_err());
}
