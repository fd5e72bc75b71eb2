//! Tells errors apart, and waits when there were too many calls.

use std::time::Duration;

use generated::types::{AccountId, Token, TokenId};
use generated::{Client, Error, account_tokens};

/// What to do about an error.
pub fn advice(error: &Error) -> String {
    match error {
        Error::Api(api) if api.is_not_found() => "there is no such token".to_owned(),
        Error::Api(api) if api.is_forbidden() => format!("give the caller's token more permissions: {api}"),
        Error::Api(api) if api.is_rate_limited() => format!("wait {:?}: {api}", api.retry_after),
        Error::Api(api) if api.has_code(6003) => format!("check how the credential is written: {api}"),
        Error::Api(api) if api.is_unauthorized() => format!("get another token: {api}"),
        Error::Api(api) if api.is_server_error() => format!("try again later: {api}"),
        Error::Decode(problem) => format!("report that the API changed: {problem}"),
        other => other.to_string(),
    }
}

/// Calls a second time after too many calls: when the API says so, or after the five minutes of its block.
pub async fn get(client: &Client, account: &AccountId, id: &TokenId) -> Result<Token, Error> {
    let call = account_tokens::get(account, id);
    match client.fetch(&call).await {
        Err(Error::Api(error)) if error.is_rate_limited() => {
            tokio::time::sleep(error.retry_after.unwrap_or(Duration::from_secs(300))).await;
            client.fetch(&call).await
        }
        answered => answered,
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new(std::env::var("CLOUDFLARE_API_TOKEN")?)?;
    let account = std::env::var("CLOUDFLARE_ACCOUNT_ID")?.parse()?;
    let id = std::env::args().nth(1).ok_or("which token?")?.parse()?;
    match get(&client, &account, &id).await {
        Ok(token) => println!("{} is {}", token.name, token.status),
        Err(error) => eprintln!("{}", advice(&error)),
    }
    Ok(())
}
