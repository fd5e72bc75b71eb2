//! Forms are written so that a server can read them.

use generated::Endpoint as _;
use generated::support::{Call, Empty, File, Form, Multipart};
use serde_json::json;

struct Photo(File);

impl Multipart for Photo {
    fn parts(&self, form: &mut Form) {
        form.value("title", &Some("A \"dog\""));
        form.value("absent", &None::<String>);
        form.value("tags", &["a", "b"]);
        form.value("place", &json!({"lat": 1}));
        form.file("photo", &self.0);
    }
}

fn sent(call: &Call<Empty>) -> (String, String) {
    let request = call.request().unwrap();
    let media_type = request.headers()["content-type"].to_str().unwrap().to_owned();
    (media_type, String::from_utf8(request.into_body().to_vec()).unwrap())
}

#[test]
fn a_form_is_encoded_once_and_leaves_out_what_is_null() {
    let body = json!({"a b": "c&d", "list": [1, 2], "none": null, "object": {"x": true}});
    let (media_type, body) = sent(&Call::post("/p").form(&body));
    assert_eq!(media_type, "application/x-www-form-urlencoded");
    assert_eq!(body, "a%20b=c%26d&list=1&list=2&object%5Bx%5D=true");
}

#[test]
fn the_parts_of_a_form_carry_names_types_and_content() {
    let photo = Photo(File::new("d\"og.png", "PNG").media_type("image/png"));
    let (media_type, body) = sent(&Call::post("/p").multipart(&photo));
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let parts: Vec<&str> = body.split(&format!("--{boundary}")).collect();
    let part = |name: &str, rest: &str| format!("\r\ncontent-disposition: form-data; name=\"{name}\"{rest}\r\n");
    let expected = [
        part("title", "\r\n\r\nA \"dog\""),
        part("tags", "\r\n\r\na"),
        part("tags", "\r\n\r\nb"),
        part("place", "\r\ncontent-type: application/json\r\n\r\n{\"lat\":1}"),
        part("photo", "; filename=\"d%22og.png\"\r\ncontent-type: image/png\r\n\r\nPNG"),
    ];
    assert_eq!(parts[0], "");
    assert_eq!(parts[1..6], expected);
    assert_eq!(parts[6..], ["--\r\n"]);
}

#[test]
fn no_content_ends_its_part_early() {
    let photo = Photo(File::new("a", "--form-data-boundary--\r\n"));
    let (media_type, body) = sent(&Call::post("/p").multipart(&photo));
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    assert_eq!(body.matches(&format!("--{boundary}--")).count(), 1);
}
