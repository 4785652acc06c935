//! A ticket's whole life: who works on it, what is said about it, and the figures that follow.

use super::super::table::{Column, Index, Migration, Step, When};
use super::life_texts::{
    COUNTED, HISTORY, NEXT_EVENT, SEARCH_MARIA, SEARCH_POSTGRES, SEARCH_SQLITE, UNASSIGNED_POSTGRES,
};
use super::table;

pub(super) const MIGRATIONS: &[Migration] = &[
    // What happened to tickets; a deletion outlives its ticket. `account_id` is who did it, as long as they
    // have an account.
    table(
        37,
        "history",
        "id {id},
         ticket_number {i64} NOT NULL,
         happened_at {i64} NOT NULL,
         actor VARCHAR(20) NOT NULL,
         account_id {i64} NULL,
         kind VARCHAR(20) NOT NULL,
         old_value {text} NULL,
         new_value {text} NULL,
         version {i32} NOT NULL,
         CONSTRAINT history_account_fk FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE SET NULL",
        &[
            ("history_kind_idx", "ticket_number, kind, id"),
            ("history_version_idx", "ticket_number, version, id"),
            ("history_account_idx", "account_id"),
        ],
    ),
    Migration {
        version: 38,
        name: "the history there was",
        when: When::Present("ticket_event"),
        step: Step::By {
            sqlite: &[HISTORY],
            postgres: &[HISTORY, NEXT_EVENT],
            maria: &[HISTORY],
        },
    },
    each(39, "no ticket_event", "DROP TABLE IF EXISTS ticket_event"),
    // Null: it is Open, and nobody was named.
    column(40, "worked_by", "VARCHAR(20) NULL"),
    refers(41, "agent_id", "account (id) ON DELETE SET NULL", None),
    column(42, "ending", "VARCHAR(20) NULL"),
    refers(
        43,
        "merged_into",
        "ticket (number) ON DELETE SET NULL",
        Some("ticket_merged_idx"),
    ),
    refers(
        44,
        "follows",
        "ticket (number) ON DELETE SET NULL",
        Some("ticket_follows_idx"),
    ),
    column(45, "turn", "VARCHAR(20) NOT NULL DEFAULT 'ours'"),
    column(46, "taken_up", "{bool} NOT NULL DEFAULT FALSE"),
    // 1 while it is: an index holds the unresolved in each order that lists have.
    column(47, "unresolved", "{i16} NOT NULL DEFAULT 0"),
    // The most pressing first, the longest waiting of them first, in one number.
    column(48, "precedence", "{i64} NOT NULL DEFAULT 0"),
    // Title and text as they are searched: `search::Searched`.
    column(49, "search_text", "{text} NULL"),
    // Nothing but the tracker could move a ticket before.
    each(
        50,
        "who worked on tickets",
        "UPDATE ticket SET worked_by = 'tracker', taken_up = TRUE WHERE status <> 'open' AND worked_by IS NULL",
    ),
    each(
        51,
        "how tickets ended",
        "UPDATE ticket SET ending = 'done' WHERE status = 'closed' AND ending IS NULL",
    ),
    each(
        52,
        "which tickets are unresolved",
        "UPDATE ticket SET unresolved = 1 WHERE status IN ('open', 'in_progress', 'on_hold') AND unresolved = 0",
    ),
    each(
        53,
        "which tickets are pressing",
        "UPDATE ticket SET precedence = (4 - priority) * 100000000000000000 + created_at WHERE precedence = 0",
    ),
    Migration {
        version: 54,
        name: "the orders of lists",
        when: When::Always,
        step: Step::Indexes(&INDEXES),
    },
    Migration {
        version: 55,
        name: "reply.account_id",
        when: When::Always,
        step: Step::Column(Column {
            table: "reply",
            name: "account_id",
            kind: "{i64} NULL",
            refers: Some("account (id) ON DELETE SET NULL"),
            index: Some("reply_account_idx"),
        }),
    },
    // Taken back: its form stays sent.
    Migration {
        version: 56,
        name: "reply.removed",
        when: When::Always,
        step: Step::Column(Column {
            table: "reply",
            name: "removed",
            kind: "{bool} NOT NULL DEFAULT FALSE",
            refers: None,
            index: None,
        }),
    },
    table(
        57,
        "note",
        "id {id},
         ticket_number {i64} NOT NULL,
         author_id {i64} NULL,
         body {text} NOT NULL,
         submission_key {bytes16} NOT NULL,
         submission_digest {bytes32} NOT NULL,
         created_at {i64} NOT NULL,
         removed {bool} NOT NULL,
         CONSTRAINT note_submission_key_key UNIQUE (submission_key),
         CONSTRAINT note_ticket_fk FOREIGN KEY (ticket_number) REFERENCES ticket (number) ON DELETE CASCADE,
         CONSTRAINT note_author_fk FOREIGN KEY (author_id) REFERENCES account (id) ON DELETE SET NULL",
        &[
            ("note_ticket_idx", "ticket_number, id"),
            ("note_author_idx", "author_id"),
        ],
    ),
    table(
        58,
        "task",
        "id {id},
         ticket_number {i64} NOT NULL,
         body VARCHAR(300) NOT NULL,
         audience VARCHAR(20) NOT NULL,
         done_at {i64} NULL,
         position {i32} NOT NULL,
         created_at {i64} NOT NULL,
         CONSTRAINT task_ticket_fk FOREIGN KEY (ticket_number) REFERENCES ticket (number) ON DELETE CASCADE",
        &[("task_ticket_idx", "ticket_number, position, id")],
    ),
    table(
        59,
        "rating",
        "ticket_number {i64} NOT NULL PRIMARY KEY,
         stars {i16} NOT NULL,
         remark {text} NULL,
         agent_id {i64} NULL,
         given_at {i64} NOT NULL,
         CONSTRAINT rating_ticket_fk FOREIGN KEY (ticket_number) REFERENCES ticket (number) ON DELETE CASCADE,
         CONSTRAINT rating_agent_fk FOREIGN KEY (agent_id) REFERENCES account (id) ON DELETE SET NULL",
        &[("rating_agent_idx", "agent_id")],
    ),
    table(
        60,
        "draft",
        "account_id {i64} NOT NULL,
         ticket_number {i64} NOT NULL,
         kind VARCHAR(20) NOT NULL,
         body {text} NOT NULL,
         seen {i32} NOT NULL,
         saved_at {i64} NOT NULL,
         PRIMARY KEY (account_id, ticket_number, kind),
         CONSTRAINT draft_account_fk FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
         CONSTRAINT draft_ticket_fk FOREIGN KEY (ticket_number) REFERENCES ticket (number) ON DELETE CASCADE",
        &[
            ("draft_ticket_idx", "ticket_number"),
            ("draft_saved_idx", "saved_at"),
        ],
    ),
    // Without an owner it is everybody's.
    table(
        61,
        "saved_reply",
        "id {id},
         title VARCHAR(80) NOT NULL,
         body {text} NOT NULL,
         owner_id {i64} NULL,
         CONSTRAINT saved_reply_owner_fk FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE",
        &[("saved_reply_owner_idx", "owner_id")],
    ),
    // `items` is what was done to each ticket and how to undo it, a line each.
    table(
        62,
        "bulk",
        "id {id},
         account_id {i64} NOT NULL,
         done_at {i64} NOT NULL,
         items {text} NOT NULL,
         CONSTRAINT bulk_account_fk FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE",
        &[("bulk_account_idx", "account_id"), ("bulk_done_idx", "done_at")],
    ),
    table(
        63,
        "presence",
        "account_id {i64} NOT NULL,
         ticket_number {i64} NOT NULL,
         doing VARCHAR(20) NOT NULL,
         seen_at {i64} NOT NULL,
         PRIMARY KEY (account_id, ticket_number),
         CONSTRAINT presence_account_fk FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
         CONSTRAINT presence_ticket_fk FOREIGN KEY (ticket_number) REFERENCES ticket (number)
             ON DELETE CASCADE",
        &[
            ("presence_ticket_idx", "ticket_number, seen_at"),
            ("presence_seen_idx", "seen_at"),
        ],
    ),
    // For the client, if for no account. Whether ticket and account are still there is seen when it is sent.
    table(
        64,
        "notice",
        "id {id},
         ticket_number {i64} NOT NULL,
         account_id {i64} NULL,
         kind VARCHAR(20) NOT NULL,
         reply_id {i64} NULL,
         mark {bytes16} NOT NULL,
         created_at {i64} NOT NULL",
        &[("notice_ticket_idx", "ticket_number, id")],
    ),
    table(
        65,
        "mail_wish",
        "account_id {i64} NOT NULL PRIMARY KEY,
         replies {bool} NOT NULL,
         resolved {bool} NOT NULL,
         assigned {bool} NOT NULL,
         CONSTRAINT mail_wish_account_fk FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE",
        &[],
    ),
    // A figure is the sum of its slots, so that units of work at once need not wait for one row.
    table(
        66,
        "counter",
        "scope VARCHAR(20) NOT NULL,
         scope_id {i64} NOT NULL,
         name VARCHAR(40) NOT NULL,
         slot {i16} NOT NULL,
         total {i64} NOT NULL,
         PRIMARY KEY (scope, scope_id, name, slot)",
        &[],
    ),
    each(67, "the figures of the tickets there were", COUNTED),
    Migration {
        version: 68,
        name: "the index of words",
        when: When::Always,
        step: Step::By {
            sqlite: &SEARCH_SQLITE,
            postgres: &SEARCH_POSTGRES,
            maria: &SEARCH_MARIA,
        },
    },
    Migration {
        version: 69,
        name: "the words of the tickets there were",
        when: When::Always,
        step: Step::FoldTickets,
    },
    // PostgreSQL does not see that tickets without an agent stand in the order of the agents' indexes.
    Migration {
        version: 70,
        name: "the orders of what is nobody's",
        when: When::Always,
        step: Step::By {
            sqlite: &[],
            postgres: &UNASSIGNED_POSTGRES,
            maria: &[],
        },
    },
];

