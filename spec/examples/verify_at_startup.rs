//! Verifies the program's own token at start-up, whichever family it belongs to.

use generated::types::{AccountId, TokenVerification};
use generated::{Client, Error, account_tokens, user_tokens};

/// To a user's endpoint, an account-owned token is no valid token: it answers with code 1000.
pub async fn verify(client: &Client, account: &AccountId) -> Result<TokenVerification, Error> {
    match client.fetch(user_tokens::verify()).await {
        Err(Error::Api(error)) if error.has_code(1000) => client.fetch(account_tokens::verify(account)).await,
        verified => verified,
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new(std::env::var("CLOUDFLARE_API_TOKEN")?)?;
    let account = std::env::var("CLOUDFLARE_ACCOUNT_ID")?.parse()?;
    let token = verify(&client, &account).await?;
    println!("token {} is {}", token.id, token.status);
    Ok(())
}
