//! Whose a session or a code is: the columns `account_id` and `client_id`, of which one at most has a value.

use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::auth::Holder;
use frontdesk_domain::clients::ClientId;

/// The values of `account_id` and `client_id`.
pub(crate) fn stored(holder: Option<Holder>) -> (Option<i64>, Option<i64>) {
    match holder {
        Some(Holder::Account(id)) => (Some(id.0), None),
        Some(Holder::Client(id)) => (None, Some(id.0)),
        None => (None, None),
    }
}

/// Whom they say.
pub(crate) fn read(account_id: Option<i64>, client_id: Option<i64>) -> Option<Holder> {
    let account = account_id.map(|id| Holder::Account(AccountId(id)));
    account.or(client_id.map(|id| Holder::Client(ClientId(id))))
}
