use async_trait::async_trait;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::ports::{SavedReplies, StoreError};
use frontdesk_domain::replies::{SavedReply, SavedReplyId, SavedTitle};
use frontdesk_domain::tickets::Body;
use sea_orm::FromQueryResult;

use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

const GET: &str = "SELECT id, title, body, owner_id FROM saved_reply WHERE id = ?";

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
        row.map(|row| saved(row.id, &row.title, &row.body, row.owner_id))
            .transpose()
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

/// What the columns of one say.
pub(crate) fn saved(id: i64, title: &str, body: &str, owner: Option<i64>) -> Result<SavedReply, StoreError> {
    let damaged = |column| StoreError::Corrupt {
        table: "saved_reply",
        column,
        id: id.to_string(),
    };
    Ok(SavedReply {
        id: SavedReplyId(id),
        title: SavedTitle::parse(title).map_err(|_| damaged("title"))?,
        body: Body::parse(body).map_err(|_| damaged("body"))?,
        owner: owner.map(AccountId),
    })
}
