use frontdesk_domain::access::{Caller, Deed};
use frontdesk_domain::replies::{Draft, DraftKind, DraftText};
use frontdesk_domain::tickets::TicketNumber;

use crate::{AppError, Application};

impl Application {
    /// Keeps what someone began to write on a ticket, so that a closed tab or an ended session loses
    /// nothing. No text throws the draft away.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] without an account; [`AppError::NotFound`].
    pub async fn keep_draft(
        &self,
        who: &Caller,
        number: TicketNumber,
        kind: DraftKind,
        text: Option<DraftText>,
        seen: i32,
    ) -> Result<(), AppError> {
        let deed = match kind {
            DraftKind::Reply => Deed::See,
            DraftKind::Note => Deed::Note,
        };
        let unit = self.ports.store.begin().await?;
        let (ticket, party) = self.reach(&*unit, who, number, deed).await??;
        let account = party.actor().account().ok_or(AppError::Forbidden)?;
        match text {
            Some(text) => {
                let draft = Draft {
                    account,
                    ticket: ticket.number,
                    kind,
                    text,
                    seen,
                    saved_at: self.ports.clock.now(),
                };
                unit.drafts().put(&draft).await?;
            }
            None => unit.drafts().discard(account, number, kind).await?,
        }
        Ok(unit.commit().await?)
    }
}
