//! Creates a token that may change the DNS of one zone for 90 days, and hands its secret to a vault.

use std::error::Error;
use std::io::{self, Write};

use generated::types::{CreateToken, PolicyEffect, PolicyPermissionGroupInput, TokenId, TokenPolicyInput};
use generated::{Client, DAY, DateTime, Secret, user_tokens};

/// The name of the permission group that the token is to have.
const PERMISSION: &str = "DNS Write";

/// The secret is answered this one time. It goes into the vault only: nothing else shows it, not even `{:?}`.
pub async fn create<V>(client: &Client, zone: &str, vault: V) -> Result<TokenId, Box<dyn Error>>
where
    V: FnOnce(Secret) -> io::Result<()>,
{
    let groups = client.fetch(user_tokens::list_permission_groups().name(PERMISSION)).await?;
    let group = groups.into_iter().find(|group| group.name == PERMISSION).ok_or("no such permission group")?;
    let zone = format!("com.cloudflare.api.account.zone.{zone}");
    let policy = TokenPolicyInput::new(PolicyEffect::Allow, [PolicyPermissionGroupInput::new(group.id)], [(zone, "*")]);
    let body = CreateToken::new("DNS of one zone", [policy]).expires_on(DateTime::now() + 90 * DAY);
    let token = client.fetch(user_tokens::create(&body)).await?;
    vault(token.value)?;
    Ok(token.id)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::new(std::env::var("CLOUDFLARE_API_TOKEN")?)?;
    let zone = std::env::args().nth(1).ok_or("which zone?")?;
    let mut vault = std::fs::File::create_new("token.secret")?;
    let id = create(&client, &zone, |secret| vault.write_all(secret.expose().as_bytes())).await?;
    println!("created {id}; its secret is in token.secret");
    Ok(())
}
