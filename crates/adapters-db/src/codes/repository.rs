use async_trait::async_trait;
use frontdesk_domain::auth::{Code, CodeId, CodePurpose, Holder, NewCode, PasswordHash};
use frontdesk_domain::clients::Email;
use frontdesk_domain::ports::{OneTimeCodes, StoreError};
use frontdesk_domain::secrets::RequestId;
use frontdesk_domain::time::Timestamp;

use super::row::{CodeRow, code_columns};
use crate::sql::Sql;
use crate::sweep::{Sweep, sweep};
use crate::unit_of_work::SeaUnitOfWork;
use crate::{Engine, holder};

/// What is used or void is gone. Of two asked for at once by one holder or browser, a constraint refuses
/// one, which is tried again and then voids the other.
pub(crate) const VOID_OF_BROWSER: &str = "DELETE FROM one_time_code WHERE request = ? AND purpose = ?";
pub(crate) const VOID_OF_ACCOUNT: &str = "DELETE FROM one_time_code WHERE account_id = ? AND purpose = ?";
pub(crate) const VOID_OF_CLIENT: &str = "DELETE FROM one_time_code WHERE client_id = ? AND purpose = ?";
pub(crate) const VOID_OF_NOBODY: &str = "DELETE FROM one_time_code WHERE nobodys_email = ? AND purpose = ?";

pub(crate) const GET: &str = concat!("SELECT ", code_columns!(), " FROM one_time_code WHERE id = ?");
pub(crate) const ASKED: &str = concat!(
    "SELECT ",
    code_columns!(),
    " FROM one_time_code WHERE request = ? AND purpose = ?"
);

const ARM: &str = "UPDATE one_time_code SET code_hash = ?, expires_at = ? WHERE id = ?";

macro_rules! take_try {
    ($returning:expr) => {
        concat!(
            "UPDATE one_time_code SET tries = tries + 1 \
             WHERE request = ? AND purpose = ? AND tries < ? AND expires_at > ?",
            $returning
        )
    };
}
pub(crate) const TAKE_TRY: &str = take_try!(concat!(" RETURNING ", code_columns!()));
/// MariaDB gives nothing back; whoever changed the row has it to itself and reads it.
const TAKE_TRY_MARIA: &str = take_try!("");

const USE_UP: &str = "DELETE FROM one_time_code WHERE id = ? AND expires_at > ?";

pub(crate) const SWEEP: Sweep = sweep!("one_time_code", "expires_at");

#[async_trait]
impl OneTimeCodes for SeaUnitOfWork {
    async fn insert(&self, code: &NewCode, expires_at: Timestamp) -> Result<CodeId, StoreError> {
        let NewCode {
            purpose,
            holder,
            request,
            to,
            created_at,
        } = code;
        self.execute(before(code)).await?;
        self.execute(of_browser(VOID_OF_BROWSER, request, *purpose))
            .await?;
        let (account_id, client_id) = holder::stored(*holder);
        let columns = [
            ("purpose", purpose.key().into()),
            ("account_id", account_id.into()),
            ("client_id", client_id.into()),
            ("request", request.as_bytes().to_vec().into()),
            ("to_email", to.as_ref().map(Email::as_str).into()),
            ("nobodys_email", nobodys_email(code).into()),
            ("tries", 0i32.into()),
            ("created_at", created_at.as_micros().into()),
            ("expires_at", expires_at.as_micros().into()),
        ];
        self.insert("one_time_code", "id", columns).await.map(CodeId)
    }

    async fn get(&self, id: CodeId) -> Result<Option<Code>, StoreError> {
        let row: Option<CodeRow> = self.one(Sql::new(GET).bind(id.0)).await?;
        row.map(CodeRow::read).transpose()
    }

    async fn asked(&self, request: &RequestId, purpose: CodePurpose) -> Result<Option<Code>, StoreError> {
        let row: Option<CodeRow> = self.one(of_browser(ASKED, request, purpose)).await?;
        row.map(CodeRow::read).transpose()
    }

    async fn arm(&self, id: CodeId, hash: &PasswordHash, expires_at: Timestamp) -> Result<bool, StoreError> {
        let sql = Sql::new(ARM)
            .bind(hash.as_str())
            .bind(expires_at.as_micros())
            .bind(id.0);
        Ok(self.execute(sql).await? == 1)
    }

    async fn take_try(
        &self,
        request: &RequestId,
        purpose: CodePurpose,
        tries: i32,
        now: Timestamp,
    ) -> Result<Option<Code>, StoreError> {
        let take = |text| {
            of_browser(text, request, purpose)
                .bind(tries)
                .bind(now.as_micros())
        };
        if self.engine()? == Engine::MariaDb {
            return match self.execute(take(TAKE_TRY_MARIA)).await? {
                0 => Ok(None),
                _ => self.asked(request, purpose).await,
            };
        }
        let row: Option<CodeRow> = self.one(take(TAKE_TRY)).await?;
        row.map(CodeRow::read).transpose()
    }

    async fn use_up(&self, id: CodeId, now: Timestamp) -> Result<bool, StoreError> {
        let sql = Sql::new(USE_UP).bind(id.0).bind(now.as_micros());
        Ok(self.execute(sql).await? == 1)
    }

    async fn void_all(&self, holder: Holder) -> Result<(), StoreError> {
        for purpose in CodePurpose::ALL {
            self.execute(of_holder(holder, purpose)).await?;
        }
        Ok(())
    }

    async fn sweep(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.forget_ended(&SWEEP, now).await
    }
}

/// What ends the codes of a holder.
fn of_holder(holder: Holder, purpose: CodePurpose) -> Sql {
    let of_holder = match holder {
        Holder::Account(id) => Sql::new(VOID_OF_ACCOUNT).bind(id.0),
        Holder::Client(id) => Sql::new(VOID_OF_CLIENT).bind(id.0),
    };
    of_holder.bind(purpose.key())
}

/// What ends the codes before this one. What nobody holds is looked for by where it goes, with one statement
/// too: the same work for known and unknown.
fn before(code: &NewCode) -> Sql {
    match code.holder {
        Some(holder) => of_holder(holder, code.purpose),
        None => Sql::new(VOID_OF_NOBODY)
            .bind(nobodys_email(code))
            .bind(code.purpose.key()),
    }
}

/// Where a code goes that nobody holds, as addresses are compared.
fn nobodys_email(code: &NewCode) -> Option<String> {
    let to = code.to.as_ref().filter(|_| code.holder.is_none());
    to.map(Email::folded)
}

fn of_browser(text: &'static str, request: &RequestId, purpose: CodePurpose) -> Sql {
    Sql::new(text)
        .bind(request.as_bytes().to_vec())
        .bind(purpose.key())
}
