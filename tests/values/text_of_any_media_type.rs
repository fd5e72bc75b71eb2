//! What is read for `fixtures/text_of_any_media_type.yaml`.

use text_of_any_media_type::pets::{self, GetJobResponse};
use text_of_any_media_type::types::Mood;
use text_of_any_media_type::{Endpoint, Error};

fn read<E: Endpoint>(call: &E, media_type: &str, body: &'static str) -> Result<E::Output, Error> {
    let response = http::Response::builder().header("content-type", media_type);
    call.response(&response.body(body.into()).unwrap())
}

pub fn check() {
    let name = |media_type, body| read(&pets::get_name(), media_type, body).unwrap();
    assert_eq!(name("text/plain;charset=UTF-8", "hello"), "hello");
    assert_eq!(name("text/plain", "\"hello\""), "\"hello\"");
    assert_eq!(name("application/json", "\"hello\""), "hello");
    assert_eq!(name("application/json", "hello"), "hello");
    assert_eq!(name("application/problem+json; charset=utf-8", "\"a\\nb\""), "a\nb");
    assert_eq!(name("application/octet-stream", ""), "");
    assert!(read(&pets::get_name(), "application/json", "[1]").is_err());

    assert_eq!(read(&pets::get_mood(), "text/plain", "wild").unwrap(), Mood::Wild);
    assert_eq!(read(&pets::get_mood(), "application/json", "\"wild\"").unwrap(), Mood::Wild);
    let born = |media_type, body| read(&pets::get_birth(), media_type, body).unwrap().map(|date| date.to_string());
    assert_eq!(born("text/plain", "2020-02-29").as_deref(), Some("2020-02-29"));
    assert_eq!(born("application/json", "\"2020-02-29\"").as_deref(), Some("2020-02-29"));
    assert_eq!(born("text/plain", ""), None);
    assert_eq!(read(&pets::get_note(), "text/markdown", "*x*").unwrap(), "*x*");
    assert_eq!(read(&pets::get_pet(), "text/plain", r#"{"name":"Rex"}"#).unwrap().name.as_deref(), Some("Rex"));
    assert_eq!(read(&pets::get_job(), "text/plain", "tidy").unwrap(), GetJobResponse::Ok("tidy".to_owned()));
    let accept = pets::get_name().request().unwrap().headers()["accept"].clone();
    assert_eq!(accept, "text/plain, application/json;q=0.9, */*;q=0.5");
}
