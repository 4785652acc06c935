use async_trait::async_trait;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::clients::{ClientId, Name};
use frontdesk_domain::deliveries::{About, Job};
use frontdesk_domain::ports::{
    OtherTicket, PortalFilter, PortalRow, SharedEntry, SharedEntryKind, SharedPage, StaffEntry,
    StaffEntryKind, StaffPage, StoreError, TicketPages,
};
use frontdesk_domain::replies::Sender;
use frontdesk_domain::tasks::{Audience, Task};
use frontdesk_domain::tickets::{Ending, EventKind, Ticket, TicketEvent, TicketNumber, Turn};
use frontdesk_domain::time::Timestamp;

use super::MemoryStore;
use super::memory_life_state::ReplyRow;
use super::memory_queue::{name, present};
use super::memory_state::State;

#[async_trait]
impl TicketPages for MemoryStore {
    async fn for_staff(
        &self,
        number: TicketNumber,
        reader: AccountId,
        now: Timestamp,
    ) -> Result<Option<StaffPage>, StoreError> {
        let state = self.shared.state();
        let Some(row) = state.ticket(number) else {
            return Ok(None);
        };
        let ticket = &row.ticket;
        let client = state.client(ticket.client).ok_or(StoreError::Conflict)?.clone();
        let drafts = state.life.drafts.iter();
        Ok(Some(StaffPage {
            category: state.category_label(ticket.category)?,
            client,
            assignee: ticket.assignee().and_then(|agent| name(&state, agent)),
            tracker_status: row.tracker_status.clone(),
            tracker_asked: tracker_asked(&state, number),
            entries: staff_entries(&state, number),
            tasks: tasks(&state, number, |_| true),
            feedback: state.life.feedback.iter().find(|f| f.ticket == number).cloned(),
            others: others(&state, ticket),
            absorbed: absorbed(&state, number),
            present: present(&state, number, now)
                .into_iter()
                .filter(|present| present.who.account != reader)
                .collect(),
            drafts: drafts
                .filter(|draft| (draft.account, draft.ticket) == (reader, number))
                .cloned()
                .collect(),
            ticket: ticket.clone(),
        }))
    }

    async fn for_client(&self, number: TicketNumber) -> Result<Option<SharedPage>, StoreError> {
        let state = self.shared.state();
        let Some(row) = state.ticket(number) else {
            return Ok(None);
        };
        let ticket = &row.ticket;
        let events = state.events.iter().map(|(_, event)| event);
        let continued = events.rev().find_map(|event| match event.kind {
            EventKind::ContinuedIn(next) if event.ticket == number => Some(next),
            _ => None,
        });
        Ok(Some(SharedPage {
            category: state.category_label(ticket.category)?,
            assignee: ticket.assignee().and_then(|agent| name(&state, agent)),
            tracker_status: row.tracker_status.clone(),
            tracker_asked: tracker_asked(&state, number),
            entries: shared_entries(&state, number),
            tasks: tasks(&state, number, |task| task.audience == Audience::Shared),
            feedback: state.life.feedback.iter().find(|f| f.ticket == number).cloned(),
            continued_in: continued,
            ticket: ticket.clone(),
        }))
    }

    async fn of_client(
        &self,
        client: ClientId,
        filter: &PortalFilter,
        after: Option<(Timestamp, TicketNumber)>,
        limit: u16,
    ) -> Result<Vec<PortalRow>, StoreError> {
        let state = self.shared.state();
        let place = |ticket: &Ticket| (ticket.updated_at, ticket.number);
        let theirs = state.tickets.iter().map(|row| &row.ticket).filter(|ticket| {
            let waits = ticket.status().is_unresolved() && ticket.turn == Turn::Theirs;
            ticket.client == client
                && filter.status.holds(ticket.status().kind())
                && filter.category.is_none_or(|category| category == ticket.category)
                && (waits || !filter.waiting_for_me)
                && after.is_none_or(|after| place(ticket) < after)
        });
        let mut theirs: Vec<&Ticket> = theirs.collect();
        theirs.sort_by_key(|ticket| std::cmp::Reverse(place(ticket)));
        let shown = theirs.into_iter().take(limit.into());
        shown.map(|ticket| portal_row(&state, ticket)).collect()
    }

    async fn events_after(&self, number: TicketNumber, version: i32) -> Result<Vec<TicketEvent>, StoreError> {
        let state = self.shared.state();
        let missed = |event: &&TicketEvent| event.ticket == number && event.version > version;
        let events = state.events.iter().map(|(_, event)| event);
        Ok(events.filter(missed).take(100).cloned().collect())
    }
}

fn tracker_asked(state: &State, number: TicketNumber) -> bool {
    let issue = (About::Ticket(number), Job::CreateIssue);
    let mut asked = state.deliveries.iter().map(|row| &row.delivery);
    asked.any(|delivery| (delivery.about, delivery.job) == issue)
}

