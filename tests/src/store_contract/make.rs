//! Things to keep.

use std::time::Duration;

use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::clients::{ClientId, ClientNumber, Email, Name, NewClient, Phone, PostalAddress};
use frontdesk_domain::counters::{Footprint, difference};
use frontdesk_domain::deliveries::{Job, NewDelivery, WorkerId};
use frontdesk_domain::ports::{StoreError, UnitOfWork};
use frontdesk_domain::replies::{NewNote, NewReply, Sender};
use frontdesk_domain::secrets::{SubmissionDigest, SubmissionKey, TokenHash};
use frontdesk_domain::tickets::{
    Actor, Body, Changed, ExternalId, ExternalReference, NewTicket, OneOpenRule, Priority, Slot, Source,
    Subject, Ticket, TicketNumber, TrackerMark,
};
use frontdesk_domain::time::Timestamp;

use super::{Desk, again};

/// To the microsecond, so that a store that keeps less is found out.
pub(super) const NOW: Timestamp = Timestamp::from_micros(1_795_079_520_123_457);

pub(super) fn later(seconds: u64) -> Timestamp {
    NOW.after(Duration::from_secs(seconds))
}

pub(super) fn phone(last: u32) -> Phone {
    Phone::from_stored(format!("+98912{last:07}")).unwrap()
}

/// Client `n`, registered by phone `n`.
pub fn client(n: u32) -> NewClient {
    NewClient {
        number: ClientNumber::draw(u64::from(n)),
        name: Name::parse("رضا Nguyễn O’Brien 😀").unwrap(),
        phone: Some(phone(n)),
        by_phone: true,
        email: Email::parse("reza+desk@example.com").ok(),
        address: PostalAddress::parse("1 Valiasr St\nTehran").ok(),
        created_at: NOW,
    }
}

pub(super) fn key(n: u32) -> SubmissionKey {
    let mut bytes = [0; 16];
    // White space and letters, which a text column might pad or fold.
    bytes[..4].copy_from_slice(b"Aa  ");
    bytes[12..].copy_from_slice(&n.to_be_bytes());
    SubmissionKey::from_bytes(bytes)
}

/// With white space and letters, which a text column might pad or fold.
pub(super) fn hash(n: u32) -> TokenHash {
    let mut bytes = *b"Aa                              ";
    bytes[8..12].copy_from_slice(&n.to_be_bytes());
    TokenHash::from_bytes(bytes)
}

pub(super) fn digest(n: u8) -> SubmissionDigest {
    SubmissionDigest::from_bytes([n; 32])
}

/// The ticket of form `n`, opened at the front desk.
pub(super) async fn ticket(desk: &Desk, client: ClientId, n: u32) -> NewTicket {
    let body = Body::parse("The printer prints blank pages.\n  Since this morning.").unwrap();
    NewTicket {
        client,
        subject: Subject::of(&body),
        body,
        category: desk.front_desk.fallback_category().await.unwrap().id,
        priority: Priority::High,
        source: Source::Desk,
        follows: None,
        rule: OneOpenRule::Desk,
        submission: key(n),
        digest: digest(7),
        mark: TrackerMark::from_bytes([9; 16]),
        created_at: NOW,
    }
}

pub(super) fn reply(ticket: TicketNumber, n: u32) -> NewReply {
    NewReply {
        ticket,
        sender: Sender::Client,
        body: Body::parse("Still blank.").unwrap(),
        submission: key(n),
        digest: digest(3),
        created_at: later(u64::from(n)),
    }
}

pub(super) fn delivery(ticket: TicketNumber, job: Job) -> NewDelivery {
    NewDelivery::of_ticket(job, ticket, NOW)
}

pub(super) fn worker(n: u8) -> WorkerId {
    WorkerId::from_bytes([n; 16])
}

pub(super) fn reference(n: u32) -> ExternalReference {
    ExternalReference {
        tracker: "jira".into(),
        id: ExternalId(format!("100{n}")),
        key: format!("SUP-{n}"),
        url: format!("https://jira.example.com/browse/SUP-{n}"),
    }
}

