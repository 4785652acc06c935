use frontdesk_domain::ports::StoreError;
use frontdesk_domain::tickets::{Ending, Ticket, WorkedBy};
use frontdesk_domain::time::Timestamp;

use super::row::precedence;
use crate::search::Searched;
use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

/// Everything a ticket can change in but its texts.
macro_rules! save {
    ($tracked_at:literal) => {
        concat!(
            "UPDATE ticket SET open_slot = ?, category_id = ?, priority = ?, precedence = ?, status = ?, \
             unresolved = ?, worked_by = ?, agent_id = ?, ending = ?, merged_into = ?, turn = ?, \
             taken_up = ?, external_tracker = ?, external_id = ?, external_key = ?, external_url = ?, \
             resolved_at = ?, closed_at = ?, updated_at = ?, version = ?, tracked_at = ",
            $tracked_at,
            " WHERE number = ? AND version = ?"
        )
    };
}

/// From null (not tracked before) to the beginning of time: it is the next to be read.
const TRACKED: &str = save!("COALESCE(tracked_at, 0)");
const NOT_TRACKED: &str = save!("NULL");

const TEXTS: &str = "UPDATE ticket SET subject = ?, body = ?, search_text = ? WHERE number = ?";

impl SeaUnitOfWork {
    pub(super) async fn save_ticket(&self, ticket: &Ticket) -> Result<(), StoreError> {
        if self.execute(update(ticket)).await? == 0 {
            return Err(StoreError::Conflict);
        }
        if self.texts.are_as_read(ticket) {
            return Ok(());
        }
        let searched = Searched::of(ticket.subject.as_str(), ticket.body.as_str());
        let texts = Sql::new(TEXTS)
            .bind(ticket.subject.as_str())
            .bind(ticket.body.as_str())
            .bind(searched.text())
            .bind(ticket.number.0);
        self.execute(texts).await?;
        self.texts.note(ticket);
        self.index(&searched, ticket.number.0).await
    }

    pub(super) async fn index(&self, searched: &Searched, number: i64) -> Result<(), StoreError> {
        match searched.indexed(self.engine()?, number) {
            Some(sql) => self.execute(sql).await.map(drop),
            None => Ok(()),
        }
    }
}

/// If it is still at the version before.
fn update(ticket: &Ticket) -> Sql {
    let status = ticket.status();
    let external = ticket.external.as_ref();
    let tracked = external.is_some() && status.is_unresolved();
    let worked_by = ticket.standing.worked_by().map(WorkedBy::to_stored);
    let ending = ticket.standing.ending().map(Ending::to_stored);
    Sql::new(if tracked { TRACKED } else { NOT_TRACKED })
        .bind(ticket.holds_slot.then_some(ticket.client.0))
        .bind(ticket.category.0)
        .bind(ticket.priority.rank())
        .bind(precedence(ticket.priority.rank(), ticket.created_at.as_micros()))
        .bind(status.key())
        .bind(i16::from(status.is_unresolved()))
        .bind(worked_by.map(|(word, _)| word))
        .bind(worked_by.and_then(|(_, agent)| agent))
        .bind(ending.map(|(word, _)| word))
        .bind(ending.and_then(|(_, into)| into))
        .bind(ticket.turn.key())
        .bind(ticket.taken_up)
        .bind(external.map(|external| external.tracker.as_str()))
        .bind(external.map(|external| external.id.0.as_str()))
        .bind(external.map(|external| external.key.as_str()))
        .bind(external.map(|external| external.url.as_str()))
        .bind(status.resolved_at().map(Timestamp::as_micros))
        .bind(status.closed_at().map(Timestamp::as_micros))
        .bind(ticket.updated_at.as_micros())
        .bind(ticket.version)
        .bind(ticket.number.0)
        .bind(ticket.version.saturating_sub(1))
}