fn portal_row(state: &State, ticket: &Ticket) -> Result<PortalRow, StoreError> {
    let feedback = state.life.feedback.iter().find(|f| f.ticket == ticket.number);
    Ok(PortalRow {
        number: ticket.number,
        subject: ticket.subject.as_str().to_owned(),
        category: state.category_label(ticket.category)?,
        status: ticket.status(),
        turn: ticket.turn,
        assignee: ticket.assignee().and_then(|agent| name(state, agent)),
        score: feedback.map(|feedback| feedback.score),
        version: ticket.version,
        created_at: ticket.created_at,
        updated_at: ticket.updated_at,
    })
}

fn tasks(state: &State, number: TicketNumber, sees: impl Fn(&Task) -> bool) -> Vec<Task> {
    let of = state.life.tasks.iter();
    let of = of.filter(|task| task.ticket == number && sees(task));
    let mut tasks: Vec<Task> = of.cloned().collect();
    tasks.sort_by_key(|task| (task.position, task.id));
    tasks
}

fn others(state: &State, ticket: &Ticket) -> Vec<OtherTicket> {
    let newest = state.tickets.iter().rev().map(|row| &row.ticket);
    let others = newest.filter(|other| other.client == ticket.client && other.number != ticket.number);
    let other = |other: &Ticket| OtherTicket {
        number: other.number,
        subject: other.subject.as_str().to_owned(),
        status: other.status(),
        created_at: other.created_at,
    };
    others.take(10).map(other).collect()
}

fn absorbed(state: &State, number: TicketNumber) -> Vec<TicketNumber> {
    let into = Some(Ending::MergedInto(number));
    let all = state.tickets.iter().map(|row| &row.ticket);
    all.filter(|ticket| ticket.standing.ending() == into)
        .map(|ticket| ticket.number)
        .collect()
}

/// Whether an event says more than the message beside it.
fn is_told(kind: &EventKind) -> bool {
    !matches!(kind, EventKind::Replied | EventKind::Noted)
}

fn staff_entries(state: &State, number: TicketNumber) -> Vec<StaffEntry> {
    let mut of = absorbed(state, number);
    of.push(number);
    let replies = state
        .replies
        .iter()
        .filter(|row| !row.gone && of.contains(&row.new.ticket));
    let replies = replies.map(|row| StaffEntry {
        ticket: row.new.ticket,
        at: row.new.created_at,
        name: author(state, row),
        kind: StaffEntryKind::Reply {
            id: row.id,
            sender: row.new.sender,
            body: row.new.body.as_str().to_owned(),
        },
    });
    let notes = state
        .life
        .notes
        .iter()
        .filter(|row| !row.gone && of.contains(&row.new.ticket));
    let notes = notes.map(|row| StaffEntry {
        ticket: row.new.ticket,
        at: row.new.created_at,
        name: row.read().author.and_then(|author| name(state, author)),
        kind: StaffEntryKind::Note {
            id: row.id,
            body: row.new.body.as_str().to_owned(),
        },
    });
    let events = state.events.iter().map(|(_, event)| event);
    let events = events.filter(|event| of.contains(&event.ticket) && is_told(&event.kind));
    let events = events.map(|event| StaffEntry {
        ticket: event.ticket,
        at: event.at,
        name: event.actor.account().and_then(|account| name(state, account)),
        kind: StaffEntryKind::Event {
            actor: event.actor,
            what: event.kind.clone(),
        },
    });
    let mut entries: Vec<StaffEntry> = replies.chain(notes).chain(events).collect();
    entries.sort_by_key(|entry| entry.at);
    entries.split_off(entries.len().saturating_sub(500))
}

fn shared_entries(state: &State, number: TicketNumber) -> Vec<SharedEntry> {
    let replies = state
        .replies
        .iter()
        .filter(|row| !row.gone && row.new.ticket == number);
    let replies = replies.map(|row| SharedEntry {
        at: row.new.created_at,
        name: author(state, row),
        kind: SharedEntryKind::Reply {
            sender: row.new.sender,
            body: row.new.body.as_str().to_owned(),
        },
    });
    let events = state.events.iter().map(|(_, event)| event);
    let shared =
        events.filter(|event| event.ticket == number && event.kind.is_shared() && is_told(&event.kind));
    let events = shared.map(|event| SharedEntry {
        at: event.at,
        name: event.actor.account().and_then(|account| name(state, account)),
        kind: SharedEntryKind::Event {
            actor: event.actor,
            what: event.kind.clone(),
        },
    });
    let mut entries: Vec<SharedEntry> = replies.chain(events).collect();
    entries.sort_by_key(|entry| entry.at);
    entries.split_off(entries.len().saturating_sub(200))
}

fn author(state: &State, row: &ReplyRow) -> Option<Name> {
    match row.new.sender {
        Sender::Customer(account) | Sender::Agent(account) => name(state, account),
        Sender::Client | Sender::Unverified | Sender::FormerAgent => None,
    }
}
