use std::time::Duration;

use frontdesk_domain::clients::{ClientId, ClientNumber, Name, NewClient, Phone};
use frontdesk_domain::ports::{StoreError, UnitOfWork};
use frontdesk_domain::secrets::{SubmissionDigest, SubmissionKey};
use frontdesk_domain::tickets::{
    Actor, Body, CategoryId, NewTicket, OneOpenRule, Priority, Source, Subject, TicketNumber, TrackedStatus,
    TrackerMark,
};
use frontdesk_domain::time::Timestamp;

use super::words::Dice;
use crate::tickets::{keep, keep_new};
use crate::{AppError, Application};

/// Tickets a unit of work.
const BATCH: u32 = 500;
/// Tickets a person.
const EACH: u32 = 50;

impl Application {
    /// Puts `tickets` made-up tickets of `tickets / 50` people into an empty desk, spread over two years:
    /// 2 % open, 6 % in progress, 4 % on hold, the rest resolved. The same size is the same desk, but for
    /// customer IDs. `false`, and nothing done, if it holds any. `told` hears how many are there.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn seed_many(&self, tickets: u32, told: &(dyn Fn(u32) + Sync)) -> Result<bool, AppError> {
        if !self.is_empty().await? {
            return Ok(false);
        }
        let category = self.ports.front_desk.fallback_category().await?.id;
        let mut dice = Dice::new(u64::from(tickets));
        let people = self.seed_people((tickets / EACH).max(1)).await?;
        let mut kept = 0;
        while kept < tickets {
            let batch = BATCH.min(tickets - kept);
            let unit = self.ports.store.begin().await?;
            for turn in 0..batch {
                let client = people[usize::try_from(dice.below(people.len() as u64)).unwrap_or(0)];
                let age =
                    Duration::from_secs(u64::from(tickets - kept - turn) * TWO_YEARS / u64::from(tickets));
                let at = self.ports.clock.now().before(age);
                self.seed_one(&*unit, &mut dice, client, category, at).await?;
            }
            unit.commit().await?;
            kept += batch;
            told(kept);
        }
        Ok(true)
    }

    async fn seed_people(&self, people: u32) -> Result<Vec<ClientId>, AppError> {
        let mut ids = Vec::new();
        let mut unit = self.ports.store.begin().await?;
        for person in 0..people {
            ids.push(self.seed_person(&*unit, person).await?);
            if (person + 1) % BATCH == 0 {
                unit.commit().await?;
                unit = self.ports.store.begin().await?;
            }
        }
        unit.commit().await?;
        Ok(ids)
    }

    async fn seed_person(&self, unit: &dyn UnitOfWork, person: u32) -> Result<ClientId, StoreError> {
        let name =
            Name::parse(&format!("Person {person}")).map_err(|error| StoreError::Backend(error.into()))?;
        let client = NewClient {
            number: ClientNumber::draw(u64::from(person) * 17 + 5),
            name,
            phone: Phone::from_stored(format!("+98912{:07}", 2_000_000 + person)),
            by_phone: true,
            email: None,
            address: None,
            created_at: self.ports.clock.now().before(Duration::from_secs(TWO_YEARS)),
        };
        unit.clients().insert(&client).await
    }

    async fn seed_one(
        &self,
        unit: &dyn UnitOfWork,
        dice: &mut Dice,
        client: ClientId,
        category: CategoryId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(ticket) = made_up(dice, client, category, at) else {
            return Ok(());
        };
        let number = keep_new(unit, &ticket, Actor::Visitor).await?;
        let token = self.ports.signer.track_token(&ticket.submission);
        unit.tickets()
            .add_track_link(number, &self.ports.signer.hash(&token), at)
            .await?;
        let became = match dice.below(100) {
            0..2 => None,
            2..8 => Some(TrackedStatus::InProgress),
            8..12 => Some(TrackedStatus::OnHold),
            _ => Some(TrackedStatus::Resolved),
        };
        match became {
            Some(became) => {
                self.move_seeded(unit, number, became, at.after(Duration::from_secs(7200)))
                    .await
            }
            None => Ok(()),
        }
    }

    pub(super) async fn move_seeded(
        &self,
        unit: &dyn UnitOfWork,
        number: TicketNumber,
        became: TrackedStatus,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(ticket) = unit.tickets().get(number).await? else {
            return Ok(());
        };
        let rule = self.rules.one_open;
        if let Some(moved) = ticket.follow_tracker(became, rule, false, at) {
            keep(unit, &moved).await?;
        }
        Ok(())
    }
}

const TWO_YEARS: u64 = 2 * 365 * 24 * 3600;

fn made_up(dice: &mut Dice, client: ClientId, category: CategoryId, at: Timestamp) -> Option<NewTicket> {
    let (first, rest) = (dice.sentence(6), dice.sentence(40));
    let body = Body::parse(&format!("{first}\n{rest}")).ok()?;
    let priority = Priority::ALL[usize::try_from(dice.below(4)).unwrap_or(0)];
    Some(NewTicket {
        client,
        subject: Subject::of(&body),
        body,
        category,
        priority,
        source: Source::Portal,
        follows: None,
        rule: OneOpenRule::Off,
        submission: SubmissionKey::from_bytes(dice.bytes()),
        digest: SubmissionDigest::from_bytes(dice.bytes()),
        mark: TrackerMark::from_bytes(dice.bytes()),
        created_at: at,
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::TestDesk;

    #[tokio::test]
    async fn an_empty_desk_is_filled_once() {
        let desk = TestDesk::new();
        assert!(desk.app.seed_many(120, &|_| {}).await.unwrap());
        assert_eq!((desk.store.tickets(), desk.store.clients()), (120, 2));
        assert!(!desk.app.seed_many(120, &|_| {}).await.unwrap());
        assert!(!desk.app.seed_samples().await.unwrap());
    }

    #[tokio::test]
    async fn the_samples_hold_every_case_of_the_front_desk() {
        use frontdesk_domain::ports::LookUp;
        let desk = TestDesk::new();
        assert!(desk.app.seed_samples().await.unwrap());
        let found = async |phone| desk.app.visit(&desk.identifier(phone), None).await.unwrap();
        assert!(matches!(
            found("0912 111 0001").await,
            LookUp::Known { open: Some(_), .. }
        ));
        assert!(matches!(
            found("0912 111 0002").await,
            LookUp::Known { open: None, .. }
        ));
        assert_eq!(found("0912 111 0004").await, LookUp::Shared);
        desk.deliver().await;
        assert_eq!(desk.tracker.issues(), 6);
    }
}
