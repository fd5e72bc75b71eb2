//! What calls need of `fixtures/security_not_supported.yaml`.

use security_not_supported::support::Security;
use security_not_supported::{Endpoint, operations, schemes};

pub fn check() {
    assert!(schemes::SOLE.is_empty() && schemes::DEFAULT.is_empty(), "no token is sent");
    let request = operations::list_pets().request().unwrap();
    assert!(request.extensions().get::<Security>().unwrap().0.is_empty());
}
