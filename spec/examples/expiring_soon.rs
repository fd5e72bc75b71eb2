//! Lists the tokens of an account that expire within 30 days, over all pages.

use std::time::Duration;

use generated::types::{AccountId, Token};
use generated::{Client, DAY, DateTime, Error, account_tokens};

/// The tokens that expire within a time.
pub async fn expiring(client: &Client, account: &AccountId, within: Duration) -> Result<Vec<Token>, Error> {
    let soon = DateTime::now() + within;
    let mut found = Vec::new();
    let mut next = Some(1);
    while let Some(page) = next {
        let answer = client.send(account_tokens::list(account).page(page).per_page(50)).await?;
        next = answer.result_info.unwrap_or_default().next_after(page);
        let tokens = answer.result.into_iter().flatten();
        found.extend(tokens.filter(|token| token.expires_on.as_ref().is_some_and(|expiry| *expiry < soon)));
    }
    Ok(found)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new(std::env::var("CLOUDFLARE_API_TOKEN")?)?;
    let account = std::env::var("CLOUDFLARE_ACCOUNT_ID")?.parse()?;
    for token in expiring(&client, &account, 30 * DAY).await? {
        println!("{} ({}): {:?}", token.name, token.id, token.expires_on);
    }
    Ok(())
}
