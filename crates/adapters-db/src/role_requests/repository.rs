use async_trait::async_trait;
use frontdesk_domain::accounts::{AccountId, NewRoleRequest, RoleVerdict};
use frontdesk_domain::ports::{RoleRequests, StoreError};

use crate::Engine;
use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

const ASK: &str = "INSERT INTO role_request (account_id, open_slot, wish, asked_at) VALUES (?, ?, ?, ?) \
    ON CONFLICT (open_slot) DO UPDATE SET wish = excluded.wish, asked_at = excluded.asked_at";
const ASK_MARIA: &str = "INSERT INTO role_request (account_id, open_slot, wish, asked_at) \
    VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE wish = VALUES(wish), asked_at = VALUES(asked_at)";

const SETTLE: &str = "UPDATE role_request SET open_slot = NULL, granted_role = ?, decided_by = ?, \
    decided_at = ? WHERE open_slot = ?";

#[async_trait]
impl RoleRequests for SeaUnitOfWork {
    async fn ask(&self, request: &NewRoleRequest) -> Result<(), StoreError> {
        let NewRoleRequest {
            account,
            wish,
            asked_at,
        } = request;
        let text = if self.engine()? == Engine::MariaDb {
            ASK_MARIA
        } else {
            ASK
        };
        let ask = Sql::new(text)
            .bind(account.0)
            .bind(account.0)
            .bind(wish.as_str())
            .bind(asked_at.as_micros());
        self.execute(ask).await?;
        self.note_waiting(*account).await
    }

    async fn settle(&self, account: AccountId, verdict: &RoleVerdict) -> Result<bool, StoreError> {
        let RoleVerdict { role, by, at } = verdict;
        let settle = Sql::new(SETTLE)
            .bind(role.key())
            .bind(by.map(|by| by.0))
            .bind(at.as_micros())
            .bind(account.0);
        let settled = self.execute(settle).await? == 1;
        self.note_waiting(account).await?;
        Ok(settled)
    }
}
