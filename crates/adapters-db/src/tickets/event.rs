use frontdesk_domain::ports::StoreError;
use frontdesk_domain::tickets::{Actor, EventKind, TicketEvent, TicketNumber};
use frontdesk_domain::time::Timestamp;
use sea_orm::{FromQueryResult, Value};

/// The columns of [`EventRow`], of a `history h`.
macro_rules! event_columns {
    () => {
        "h.id, h.ticket_number, h.happened_at, h.actor, h.account_id, h.kind, h.old_value, h.new_value, \
         h.version"
    };
}
pub(crate) use event_columns;

#[derive(FromQueryResult)]
pub(crate) struct EventRow {
    id: i64,
    ticket_number: i64,
    happened_at: i64,
    actor: String,
    account_id: Option<i64>,
    kind: String,
    old_value: Option<String>,
    new_value: Option<String>,
    version: i32,
}

impl EventRow {
    /// The event that the row says.
    pub(crate) fn read(self) -> Result<TicketEvent, StoreError> {
        let Self {
            id,
            ticket_number,
            happened_at,
            actor: word,
            account_id,
            kind: what,
            old_value,
            new_value,
            version,
        } = self;
        Ok(TicketEvent {
            ticket: TicketNumber(ticket_number),
            at: Timestamp::from_micros(happened_at),
            actor: actor(&word, account_id, id)?,
            kind: kind(&what, old_value.as_deref(), new_value.as_deref(), id)?,
            version,
        })
    }
}

pub(super) fn columns(event: &TicketEvent) -> [(&'static str, Value); 8] {
    let TicketEvent {
        ticket,
        at,
        actor,
        kind,
        version,
    } = event;
    let (word, account) = actor.to_stored();
    let (what, old, new) = kind.to_stored();
    [
        ("ticket_number", ticket.0.into()),
        ("happened_at", at.as_micros().into()),
        ("actor", word.into()),
        ("account_id", account.into()),
        ("kind", what.into()),
        ("old_value", old.into()),
        ("new_value", new.into()),
        ("version", (*version).into()),
    ]
}

fn actor(word: &str, account: Option<i64>, id: i64) -> Result<Actor, StoreError> {
    Actor::from_stored(word, account).ok_or_else(|| corrupt("actor", id))
}

fn kind(word: &str, old: Option<&str>, new: Option<&str>, id: i64) -> Result<EventKind, StoreError> {
    EventKind::from_stored(word, old, new).ok_or_else(|| corrupt("kind", id))
}

fn corrupt(column: &'static str, id: i64) -> StoreError {
    let id = id.to_string();
    StoreError::Corrupt {
        table: "history",
        column,
        id,
    }
}
