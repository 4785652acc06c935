use frontdesk_domain::access::{Caller, Deed};
use frontdesk_domain::presence::{Doing, Presence};
use frontdesk_domain::tickets::TicketNumber;

use crate::{AppError, Application};

impl Application {
    /// A member of staff is at a ticket, or, with nothing that they do, went. `true` if that is news to
    /// others. Nobody is kept out by it.
    ///
    /// # Errors
    /// [`AppError::Forbidden`]; [`AppError::NotFound`].
    pub async fn be_at(
        &self,
        who: &Caller,
        number: TicketNumber,
        doing: Option<Doing>,
    ) -> Result<bool, AppError> {
        let unit = self.ports.store.begin().await?;
        let (ticket, party) = self.reach(&*unit, who, number, Deed::SeeInternal).await??;
        let account = party.staff().ok_or(AppError::Forbidden)?.account;
        let news = match doing {
            Some(doing) => {
                let presence = Presence {
                    ticket: ticket.number,
                    account,
                    doing,
                    seen_at: self.ports.clock.now(),
                };
                unit.presences().put(&presence).await?
            }
            None => {
                unit.presences().leave(account, number).await?;
                true
            }
        };
        unit.commit().await?;
        Ok(news)
    }
}

#[cfg(test)]
mod tests {
    use frontdesk_domain::accounts::Role;

    use super::*;
    use crate::testing::TestDesk;

    #[tokio::test]
    async fn others_see_who_writes_until_they_fall_silent() {
        let desk = TestDesk::new();
        desk.customer("sara@example.com").await;
        let sara = desk.signed_in("sara@example.com").await;
        let number = desk.open(&sara, "Printer").await;
        for login in ["mina@example.com", "tom@example.com"] {
            desk.person(login, Role::Agent).await;
        }
        let mina = Caller::Person(desk.signed_in("mina@example.com").await);
        let tom = desk.signed_in("tom@example.com").await;
        assert!(desk.app.be_at(&mina, number, Some(Doing::Looking)).await.unwrap());
        assert!(!desk.app.be_at(&mina, number, Some(Doing::Looking)).await.unwrap());
        assert!(desk.app.be_at(&mina, number, Some(Doing::Writing)).await.unwrap());
        let page = desk.app.see_as_staff(&tom, number).await.unwrap();
        assert_eq!(page.present[0].doing, Doing::Writing);
        desk.clock
            .advance(Presence::LASTS + std::time::Duration::from_secs(1));
        assert!(
            desk.app
                .see_as_staff(&tom, number)
                .await
                .unwrap()
                .present
                .is_empty()
        );
        let refused = desk
            .app
            .be_at(&Caller::Person(sara), number, Some(Doing::Looking))
            .await;
        assert!(matches!(refused, Err(AppError::Forbidden)));
    }
}
