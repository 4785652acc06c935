use async_trait::async_trait;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::notices::{MailWishes, NewNotice, NoticeId, NoticeKind, Recipient};
use frontdesk_domain::ports::{Notices, StoreError};
use frontdesk_domain::secrets::LetterMark;
use frontdesk_domain::tickets::TicketNumber;
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

const GET: &str =
    "SELECT id, ticket_number, account_id, kind, reply_id, mark, created_at FROM notice WHERE id = ?";
const WISHES: &str = "SELECT replies, resolved, assigned FROM mail_wish WHERE account_id = ?";

#[derive(FromQueryResult)]
struct NoticeRow {
    id: i64,
    ticket_number: i64,
    account_id: Option<i64>,
    kind: String,
    reply_id: Option<i64>,
    mark: Vec<u8>,
    created_at: i64,
}

#[derive(FromQueryResult)]
struct WishRow {
    replies: bool,
    resolved: bool,
    assigned: bool,
}

#[async_trait]
impl Notices for SeaUnitOfWork {
    async fn insert(&self, notice: &NewNotice) -> Result<NoticeId, StoreError> {
        let NewNotice {
            ticket,
            to,
            kind,
            mark,
            created_at,
        } = notice;
        let account = match to {
            Recipient::Client => None,
            Recipient::Agent(account) => Some(account.0),
        };
        let (word, reply) = kind.to_stored();
        let columns = [
            ("ticket_number", ticket.0.into()),
            ("account_id", account.into()),
            ("kind", word.into()),
            ("reply_id", reply.into()),
            ("mark", mark.as_bytes().to_vec().into()),
            ("created_at", created_at.as_micros().into()),
        ];
        self.insert("notice", "id", columns).await.map(NoticeId)
    }

    async fn get(&self, id: NoticeId) -> Result<Option<NewNotice>, StoreError> {
        let row: Option<NoticeRow> = self.one(Sql::new(GET).bind(id.0)).await?;
        row.map(NoticeRow::read).transpose()
    }

    async fn wishes(&self, account: AccountId) -> Result<MailWishes, StoreError> {
        let row: Option<WishRow> = self.one(Sql::new(WISHES).bind(account.0)).await?;
        let read = |row: WishRow| MailWishes {
            replies: row.replies,
            resolved: row.resolved,
            assigned: row.assigned,
        };
        Ok(row.map(read).unwrap_or_default())
    }

    async fn wish(&self, account: AccountId, wishes: MailWishes) -> Result<(), StoreError> {
        let columns = [
            ("account_id", account.0.into()),
            ("replies", wishes.replies.into()),
            ("resolved", wishes.resolved.into()),
            ("assigned", wishes.assigned.into()),
        ];
        self.execute(Sql::upsert(self.engine()?, "mail_wish", 1, columns))
            .await
            .map(drop)
    }
}

impl NoticeRow {
    fn read(self) -> Result<NewNotice, StoreError> {
        let Self {
            id,
            ticket_number,
            account_id,
            kind,
            reply_id,
            mark,
            created_at,
        } = self;
        let damaged = |column| StoreError::Corrupt {
            table: "notice",
            column,
            id: id.to_string(),
        };
        let to = match account_id {
            None => Recipient::Client,
            Some(account) => Recipient::Agent(AccountId(account)),
        };
        Ok(NewNotice {
            ticket: TicketNumber(ticket_number),
            to,
            kind: NoticeKind::from_stored(&kind, reply_id).ok_or_else(|| damaged("kind"))?,
            mark: LetterMark::from_slice(&mark).ok_or_else(|| damaged("mark"))?,
            created_at: Timestamp::from_micros(created_at),
        })
    }
}