pub(super) async fn register(desk: &Desk, n: u32) -> ClientId {
    registered(desk, &client(n)).await.unwrap()
}

pub(super) async fn registered(desk: &Desk, client: &NewClient) -> Result<ClientId, StoreError> {
    loop {
        let unit = desk.begin().await;
        let kept = match unit.clients().insert(client).await {
            Ok(id) => unit.commit().await.map(|()| id),
            Err(error) => Err(error),
        };
        match kept {
            Err(error) if again(&error) => {}
            kept => return kept,
        }
    }
}

/// Keeps a ticket with the first line of its history.
pub(super) async fn opened(desk: &Desk, ticket: &NewTicket) -> Result<TicketNumber, StoreError> {
    loop {
        match open_once(desk, ticket).await {
            Err(error) if again(&error) => {}
            kept => return kept,
        }
    }
}

async fn open_once(desk: &Desk, ticket: &NewTicket) -> Result<TicketNumber, StoreError> {
    let unit = desk.store.begin().await?;
    let number = unit.tickets().insert(ticket).await?;
    unit.tickets()
        .append(&ticket.received(number, Actor::Client))
        .await?;
    let first = Footprint::of(&Ticket::first(number, ticket));
    unit.counters().add(&difference(None, Some(first))).await?;
    unit.commit().await?;
    Ok(number)
}

/// Client `n` with an open ticket of form `n`.
pub async fn open(desk: &Desk, n: u32) -> TicketNumber {
    let client = register(desk, n).await;
    opened(desk, &ticket(desk, client, n).await).await.unwrap()
}

pub(super) async fn read(desk: &Desk, number: TicketNumber) -> Ticket {
    let unit = desk.begin().await;
    unit.tickets().get(number).await.unwrap().unwrap()
}

pub(super) async fn save(desk: &Desk, ticket: &Ticket) -> Result<(), StoreError> {
    loop {
        let unit = desk.store.begin().await?;
        let saved = match unit.tickets().save(ticket).await {
            Ok(()) => unit.commit().await,
            Err(error) => Err(error),
        };
        match saved {
            Err(error) if again(&error) => {}
            saved => return saved,
        }
    }
}

/// The ticket, linked to issue `n`.
pub(super) async fn link(desk: &Desk, number: TicketNumber, n: u32) {
    let linked = read(desk, number).await.link(reference(n), later(1));
    keep(desk, linked.unwrap()).await;
}

/// Keeps a change as use cases do: the ticket, its history and the figures.
pub(super) async fn keep(desk: &Desk, changed: Changed) -> Ticket {
    loop {
        let unit = desk.begin().await;
        let kept = match keep_on(&*unit, &changed).await {
            Ok(()) => unit.commit().await,
            Err(error) => Err(error),
        };
        match kept {
            Err(error) if again(&error) => {}
            kept => {
                kept.unwrap();
                return changed.ticket;
            }
        }
    }
}

async fn keep_on(unit: &dyn UnitOfWork, changed: &Changed) -> Result<(), StoreError> {
    unit.tickets().save(&changed.ticket).await?;
    for event in &changed.events {
        unit.tickets().append(event).await?;
    }
    let after = Footprint::of(&changed.ticket);
    unit.counters()
        .add(&difference(Some(changed.before), Some(after)))
        .await
}

/// The slot is free, and under no rule.
pub(super) const FREE: Slot = Slot {
    rule: OneOpenRule::Off,
    is_free: true,
};

pub(super) async fn enqueue(desk: &Desk, deliveries: &[NewDelivery]) {
    let unit = desk.begin().await;
    for delivery in deliveries {
        unit.deliveries().enqueue(delivery).await.unwrap();
    }
    unit.commit().await.unwrap();
}

pub(super) fn note(ticket: TicketNumber, author: AccountId, n: u32) -> NewNote {
    NewNote {
        ticket,
        author,
        body: Body::parse("Called them. 📞").unwrap(),
        submission: key(n),
        digest: digest(4),
        created_at: later(u64::from(n)),
    }
}
