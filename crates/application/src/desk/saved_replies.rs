use frontdesk_domain::access::SignedIn;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::replies::{Placeholders, SavedReply, SavedReplyId, SavedTitle};
use frontdesk_domain::tickets::{Body, TicketNumber};

use crate::{AppError, Application};

/// A saved reply, as a member of staff writes it.
#[derive(Clone, Debug)]
pub struct SavedReplyForm {
    /// By what it is found.
    pub title: SavedTitle,
    /// The text, with placeholders.
    pub body: Body,
    /// Whether everybody may use it. Only admins keep such.
    pub for_everybody: bool,
}

impl Application {
    /// The saved replies that someone may use, by title.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless staff ask.
    pub async fn saved_replies(&self, who: &SignedIn) -> Result<Vec<SavedReply>, AppError> {
        Ok(self.choices(who).await?.saved_replies)
    }

    /// Keeps a reply to be used again: a new one, or in the place of `id`.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for somebody else's, or everybody's unless an admin asks;
    /// [`AppError::NotFound`].
    pub async fn save_reply(
        &self,
        who: &SignedIn,
        id: Option<SavedReplyId>,
        form: &SavedReplyForm,
    ) -> Result<SavedReplyId, AppError> {
        let me = self.staff(who)?;
        let owner = (!form.for_everybody).then_some(me);
        may_change(who, me, owner)?;
        let (title, body) = (form.title.clone(), form.body.clone());
        let unit = self.ports.store.begin().await?;
        let id = match id {
            None => unit.saved_replies().insert(&title, &body, owner).await?,
            Some(id) => {
                let before = unit.saved_replies().get(id).await?.ok_or(AppError::NotFound)?;
                may_change(who, me, before.owner)?;
                let reply = SavedReply {
                    id,
                    title,
                    body,
                    owner,
                };
                unit.saved_replies().save(&reply).await?;
                id
            }
        };
        unit.commit().await?;
        Ok(id)
    }

    /// Removes a saved reply.
    ///
    /// # Errors
    /// As [`save_reply`](Self::save_reply).
    pub async fn remove_saved_reply(&self, who: &SignedIn, id: SavedReplyId) -> Result<(), AppError> {
        let me = self.staff(who)?;
        let unit = self.ports.store.begin().await?;
        let reply = unit.saved_replies().get(id).await?.ok_or(AppError::NotFound)?;
        may_change(who, me, reply.owner)?;
        unit.saved_replies().remove(id).await?;
        Ok(unit.commit().await?)
    }

    /// A saved reply, filled for a ticket.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for one that is not theirs, and for no such ticket; [`AppError::Forbidden`].
    pub async fn fill_reply(
        &self,
        who: &SignedIn,
        id: SavedReplyId,
        number: TicketNumber,
    ) -> Result<String, AppError> {
        let page = self.see_as_staff(who, number).await?;
        let all = self.saved_replies(who).await?;
        let reply = all
            .iter()
            .find(|reply| reply.id == id)
            .ok_or(AppError::NotFound)?;
        Ok(reply.filled(Placeholders {
            client: page.client.name.as_str(),
            ticket: &number.to_string(),
            subject: page.ticket.subject.as_str(),
            agent: who.name.as_str(),
            desk: &self.rules.accounts.desk_name,
        }))
    }
}

fn may_change(who: &SignedIn, me: AccountId, owner: Option<AccountId>) -> Result<(), AppError> {
    let may = owner.map_or(who.manages_people(), |owner| owner == me);
    may.then_some(()).ok_or(AppError::Forbidden)
}

#[cfg(test)]
mod tests {
    use frontdesk_domain::accounts::Role;

    use super::*;
    use crate::testing::TestDesk;

    #[tokio::test]
    async fn a_reply_is_filled_for_a_ticket_and_everybodys_are_the_admins_matter() {
        let desk = TestDesk::new();
        desk.customer("sara@example.com").await;
        let sara = desk.signed_in("sara@example.com").await;
        let number = desk.open(&sara, "Printer").await;
        desk.person("mina@example.com", Role::Agent).await;
        let mina = desk.signed_in("mina@example.com").await;
        let form = |for_everybody| SavedReplyForm {
            title: SavedTitle::parse("Hello").unwrap(),
            body: Body::parse("Hello {client}, about {ticket}").unwrap(),
            for_everybody,
        };
        let refused = desk.app.save_reply(&mina, None, &form(true)).await;
        assert!(matches!(refused, Err(AppError::Forbidden)));
        let id = desk.app.save_reply(&mina, None, &form(false)).await.unwrap();
        let filled = desk.app.fill_reply(&mina, id, number).await.unwrap();
        assert_eq!(filled, "Hello Sara Ahmadi, about #10001");
        desk.person("ada@example.com", Role::Admin).await;
        let ada = desk.signed_in("ada@example.com").await;
        let anothers = desk.app.remove_saved_reply(&ada, id).await;
        assert!(matches!(anothers, Err(AppError::Forbidden)));
        assert!(desk.app.saved_replies(&ada).await.unwrap().is_empty());
    }
}
