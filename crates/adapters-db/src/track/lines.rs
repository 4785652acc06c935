use frontdesk_domain::ports::{Line, LineKind, StoreError};
use frontdesk_domain::replies::Sender;
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use crate::SeaQueries;
use crate::sql::Sql;

pub(crate) const REPLIES: &str = "SELECT id, created_at, sender, account_id, body FROM reply \
    WHERE ticket_number = ? AND removed = FALSE ORDER BY id DESC LIMIT {limit}";
pub(crate) const MOVES: &str = "SELECT happened_at, new_value FROM history \
    WHERE ticket_number = ? AND kind = 'status' ORDER BY id DESC LIMIT {limit}";

/// So many entries of a conversation are shown.
const NEWEST: u16 = 200;

#[derive(FromQueryResult)]
struct ReplyRow {
    id: i64,
    created_at: i64,
    sender: String,
    account_id: Option<i64>,
    body: String,
}

#[derive(FromQueryResult)]
struct MoveRow {
    happened_at: i64,
    new_value: Option<String>,
}

impl SeaQueries {
    /// A ticket's conversation, oldest first.
    pub(super) async fn lines(&self, number: i64) -> Result<Vec<Line>, StoreError> {
        let replies: Vec<ReplyRow> = self.all(Sql::new(REPLIES).bind(number).limit(NEWEST)).await?;
        let moves: Vec<MoveRow> = self.all(Sql::new(MOVES).bind(number).limit(NEWEST)).await?;
        let replies = replies.into_iter().rev().map(ReplyRow::read);
        let moves = moves.into_iter().rev().filter_map(MoveRow::read).map(Ok);
        let mut lines = replies.chain(moves).collect::<Result<Vec<_>, _>>()?;
        lines.sort_by_key(|line| line.at);
        Ok(lines.split_off(lines.len().saturating_sub(NEWEST.into())))
    }
}

impl ReplyRow {
    fn read(self) -> Result<Line, StoreError> {
        let Self {
            id,
            created_at,
            sender,
            account_id,
            body,
        } = self;
        let sender = Sender::from_stored(&sender, account_id).ok_or_else(|| StoreError::Corrupt {
            table: "reply",
            column: "sender",
            id: id.to_string(),
        })?;
        Ok(Line {
            at: Timestamp::from_micros(created_at),
            kind: LineKind::Reply { sender, body },
        })
    }
}

impl MoveRow {
    fn read(self) -> Option<Line> {
        Some(Line {
            at: Timestamp::from_micros(self.happened_at),
            kind: LineKind::StatusChanged { to: self.new_value? },
        })
    }
}
