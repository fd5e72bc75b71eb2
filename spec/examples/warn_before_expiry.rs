//! Warns when the program's own token expires within 14 days.

use generated::types::AccountId;
use generated::{Client, DAY, DateTime, Error, account_tokens};

/// When the token expires, if that is soon.
pub async fn expires_soon(client: &Client, account: &AccountId) -> Result<Option<DateTime>, Error> {
    let token = client.fetch(account_tokens::verify(account)).await?;
    let soon = DateTime::now() + 14 * DAY;
    Ok(token.expires_on.filter(|expiry| *expiry < soon))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new(std::env::var("CLOUDFLARE_API_TOKEN")?)?;
    let account = std::env::var("CLOUDFLARE_ACCOUNT_ID")?.parse()?;
    if let Some(expiry) = expires_soon(&client, &account).await? {
        eprintln!("warning: the token expires on {expiry}");
    }
    Ok(())
}
