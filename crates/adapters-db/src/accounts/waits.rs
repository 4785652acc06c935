//! Since when an account waits for somebody: one column that approvals are read by.

use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::ports::StoreError;

use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

const NOTE: &str = "UPDATE account SET waits_since = CASE \
    WHEN state = 'awaiting_approval' THEN state_since \
    WHEN state = 'unverified' THEN created_at \
    WHEN state = 'active' AND EXISTS (SELECT 1 FROM role_request r WHERE r.open_slot = account.id) \
    THEN created_at END WHERE id = ?";

impl SeaUnitOfWork {
    /// To be called after everything that its waiting depends on.
    pub(crate) async fn note_waiting(&self, account: AccountId) -> Result<(), StoreError> {
        self.execute(Sql::new(NOTE).bind(account.0)).await.map(drop)
    }
}
