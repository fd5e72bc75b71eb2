//! Locks a token to the addresses of the office, and leaves everything else of it as it is.

use generated::types::{AccountId, RequestIp, Token, TokenCondition, TokenId, UpdateToken};
use generated::{Client, Error, account_tokens};

/// An update replaces the whole token, so it is read, changed and put back; the type of the update drops what only the
/// server sets.
pub async fn lock(client: &Client, account: &AccountId, id: &TokenId, office: &[String]) -> Result<Token, Error> {
    let token = client.fetch(account_tokens::get(account, id)).await?;
    let in_office = TokenCondition::new().request_ip(RequestIp::new().in_(office));
    let change = UpdateToken::from(token).condition(in_office);
    client.fetch(account_tokens::update(account, id, &change)).await
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new(std::env::var("CLOUDFLARE_API_TOKEN")?)?;
    let account = std::env::var("CLOUDFLARE_ACCOUNT_ID")?.parse()?;
    let mut arguments = std::env::args().skip(1);
    let id = arguments.next().ok_or("which token?")?.parse()?;
    let office: Vec<String> = arguments.collect();
    let token = lock(&client, &account, &id, &office).await?;
    println!("{} works from {} only", token.name, office.join(", "));
    Ok(())
}
