//! Audits the tokens of an account: which may write what, and where.

use generated::types::{AccountId, PolicyEffect, ResourceScope, Token};
use generated::{Client, Error, account_tokens};

/// A line for each permission to write, on each resource.
pub async fn audit(client: &Client, account: &AccountId) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    let mut next = Some(1);
    while let Some(page) = next {
        let answer = client.send(account_tokens::list(account).page(page).per_page(50)).await?;
        next = answer.result_info.unwrap_or_default().next_after(page);
        lines.extend(answer.result.iter().flatten().flat_map(writes));
    }
    Ok(lines)
}

/// What one token may write.
fn writes(token: &Token) -> Vec<String> {
    let mut lines = Vec::new();
    for policy in token.policies.iter().filter(|policy| policy.effect == PolicyEffect::Allow) {
        let names = policy.permission_groups.iter().filter_map(|group| group.name.as_deref());
        for name in names.filter(|name| name.ends_with("Write")) {
            let places = policy.resources.iter().flat_map(|(outer, scope)| places(outer, scope));
            lines.extend(places.map(|place| format!("{}: {name} on {place}", token.name)));
        }
    }
    lines
}

/// A resource, or those inside it that are meant.
fn places(outer: &str, scope: &ResourceScope) -> Vec<String> {
    match scope {
        ResourceScope::Nested(inside) => inside.keys().map(|inner| format!("{outer}/{inner}")).collect(),
        _ => vec![outer.to_owned()],
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new(std::env::var("CLOUDFLARE_API_TOKEN")?)?;
    let account = std::env::var("CLOUDFLARE_ACCOUNT_ID")?.parse()?;
    for line in audit(&client, &account).await? {
        println!("{line}");
    }
    Ok(())
}
