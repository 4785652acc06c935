use frontdesk_domain::accounts::{AccountId, AccountState, Role, Theme};
use frontdesk_domain::auth::Holder;
use frontdesk_domain::clients::ClientId;
use frontdesk_domain::ports::{HeldBy, HeldSession, StoreError};
use sea_orm::{DbErr, FromQueryResult, QueryResult};

use super::row::{SessionRow, corrupt};
use crate::{accounts, clients};

/// The columns of [`HeldRow`] besides the session's. `a` is the account that holds it, `c` the client who
/// does, and `o` that client's account, of which only where it stands counts.
macro_rules! held_columns {
    () => {
        "a.name AS account_name, a.role, a.client_id AS own_client_id, a.theme, a.second_step, \
         a.session_version AS account_version, c.name AS client_name, \
         COALESCE(a.id, o.id) AS standing_id, COALESCE(a.state, o.state) AS state, \
         COALESCE(a.state_since, o.state_since) AS state_since, \
         COALESCE(a.decline_reason, o.decline_reason) AS decline_reason"
    };
}
pub(super) use held_columns;

pub(super) struct HeldRow {
    session: SessionRow,
    account: Option<AccountRow>,
    client_name: Option<String>,
    standing: Option<StandingRow>,
}

#[derive(FromQueryResult)]
struct AccountRow {
    account_name: String,
    role: String,
    own_client_id: Option<i64>,
    theme: String,
    second_step: String,
    account_version: i32,
}

#[derive(FromQueryResult)]
struct StandingRow {
    standing_id: i64,
    state: String,
    state_since: Option<i64>,
    decline_reason: Option<String>,
}

impl FromQueryResult for HeldRow {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let account: Option<String> = row.try_get(prefix, "account_name")?;
        let standing: Option<i64> = row.try_get(prefix, "standing_id")?;
        Ok(Self {
            session: SessionRow::from_query_result(row, prefix)?,
            account: account
                .map(|_| AccountRow::from_query_result(row, prefix))
                .transpose()?,
            client_name: row.try_get(prefix, "client_name")?,
            standing: standing
                .map(|_| StandingRow::from_query_result(row, prefix))
                .transpose()?,
        })
    }
}

impl HeldRow {
    /// The session and its holder that the row says.
    pub(super) fn read(self) -> Result<HeldSession, StoreError> {
        let session = self.session.read()?;
        let state = self.standing.map(StandingRow::read).transpose()?;
        let person = match (session.holder, self.account, self.client_name) {
            (Holder::Account(id), Some(account), _) => account.read(id, state)?,
            (Holder::Client(id), _, Some(name)) => of_client(id, &name, state)?,
            // The foreign keys do not let it come to that.
            (Holder::Account(_), None, _) => return Err(corrupt("account_id", session.id.0)),
            (Holder::Client(_), _, None) => return Err(corrupt("client_id", session.id.0)),
        };
        Ok(HeldSession { session, person })
    }
}

impl AccountRow {
    fn read(self, id: AccountId, state: Option<AccountState>) -> Result<HeldBy, StoreError> {
        Ok(HeldBy {
            name: accounts::name(&self.account_name, id.0)?,
            role: accounts::role(&self.role, id.0)?,
            state,
            session_version: self.account_version,
            client: self.own_client_id.map(ClientId),
            theme: accounts::theme(&self.theme, id.0)?,
            has_second_step: self.second_step == accounts::ON,
        })
    }
}

impl StandingRow {
    fn read(self) -> Result<AccountState, StoreError> {
        accounts::state(
            &self.state,
            self.state_since,
            self.decline_reason,
            self.standing_id,
        )
    }
}

fn of_client(id: ClientId, name: &str, state: Option<AccountState>) -> Result<HeldBy, StoreError> {
    Ok(HeldBy {
        name: clients::name(name, id.0)?,
        role: Role::Customer,
        state,
        session_version: 0,
        client: Some(id),
        theme: Theme::Device,
        has_second_step: false,
    })
}
