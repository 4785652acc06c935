use std::time::Duration;

use async_trait::async_trait;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::ports::{Drafts, StoreError};
use frontdesk_domain::replies::{Draft, DraftKind, DraftText};
use frontdesk_domain::tickets::TicketNumber;
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use crate::sql::Sql;
use crate::sweep::{Sweep, sweep};
use crate::unit_of_work::SeaUnitOfWork;

const OF: &str = "SELECT kind, body, seen, saved_at FROM draft WHERE account_id = ? AND ticket_number = ?";
const DISCARD: &str = "DELETE FROM draft WHERE account_id = ? AND ticket_number = ? AND kind = ?";

pub(crate) const SWEEP: Sweep = sweep!("draft", "saved_at");

#[derive(FromQueryResult)]
struct DraftRow {
    kind: String,
    body: String,
    seen: i32,
    saved_at: i64,
}

#[async_trait]
impl Drafts for SeaUnitOfWork {
    async fn put(&self, draft: &Draft) -> Result<(), StoreError> {
        let Draft {
            account,
            ticket,
            kind,
            text,
            seen,
            saved_at,
        } = draft;
        let columns = [
            ("account_id", account.0.into()),
            ("ticket_number", ticket.0.into()),
            ("kind", kind.key().into()),
            ("body", text.as_str().into()),
            ("seen", (*seen).into()),
            ("saved_at", saved_at.as_micros().into()),
        ];
        self.execute(Sql::upsert(self.engine()?, "draft", 3, columns))
            .await
            .map(drop)
    }

    async fn of(&self, account: AccountId, ticket: TicketNumber) -> Result<Vec<Draft>, StoreError> {
        let rows: Vec<DraftRow> = self.all(Sql::new(OF).bind(account.0).bind(ticket.0)).await?;
        let read = |row: DraftRow| {
            let DraftRow {
                kind,
                body,
                seen,
                saved_at,
            } = row;
            draft((account, ticket), &kind, &body, seen, saved_at)
        };
        rows.into_iter().map(read).collect()
    }

    async fn discard(
        &self,
        account: AccountId,
        ticket: TicketNumber,
        kind: DraftKind,
    ) -> Result<(), StoreError> {
        let sql = Sql::new(DISCARD).bind(account.0).bind(ticket.0).bind(kind.key());
        self.execute(sql).await.map(drop)
    }

    async fn sweep(&self, before: Timestamp) -> Result<u64, StoreError> {
        let last = before.before(Duration::from_micros(1));
        self.forget_ended(&SWEEP, last).await
    }
}

/// The draft of someone on a ticket that these columns say.
pub(crate) fn draft(
    (account, ticket): (AccountId, TicketNumber),
    kind: &str,
    body: &str,
    seen: i32,
    saved_at: i64,
) -> Result<Draft, StoreError> {
    let damaged = |column| StoreError::Corrupt {
        table: "draft",
        column,
        id: format!("{}, {}", account.0, ticket.0),
    };
    Ok(Draft {
        account,
        ticket,
        kind: DraftKind::from_key(kind).ok_or_else(|| damaged("kind"))?,
        text: DraftText::parse(body).map_err(|_| damaged("body"))?,
        seen,
        saved_at: Timestamp::from_micros(saved_at),
    })
}
