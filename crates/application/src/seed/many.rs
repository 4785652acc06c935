use std::time::Duration;

use frontdesk_domain::accounts::{AccountId, Role};
use frontdesk_domain::auth::Password;
use frontdesk_domain::clients::{ClientId, ClientNumber, Email, Name, NewClient, Phone};
use frontdesk_domain::feedback::Score;
use frontdesk_domain::ports::{StoreError, UnitOfWork};
use frontdesk_domain::replies::Sender;
use frontdesk_domain::secrets::{SubmissionDigest, SubmissionKey};
use frontdesk_domain::tasks::Audience;
use frontdesk_domain::tickets::{
    Actor, Body, CategoryId, NewTicket, OneOpenRule, Priority, Source, StaffChange, StatusKind, Subject,
    TrackerMark,
};
use frontdesk_domain::time::Timestamp;

use super::play::{Act, Stage, parsed};
use super::words::Dice;
use crate::{AddPerson, AppError, Application};

/// Tickets a unit of work.
const BATCH: u32 = 500;
/// Tickets a person.
const EACH: u32 = 50;
/// Who works on them.
const AGENTS: u32 = 8;
const TWO_YEARS: u64 = 2 * 365 * 24 * 3600;
/// The longest between two things that happen to a ticket.
const STEP: u64 = 5 * 3600;

impl Application {
    /// Puts `tickets` made-up tickets of `tickets / 50` people into an empty desk, spread over two years, with
    /// replies, notes, tasks, ratings and eight agents: 2 % open, 6 % in progress, 4 % on hold, 30 % resolved,
    /// the rest closed. The same size is the same desk, but for customer IDs. Nobody knows the agents'
    /// passwords. `false`, and nothing done, if it holds any data. `told` hears how many are there.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn seed_many(&self, tickets: u32, told: &(dyn Fn(u32) + Sync)) -> Result<bool, AppError> {
        if !self.is_empty().await? {
            return Ok(false);
        }
        let mut dice = Dice::new(u64::from(tickets));
        let agents = self.seed_agents().await?;
        let people = self.seed_people((tickets / EACH).max(1)).await?;
        let categories = self.seed_categories().await?;
        let mut kept = 0;
        while kept < tickets {
            let batch = BATCH.min(tickets - kept);
            let unit = self.ports.store.begin().await?;
            let mut lives = Dice::new(!u64::from(kept));
            let mut stage = Stage::new(self, &*unit, OneOpenRule::Off, &mut lives);
            for turn in 0..batch {
                let age = u64::from(tickets - kept - turn) * TWO_YEARS / u64::from(tickets);
                let of = Of {
                    client: *one_of(&mut dice, &people)?,
                    category: *one_of(&mut dice, &categories)?,
                    agent: *one_of(&mut dice, &agents)?,
                    age: Duration::from_secs(age),
                };
                self.seed_one(&mut stage, &mut dice, of).await?;
            }
            stage.end().await?;
            unit.commit().await?;
            kept += batch;
            told(kept);
        }
        Ok(true)
    }

    async fn seed_agents(&self) -> Result<Vec<AccountId>, AppError> {
        let mut agents = Vec::new();
        for agent in 1..=AGENTS {
            let bytes: [u8; 16] = self.ports.entropy.bytes();
            let drawn: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            let form = AddPerson {
                name: parsed(Name::parse(&format!("Agent {agent}")))?,
                email: parsed(Email::parse(&format!("agent{agent}@example.com")))?,
                username: None,
                role: Role::Agent,
                password: parsed(Password::take(drawn))?,
            };
            let added = self.add_person(&form).await?;
            agents.push(added.map_err(|weak| StoreError::Backend(weak.to_string().into()))?);
        }
        Ok(agents)
    }

    async fn seed_categories(&self) -> Result<Vec<CategoryId>, AppError> {
        let unit = self.ports.store.begin().await?;
        let all = unit.categories().all().await?;
        let offered = all.into_iter().filter(|category| category.offered);
        Ok(offered.map(|category| category.id).collect())
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
        let client = NewClient {
            number: ClientNumber::draw(u64::from(person) * 17 + 5),
            name: parsed(Name::parse(&format!("Person {person}")))?,
            phone: Phone::from_stored(format!("+98912{:07}", 2_000_000 + person)),
            by_phone: true,
            email: None,
            address: None,
            created_at: self.ports.clock.now().before(Duration::from_secs(TWO_YEARS)),
        };
        unit.clients().insert(&client).await
    }

    async fn seed_one(&self, stage: &mut Stage<'_>, dice: &mut Dice, of: Of) -> Result<(), StoreError> {
        let at = self.ports.clock.now().before(of.age);
        let (texts, step) = (Texts::of(dice), (of.age.as_secs() / 12).min(STEP));
        let new = made_up(dice, &of, at)?;
        let mut ticket = stage.open(&new, Actor::Visitor).await?;
        let acts = acts(dice, of.agent, &texts);
        for (act, after) in acts.iter().zip(1u64..) {
            let then = at.after(Duration::from_secs(after * step));
            ticket = stage.play(ticket, act, then).await?;
        }
        Ok(())
    }
}

