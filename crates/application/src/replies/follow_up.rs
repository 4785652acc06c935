use frontdesk_domain::access::{Caller, Deed, Party};
use frontdesk_domain::replies::{NewReply, Sender};
use frontdesk_domain::secrets::SubmissionKey;
use frontdesk_domain::tickets::{Body, TicketNumber};

use super::Addition;
use crate::{AppError, Application};

/// What a client writes on their ticket.
#[derive(Clone, Debug)]
pub struct FollowUp {
    /// On which.
    pub number: TicketNumber,
    /// The form's key.
    pub key: SubmissionKey,
    /// What they write.
    pub body: Body,
}

impl Application {
    /// Adds the words of a ticket's client, signed in or by its link. On a resolved ticket they reopen it;
    /// where it is over, they open a new one.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for who is nothing to it; [`AppError::Forbidden`] for staff, who answer;
    /// [`AppError::Throttled`]; [`AppError::FormReused`].
    pub async fn follow_up(&self, who: &Caller, form: &FollowUp) -> Result<Addition, AppError> {
        let unit = self.ports.store.begin().await?;
        let (_, party) = self.reach(&*unit, who, form.number, Deed::See).await??;
        drop(unit);
        let sender = match party {
            Party::Holder => Sender::Client,
            Party::Owner(account) => Sender::Customer(account),
            Party::Staff(member) if member.is_owner => Sender::Customer(member.account),
            Party::Staff(_) => return Err(AppError::Forbidden),
        };
        let number = form.number.0.to_string();
        self.add(&NewReply {
            ticket: form.number,
            sender,
            body: form.body.clone(),
            submission: form.key,
            digest: self
                .ports
                .signer
                .digest(&["follow-up", &number, form.body.as_str()]),
            created_at: self.ports.clock.now(),
        })
        .await
    }
}
