use async_trait::async_trait;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::ports::{SavedReplies, StoreError};
use frontdesk_domain::replies::{SavedReply, SavedReplyId, SavedTitle};
use frontdesk_domain::tickets::Body;
use sea_orm::FromQueryResult;

use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

const GET: &str = "SELECT id, title, body, owner_id FROM saved_reply WHERE id = ?";
const OF: &str = "SELECT id, title, body, owner_id FROM saved_reply WHERE owner_id = ? OR owner_id IS NULL";

#[derive(FromQueryResult)]
struct SavedRow {
    id: i64,
    title: String,
    body: String,
    owner_id: Option<i64>,
}

#[async_trait]
impl SavedReplies for SeaUnitOfWork {
    async fn insert(
        &self,
        title: &SavedTitle,
        body: &Body,
        owner: Option<AccountId>,
    ) -> Result<SavedReplyId, StoreError> {
        let columns = [
            ("title", title.as_str().into()),
            ("body", body.as_str().into()),
            ("owner_id", owner.map(|owner| owner.0).into()),
        ];
        self.insert("saved_reply", "id", columns).await.map(SavedReplyId)
    }

    async fn get(&self, id: SavedReplyId) -> Result<Option<SavedReply>, StoreError> {
        let row: Option<SavedRow> = self.one(Sql::new(GET).bind(id.0)).await?;
        row.map(SavedRow::read).transpose()
    }

    async fn of(&self, account: AccountId) -> Result<Vec<SavedReply>, StoreError> {
        let rows: Vec<SavedRow> = self.all(Sql::new(OF).bind(account.0)).await?;
        let read: Result<Vec<_>, _> = rows.into_iter().map(SavedRow::read).collect();
        let mut of = read?;
        // There are few, and no engine's own order of titles is another's.
        of.sort_by_cached_key(|saved| (saved.title.as_str().to_lowercase(), saved.id));
        Ok(of)
    }

    async fn save(&self, reply: &SavedReply) -> Result<(), StoreError> {
        let columns = [
            ("title", reply.title.as_str().into()),
            ("body", reply.body.as_str().into()),
            ("owner_id", reply.owner.map(|owner| owner.0).into()),
        ];
        let sql = Sql::update("saved_reply", columns, "id = ?").bind(reply.id.0);
        match self.execute(sql).await? {
            0 => Err(StoreError::Conflict),
            _ => Ok(()),
        }
    }

    async fn remove(&self, id: SavedReplyId) -> Result<(), StoreError> {
        let sql = Sql::new("DELETE FROM saved_reply WHERE id = ?");
        self.execute(sql.bind(id.0)).await.map(drop)
    }
}

impl SavedRow {
    fn read(self) -> Result<SavedReply, StoreError> {
        let Self {
            id,
            title,
            body,
            owner_id,
        } = self;
        let damaged = |column| StoreError::Corrupt {
            table: "saved_reply",
            column,
            id: id.to_string(),
        };
        Ok(SavedReply {
            id: SavedReplyId(id),
            title: SavedTitle::parse(&title).map_err(|_| damaged("title"))?,
            body: Body::parse(&body).map_err(|_| damaged("body"))?,
            owner: owner_id.map(AccountId),
        })
    }
}
