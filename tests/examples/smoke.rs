//! Makes every call of the description over HTTP: with both clients, with a token and without one.
//!
//! The server plays the description, as Prism does: it answers a call that carries a token with the example of a
//! success, and any other with 401. The example prints a line per call and fails unless each of them ends so:
//! `cargo run -p tests --example smoke -- http://127.0.0.1:4010`.

use std::process::ExitCode;

use bytes::Bytes;
use generated::support::{ClientBuilder, InvalidValue};
use generated::types::{
    AccountId, CreateToken, PermissionGroupId, PolicyEffect, PolicyPermissionGroupInput, SortDirection, TokenId,
    TokenPolicyInput, TokenStatus, UpdateToken,
};
use generated::{ApiError, Endpoint, Envelope, Error, account_tokens, blocking, user_tokens};
use http::{Request, Response};

/// Any text will do: the server looks at nothing but whether there is one.
const TOKEN: &str = "EXAMPLE-smoke-test-token";

fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let base_url = std::env::args().nth(1).ok_or("give the base URL of the server")?;
    let calls = calls()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut failed = 0;
    for expected in [Expected::Result, Expected::Unauthorized] {
        let client = expected.credential(ClientBuilder::new(TOKEN), ClientBuilder::anonymous());
        let client = client.base_url(&base_url).build()?;
        for (name, call) in &calls {
            let outcome = runtime.block_on(client.send(&**call));
            failed += expected.compare(&format!("async {name}"), &outcome);
        }
        let client = expected.credential(blocking::ClientBuilder::new(TOKEN), blocking::ClientBuilder::anonymous());
        let client = client.base_url(&base_url).build()?;
        for (name, call) in &calls {
            failed += expected.compare(&format!("blocking {name}"), &client.send(&**call));
        }
    }
    println!("{} calls, {failed} of them went wrong", calls.len() * 4);
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// How a call should end.
#[derive(Clone, Copy)]
enum Expected {
    /// A success that has a result, since the call carries a token.
    Result,
    /// An error of the API with status 401, since it carries none.
    Unauthorized,
}

impl Expected {
    fn credential<T>(self, token: T, none: T) -> T {
        match self {
            Self::Result => token,
            Self::Unauthorized => none,
        }
    }

    /// Prints how the call ended; 1 if it should have ended otherwise.
    fn compare(self, name: &str, outcome: &Result<bool, Error>) -> usize {
        let (credential, is_expected) = match (self, outcome) {
            (Self::Result, outcome) => ("a token", matches!(outcome, Ok(true))),
            (Self::Unauthorized, Err(Error::Api(error))) => ("no token", ApiError::is_unauthorized(error)),
            (Self::Unauthorized, _) => ("no token", false),
        };
        let verdict = if is_expected { "as expected" } else { "WRONG" };
        let text = match outcome {
            Ok(true) => "a result".to_owned(),
            Ok(false) => "success without a result".to_owned(),
            Err(error) => error.to_string(),
        };
        println!("{verdict}: {name} with {credential}: {text}");
        usize::from(!is_expected)
    }
}

/// Any call, as one that tells whether its envelope has a result.
struct HasResult<E>(E);

impl<T, E: Endpoint<Output = Envelope<T>>> Endpoint for HasResult<E> {
    type Output = bool;

    fn request(&self) -> Result<Request<Bytes>, Error> {
        self.0.request()
    }

    fn response(&self, response: &Response<Bytes>) -> Result<bool, Error> {
        Ok(self.0.response(response)?.result.is_some())
    }
}

type Calls = Vec<(&'static str, Box<dyn Endpoint<Output = bool>>)>;

/// All sixteen calls, with parameters that the description allows.
fn calls() -> Result<Calls, InvalidValue> {
    let account: &AccountId = &"023e105f4ecef8ad9ca31a8372d0c353".parse()?;
    let token: &TokenId = &"ed17574386854bf78a67040be0a770b0".parse()?;
    let create = &CreateToken::new("zone reader", [policy()?]);
    let update = &UpdateToken::new("zone reader", [policy()?]).status(TokenStatus::Disabled);
    Ok(vec![
        call("account list", account_tokens::list(account).page(2).per_page(5).direction(SortDirection::Desc)),
        call("account create", account_tokens::create(account, create)),
        call("account list_permission_groups", account_tokens::list_permission_groups(account).name("Zone Read")),
        call("account verify", account_tokens::verify(account)),
        call("account get", account_tokens::get(account, token)),
        call("account update", account_tokens::update(account, token, update)),
        call("account delete", account_tokens::delete(account, token)),
        call("account roll", account_tokens::roll(account, token)),
        call("user list", user_tokens::list().page(1).per_page(50).include_expired(true)),
        call("user create", user_tokens::create(create)),
        call("user list_permission_groups", user_tokens::list_permission_groups()),
        call("user verify", user_tokens::verify()),
        call("user get", user_tokens::get(token)),
        call("user update", user_tokens::update(token, update)),
        call("user delete", user_tokens::delete(token)),
        call("user roll", user_tokens::roll(token)),
    ])
}

fn call<T, E: Endpoint<Output = Envelope<T>> + 'static>(
    name: &'static str,
    call: E,
) -> (&'static str, Box<dyn Endpoint<Output = bool>>) {
    (name, Box::new(HasResult(call)))
}

fn policy() -> Result<TokenPolicyInput, InvalidValue> {
    let zone_read: PermissionGroupId = "c8fed203ed3043cba015a93ad1616f1f".parse()?;
    let groups = [PolicyPermissionGroupInput::new(zone_read)];
    let resources = [("com.cloudflare.api.account.zone.5c7d1e90ab2f4368951e0d4fb7a83c26", "*")];
    Ok(TokenPolicyInput::new(PolicyEffect::Allow, groups, resources))
}
