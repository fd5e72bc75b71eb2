//! What becomes of responses: by status, by media type, with their headers; and of failures.

use kinds::jobs::{self, StartResponse};
use kinds::types::{Gone, Problem};
use kinds::{Binary, Endpoint as _, Error, Text};
use tests::stub::Answer;

use super::send;

#[test]
fn the_status_chooses_among_several_answers() {
    let job = || serde_json::from_str(r#"{"id":"a"}"#).unwrap();
    for (answer, expected) in [
        (Answer::json(200, r#"{"id":"a"}"#), StartResponse::Ok(job())),
        (Answer::new(202, "text/plain", "wait"), StartResponse::Accepted("wait".to_owned())),
        (Answer::json(204, ""), StartResponse::NoContent),
        (Answer::json(207, "7"), StartResponse::Success(7)),
    ] {
        for (result, request) in send(&jobs::start(), &answer) {
            assert_eq!(result.unwrap(), expected);
            assert_eq!(request.headers["accept"], "application/json, */*;q=0.5");
        }
    }
}

#[test]
fn a_request_that_could_have_a_body_says_that_it_has_none() {
    for (result, request) in send(&jobs::start(), &Answer::json(204, "")) {
        assert_eq!(result.unwrap(), StartResponse::NoContent);
        let header = |name| request.headers.get(name).map(String::as_str);
        assert_eq!((header("content-length"), header("transfer-encoding")), (Some("0"), None));
    }
}

#[test]
fn a_failure_is_no_answer_of_several() {
    for (result, _) in send(&jobs::start(), &Answer::json(500, r#"{"message":"broken"}"#)) {
        let Err(Error::Api(error)) = result else { panic!("{result:?}") };
        assert_eq!(error.to_string(), "500 Internal Server Error: broken");
    }
    for (result, _) in send(&jobs::start(), &Answer::json(200, r#"{"id":7}"#)) {
        let Err(Error::Decode(error)) = result else { panic!("{result:?}") };
        assert_eq!(error.path(), "id");
    }
}

#[test]
fn what_may_be_nothing_is_an_option() {
    for status in [204, 205] {
        for (result, _) in send(&jobs::find("a"), &Answer::json(status, "")) {
            assert_eq!(result.unwrap(), None);
        }
    }
    for (result, _) in send(&jobs::find("a"), &Answer::json(200, r#"{"id":"a"}"#)) {
        assert_eq!(result.unwrap().unwrap().id, "a");
    }
}

#[test]
fn the_body_of_a_failure_is_read_as_its_type() {
    for (result, _) in send(&jobs::find("a"), &Answer::json(404, r#"{"since":1999}"#).header("x-trace", "17")) {
        let Err(Error::Api(error)) = result else { panic!("{result:?}") };
        assert_eq!(error.decode::<Gone>().unwrap().since, 1999);
        assert_eq!(error.decode::<Problem>().unwrap_err().message(), "missing field `detail`");
        assert_eq!((error.header("X-Trace").unwrap(), error.header::<u8>("x-other").unwrap()), (Some(17), None));
    }
    let page = Answer::new(503, "text/html", "<html>down</html>");
    for (result, _) in send(&jobs::find("a"), &page) {
        let Err(Error::Api(error)) = result else { panic!("{result:?}") };
        assert!(error.decode::<Problem>().unwrap_err().to_string().contains("503 Service Unavailable"));
    }
}

#[test]
fn the_headers_of_a_response_are_read_as_their_types() {
    let answer = Answer::json(200, r#"{"id":"a"}"#)
        .header("x-remaining", " 12 ")
        .header("x-steps", "1, 2")
        .header("link", "</next>");
    for (result, _) in send(&jobs::find("a").with_headers(), &answer) {
        let reply = result.unwrap();
        assert_eq!((reply.status.as_u16(), reply.body.as_ref().map(|job| job.id.as_str())), (200, Some("a")));
        assert_eq!(reply.header("X-Remaining").unwrap(), Some(12_i64));
        assert_eq!(reply.header("Link").unwrap(), Some("</next>".to_owned()));
        assert_eq!(reply.header::<bool>("absent").unwrap(), None);
        assert_eq!(reply.header_list::<i64>("X-Steps").unwrap(), [1, 2]);
        assert!(reply.header_list::<i64>("absent").unwrap().is_empty());
        assert!(reply.header_list::<i64>("Link").is_err());
        let error = reply.header::<bool>("Link").unwrap_err().to_string();
        assert!(error.contains("`Link`") && !error.contains("next"), "{error}");
        assert!(!format!("{reply:?}").contains("next"), "{reply:?}");
    }
}

#[test]
fn json_is_asked_for_by_its_own_media_type() {
    for (result, request) in send(&jobs::read_log("a"), &Answer::new(200, "application/vnd.log+json", r#"["x"]"#)) {
        assert_eq!(result.unwrap(), ["x"]);
        assert_eq!(request.headers["accept"], "application/vnd.log+json");
    }
}

#[test]
fn a_response_can_be_read_in_another_way() {
    let answer = Answer::new(200, "text/csv", "x,y");
    for (result, request) in send(&jobs::read_log("a").read_as::<Text>(), &answer) {
        assert_eq!(result.unwrap(), "x,y");
        assert_eq!(request.headers["accept"], "text/*, application/xml;q=0.9, */*;q=0.1");
    }
    for (result, request) in send(&jobs::read_log("a").read_as::<Binary>(), &answer) {
        assert_eq!(&result.unwrap()[..], b"x,y");
        assert_eq!(request.headers["accept"], "*/*, text/*;q=0.5, application/json;q=0.1");
    }
}
