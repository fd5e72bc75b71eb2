//! Creates a token for all zones of one account, those of tomorrow as well.

use generated::types::{
    AccountId, CreateToken, PermissionGroupId, PolicyEffect, PolicyPermissionGroupInput, TokenPolicyInput,
};
use generated::{Client, Error, Secret, account_tokens};

/// The zones stand inside their account.
pub async fn create(client: &Client, account: &AccountId, permission: &PermissionGroupId) -> Result<Secret, Error> {
    let all_zones = [("com.cloudflare.api.account.zone.*", "*")];
    let resources = [(format!("com.cloudflare.api.account.{account}"), all_zones)];
    let policy = TokenPolicyInput::new(PolicyEffect::Allow, [PolicyPermissionGroupInput::new(permission)], resources);
    let token = client.fetch(account_tokens::create(account, &CreateToken::new("all zones", [policy]))).await?;
    Ok(token.value)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new(std::env::var("CLOUDFLARE_API_TOKEN")?)?;
    let account = std::env::var("CLOUDFLARE_ACCOUNT_ID")?.parse()?;
    let permission = std::env::args().nth(1).ok_or("which permission group?")?.parse()?;
    let secret = create(&client, &account, &permission).await?;
    println!("{}", secret.expose());
    Ok(())
}
