use frontdesk_domain::access::{Caller, Deed};
use frontdesk_domain::ports::{StoreError, Unique};
use frontdesk_domain::replies::{DraftKind, NewNote};
use frontdesk_domain::secrets::SubmissionKey;
use frontdesk_domain::tickets::{Body, EventKind, TicketNumber};

use crate::tickets::keep;
use crate::unit::{Ended, others_durable, tried_again};
use crate::{AppError, Application};

/// An internal note about to be written.
#[derive(Clone, Debug)]
pub struct WriteNote {
    /// On which ticket.
    pub number: TicketNumber,
    /// The form's key.
    pub key: SubmissionKey,
    /// What it says.
    pub body: Body,
}

impl Application {
    /// A member of staff writes an internal note. It needs no look at what happened meanwhile: it answers
    /// nobody.
    ///
    /// # Errors
    /// [`AppError::Forbidden`]; [`AppError::NotFound`]; [`AppError::FormReused`].
    pub async fn write_note(&self, who: &Caller, form: &WriteNote) -> Result<(), AppError> {
        let author = who.staff().ok_or(AppError::Forbidden)?;
        let number = form.number.0.to_string();
        let note = NewNote {
            ticket: form.number,
            author,
            body: form.body.clone(),
            submission: form.key,
            digest: self.ports.signer.digest(&["note", &number, form.body.as_str()]),
            created_at: self.ports.clock.now(),
        };
        let entropy = &*self.ports.entropy;
        loop {
            match tried_again(entropy, || self.keep_note(who, &note)).await {
                // It is found by its key as soon as it is durable.
                Err(StoreError::NotUnique(Unique::Submission)) => {
                    others_durable(entropy, &*self.ports.store).await?;
                }
                ended => return ended?,
            }
        }
    }

    async fn keep_note(&self, who: &Caller, note: &NewNote) -> Ended<()> {
        let unit = self.ports.store.begin().await?;
        if let Some((_, digest)) = unit.notes().submitted(&note.submission).await? {
            let same = digest == note.digest;
            return Ok(same.then_some(()).ok_or(AppError::FormReused));
        }
        let (ticket, party) = match self.reach(&*unit, who, note.ticket, Deed::Note).await? {
            Ok(reached) => reached,
            Err(refused) => return Ok(Err(refused)),
        };
        unit.notes().insert(note).await?;
        let noted = ticket.happened(party.actor(), EventKind::Noted, note.created_at);
        keep(&*unit, &noted).await?;
        let drafts = unit.drafts();
        drafts.discard(note.author, note.ticket, DraftKind::Note).await?;
        unit.commit().await?;
        Ok(Ok(()))
    }
}
