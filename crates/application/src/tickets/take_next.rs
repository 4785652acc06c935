use frontdesk_domain::access::{Caller, Deed, Denied, SignedIn};
use frontdesk_domain::queue::{Assigned, QueueFilter, QueueSort, StatusChoice};
use frontdesk_domain::tickets::{Standing, StatusKind, TicketNumber};

use crate::{AppError, Application};

/// How many are tried before somebody is told that there are none: as many colleagues would have to take the
/// next one in the same moment.
const TRIED: u16 = 25;

impl Application {
    /// A member of staff takes the next ticket that is nobody's: the most urgent, among equals the oldest. Each
    /// is given to one of those who ask at once; the others get the ones after it. `None`: there is none.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless staff ask.
    pub async fn take_next(&self, who: &SignedIn) -> Result<Option<TicketNumber>, AppError> {
        self.staff(who)?;
        let free = QueueFilter {
            status: StatusChoice::Only(StatusKind::Open),
            assigned: Some(Assigned::Nobody),
            ..QueueFilter::default()
        };
        let now = self.ports.clock.now();
        let first = QueueSort::Priority;
        let rows = self.ports.queue.page(&free, first, None, TRIED, now).await?;
        let caller = Caller::Person(who.clone());
        for row in rows {
            match self.take_if_free(&caller, row.number).await {
                Ok(true) => return Ok(Some(row.number)),
                // Somebody was quicker, or it is gone.
                Ok(false) | Err(AppError::NotFound | AppError::NotNow(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    async fn take_if_free(&self, who: &Caller, number: TicketNumber) -> Result<bool, AppError> {
        let saved = self.change(who, number, Deed::Organise, None, |ticket, at| {
            let member = at.party.staff().ok_or(Denied::Forbidden)?;
            match ticket.standing {
                Standing::Open { assignee: None } => Ok(ticket.taken(member.account, at.slot, at.now)?),
                _ => Ok(None),
            }
        });
        Ok(saved.await?.changed)
    }
}

#[cfg(test)]
mod tests {
    use frontdesk_domain::accounts::Role;
    use frontdesk_domain::tickets::{Priority, StaffChange};

    use super::*;
    use crate::testing::TestDesk;

    async fn desk_with(tickets: u32) -> (TestDesk, Vec<TicketNumber>) {
        let desk = TestDesk::new();
        let mut numbers = Vec::new();
        for n in 0..tickets {
            desk.clock.advance(std::time::Duration::from_secs(60));
            numbers.push(desk.submit(&format!("0912 345 67{n:02}"), "It is broken").await);
        }
        for agent in ["mina@example.com", "theo@example.com"] {
            desk.person(agent, Role::Agent).await;
        }
        (desk, numbers)
    }

    #[tokio::test]
    async fn s4_7_the_most_urgent_is_taken_first_then_the_oldest_until_there_is_none() {
        let (desk, numbers) = desk_with(3).await;
        let mina = desk.signed_in("mina@example.com").await;
        let caller = Caller::Person(mina.clone());
        let urgent = StaffChange::Priority(Priority::Urgent);
        desk.app.set_ticket(&caller, numbers[1], urgent).await.unwrap();
        for next in [Some(numbers[1]), Some(numbers[0]), Some(numbers[2]), None] {
            assert_eq!(desk.app.take_next(&mina).await.unwrap(), next);
        }
        let taken = desk.app.see_as_staff(&mina, numbers[0]).await.unwrap().ticket;
        assert_eq!(
            (taken.status().kind(), taken.assignee()),
            (StatusKind::InProgress, mina.account())
        );
    }

    #[tokio::test]
    async fn two_who_ask_at_once_never_get_the_same_one() {
        let (desk, numbers) = desk_with(8).await;
        let mina = desk.signed_in("mina@example.com").await;
        let theo = desk.signed_in("theo@example.com").await;
        let mut taken = Vec::new();
        for _ in 0..4 {
            let (hers, his) = tokio::join!(desk.app.take_next(&mina), desk.app.take_next(&theo));
            taken.extend([hers.unwrap().unwrap(), his.unwrap().unwrap()]);
        }
        taken.sort_unstable();
        assert_eq!(taken, numbers);
    }

    #[tokio::test]
    async fn a_customer_takes_nothing() {
        let (desk, _) = desk_with(1).await;
        desk.customer("sara@example.com").await;
        let sara = desk.signed_in("sara@example.com").await;
        assert!(matches!(
            desk.app.take_next(&sara).await,
            Err(AppError::Forbidden)
        ));
    }
}
