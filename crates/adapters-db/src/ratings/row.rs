use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::feedback::{Comment, Feedback, Score};
use frontdesk_domain::ports::StoreError;
use frontdesk_domain::tickets::TicketNumber;
use frontdesk_domain::time::Timestamp;
use sea_orm::{DbErr, FromQueryResult, QueryResult};

/// A `rating` with all its columns.
#[derive(FromQueryResult)]
pub(crate) struct RatingRow {
    ticket_number: i64,
    stars: i16,
    remark: Option<String>,
    agent_id: Option<i64>,
    given_at: i64,
}

impl RatingRow {
    /// Of a row that has a ticket's `agent_id` too; the rating's is `rated_agent_id`.
    pub(crate) fn beside_ticket(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            ticket_number: row.try_get(prefix, "ticket_number")?,
            stars: row.try_get(prefix, "stars")?,
            remark: row.try_get(prefix, "remark")?,
            agent_id: row.try_get(prefix, "rated_agent_id")?,
            given_at: row.try_get(prefix, "given_at")?,
        })
    }

    /// The feedback that the row says.
    pub(crate) fn read(self) -> Result<Feedback, StoreError> {
        let Self {
            ticket_number: number,
            stars,
            remark,
            agent_id,
            given_at,
        } = self;
        let comment = remark.map(|text| Comment::parse(&text));
        Ok(Feedback {
            ticket: TicketNumber(number),
            score: score(stars, number)?,
            comment: comment.transpose().map_err(|_| corrupt("remark", number))?,
            agent: agent_id.map(AccountId),
            given_at: Timestamp::from_micros(given_at),
        })
    }
}

pub(crate) fn score(stars: i16, number: i64) -> Result<Score, StoreError> {
    let score = u8::try_from(stars).ok().and_then(Score::new);
    score.ok_or_else(|| corrupt("stars", number))
}

fn corrupt(column: &'static str, number: i64) -> StoreError {
    let id = number.to_string();
    StoreError::Corrupt {
        table: "rating",
        column,
        id,
    }
}
