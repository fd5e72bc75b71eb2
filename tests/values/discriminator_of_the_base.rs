//! Values of the types of `fixtures/discriminator_of_the_base.yaml`.

use discriminator_of_the_base::types::{Job, JobTask, JobThenItem, Source, Target};
use serde_json::json;

use super::again;

pub fn check() {
    assert!(matches!(again::<Source>(json!({"sort": "cash", "size": {"coins": 3}})), Source::Wallet(_)));
    assert!(matches!(again::<Source>(json!({"sort": "bank", "size": {"cents": 3}})), Source::Bank(_)));
    assert!(matches!(again::<Source>(json!({"sort": "safe", "gold": 3})), Source::Vault(_)));
    let odd = json!({"sort": "cheque", "size": {"cents": 3}});
    assert_eq!(again::<Source>(odd.clone()), Source::Other(odd));
    for sort in ["cash", "Wallet"] {
        assert!(matches!(again::<Target>(json!({"sort": sort, "size": {"coins": 3}})), Target::Wallet(_)));
    }
    assert!(matches!(again::<Target>(json!("to me")), Target::Text(_)));
    let job = json!({
        "task": {"is": "Phone", "to": {"number": "1"}},
        "then": [{"is": "Deliver", "to": {"street": "a"}}, {"is": "Phone", "to": {}}],
    });
    let job = again::<Job>(job);
    assert!(matches!(job.task, Some(JobTask::Phone(_))));
    assert!(matches!(job.then.as_deref(), Some([JobThenItem::Deliver(_), JobThenItem::Phone(_)])));
}
