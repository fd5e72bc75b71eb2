//! Gives a token a new secret, and verifies that one with a second client.

use generated::types::{AccountId, TokenId, TokenVerification};
use generated::{Client, Error, Secret, account_tokens};

/// The old secret stops working at once, so the new one is kept before anything else can fail.
pub async fn roll(
    client: &Client,
    account: &AccountId,
    token: &TokenId,
    keep: impl FnOnce(&Secret),
) -> Result<TokenVerification, Error> {
    let secret = client.fetch(account_tokens::roll(account, token)).await?;
    keep(&secret);
    let second = client.with_token(secret)?;
    second.fetch(account_tokens::verify(account)).await
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new(std::env::var("CLOUDFLARE_API_TOKEN")?)?;
    let account = std::env::var("CLOUDFLARE_ACCOUNT_ID")?.parse()?;
    let token = std::env::args().nth(1).ok_or("which token?")?.parse()?;
    let verified = roll(&client, &account, &token, |secret| println!("{}", secret.expose())).await?;
    eprintln!("token {} is {}", verified.id, verified.status);
    Ok(())
}
