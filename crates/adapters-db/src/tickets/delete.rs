use frontdesk_domain::ports::StoreError;
use frontdesk_domain::tickets::TicketEvent;

use super::event;
use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

/// Whoever changes it in between has to wait, and finds it gone.
const CLAIM: &str = "UPDATE ticket SET version = ? WHERE number = ? AND version = ?";

/// What the deletion of a ticket does not take with it by itself.
const HANGS_ON_IT: [&str; 4] = [
    "DELETE FROM reply WHERE ticket_number = ?",
    "DELETE FROM track_link WHERE ticket_number = ?",
    "DELETE FROM history WHERE ticket_number = ?",
    "UPDATE delivery SET state = 'cancelled', ready_at = NULL \
     WHERE about_id = ? AND about = 'ticket' AND state = 'pending'",
];

impl SeaUnitOfWork {
    pub(super) async fn delete_ticket(&self, event: &TicketEvent) -> Result<(), StoreError> {
        let number = event.ticket.0;
        let claim = Sql::new(CLAIM)
            .bind(event.version)
            .bind(number)
            .bind(event.version.saturating_sub(1));
        if self.execute(claim).await? == 0 {
            return Err(StoreError::Conflict);
        }
        for text in HANGS_ON_IT {
            self.execute(Sql::new(text).bind(number)).await?;
        }
        self.execute(Sql::new("DELETE FROM ticket WHERE number = ?").bind(number))
            .await?;
        self.insert("history", "id", event::columns(event))
            .await
            .map(drop)
    }
}
