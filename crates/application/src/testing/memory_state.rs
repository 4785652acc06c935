//! What the in-memory store holds: plain vectors, searched from end to end.

use std::collections::HashMap;

use frontdesk_domain::clients::{Client, ClientId};
use frontdesk_domain::counters::{Counter, Scope};
use frontdesk_domain::deliveries::{Delivery, DeliveryId, Pause, Target, WorkerId};
use frontdesk_domain::ports::{KeptMail, LookUpRecord, StoreError};
use frontdesk_domain::secrets::{Fingerprint, SubmissionDigest, TokenHash};
use frontdesk_domain::tickets::{
    CategoryEntry, CategoryId, CategoryKey, CategoryLabel, Ticket, TicketEvent, TicketNumber,
};
use frontdesk_domain::time::Timestamp;

use super::memory_life_state::{LifeState, ReplyRow};
use super::memory_people_state::PeopleState;

#[derive(Clone)]
pub(super) struct State {
    pub(super) clients: Vec<Client>,
    pub(super) phone_slots: Vec<String>,
    pub(super) categories: Vec<CategoryEntry>,
    pub(super) tickets: Vec<TicketRow>,
    /// How many there ever were: a number is not given twice.
    pub(super) tickets_ever: i64,
    pub(super) counters: HashMap<(Scope, Counter), i64>,
    pub(super) events_ever: i64,
    /// With their keys.
    pub(super) events: Vec<(i64, TicketEvent)>,
    pub(super) replies: Vec<ReplyRow>,
    pub(super) links: HashMap<TokenHash, TicketNumber>,
    pub(super) deliveries: Vec<DeliveryRow>,
    pub(super) rests: HashMap<Target, (Pause, Timestamp)>,
    pub(super) windows: HashMap<Fingerprint, Window>,
    pub(super) look_ups: Vec<LookUpRecord>,
    pub(super) mails: Vec<KeptMail>,
    pub(super) people: PeopleState,
    pub(super) life: LifeState,
}

#[derive(Clone)]
pub(super) struct TicketRow {
    pub(super) ticket: Ticket,
    pub(super) digest: SubmissionDigest,
    pub(super) tracker_status: Option<String>,
    pub(super) tracker_read_at: Option<Timestamp>,
}

#[derive(Clone)]
pub(super) struct DeliveryRow {
    pub(super) delivery: Delivery,
    pub(super) worker: Option<WorkerId>,
    pub(super) epoch: i64,
    pub(super) lease_until: Timestamp,
}

#[derive(Clone, Copy)]
pub(super) struct Window {
    pub(super) ends: Timestamp,
    pub(super) count: u32,
}

impl Default for State {
    fn default() -> Self {
        let offered = [("general", "General"), ("support", "Support"), ("other", "Other")];
        let category = |(at, (key, label)): (usize, &(&str, &str))| {
            let position = i32::try_from(at).unwrap_or(0) + 1;
            Some(CategoryEntry {
                id: CategoryId(position.into()),
                key: CategoryKey::parse(key)?,
                label: CategoryLabel::parse(label).ok()?,
                position,
                offered: true,
            })
        };
        Self {
            clients: Vec::new(),
            phone_slots: Vec::new(),
            categories: offered.iter().enumerate().filter_map(category).collect(),
            tickets: Vec::new(),
            tickets_ever: 0,
            counters: HashMap::new(),
            events_ever: 0,
            events: Vec::new(),
            replies: Vec::new(),
            links: HashMap::new(),
            deliveries: Vec::new(),
            rests: HashMap::new(),
            windows: HashMap::new(),
            look_ups: Vec::new(),
            mails: Vec::new(),
            people: PeopleState::default(),
            life: LifeState::default(),
        }
    }
}

impl State {
    pub(super) fn client(&self, id: ClientId) -> Option<&Client> {
        self.clients.iter().find(|client| client.id == id)
    }

    pub(super) fn ticket(&self, number: TicketNumber) -> Option<&TicketRow> {
        self.tickets.iter().find(|row| row.ticket.number == number)
    }

    pub(super) fn ticket_mut(&mut self, number: TicketNumber) -> Option<&mut TicketRow> {
        self.tickets.iter_mut().find(|row| row.ticket.number == number)
    }

    pub(super) fn delivery_mut(&mut self, id: DeliveryId) -> Option<&mut DeliveryRow> {
        self.deliveries.iter_mut().find(|row| row.delivery.id == id)
    }

    pub(super) fn category_label(&self, id: CategoryId) -> Result<String, StoreError> {
        let found = self.categories.iter().find(|category| category.id == id);
        let missing = StoreError::Corrupt {
            table: "ticket",
            column: "category_id",
            id: id.0.to_string(),
        };
        found
            .map(|category| category.label.as_str().to_owned())
            .ok_or(missing)
    }

    pub(super) fn append(&mut self, event: TicketEvent) {
        self.events_ever += 1;
        self.events.push((self.events_ever, event));
    }

    pub(super) fn slot_holder(&self, client: ClientId) -> Option<TicketNumber> {
        let holds = |row: &&TicketRow| row.ticket.client == client && row.ticket.holds_slot;
        self.tickets.iter().find(holds).map(|row| row.ticket.number)
    }
}
