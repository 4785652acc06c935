use std::cmp::Reverse;

use async_trait::async_trait;
use frontdesk_domain::auth::{Holder, Session, SessionId};
use frontdesk_domain::ports::{HeldSession, SessionQueries, StoreError};
use frontdesk_domain::secrets::TokenHash;

use super::held::{HeldRow, held_columns};
use super::row::{SessionRow, session_columns};
use crate::SeaQueries;
use crate::sql::Sql;

macro_rules! held {
    ($condition:literal) => {
        concat!(
            "SELECT ",
            session_columns!(),
            ", ",
            held_columns!(),
            " FROM session s LEFT JOIN account a ON a.id = s.account_id LEFT JOIN client c ON c.id = s.client_id \
             LEFT JOIN account o ON o.client_id = s.client_id WHERE ",
            $condition
        )
    };
}

pub(crate) const HELD: &str = held!("s.hash = ?");
const HELD_OF: &str = held!("s.id IN (?");
/// Sessions asked for at once.
const AT_ONCE: usize = 500;

pub(crate) const OF_ACCOUNT: &str = concat!(
    "SELECT ",
    session_columns!(),
    " FROM session s WHERE s.account_id = ?"
);
pub(crate) const OF_CLIENT: &str = concat!(
    "SELECT ",
    session_columns!(),
    " FROM session s WHERE s.client_id = ?"
);

#[async_trait]
impl SessionQueries for SeaQueries {
    async fn held(&self, hash: &TokenHash) -> Result<Option<HeldSession>, StoreError> {
        let row: Option<HeldRow> = self.one(Sql::new(HELD).bind(hash.as_bytes().to_vec())).await?;
        row.map(HeldRow::read).transpose()
    }

    async fn held_of(&self, sessions: &[SessionId]) -> Result<Vec<HeldSession>, StoreError> {
        let mut held = Vec::with_capacity(sessions.len());
        for some in sessions.chunks(AT_ONCE) {
            let mut sql = Sql::new(HELD_OF);
            for _ in 1..some.len() {
                sql = sql.then(", ?");
            }
            let sql = some.iter().fold(sql.then(")"), |sql, id| sql.bind(id.0));
            let rows: Vec<HeldRow> = self.all(sql).await?;
            for row in rows {
                held.push(row.read()?);
            }
        }
        Ok(held)
    }

    async fn of(&self, holder: Holder) -> Result<Vec<Session>, StoreError> {
        let sql = match holder {
            Holder::Account(id) => Sql::new(OF_ACCOUNT).bind(id.0),
            Holder::Client(id) => Sql::new(OF_CLIENT).bind(id.0),
        };
        let rows: Vec<SessionRow> = self.all(sql).await?;
        let mut of = rows
            .into_iter()
            .map(SessionRow::read)
            .collect::<Result<Vec<_>, _>>()?;
        // Here and not by an index: every noted use would have to rewrite that.
        of.sort_by_key(|session| Reverse((session.last_seen_at, session.id)));
        Ok(of)
    }
}
