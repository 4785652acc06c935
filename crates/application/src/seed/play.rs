//! Lives of tickets, written down as acts and played by the rules that hold for everybody.

use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::counters::{CounterChange, Footprint, difference};
use frontdesk_domain::feedback::{Comment, Feedback, Score};
use frontdesk_domain::ports::{StoreError, UnitOfWork};
use frontdesk_domain::replies::{NewNote, NewReply, Sender};
use frontdesk_domain::secrets::{SubmissionDigest, SubmissionKey};
use frontdesk_domain::tasks::{Audience, NewTask, TaskText, next_position};
use frontdesk_domain::tickets::{
    Actor, Body, Changed, ClientWrote, EventKind, NewTicket, NotNow, OneOpenRule, ReopenWindow, Slot,
    StaffChange, StatusKind, Ticket,
};
use frontdesk_domain::time::Timestamp;

use super::words::Dice;
use crate::Application;

/// What somebody does to a ticket.
pub(super) enum Act<'a> {
    /// Staff take it.
    Take(AccountId),
    /// Staff answer, and perhaps move it.
    Answer(AccountId, &'a str, Option<StatusKind>),
    /// Staff set something at its side.
    Set(AccountId, StaffChange),
    /// Staff write a note.
    Note(AccountId, &'a str),
    /// Staff write down what is to be done.
    Plan(AccountId, &'a str, Audience),
    /// The first thing that is to be done and is not, is.
    Tick(AccountId),
    /// The client writes, or somebody at the front desk who says to be them.
    Write(Sender, &'a str),
    /// The client withdraws it.
    Withdraw,
    /// The client rates it.
    Rate(Score, Option<&'a str>),
}

/// A unit of work in which tickets are played. The figures at the heads of pages are moved once, at its end.
pub(super) struct Stage<'a> {
    app: &'a Application,
    unit: &'a dyn UnitOfWork,
    rule: OneOpenRule,
    dice: &'a mut Dice,
    counts: Vec<CounterChange>,
}

impl<'a> Stage<'a> {
    pub(super) fn new(
        app: &'a Application,
        unit: &'a dyn UnitOfWork,
        rule: OneOpenRule,
        dice: &'a mut Dice,
    ) -> Self {
        Self {
            app,
            unit,
            rule,
            dice,
            counts: Vec::new(),
        }
    }

    /// Opens a ticket.
    pub(super) async fn open(&mut self, new: &NewTicket, actor: Actor) -> Result<Ticket, StoreError> {
        let number = self.unit.tickets().insert(new).await?;
        self.unit.tickets().append(&new.received(number, actor)).await?;
        let signer = &self.app.ports.signer;
        let hash = signer.hash(&signer.track_token(&new.submission));
        self.unit
            .tickets()
            .add_track_link(number, &hash, new.created_at)
            .await?;
        let ticket = Ticket::first(number, new);
        self.counts.extend(difference(None, Some(Footprint::of(&ticket))));
        Ok(ticket)
    }

    /// Plays an act. The ticket as it is then.
    pub(super) async fn play(
        &mut self,
        ticket: Ticket,
        act: &Act<'_>,
        at: Timestamp,
    ) -> Result<Ticket, StoreError> {
        let slot = Slot {
            rule: self.rule,
            is_free: true,
        };
        let same = ticket.clone();
        let changed = match act {
            Act::Take(by) => ticket.taken(*by, slot, at).map_err(impossible)?,
            Act::Set(by, change) => ticket.set_by_staff(*change, *by, slot, at).map_err(impossible)?,
            Act::Withdraw => ticket.moved_by_owner(StatusKind::Closed, Actor::Client, slot, at),
            Act::Answer(by, text, and) => {
                self.say(&ticket, Sender::Agent(*by), text, at).await?;
                Some(ticket.answered(*by, *and, slot, at).map_err(impossible)?)
            }
            Act::Write(sender, text) => {
                self.say(&ticket, *sender, text, at).await?;
                match ticket.client_writes(sender.actor(), ReopenWindow::default(), slot, at) {
                    ClientWrote::Here(changed) => Some(*changed),
                    ClientWrote::Anew(_) => return Err(impossible(NotNow::TooLate)),
                }
            }
            Act::Note(by, text) => Some(self.note(ticket, *by, text, at).await?),
            Act::Plan(by, text, audience) => Some(self.plan(ticket, *by, (text, *audience), at).await?),
            Act::Tick(by) => self.tick(ticket, *by, at).await?,
            Act::Rate(score, comment) => Some(self.rate(ticket, *score, *comment, (slot, at)).await?),
        };
        match changed {
            Some(changed) => self.keep(changed).await,
            None => Ok(same),
        }
    }

    /// Keeps a change that was made elsewhere.
    pub(super) async fn keep(&mut self, changed: Changed) -> Result<Ticket, StoreError> {
        self.unit.tickets().save(&changed.ticket).await?;
        for event in &changed.events {
            self.unit.tickets().append(event).await?;
        }
        let after = Footprint::of(&changed.ticket);
        self.counts.extend(difference(Some(changed.before), Some(after)));
        Ok(changed.ticket)
    }

    /// Moves the figures by all that was played. Without this the unit of work must not be committed.
    pub(super) async fn end(self) -> Result<(), StoreError> {
        self.unit.counters().add(&self.counts).await
    }

    async fn say(
        &mut self,
        ticket: &Ticket,
        sender: Sender,
        text: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let reply = NewReply {
            ticket: ticket.number,
            sender,
            body: body(text)?,
            submission: SubmissionKey::from_bytes(self.dice.bytes()),
            digest: SubmissionDigest::from_bytes(self.dice.bytes()),
            created_at: at,
        };
        self.unit.replies().insert(&reply).await.map(drop)
    }

    async fn note(
        &mut self,
        ticket: Ticket,
        author: AccountId,
        text: &str,
        at: Timestamp,
    ) -> Result<Changed, StoreError> {
        let note = NewNote {
            ticket: ticket.number,
            author,
            body: body(text)?,
            submission: SubmissionKey::from_bytes(self.dice.bytes()),
            digest: SubmissionDigest::from_bytes(self.dice.bytes()),
            created_at: at,
        };
        self.unit.notes().insert(&note).await?;
        Ok(ticket.happened(Actor::Agent(author), EventKind::Noted, at))
    }

    async fn plan(
        &mut self,
        ticket: Ticket,
        by: AccountId,
        (text, audience): (&str, Audience),
        at: Timestamp,
    ) -> Result<Changed, StoreError> {
        let there = self.unit.tasks().of(ticket.number).await?;
        let task = NewTask {
            ticket: ticket.number,
            text: parsed(TaskText::parse(text))?,
            audience,
            position: next_position(&there).map_err(impossible)?,
            created_at: at,
        };
        self.unit.tasks().insert(&task).await?;
        Ok(ticket.happened(Actor::Agent(by), task.added(), at))
    }

    async fn tick(
        &mut self,
        ticket: Ticket,
        by: AccountId,
        at: Timestamp,
    ) -> Result<Option<Changed>, StoreError> {
        let there = self.unit.tasks().of(ticket.number).await?;
        let next = there.into_iter().find(|task| task.done_at.is_none());
        let Some((task, kind)) = next.and_then(|task| task.ticked(true, at)) else {
            return Ok(None);
        };
        self.unit.tasks().save(&task).await?;
        Ok(Some(ticket.happened(Actor::Agent(by), kind, at)))
    }

    async fn rate(
        &mut self,
        ticket: Ticket,
        score: Score,
        comment: Option<&str>,
        (slot, at): (Slot, Timestamp),
    ) -> Result<Changed, StoreError> {
        let feedback = Feedback {
            ticket: ticket.number,
            score,
            comment: comment.and_then(|comment| Comment::parse(comment).ok()),
            agent: ticket.assignee(),
            given_at: at,
        };
        let rated = ticket
            .rated(score.stars(), Actor::Client, slot, at)
            .map_err(impossible)?;
        self.unit.ratings().put(&feedback).await?;
        self.counts.extend(feedback.moves(None));
        Ok(rated)
    }
}

fn body(text: &str) -> Result<Body, StoreError> {
    parsed(Body::parse(text))
}

/// A text that was written down wrongly is a fault of ours.
pub(super) fn parsed<T, E: std::error::Error + Send + Sync + 'static>(
    parsed: Result<T, E>,
) -> Result<T, StoreError> {
    parsed.map_err(|error| StoreError::Backend(Box::new(error)))
}

/// A life that the rules forbid was written down wrongly.
pub(super) fn impossible(why: NotNow) -> StoreError {
    StoreError::Backend(why.into())
}
