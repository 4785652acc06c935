use async_trait::async_trait;
use frontdesk_domain::feedback::{Comment, Feedback};
use frontdesk_domain::ports::{Ratings, StoreError};
use frontdesk_domain::tickets::TicketNumber;

use super::row::RatingRow;
use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

const OF: &str =
    "SELECT ticket_number, stars, remark, agent_id, given_at FROM rating WHERE ticket_number = ?";

#[async_trait]
impl Ratings for SeaUnitOfWork {
    async fn put(&self, feedback: &Feedback) -> Result<(), StoreError> {
        let Feedback {
            ticket,
            score,
            comment,
            agent,
            given_at,
        } = feedback;
        let columns = [
            ("ticket_number", ticket.0.into()),
            ("stars", i16::from(score.stars()).into()),
            ("remark", comment.as_ref().map(Comment::as_str).into()),
            ("agent_id", agent.map(|agent| agent.0).into()),
            ("given_at", given_at.as_micros().into()),
        ];
        self.execute(Sql::upsert(self.engine()?, "rating", 1, columns))
            .await
            .map(drop)
    }

    async fn of(&self, ticket: TicketNumber) -> Result<Option<Feedback>, StoreError> {
        let row: Option<RatingRow> = self.one(Sql::new(OF).bind(ticket.0)).await?;
        row.map(RatingRow::read).transpose()
    }
}
