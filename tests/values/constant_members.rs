//! Values of the types of `fixtures/constant_members.yaml`.

use constant_members::types::{Few, Message, Ping, State};
use serde_json::json;

use super::again;

pub fn check() {
    let message = Message::new("hello", Ping::new());
    let json = json!({"type": "message", "version": 2, "live": true, "style": 2, "text": "hello", "ping": {"kind": "ping"}});
    assert_eq!(serde_json::to_value(message).unwrap(), json, "what has one value is not asked for");
    assert_eq!(Ping::default(), Ping::new());
    let other = json!({"type": "note", "version": 3, "live": false, "style": 1, "role": "bot", "text": "", "ping": {"kind": "?"}});
    assert_eq!(again::<Message>(other).type_, "note");
    assert_eq!(again::<Few>(json!(2)), Few::Bold);
    assert_eq!(again::<Few>(json!(1)), Few::Other(1), "what stands beside a choice of constants holds too");
    assert_eq!(again::<State>(json!("gone")), State::Other("gone".to_owned()));
}
