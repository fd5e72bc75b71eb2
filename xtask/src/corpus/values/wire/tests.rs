//! Every style says what it should, and nothing else.

use serde_json::{Value, json};

use super::super::described::{Body, Member, Style, Written};
use super::{Wire, path_says, says};

fn request(uri: &str, headers: &[(&str, &str)], body: &str) -> Wire {
    Wire::of(&json!({ "method": "GET", "uri": uri, "headers": headers, "body": body })).unwrap()
}

/// Whether a query says a value of the parameter `a`, and nothing else.
fn query(text: &str, style: Style, explode: bool, value: &Value) -> bool {
    let mut wire = request(&format!("/?{text}"), &[], "");
    wire.query.take("a", Written { style, explode }, value).is_ok() && wire.query.rest().is_none()
}

#[test]
fn every_style_of_a_query_is_read() {
    let (list, object) = (json!(["x y", "1,2"]), json!({ "k": "v", "n": 1, "no": null }));
    assert!(query("a=x%20y&a=1%2C2", Style::Form, true, &list));
    assert!(query("a=x%20y,1%2C2", Style::Form, false, &list));
    assert!(query("a=x%7C1%2C2", Style::Pipes, false, &json!(["x", "1,2"])));
    assert!(query("a=x%201%2C2", Style::Spaces, false, &json!(["x", "1,2"])));
    assert!(query("k=v&n=1", Style::Form, true, &object));
    assert!(query("a=k,v,n,1.0", Style::Form, false, &object));
    assert!(query("a%5Bk%5D=v&a[n]=1", Style::Deep, true, &object));
    assert!(query("a[l][]=1&a[o][0][p]=q", Style::Deep, true, &json!({ "l": [1], "o": [{ "p": "q" }] })));
    assert!(query("a=%7B%22k%22:1%7D", Style::Json, false, &json!({ "k": 1 })));
    assert!(query("", Style::Form, true, &json!([])));
    for (text, style, explode, value) in [
        ("a=x%20y&a=1", Style::Form, true, &list),
        ("a=x%20y,1,2", Style::Form, false, &list),
        ("a=x y|1,2", Style::Form, false, &list),
        ("k=v", Style::Form, true, &object),
        ("k=v&n=1&m=2", Style::Form, true, &object),
        ("a[k]=v&a[n]=2", Style::Deep, true, &object),
    ] {
        assert!(!query(text, style, explode, value), "{text} does not say {value}");
    }
}

#[test]
fn styles_of_paths_and_headers_are_read() {
    let path = |text, style, explode, value: Value| path_says(text, "a", Written { style, explode }, &value).is_ok();
    assert!(path(".x.y", Style::Label, true, json!(["x", "y"])));
    assert!(path(".x,y", Style::Label, false, json!(["x", "y"])));
    assert!(path(";a=x;a=y", Style::Matrix, true, json!(["x", "y"])));
    assert!(path(";a=k,v", Style::Matrix, false, json!({ "k": "v" })));
    assert!(path("k=v", Style::Simple, true, json!({ "k": "v" })));
    assert!(path("a%2Fb", Style::Simple, false, json!("a/b")));
    assert!(!path("x.y", Style::Label, true, json!(["x", "y"])));
    assert!(!path(";b=x", Style::Matrix, false, json!("x")));
    let header = Written { style: Style::Simple, explode: false };
    assert!(says("a,%20", header, &json!(["a", "%20"]), str::to_owned).is_ok());
    assert!(request("/", &[], "").take_header("x", header, &json!("a")).is_err());
}

#[test]
fn bodies_are_read_by_their_media_types() {
    let value = json!({ "name": "a b", "tags": ["x", "y"], "more": { "n": 1 } });
    let form = "name=a+b&tags=x&tags=y&more=%7B%22n%22%3A1%7D";
    let body_says =
        |media_type: &str, text: &str, body: &Body| request("/", &[], text).body_says(media_type, body, &value).is_ok();
    let plain = Body::default();
    assert!(body_says("application/x-www-form-urlencoded", form, &plain));
    assert!(!body_says("application/x-www-form-urlencoded", &form.replace("tags=y", "tags=z"), &plain));
    assert!(!body_says("application/x-www-form-urlencoded", &format!("{form}&z=1"), &plain));
    let part = |name: &str, head: &str, text: &str| {
        format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"{head}\r\n\r\n{text}\r\n")
    };
    let parts = [
        part("name", "; filename=\"f\"\r\ncontent-type: text/csv", "a b"),
        part("tags", "", "x"),
        part("tags", "", "y"),
        part("more", "", r#"{"n":1}"#),
    ];
    let whole = format!("{}--b--\r\n", parts.concat());
    let of = |media_type: &str| {
        let member = Member { written: None, media_type: Some(media_type.to_owned()) };
        Body { schema: String::new(), members: vec![("name".to_owned(), member)] }
    };
    assert!(body_says("multipart/form-data; boundary=b", &whole, &of("text/csv")));
    assert!(!body_says("multipart/form-data; boundary=b", &whole, &of("text/plain")));
    assert!(!body_says("multipart/form-data; boundary=b", &parts.concat(), &plain));
    assert!(body_says("application/json", &value.to_string(), &plain));
    assert!(!body_says("application/json", form, &plain));
}
