//! Disables the tokens of an account that nobody used for 90 days.

use generated::types::{AccountId, Token, TokenStatus, UpdateToken};
use generated::{Client, DAY, DateTime, Error, account_tokens};

/// The tokens that were disabled. They are collected first, so that no page changes while the list is read.
pub async fn disable(client: &Client, account: &AccountId) -> Result<Vec<Token>, Error> {
    let mut unused = Vec::new();
    let mut next = Some(1);
    while let Some(page) = next {
        let answer = client.send(account_tokens::list(account).page(page).per_page(50)).await?;
        next = answer.result_info.unwrap_or_default().next_after(page);
        unused.extend(answer.result.into_iter().flatten().filter(is_unused));
    }
    for token in &unused {
        let change = UpdateToken::from(token).status(TokenStatus::Disabled);
        client.fetch(account_tokens::update(account, &token.id, &change)).await?;
    }
    Ok(unused)
}

/// A token that was never used counts from its creation.
fn is_unused(token: &Token) -> bool {
    let last = token.last_used_on.as_ref().or(token.issued_on.as_ref());
    token.status == TokenStatus::Active && last.is_some_and(|last| *last < DateTime::now() - 90 * DAY)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new(std::env::var("CLOUDFLARE_API_TOKEN")?)?;
    let account = std::env::var("CLOUDFLARE_ACCOUNT_ID")?.parse()?;
    for token in disable(&client, &account).await? {
        println!("disabled {} ({})", token.name, token.id);
    }
    Ok(())
}
