use frontdesk_domain::clients::ClientId;
use frontdesk_domain::ports::StoreError;
use frontdesk_domain::secrets::SubmissionKey;
use frontdesk_domain::tickets::{
    Body, CategoryId, Ending, ExternalId, ExternalReference, Priority, Source, Standing, Status, Subject,
    Ticket, TicketNumber, TrackerMark, Turn, WorkedBy,
};
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

/// The columns of [`TicketRow`], of a `ticket t`.
macro_rules! ticket_columns {
    () => {
        "t.number, t.client_id, t.open_slot, t.subject, t.body, t.category_id, t.priority, t.status, \
         t.worked_by, t.agent_id, t.ending, t.merged_into, t.turn, t.taken_up, t.source, t.follows, \
         t.submission_key, t.mark, t.external_tracker, t.external_id, t.external_key, t.external_url, \
         t.version, t.created_at, t.updated_at, t.resolved_at, t.closed_at"
    };
}
pub(crate) use ticket_columns;

#[derive(FromQueryResult)]
pub(crate) struct TicketRow {
    number: i64,
    client_id: i64,
    open_slot: Option<i64>,
    subject: String,
    body: String,
    category_id: i64,
    priority: i16,
    status: String,
    worked_by: Option<String>,
    agent_id: Option<i64>,
    ending: Option<String>,
    merged_into: Option<i64>,
    turn: String,
    taken_up: bool,
    source: String,
    follows: Option<i64>,
    submission_key: Vec<u8>,
    mark: Vec<u8>,
    external_tracker: Option<String>,
    external_id: Option<String>,
    external_key: Option<String>,
    external_url: Option<String>,
    version: i32,
    created_at: i64,
    updated_at: i64,
    resolved_at: Option<i64>,
    closed_at: Option<i64>,
}

impl TicketRow {
    /// The ticket that the row says.
    pub(crate) fn read(self) -> Result<Ticket, StoreError> {
        let Self {
            number,
            client_id,
            open_slot,
            subject,
            body,
            category_id,
            priority,
            status: word,
            worked_by,
            agent_id,
            ending,
            merged_into,
            turn,
            taken_up,
            source,
            follows,
            submission_key,
            mark,
            external_tracker,
            external_id,
            external_key,
            external_url,
            version,
            created_at,
            updated_at,
            resolved_at,
            closed_at,
        } = self;
        let damaged = |column| corrupt(column, number);
        let status = status(&word, resolved_at, closed_at, number)?;
        let by = some(
            worked_by,
            |word| WorkedBy::from_stored(word, agent_id),
            "worked_by",
            number,
        )?;
        let ending = some(
            ending,
            |word| Ending::from_stored(word, merged_into),
            "ending",
            number,
        )?;
        Ok(Ticket {
            number: TicketNumber(number),
            client: ClientId(client_id),
            subject: Subject::parse(&subject).map_err(|_| damaged("subject"))?,
            body: Body::parse(&body).map_err(|_| damaged("body"))?,
            category: CategoryId(category_id),
            priority: Priority::from_rank(priority).ok_or_else(|| damaged("priority"))?,
            standing: Standing::from_stored(status, by, ending).ok_or_else(|| damaged("worked_by"))?,
            turn: Turn::from_key(&turn).ok_or_else(|| damaged("turn"))?,
            taken_up,
            source: Source::from_key(&source).ok_or_else(|| damaged("source"))?,
            follows: follows.map(TicketNumber),
            holds_slot: open_slot.is_some(),
            submission: SubmissionKey::from_slice(&submission_key)
                .ok_or_else(|| damaged("submission_key"))?,
            mark: mark
                .try_into()
                .map(TrackerMark::from_bytes)
                .map_err(|_| damaged("mark"))?,
            external: external(external_tracker, external_id, external_key, external_url),
            version,
            created_at: Timestamp::from_micros(created_at),
            updated_at: Timestamp::from_micros(updated_at),
        })
    }
}

/// Nothing stays nothing; something must be readable.
fn some<T>(
    value: Option<String>,
    read: impl Fn(&str) -> Option<T>,
    column: &'static str,
    number: i64,
) -> Result<Option<T>, StoreError> {
    let read = |value: String| read(&value).ok_or_else(|| corrupt(column, number));
    value.map(read).transpose()
}

/// The value of the column `precedence`: smaller is more pressing, and of one priority older. The ranks are
/// further apart than any two moments.
pub(crate) fn precedence(rank: i16, created_at: i64) -> i64 {
    (4 - i64::from(rank))
        .saturating_mul(100_000_000_000_000_000)
        .saturating_add(created_at)
}

pub(crate) fn status(
    word: &str,
    resolved_at: Option<i64>,
    closed_at: Option<i64>,
    number: i64,
) -> Result<Status, StoreError> {
    let at = |micros: Option<i64>| micros.map(Timestamp::from_micros);
    Status::from_stored(word, at(resolved_at), at(closed_at)).ok_or_else(|| corrupt("status", number))
}

/// The four columns are written together.
pub(crate) fn external(
    tracker: Option<String>,
    id: Option<String>,
    key: Option<String>,
    url: Option<String>,
) -> Option<ExternalReference> {
    Some(ExternalReference {
        tracker: tracker?,
        id: ExternalId(id?),
        key: key?,
        url: url?,
    })
}

pub(super) fn corrupt(column: &'static str, number: i64) -> StoreError {
    let id = number.to_string();
    StoreError::Corrupt {
        table: "ticket",
        column,
        id,
    }
}
