//! Values of the types of `fixtures/discriminator_wrapped.yaml`.

use discriminator_wrapped::support::File;
use discriminator_wrapped::types::{Cow, Legs, Photo, Sent, Wrapped};
use discriminator_wrapped::{Endpoint, operations};
use serde_json::json;

use super::again;

pub fn check() {
    again::<Wrapped>(json!({"kind": "cow", "milk": 1}));
    again::<Wrapped>(json!({"kind": "pig", "mud": true}));
    again::<Legs>(json!({"count": 4}));
    let cow: Cow = again(json!({"milk": 3}));
    for (sent, kind) in [(Sent::from(Photo::new(File::new("a.png", "PNG"))), "Photo"), (Sent::from(cow), "Cow")] {
        let body = operations::send_pet(&sent).request().unwrap().into_body();
        let body = String::from_utf8(body.to_vec()).unwrap();
        assert_eq!(body.matches(&format!("name=\"kind\"\r\n\r\n{kind}\r\n")).count(), 1, "{body}");
    }
}