const fn each(version: i64, name: &'static str, text: &'static str) -> Migration {
    Migration {
        version,
        name,
        when: When::Always,
        step: Step::Each(text),
    }
}

/// One more column of a ticket.
const fn column(version: i64, name: &'static str, kind: &'static str) -> Migration {
    Migration {
        version,
        name,
        when: When::Always,
        step: Step::Column(Column {
            table: "ticket",
            name,
            kind,
            refers: None,
            index: None,
        }),
    }
}

/// One that holds a key, or null.
const fn refers(
    version: i64,
    name: &'static str,
    to: &'static str,
    index: Option<&'static str>,
) -> Migration {
    Migration {
        version,
        name,
        when: When::Always,
        step: Step::Column(Column {
            table: "ticket",
            name,
            kind: "{i64} NULL",
            refers: Some(to),
            index,
        }),
    }
}

const fn index(name: &'static str, columns: &'static str) -> Index {
    Index {
        table: "ticket",
        name,
        columns,
    }
}

/// Each order of a list for each of what lists begin at.
const INDEXES: [Index; 13] = [
    index("ticket_updated_idx", "updated_at, number"),
    index("ticket_created_idx", "created_at, number"),
    index("ticket_precedence_idx", "precedence, number"),
    index("ticket_resolved_idx", "unresolved, resolved_at, number"),
    index("ticket_unresolved_updated_idx", "unresolved, updated_at, number"),
    index("ticket_unresolved_created_idx", "unresolved, created_at, number"),
    index(
        "ticket_unresolved_precedence_idx",
        "unresolved, precedence, number",
    ),
    index("ticket_status_idx", "status, updated_at, number"),
    index(
        "ticket_agent_updated_idx",
        "agent_id, unresolved, updated_at, number",
    ),
    index(
        "ticket_agent_created_idx",
        "agent_id, unresolved, created_at, number",
    ),
    index(
        "ticket_agent_precedence_idx",
        "agent_id, unresolved, precedence, number",
    ),
    index("ticket_client_updated_idx", "client_id, updated_at, number"),
    index("ticket_client_number_idx", "client_id, number"),
];
