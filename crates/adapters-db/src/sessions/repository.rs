use async_trait::async_trait;
use frontdesk_domain::auth::{Holder, Level, NewSession, SessionId};
use frontdesk_domain::ports::{Sessions, StoreError};
use frontdesk_domain::time::Timestamp;

use crate::holder;
use crate::sql::Sql;
use crate::sweep::{Sweep, sweep};
use crate::unit_of_work::SeaUnitOfWork;

const END_OF_ACCOUNT: &str = "DELETE FROM session WHERE id = ? AND account_id = ?";
const END_OF_CLIENT: &str = "DELETE FROM session WHERE id = ? AND client_id = ?";
pub(crate) const END_ALL_OF_ACCOUNT: &str = "DELETE FROM session WHERE account_id = ?";
pub(crate) const END_ALL_OF_CLIENT: &str = "DELETE FROM session WHERE client_id = ?";

pub(crate) const SWEEP: Sweep = sweep!("session", "ends_at");

#[async_trait]
impl Sessions for SeaUnitOfWork {
    async fn insert(&self, session: &NewSession) -> Result<SessionId, StoreError> {
        let NewSession {
            hash,
            holder,
            session_version,
            level,
            remembered,
            device,
            created_at,
            ends_at,
        } = session;
        let (account_id, client_id) = holder::stored(Some(*holder));
        let began = created_at.as_micros();
        let columns = [
            ("hash", hash.as_bytes().to_vec().into()),
            ("account_id", account_id.into()),
            ("client_id", client_id.into()),
            ("session_version", (*session_version).into()),
            ("level", level.key().into()),
            ("remembered", (*remembered).into()),
            ("device", device.as_str().into()),
            ("created_at", began.into()),
            ("last_seen_at", began.into()),
            ("proved_at", began.into()),
            ("ends_at", ends_at.as_micros().into()),
        ];
        self.insert("session", "id", columns).await.map(SessionId)
    }

    async fn note_use(&self, id: SessionId, now: Timestamp) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE session SET last_seen_at = ? WHERE id = ?");
        self.execute(sql.bind(now.as_micros()).bind(id.0)).await.map(drop)
    }

    async fn note_proof(&self, id: SessionId, now: Timestamp) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE session SET proved_at = ? WHERE id = ?");
        self.execute(sql.bind(now.as_micros()).bind(id.0)).await.map(drop)
    }

    async fn keep(&self, id: SessionId, session_version: i32) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE session SET session_version = ? WHERE id = ?");
        self.execute(sql.bind(session_version).bind(id.0)).await.map(drop)
    }

    async fn keep_at_two_steps(&self, id: SessionId, session_version: i32) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE session SET session_version = ?, level = ? WHERE id = ?")
            .bind(session_version)
            .bind(Level::TwoSteps.key())
            .bind(id.0);
        self.execute(sql).await.map(drop)
    }

    async fn end(&self, holder: Holder, id: SessionId) -> Result<bool, StoreError> {
        let (text, of) = match holder {
            Holder::Account(account) => (END_OF_ACCOUNT, account.0),
            Holder::Client(client) => (END_OF_CLIENT, client.0),
        };
        Ok(self.execute(Sql::new(text).bind(id.0).bind(of)).await? == 1)
    }

    async fn end_all(&self, holder: Holder) -> Result<(), StoreError> {
        let (text, of) = match holder {
            Holder::Account(account) => (END_ALL_OF_ACCOUNT, account.0),
            Holder::Client(client) => (END_ALL_OF_CLIENT, client.0),
        };
        self.execute(Sql::new(text).bind(of)).await.map(drop)
    }

    async fn sweep(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.forget_ended(&SWEEP, now).await
    }
}
