//! What the in-memory store holds about tickets beside the tickets.

use std::collections::HashMap;

use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::bulk::Bulk;
use frontdesk_domain::feedback::Feedback;
use frontdesk_domain::notices::{MailWishes, NewNotice};
use frontdesk_domain::presence::Presence;
use frontdesk_domain::replies::{Draft, NewNote, NewReply, Note, NoteId, Reply, ReplyId, SavedReply, Sender};
use frontdesk_domain::tasks::Task;
use frontdesk_domain::tickets::{Actor, TicketNumber, WorkedBy};

use super::memory_state::State;

#[derive(Clone, Default)]
pub(super) struct LifeState {
    pub(super) notes: Vec<NoteRow>,
    pub(super) tasks_ever: i64,
    pub(super) tasks: Vec<Task>,
    pub(super) feedback: Vec<Feedback>,
    pub(super) drafts: Vec<Draft>,
    pub(super) saved_ever: i64,
    pub(super) saved: Vec<SavedReply>,
    pub(super) bulks: Vec<Option<Bulk>>,
    pub(super) presences: Vec<Presence>,
    pub(super) notices: Vec<NewNotice>,
    pub(super) wishes: HashMap<AccountId, MailWishes>,
}

#[derive(Clone)]
pub(super) struct ReplyRow {
    pub(super) id: ReplyId,
    pub(super) new: NewReply,
    /// Taken back.
    pub(super) gone: bool,
}

impl ReplyRow {
    pub(super) fn read(&self) -> Reply {
        Reply {
            id: self.id,
            ticket: self.new.ticket,
            sender: self.new.sender,
            body: self.new.body.clone(),
            created_at: self.new.created_at,
        }
    }
}

#[derive(Clone)]
pub(super) struct NoteRow {
    pub(super) id: NoteId,
    pub(super) new: NewNote,
    pub(super) author_left: bool,
    pub(super) gone: bool,
}

impl NoteRow {
    pub(super) fn read(&self) -> Note {
        Note {
            id: self.id,
            ticket: self.new.ticket,
            author: (!self.author_left).then_some(self.new.author),
            body: self.new.body.clone(),
            created_at: self.new.created_at,
        }
    }
}

impl State {
    /// Forgets all that hangs on a ticket.
    pub(super) fn forget_ticket(&mut self, number: TicketNumber) {
        self.tickets.retain(|row| row.ticket.number != number);
        self.events.retain(|(_, event)| event.ticket != number);
        self.replies.retain(|row| row.new.ticket != number);
        self.links.retain(|_, of| *of != number);
        let life = &mut self.life;
        life.notes.retain(|row| row.new.ticket != number);
        life.tasks.retain(|task| task.ticket != number);
        life.feedback.retain(|feedback| feedback.ticket != number);
        life.drafts.retain(|draft| draft.ticket != number);
        life.presences.retain(|presence| presence.ticket != number);
        for row in &mut self.tickets {
            let ticket = &mut row.ticket;
            ticket.follows = ticket.follows.filter(|followed| *followed != number);
            ticket.standing = ticket.standing.without(number);
        }
    }

    /// What somebody did stays; who it was is forgotten.
    pub(super) fn forget_author(&mut self, account: AccountId) {
        for row in &mut self.tickets {
            if row.ticket.standing.worked_by() == Some(WorkedBy::Agent(account)) {
                row.ticket.standing = row.ticket.standing.by(WorkedBy::Former);
            }
        }
        for (_, event) in &mut self.events {
            event.actor = match event.actor {
                Actor::Agent(of) if of == account => Actor::FormerAgent,
                Actor::Customer(of) if of == account => Actor::Client,
                other => other,
            };
        }
        for row in &mut self.replies {
            row.new.sender = match row.new.sender {
                Sender::Agent(of) if of == account => Sender::FormerAgent,
                Sender::Customer(of) if of == account => Sender::Client,
                other => other,
            };
        }
        let life = &mut self.life;
        for row in life.notes.iter_mut().filter(|row| row.new.author == account) {
            row.author_left = true;
        }
        for feedback in life.feedback.iter_mut().filter(|f| f.agent == Some(account)) {
            feedback.agent = None;
        }
        life.drafts.retain(|draft| draft.account != account);
        life.saved.retain(|saved| saved.owner != Some(account));
        life.presences.retain(|presence| presence.account != account);
        life.wishes.remove(&account);
    }
}
