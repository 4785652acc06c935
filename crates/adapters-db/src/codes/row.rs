use frontdesk_domain::auth::{Code, CodeId, CodePurpose, PasswordHash};
use frontdesk_domain::clients::Email;
use frontdesk_domain::ports::StoreError;
use frontdesk_domain::secrets::RequestId;
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use crate::holder;

/// The columns of [`CodeRow`].
macro_rules! code_columns {
    () => {
        "id, purpose, account_id, client_id, request, to_email, code_hash, tries, created_at, expires_at"
    };
}
pub(super) use code_columns;

#[derive(FromQueryResult)]
pub(super) struct CodeRow {
    id: i64,
    purpose: String,
    account_id: Option<i64>,
    client_id: Option<i64>,
    request: Vec<u8>,
    to_email: Option<String>,
    code_hash: Option<String>,
    tries: i32,
    created_at: i64,
    expires_at: i64,
}

impl CodeRow {
    /// The code that the row says.
    pub(super) fn read(self) -> Result<Code, StoreError> {
        let Self {
            id,
            purpose,
            account_id,
            client_id,
            request,
            to_email,
            code_hash,
            tries,
            created_at,
            expires_at,
        } = self;
        let damaged = |column| corrupt(column, id);
        let email = |email: String| Email::parse(&email).map_err(|_| damaged("to_email"));
        Ok(Code {
            id: CodeId(id),
            purpose: CodePurpose::from_key(&purpose).ok_or_else(|| damaged("purpose"))?,
            holder: holder::read(account_id, client_id),
            request: RequestId::from_slice(&request).ok_or_else(|| damaged("request"))?,
            to: to_email.map(email).transpose()?,
            hash: code_hash.map(PasswordHash::from_stored),
            tries,
            created_at: Timestamp::from_micros(created_at),
            expires_at: Timestamp::from_micros(expires_at),
        })
    }
}

fn corrupt(column: &'static str, id: i64) -> StoreError {
    let id = id.to_string();
    StoreError::Corrupt {
        table: "one_time_code",
        column,
        id,
    }
}
