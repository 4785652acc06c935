//! Who Jira thinks we are. With a bad credential Jira Cloud may treat a call as anonymous: an issue is then
//! "not found", a search finds nothing, a create is refused for its fields. Before such an answer is
//! believed, it must be certain that it was given to our own account.

use frontdesk_domain::ports::TrackerError;
use serde::Deserialize;

use crate::failure::{Effect, of_answer, of_lost};
use crate::http::{Answer, Http};

/// An account, by whichever of these the flavour has.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Account {
    account_id: Option<String>,
    key: Option<String>,
    name: Option<String>,
    email_address: Option<String>,
    display_name: Option<String>,
}

impl Account {
    /// Whether both are the same person: by the first key that both have.
    pub(crate) fn is(&self, other: &Self) -> bool {
        let keys = [
            (&self.account_id, &other.account_id),
            (&self.key, &other.key),
            (&self.name, &other.name),
        ];
        let both = keys.into_iter().find(|(a, b)| a.is_some() && b.is_some());
        both.is_some_and(|(a, b)| a == b)
    }

    /// What staff call it.
    pub(crate) fn shown(&self) -> &str {
        let names = [
            &self.email_address,
            &self.name,
            &self.display_name,
            &self.account_id,
        ];
        names.into_iter().flatten().next().map_or("", String::as_str)
    }

    fn is_someone(&self) -> bool {
        self.account_id.is_some() || self.key.is_some() || self.name.is_some()
    }
}

/// The account this answer was given to: Jira Cloud names it in a header, otherwise we ask.
pub(crate) async fn behind(http: &Http, answer: &Answer) -> Result<Account, TrackerError> {
    match answer.header("x-aaccountid") {
        Some(id) if !id.is_empty() => Ok(Account {
            account_id: Some(id.to_owned()),
            ..Account::default()
        }),
        _ => myself(http).await,
    }
}

/// Our own account. An address that does not answer this like Jira does not know us, whatever else it says.
pub(crate) async fn myself(http: &Http) -> Result<Account, TrackerError> {
    let answer = http.get(&["myself"], &[]).await.map_err(of_lost)?;
    if !answer.status.is_success() {
        return Err(match of_answer(&answer, Effect::Reads) {
            TrackerError::Rejected(why) => not_jira(&why),
            other => other,
        });
    }
    if !answer.whole {
        return Err(TrackerError::Unknown("the answer broke off".into()));
    }
    match serde_json::from_slice::<Account>(&answer.body) {
        Ok(account) if account.is_someone() => Ok(account),
        _ => Err(not_jira("it answered, but not with an account")),
    }
}

fn not_jira(why: &str) -> TrackerError {
    TrackerError::Unauthorized(format!("no Jira knows us at jira.url ({why}); check the address"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(json: &str) -> Account {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn accounts_are_compared_by_what_both_have() {
        let cloud = account(r#"{"accountId":"5b1","displayName":"Desk"}"#);
        assert!(cloud.is(&account(r#"{"accountId":"5b1"}"#)));
        assert!(!cloud.is(&account(r#"{"accountId":"5b2"}"#)));
        let server = account(r#"{"key":"JIRAUSER1","name":"desk"}"#);
        assert!(server.is(&account(r#"{"key":"JIRAUSER1","name":"renamed"}"#)));
        assert!(server.is(&account(r#"{"name":"desk"}"#)));
        assert!(!server.is(&cloud));
        assert!(!account("{}").is(&account("{}")), "two unknowns are not the same");
    }
}
