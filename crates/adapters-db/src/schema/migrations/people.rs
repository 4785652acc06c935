//! Deliveries about more than tickets, and people.

use super::super::table::{Column, Migration, Step, When};
use super::table;

pub(super) const MIGRATIONS: &[Migration] = &[
    // `about` is the word of what it is about, `about_id` its key. `ready_at` is when it may be handed out:
    // when it is due, or when its lease ends; null once it ended.
    table(
        17,
        "delivery",
        "id {id},
         about VARCHAR(20) NOT NULL,
         about_id {i64} NOT NULL,
         target VARCHAR(20) NOT NULL,
         job VARCHAR(40) NOT NULL,
         state VARCHAR(20) NOT NULL,
         attempts {i32} NOT NULL,
         checks {i32} NOT NULL,
         due_at {i64} NOT NULL,
         not_after {i64} NULL,
         ready_at {i64} NULL,
         lease_owner {bytes16} NULL,
         leased_at {i64} NULL,
         epoch {i64} NOT NULL,
         last_error {text} NULL,
         created_at {i64} NOT NULL,
         CONSTRAINT delivery_job_key UNIQUE (about_id, about, job)",
        &[
            ("delivery_ready_idx", "target, ready_at, id"),
            ("delivery_state_idx", "state, id"),
        ],
    ),
    // What became of each lease: what an admin reads.
    table(
        18,
        "delivery_attempt",
        "delivery_id {i64} NOT NULL,
         epoch {i64} NOT NULL,
         claim VARCHAR(20) NOT NULL,
         began_at {i64} NOT NULL,
         ended_at {i64} NOT NULL,
         state VARCHAR(20) NOT NULL,
         error {text} NULL,
         PRIMARY KEY (delivery_id, epoch),
         CONSTRAINT delivery_attempt_delivery_fk FOREIGN KEY (delivery_id) REFERENCES delivery (id)",
        &[],
    ),
    Migration {
        version: 19,
        name: "deliveries of the outbox",
        when: When::Present("outbox"),
        step: Step::By {
            sqlite: &[DELIVERIES],
            postgres: &[DELIVERIES, NEXT_DELIVERY],
            maria: &[DELIVERIES],
        },
    },
    Migration {
        version: 20,
        name: "attempts of the outbox",
        when: When::Present("outbox_attempt"),
        step: Step::Each(
            "INSERT INTO delivery_attempt (delivery_id, epoch, claim, began_at, ended_at, state, error) \
             SELECT outbox_id, epoch, claim, began_at, ended_at, state, error FROM outbox_attempt o \
             WHERE NOT EXISTS \
             (SELECT 1 FROM delivery_attempt a WHERE a.delivery_id = o.outbox_id AND a.epoch = o.epoch)",
        ),
    },
    Migration {
        version: 21,
        name: "no outbox_attempt",
        when: When::Always,
        step: Step::Each("DROP TABLE IF EXISTS outbox_attempt"),
    },
    Migration {
        version: 22,
        name: "no outbox",
        when: When::Always,
        step: Step::Each("DROP TABLE IF EXISTS outbox"),
    },
    // What clients are found by: the e-mail as accounts are told apart by it.
    Migration {
        version: 23,
        name: "client.email_key",
        when: When::Always,
        step: Step::Column(Column {
            table: "client",
            name: "email_key",
            kind: "VARCHAR(254){bytewise} NULL",
            refers: None,
            index: Some("client_email_idx"),
        }),
    },
    Migration {
        version: 24,
        name: "e-mails of clients, folded",
        when: When::Always,
        step: Step::FoldEmails,
    },
    // `email_key` and `name_key` are in lower case. `waits_since` is since when it waits for an admin or for
    // its e-mail to be proved; null if it does not.
    table(
        25,
        "account",
        "id {id},
         email VARCHAR(254) NOT NULL,
         email_key VARCHAR(254){bytewise} NOT NULL,
         username VARCHAR(32) NULL,
         name VARCHAR(120) NOT NULL,
         name_key VARCHAR(240){bytewise} NOT NULL,
         role VARCHAR(20) NOT NULL,
         state VARCHAR(20) NOT NULL,
         state_since {i64} NULL,
         decline_reason VARCHAR(400) NULL,
         waits_since {i64} NULL,
         client_id {i64} NULL,
         contact_phone VARCHAR(16) NULL,
         contact_address VARCHAR(400) NULL,
         password_hash VARCHAR(255) NOT NULL,
         second_step VARCHAR(20) NOT NULL,
         sealed_secret {bytes} NULL,
         last_step {i64} NULL,
         second_step_since {i64} NULL,
         theme VARCHAR(20) NOT NULL,
         session_version {i32} NOT NULL,
         verified_at {i64} NULL,
         approved_by {i64} NULL,
         approved_at {i64} NULL,
         version {i32} NOT NULL,
         created_at {i64} NOT NULL,
         updated_at {i64} NOT NULL,
         CONSTRAINT account_email_key_key UNIQUE (email_key),
         CONSTRAINT account_username_key UNIQUE (username),
         CONSTRAINT account_client_id_key UNIQUE (client_id),
         CONSTRAINT account_client_fk FOREIGN KEY (client_id) REFERENCES client (id),
         CONSTRAINT account_approved_by_fk FOREIGN KEY (approved_by) REFERENCES account (id)
             ON DELETE SET NULL",
        &[
            ("account_name_idx", "name_key, id"),
            ("account_role_idx", "role, name_key, id"),
            ("account_state_idx", "state, name_key, id"),
            ("account_role_state_idx", "role, state, name_key, id"),
            ("account_waits_idx", "waits_since, id"),
            ("account_created_idx", "state, created_at"),
            ("account_approved_by_idx", "approved_by"),
        ],
    ),
    // What people are searched by: the beginning of any of these.
    table(
        26,
        "account_word",
        "account_id {i64} NOT NULL,
         word VARCHAR(64){bytewise} NOT NULL,
         PRIMARY KEY (account_id, word),
         CONSTRAINT account_word_account_fk FOREIGN KEY (account_id) REFERENCES account (id)
             ON DELETE CASCADE",
        &[("account_word_idx", "word, account_id")],
    ),
    // Whoever changes its one row counts the admins alone.
    table(
        27,
        "admin_lock",
        "id {i64} NOT NULL PRIMARY KEY CHECK (id = 1),
         taken {i64} NOT NULL",
        &[],
    ),
    Migration {
        version: 28,
        name: "the lock of the admins",
        when: When::Always,
        step: Step::Each(
            "INSERT INTO admin_lock (id, taken) SELECT id, taken FROM (SELECT 1 AS id, 0 AS taken) AS only_row \
             WHERE NOT EXISTS (SELECT 1 FROM admin_lock)",
        ),
    },
    // `open_slot` is the account of a request that nobody decided about: one each.
    table(
        29,
        "role_request",
        "id {id},
         account_id {i64} NOT NULL,
         open_slot {i64} NULL,
         wish VARCHAR(200) NOT NULL,
         asked_at {i64} NOT NULL,
         granted_role VARCHAR(20) NULL,
         decided_by {i64} NULL,
         decided_at {i64} NULL,
         CONSTRAINT role_request_open_slot_key UNIQUE (open_slot),
         CONSTRAINT role_request_open_slot_account CHECK (open_slot IS NULL OR open_slot = account_id),
         CONSTRAINT role_request_account_fk FOREIGN KEY (account_id) REFERENCES account (id)
             ON DELETE CASCADE,
         CONSTRAINT role_request_decided_by_fk FOREIGN KEY (decided_by) REFERENCES account (id)
             ON DELETE SET NULL",
        &[
            ("role_request_account_idx", "account_id, id"),
            ("role_request_decided_by_idx", "decided_by"),
        ],
    ),
    table(
        30,
        "session",
        "id {id},
         hash {bytes32} NOT NULL,
         account_id {i64} NULL,
         client_id {i64} NULL,
         session_version {i32} NOT NULL,
         level VARCHAR(20) NOT NULL,
         remembered {bool} NOT NULL,
         device VARCHAR(255) NOT NULL,
         created_at {i64} NOT NULL,
         last_seen_at {i64} NOT NULL,
         proved_at {i64} NOT NULL,
         ends_at {i64} NOT NULL,
         CONSTRAINT session_hash_key UNIQUE (hash),
         CONSTRAINT session_holder_check CHECK ((account_id IS NULL) <> (client_id IS NULL)),
         CONSTRAINT session_account_fk FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
         CONSTRAINT session_client_fk FOREIGN KEY (client_id) REFERENCES client (id) ON DELETE CASCADE",
        &[
            ("session_account_idx", "account_id"),
            ("session_client_idx", "client_id"),
            ("session_ends_idx", "ends_at"),
        ],
    ),
    // The codes that may still be used, or are too old: what is used or void is gone. A holder and a browser
    // have one for each purpose. Without a holder it is nobody's, and an address has one of those: `nobodys_email`
    // is then `to_email` in lower case.
    table(
        31,
        "one_time_code",
        "id {id},
         purpose VARCHAR(20) NOT NULL,
         account_id {i64} NULL,
         client_id {i64} NULL,
         request {bytes16} NOT NULL,
         to_email VARCHAR(254) NULL,
         nobodys_email VARCHAR(254){bytewise} NULL,
         code_hash VARCHAR(255) NULL,
         tries {i32} NOT NULL,
         created_at {i64} NOT NULL,
         expires_at {i64} NOT NULL,
         CONSTRAINT one_time_code_request_key UNIQUE (request, purpose),
         CONSTRAINT one_time_code_account_key UNIQUE (account_id, purpose),
         CONSTRAINT one_time_code_client_key UNIQUE (client_id, purpose),
         CONSTRAINT one_time_code_nobodys_key UNIQUE (nobodys_email, purpose),
         CONSTRAINT one_time_code_holder_check CHECK (account_id IS NULL OR client_id IS NULL),
         CONSTRAINT one_time_code_account_fk FOREIGN KEY (account_id) REFERENCES account (id)
             ON DELETE CASCADE,
         CONSTRAINT one_time_code_client_fk FOREIGN KEY (client_id) REFERENCES client (id)
             ON DELETE CASCADE",
        &[("one_time_code_expires_idx", "expires_at")],
    ),
    // The links that may still be used, or are too old. `code_id` is the code in the same mail, which may be
    // gone.
    table(
        32,
        "link",
        "hash {bytes32} NOT NULL PRIMARY KEY,
         purpose VARCHAR(20) NOT NULL,
         account_id {i64} NULL,
         code_id {i64} NULL,
         expires_at {i64} NOT NULL,
         CONSTRAINT link_account_key UNIQUE (account_id, purpose),
         CONSTRAINT link_account_fk FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE",
        &[("link_expires_idx", "expires_at")],
    ),
    table(
        33,
        "recovery_code",
        "account_id {i64} NOT NULL,
         hash {bytes32} NOT NULL,
         PRIMARY KEY (account_id, hash),
         CONSTRAINT recovery_code_account_fk FOREIGN KEY (account_id) REFERENCES account (id)
             ON DELETE CASCADE",
        &[],
    ),
    table(
        34,
        "device",
        "account_id {i64} NOT NULL,
         hash {bytes32} NOT NULL,
         known_until {i64} NOT NULL,
         PRIMARY KEY (account_id, hash),
         CONSTRAINT device_account_fk FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE",
        &[("device_until_idx", "known_until")],
    ),
    table(
        35,
        "attempt",
        "fingerprint {bytes32} NOT NULL PRIMARY KEY,
         counted {i32} NOT NULL,
         window_ends {i64} NOT NULL,
         not_before {i64} NOT NULL",
        &[("attempt_window_idx", "window_ends")],
    ),
    // `to_email` is where it goes, if not to its account's e-mail.
    table(
        36,
        "letter",
        "id {id},
         kind VARCHAR(40) NOT NULL,
         about_id {i64} NULL,
         to_email VARCHAR(254) NULL,
         mark {bytes16} NOT NULL,
         created_at {i64} NOT NULL",
        &[],
    ),
];

/// Under the same keys: a rest knows the delivery that went ahead.
const DELIVERIES: &str = "INSERT INTO delivery (id, about, about_id, target, job, state, attempts, checks, \
    due_at, not_after, ready_at, lease_owner, leased_at, epoch, last_error, created_at) \
    SELECT id, 'ticket', ticket_number, target, job, state, attempts, checks, \
    due_at, NULL, ready_at, lease_owner, leased_at, epoch, last_error, created_at FROM outbox o \
    WHERE NOT EXISTS (SELECT 1 FROM delivery d WHERE d.id = o.id)";

/// PostgreSQL does not count keys that it was given.
const NEXT_DELIVERY: &str = "SELECT setval(pg_get_serial_sequence('delivery', 'id'), \
    (SELECT COALESCE(MAX(id), 0) + 1 FROM delivery), false)";
