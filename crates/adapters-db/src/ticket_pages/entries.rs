//! A ticket's timeline. Two statements that have nothing in common but their columns: the client's names no
//! table that its reader must not see.

use frontdesk_domain::clients::Name;
use frontdesk_domain::ports::{SharedEntry, SharedEntryKind, StaffEntry, StaffEntryKind, StoreError};
use frontdesk_domain::replies::{NoteId, ReplyId, Sender};
use frontdesk_domain::tickets::{Actor, EventKind, TicketNumber};
use frontdesk_domain::time::Timestamp;

use crate::SeaQueries;
use crate::accounts;
use crate::sql::{Sql, packed};

macro_rules! timeline {
    ($($part:expr),+ $(,)?) => {
        concat!(
            "SELECT e.part, e.id, e.ticket_number, e.happened_at, e.who, e.account_id, e.word, e.old_value, \
             e.new_value, a.name FROM (",
            $($part),+,
            ") e LEFT JOIN account a ON a.id = e.account_id"
        )
    };
}

/// The newest replies, under a condition on the ticket; what they say is the new value.
macro_rules! replies {
    ($of:literal) => {
        concat!(
            "SELECT * FROM (SELECT 1 AS part, r.id, r.ticket_number, r.created_at AS happened_at, \
             r.sender AS who, r.account_id, 'reply' AS word, r.body AS old_value, r.body AS new_value \
             FROM reply r WHERE r.ticket_number ",
            $of,
            " AND r.removed = FALSE ORDER BY r.id DESC LIMIT {limit}) e1"
        )
    };
}

macro_rules! notes {
    ($of:literal) => {
        concat!(
            " UNION ALL SELECT * FROM (SELECT 2 AS part, n.id, n.ticket_number, n.created_at AS happened_at, \
             'agent' AS who, n.author_id AS account_id, 'note' AS word, n.body AS old_value, \
             n.body AS new_value FROM note n WHERE n.ticket_number ",
            $of,
            " AND n.removed = FALSE ORDER BY n.id DESC LIMIT {limit}) e2"
        )
    };
}

/// The newest events that say more than the message beside them.
macro_rules! events {
    ($of:literal, $which:literal) => {
        concat!(
            " UNION ALL SELECT * FROM (SELECT 3 AS part, h.id, h.ticket_number, h.happened_at, \
             h.actor AS who, h.account_id, h.kind AS word, h.old_value, h.new_value \
             FROM history h WHERE h.ticket_number ",
            $of,
            $which,
            " ORDER BY h.version DESC, h.id DESC LIMIT {limit}) e3"
        )
    };
}

pub(crate) const STAFF: &str = timeline!(
    replies!("= ?"),
    notes!("= ?"),
    events!("= ?", " AND h.kind NOT IN ('replied', 'noted')"),
);

/// With those of the tickets merged into it: so few are, that all of theirs are read and put in order.
pub(crate) const STAFF_WITH_ABSORBED: &str = timeline!(
    replies!("IN (SELECT m.number FROM ticket m WHERE m.number = ? OR m.merged_into = ?)"),
    notes!("IN (SELECT m.number FROM ticket m WHERE m.number = ? OR m.merged_into = ?)"),
    events!(
        "IN (SELECT m.number FROM ticket m WHERE m.number = ? OR m.merged_into = ?)",
        " AND h.kind NOT IN ('replied', 'noted')"
    ),
);

/// What is not shared is not even read: `EventKind::is_shared`.
pub(crate) const SHARED: &str = timeline!(
    replies!("= ?"),
    events!(
        "= ?",
        " AND h.kind NOT IN ('replied', 'noted', 'taken_back', 'linked', 'tasks_reordered') \
         AND h.kind NOT LIKE 'staff%'"
    ),
);

const STAFF_NEWEST: u16 = 500;
const SHARED_NEWEST: u16 = 200;