/// Whose ticket, about what, who works on it, and how long ago it was opened.
struct Of {
    client: ClientId,
    category: CategoryId,
    agent: AccountId,
    age: Duration,
}

/// What is said on a ticket.
struct Texts {
    wrote: String,
    asked: String,
    noted: String,
    planned: String,
    answered: String,
    thanked: String,
}

impl Texts {
    fn of(dice: &mut Dice) -> Self {
        Self {
            asked: dice.sentence(20),
            wrote: dice.sentence(15),
            noted: dice.sentence(10),
            planned: dice.sentence(5),
            answered: dice.sentence(30),
            thanked: dice.sentence(8),
        }
    }
}

/// What becomes of a ticket. At most ten acts.
fn acts<'a>(dice: &mut Dice, agent: AccountId, texts: &'a Texts) -> Vec<Act<'a>> {
    let fate = dice.below(100);
    if fate < 2 {
        // Some are given to somebody who has not begun.
        let given = StaffChange::Assignee(Some(agent));
        return if dice.below(2) == 0 {
            vec![Act::Set(agent, given)]
        } else {
            Vec::new()
        };
    }
    let mut acts = vec![Act::Take(agent)];
    if dice.below(3) == 0 {
        acts.push(Act::Note(agent, &texts.noted));
    }
    if dice.below(4) == 0 {
        let audience = if dice.below(2) == 0 {
            Audience::Shared
        } else {
            Audience::Staff
        };
        acts.push(Act::Plan(agent, &texts.planned, audience));
        if dice.below(2) == 0 {
            acts.push(Act::Tick(agent));
        }
    }
    if dice.below(2) == 0 {
        let and = (8..12).contains(&fate).then_some(StatusKind::OnHold);
        acts.push(Act::Answer(agent, &texts.asked, and));
        acts.push(Act::Write(Sender::Client, &texts.wrote));
    }
    match fate {
        0..8 => {}
        8..12 => acts.push(Act::Set(agent, StaffChange::Status(StatusKind::OnHold))),
        12..42 => acts.push(Act::Answer(agent, &texts.answered, Some(StatusKind::Resolved))),
        _ => {
            acts.push(Act::Answer(agent, &texts.answered, Some(StatusKind::Resolved)));
            // Most who say something are content.
            let stars = u8::try_from(dice.below(5).max(dice.below(5)) + 1).unwrap_or(5);
            match Score::new(stars).filter(|_| fate < 80) {
                Some(score) => acts.push(Act::Rate(score, (dice.below(3) == 0).then_some(&*texts.thanked))),
                None => acts.push(Act::Set(agent, StaffChange::Status(StatusKind::Closed))),
            }
        }
    }
    acts
}

fn made_up(dice: &mut Dice, of: &Of, at: Timestamp) -> Result<NewTicket, StoreError> {
    let (first, rest) = (dice.sentence(6), dice.sentence(40));
    let body = parsed(Body::parse(&format!("{first}\n{rest}")))?;
    Ok(NewTicket {
        client: of.client,
        subject: Subject::of(&body),
        body,
        category: of.category,
        priority: *one_of(dice, &Priority::ALL)?,
        source: Source::Portal,
        follows: None,
        rule: OneOpenRule::Off,
        submission: SubmissionKey::from_bytes(dice.bytes()),
        digest: SubmissionDigest::from_bytes(dice.bytes()),
        mark: TrackerMark::from_bytes(dice.bytes()),
        created_at: at,
    })
}

fn one_of<'a, T>(dice: &mut Dice, all: &'a [T]) -> Result<&'a T, StoreError> {
    let at = usize::try_from(dice.below(all.len() as u64)).unwrap_or(0);
    all.get(at)
        .ok_or_else(|| StoreError::Backend("nothing to choose from".into()))
}

#[cfg(test)]
mod tests;
