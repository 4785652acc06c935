use std::collections::HashMap;
use std::time::Duration;

use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::clients::{ClientId, ClientNumber, Email, Name, NewClient, Phone};
use frontdesk_domain::deliveries::{Job, NewDelivery};
use frontdesk_domain::feedback::Score;
use frontdesk_domain::ports::{StoreError, UnitOfWork};
use frontdesk_domain::replies::Sender;
use frontdesk_domain::secrets::{SubmissionDigest, SubmissionKey};
use frontdesk_domain::tickets::{
    Actor, Body, CategoryId, NewTicket, OneOpenRule, Slot, Source, StaffChange, StatusKind, Subject, Ticket,
    TrackerMark,
};
use frontdesk_domain::time::Timestamp;

use super::play::{Act, Stage, impossible, parsed};
use super::samples::{Line, SAMPLES, Sample, Who};
use super::words::Dice;
use crate::{AppError, Application};

/// Who works on the samples: two agents, who have accounts by then.
#[derive(Clone, Copy, Debug)]
pub struct SampleStaff {
    /// The one with the printer.
    pub ben: AccountId,
    /// The other one.
    pub mia: AccountId,
}

impl SampleStaff {
    fn account(&self, who: Who) -> AccountId {
        match who {
            Who::Ben => self.ben,
            Who::Mia => self.mia,
        }
    }
}

/// What samples are told apart by while they are put there.
#[derive(Default)]
struct Known {
    clients: HashMap<&'static str, ClientId>,
    last: Option<Ticket>,
}

impl Application {
    /// Puts people and their tickets into an empty desk, with a life behind each. `false`, and nothing done, if
    /// it holds any.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn seed_samples(&self, staff: SampleStaff) -> Result<bool, AppError> {
        if !self.is_empty().await? {
            return Ok(false);
        }
        let unit = self.ports.store.begin().await?;
        let categories = unit.categories().all().await?;
        let fallback = self.ports.front_desk.fallback_category().await?.id;
        let mut dice = Dice::new(self.ports.entropy.number());
        let mut stage = Stage::new(self, &*unit, self.rules.one_open, &mut dice);
        let mut known = Known::default();
        for sample in SAMPLES {
            let about = categories
                .iter()
                .find(|category| category.key.as_str() == sample.about);
            let category = about.map_or(fallback, |category| category.id);
            let client = self.sample_client(&*unit, sample, &mut known).await?;
            let ticket = self.sample_ticket(sample, client, category)?;
            let ticket = self.live(&mut stage, sample, &ticket, (staff, &known)).await?;
            if ticket.status().is_unresolved() && self.ports.tracker.is_some() {
                unit.deliveries().enqueue(&self.to_tracker(&ticket)).await?;
            }
            known.last = Some(ticket);
        }
        stage.end().await?;
        unit.commit().await?;
        self.deliveries_were_asked_for();
        Ok(true)
    }

    async fn live(
        &self,
        stage: &mut Stage<'_>,
        sample: &Sample,
        new: &NewTicket,
        (staff, known): (SampleStaff, &Known),
    ) -> Result<Ticket, StoreError> {
        let mut ticket = stage.open(new, Actor::Visitor).await?;
        for (minutes, line) in sample.life {
            let at = new.created_at.after(minutes_of(*minutes));
            ticket = match (line, &known.last) {
                (Line::MergeIntoLast(who), Some(last)) => {
                    let slot = Slot {
                        rule: new.rule,
                        is_free: true,
                    };
                    let by = staff.account(*who);
                    let merged = ticket.merged(last.clone(), by, slot, at).map_err(impossible)?;
                    stage.keep(merged.1).await?;
                    stage.keep(merged.0).await?
                }
                _ => match act(line, staff)? {
                    Some(act) => stage.play(ticket, &act, at).await?,
                    None => ticket,
                },
            };
        }
        Ok(ticket)
    }

    async fn sample_client(
        &self,
        unit: &dyn UnitOfWork,
        sample: &Sample,
        known: &mut Known,
    ) -> Result<ClientId, StoreError> {
        if let Some(client) = known.clients.get(sample.name) {
            return Ok(*client);
        }
        let client = NewClient {
            number: ClientNumber::draw(self.ports.entropy.number()),
            name: parsed(Name::parse(sample.name))?,
            phone: Phone::from_stored(sample.phone.to_owned()),
            by_phone: false,
            email: Email::parse(sample.email).ok(),
            address: None,
            created_at: self.ago(sample.ago).before(minutes_of(30 * 24 * 60)),
        };
        let client = unit.clients().insert(&client).await?;
        known.clients.insert(sample.name, client);
        Ok(client)
    }

    fn sample_ticket(
        &self,
        sample: &Sample,
        client: ClientId,
        category: CategoryId,
    ) -> Result<NewTicket, StoreError> {
        let body = parsed(Body::parse(sample.wrote))?;
        let merges = sample
            .life
            .iter()
            .any(|(_, line)| matches!(line, Line::MergeIntoLast(_)));
        Ok(NewTicket {
            client,
            subject: Subject::of(&body),
            body,
            category,
            priority: sample.priority,
            source: if merges { Source::Portal } else { Source::Desk },
            follows: None,
            rule: if merges {
                OneOpenRule::Off
            } else {
                self.rules.one_open
            },
            submission: SubmissionKey::from_bytes(self.ports.entropy.bytes()),
            digest: SubmissionDigest::from_bytes(self.ports.entropy.bytes()),
            mark: TrackerMark::from_bytes(self.ports.entropy.bytes()),
            created_at: self.ago(sample.ago),
        })
    }

    fn to_tracker(&self, ticket: &Ticket) -> NewDelivery {
        NewDelivery {
            created_at: self.ports.clock.now(),
            ..NewDelivery::of_ticket(Job::CreateIssue, ticket.number, ticket.created_at)
        }
    }

    fn ago(&self, minutes: u64) -> Timestamp {
        self.ports.clock.now().before(minutes_of(minutes))
    }
}

fn minutes_of(minutes: u64) -> Duration {
    Duration::from_secs(minutes * 60)
}

fn act(line: &Line, staff: SampleStaff) -> Result<Option<Act<'static>>, StoreError> {
    let by = |who: &Who| staff.account(*who);
    Ok(Some(match line {
        Line::Take(who) => Act::Take(by(who)),
        Line::Answer(who, text, and) => Act::Answer(by(who), text, *and),
        Line::Hold(who) => Act::Set(by(who), StaffChange::Status(StatusKind::OnHold)),
        Line::Priority(who, priority) => Act::Set(by(who), StaffChange::Priority(*priority)),
        Line::Note(who, text) => Act::Note(by(who), text),
        Line::Plan(who, text, audience) => Act::Plan(by(who), text, *audience),
        Line::Tick(who) => Act::Tick(by(who)),
        Line::Write(is_proved, text) => {
            let sender = if *is_proved {
                Sender::Client
            } else {
                Sender::Unverified
            };
            Act::Write(sender, text)
        }
        Line::Withdraw => Act::Withdraw,
        Line::Rate(stars, text) => {
            let score = Score::new(*stars).ok_or_else(|| StoreError::Backend("no such score".into()))?;
            Act::Rate(score, Some(text))
        }
        Line::MergeIntoLast(_) => return Ok(None),
    }))
}

#[cfg(test)]
mod tests;