packed! {
    struct EntryRow {
        part: i32,
        id: i64,
        ticket_number: i64,
        happened_at: i64,
        who: String,
        account_id: Option<i64>,
        word: String,
        old_value: Option<String>,
        new_value: Option<String>,
        name: Option<String>,
    }
}

impl SeaQueries {
    /// Replies, notes and events, the newest 500, oldest first.
    pub(super) async fn staff_entries(
        &self,
        number: TicketNumber,
        has_absorbed: bool,
    ) -> Result<Vec<StaffEntry>, StoreError> {
        let (text, marks) = if has_absorbed {
            (STAFF_WITH_ABSORBED, 6)
        } else {
            (STAFF, 3)
        };
        let sql = (0..marks).fold(Sql::new(text), |sql, _| sql.bind(number.0));
        let rows = self.newest(sql, STAFF_NEWEST).await?;
        rows.into_iter().map(EntryRow::staff).collect()
    }

    /// Replies and shared events, the newest 200, oldest first.
    pub(super) async fn shared_entries(&self, number: TicketNumber) -> Result<Vec<SharedEntry>, StoreError> {
        let sql = Sql::new(SHARED).bind(number.0).bind(number.0);
        let rows = self.newest(sql, SHARED_NEWEST).await?;
        rows.into_iter().map(EntryRow::shared).collect()
    }

    async fn newest(&self, sql: Sql, limit: u16) -> Result<Vec<EntryRow>, StoreError> {
        let mut rows: Vec<EntryRow> = self.many(sql.limit(limit)).await?;
        rows.sort_by_key(|row| (row.happened_at, row.part, row.id));
        Ok(rows.split_off(rows.len().saturating_sub(limit.into())))
    }
}

impl EntryRow {
    fn staff(self) -> Result<StaffEntry, StoreError> {
        let (ticket, at) = (TicketNumber(self.ticket_number), self.at());
        let name = self.name()?;
        let kind = match self.part {
            1 => StaffEntryKind::Reply {
                id: ReplyId(self.id),
                sender: self.sender()?,
                body: self.body(),
            },
            2 => StaffEntryKind::Note {
                id: NoteId(self.id),
                body: self.body(),
            },
            _ => StaffEntryKind::Event {
                actor: self.actor()?,
                what: self.what()?,
            },
        };
        Ok(StaffEntry {
            ticket,
            at,
            name,
            kind,
        })
    }

    fn shared(self) -> Result<SharedEntry, StoreError> {
        let (at, name) = (self.at(), self.name()?);
        let kind = match self.part {
            1 => SharedEntryKind::Reply {
                sender: self.sender()?,
                body: self.body(),
            },
            _ => SharedEntryKind::Event {
                actor: self.actor()?,
                what: self.what()?,
            },
        };
        Ok(SharedEntry { at, name, kind })
    }

    fn at(&self) -> Timestamp {
        Timestamp::from_micros(self.happened_at)
    }

    fn name(&self) -> Result<Option<Name>, StoreError> {
        let named = self.account_id.zip(self.name.as_deref());
        named
            .map(|(account, name)| accounts::name(name, account))
            .transpose()
    }

    fn body(self) -> String {
        self.new_value.unwrap_or_default()
    }

    fn sender(&self) -> Result<Sender, StoreError> {
        let sender = Sender::from_stored(&self.who, self.account_id);
        sender.ok_or_else(|| self.corrupt("reply", "sender"))
    }

    fn actor(&self) -> Result<Actor, StoreError> {
        let actor = Actor::from_stored(&self.who, self.account_id);
        actor.ok_or_else(|| self.corrupt("history", "actor"))
    }

    fn what(&self) -> Result<EventKind, StoreError> {
        let (old, new) = (self.old_value.as_deref(), self.new_value.as_deref());
        EventKind::from_stored(&self.word, old, new).ok_or_else(|| self.corrupt("history", "kind"))
    }

    fn corrupt(&self, table: &'static str, column: &'static str) -> StoreError {
        let id = self.id.to_string();
        StoreError::Corrupt { table, column, id }
    }
}
