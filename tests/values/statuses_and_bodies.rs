//! What is read for `fixtures/statuses_and_bodies.yaml`.

use statuses_and_bodies::jobs::{self, RangeFirstResponse};
use statuses_and_bodies::Endpoint;

fn read<E: Endpoint>(call: &E, status: u16, body: &'static str) -> E::Output {
    call.response(&http::Response::builder().status(status).body(body.into()).unwrap()).unwrap()
}

pub fn check() {
    assert_eq!(read(&jobs::range_first(), 201, "7"), RangeFirstResponse::Created(7));
    assert_eq!(read(&jobs::range_first(), 202, "\"a\""), RangeFirstResponse::Success("a".to_owned()));
    assert_eq!((read(&jobs::no_body(), 204, ""), read(&jobs::no_body(), 200, "7")), (None, Some(7)));
    assert_eq!(read(&jobs::post_xml("<job/>"), 200, "<job id='1'/>"), "<job id='1'/>");
    assert_eq!(read(&jobs::get_form(), 200, "id=1"), "id=1");
}
