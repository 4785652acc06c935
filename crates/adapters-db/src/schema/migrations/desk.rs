//! Tickets and what becomes of them.

use super::super::table::{Migration, Step, When};
use super::{table, until};

pub(super) const MIGRATIONS: &[Migration] = &[
    // `epoch` counts restores from a backup.
    table(
        1,
        "installation",
        "id {i64} NOT NULL PRIMARY KEY CHECK (id = 1),
         token {bytes16} NOT NULL,
         epoch {i64} NOT NULL",
        &[],
    ),
    table(
        2,
        "category",
        "id {id},
         slug VARCHAR(40) NOT NULL,
         label VARCHAR(120) NOT NULL,
         position {i32} NOT NULL,
         active {bool} NOT NULL,
         at_desk {bool} NOT NULL,
         CONSTRAINT category_slug_key UNIQUE (slug)",
        &[],
    ),
    // `phone_slot` is the phone of a client who was registered by it at the front desk: one each.
    table(
        3,
        "client",
        "id {id},
         number {i32} NOT NULL,
         name VARCHAR(120) NOT NULL,
         phone VARCHAR(16) NULL,
         phone_slot VARCHAR(16) NULL,
         email VARCHAR(254) NULL,
         address VARCHAR(400) NULL,
         created_at {i64} NOT NULL,
         CONSTRAINT client_number_key UNIQUE (number),
         CONSTRAINT client_phone_slot_key UNIQUE (phone_slot),
         CONSTRAINT client_phone_slot_check CHECK (phone_slot IS NULL OR phone_slot = phone)",
        &[("client_phone_idx", "phone")],
    ),
    // `open_slot` is the client of an unresolved ticket under the rule of one open ticket: one each.
    // `tracked_at` is when the tracker's status of an unresolved ticket was last read; null if nobody asks.
    table(
        4,
        "ticket",
        "number {id},
         client_id {i64} NOT NULL,
         open_slot {i64} NULL,
         subject VARCHAR(200) NOT NULL,
         body {text} NOT NULL,
         category_id {i64} NOT NULL,
         priority {i16} NOT NULL,
         status VARCHAR(20) NOT NULL,
         source VARCHAR(20) NOT NULL,
         submission_key {bytes16} NOT NULL,
         submission_digest {bytes32} NOT NULL,
         mark {bytes16} NOT NULL,
         external_tracker VARCHAR(20) NULL,
         external_id VARCHAR(200) NULL,
         external_key VARCHAR(200) NULL,
         external_url VARCHAR(2000) NULL,
         tracker_status VARCHAR(200) NULL,
         tracked_at {i64} NULL,
         version {i32} NOT NULL,
         created_at {i64} NOT NULL,
         updated_at {i64} NOT NULL,
         resolved_at {i64} NULL,
         closed_at {i64} NULL,
         CONSTRAINT ticket_open_slot_key UNIQUE (open_slot),
         CONSTRAINT ticket_submission_key_key UNIQUE (submission_key),
         CONSTRAINT ticket_open_slot_client CHECK (open_slot IS NULL OR open_slot = client_id),
         CONSTRAINT ticket_open_slot_status
             CHECK (open_slot IS NULL OR status IN ('open', 'in_progress', 'on_hold')),
         CONSTRAINT ticket_client_fk FOREIGN KEY (client_id) REFERENCES client (id),
         CONSTRAINT ticket_category_fk FOREIGN KEY (category_id) REFERENCES category (id)",
        &[
            ("ticket_client_idx", "client_id, status, number"),
            ("ticket_tracked_idx", "tracked_at, number"),
        ],
    ),
    Migration {
        version: 5,
        name: "first ticket number",
        when: When::Always,
        step: Step::By {
            sqlite: &["INSERT INTO sqlite_sequence (name, seq) SELECT 'ticket', 10000 \
                     WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'ticket')"],
            postgres: &["SELECT setval(pg_get_serial_sequence('ticket', 'number'), \
                       GREATEST(10001, (SELECT COALESCE(MAX(number), 0) + 1 FROM ticket)), false)"],
            maria: &["ALTER TABLE ticket AUTO_INCREMENT = 10001"],
        },
    },
    until(
        "history",
        6,
        "ticket_event",
        "id {id},
         ticket_number {i64} NOT NULL,
         happened_at {i64} NOT NULL,
         actor VARCHAR(20) NOT NULL,
         kind VARCHAR(20) NOT NULL,
         old_value VARCHAR(200) NULL,
         new_value VARCHAR(200) NULL,
         version {i32} NOT NULL,
         CONSTRAINT ticket_event_ticket_fk FOREIGN KEY (ticket_number) REFERENCES ticket (number)",
        &[("ticket_event_ticket_idx", "ticket_number, kind, id")],
    ),
    table(
        7,
        "reply",
        "id {id},
         ticket_number {i64} NOT NULL,
         sender VARCHAR(20) NOT NULL,
         body {text} NOT NULL,
         submission_key {bytes16} NOT NULL,
         submission_digest {bytes32} NOT NULL,
         created_at {i64} NOT NULL,
         CONSTRAINT reply_submission_key_key UNIQUE (submission_key),
         CONSTRAINT reply_ticket_fk FOREIGN KEY (ticket_number) REFERENCES ticket (number)",
        &[("reply_ticket_idx", "ticket_number, id")],
    ),
    table(
        8,
        "track_link",
        "token_hash {bytes32} NOT NULL PRIMARY KEY,
         ticket_number {i64} NOT NULL,
         created_at {i64} NOT NULL,
         CONSTRAINT track_link_ticket_fk FOREIGN KEY (ticket_number) REFERENCES ticket (number)",
        &[],
    ),
    // `ready_at` is when it may be handed out: when it is due, or when its lease ends; null once it ended.
    until(
        "delivery",
        9,
        "outbox",
        "id {id},
         ticket_number {i64} NOT NULL,
         target VARCHAR(20) NOT NULL,
         job VARCHAR(40) NOT NULL,
         state VARCHAR(20) NOT NULL,
         attempts {i32} NOT NULL,
         checks {i32} NOT NULL,
         due_at {i64} NOT NULL,
         ready_at {i64} NULL,
         lease_owner {bytes16} NULL,
         leased_at {i64} NULL,
         epoch {i64} NOT NULL,
         last_error {text} NULL,
         created_at {i64} NOT NULL,
         CONSTRAINT outbox_job_key UNIQUE (ticket_number, job),
         CONSTRAINT outbox_ticket_fk FOREIGN KEY (ticket_number) REFERENCES ticket (number)",
        &[
            ("outbox_ready_idx", "target, ready_at, id"),
            ("outbox_state_idx", "state, id"),
        ],
    ),
    // What became of each lease: what an admin reads.
    until(
        "delivery",
        10,
        "outbox_attempt",
        "outbox_id {i64} NOT NULL,
         epoch {i64} NOT NULL,
         claim VARCHAR(20) NOT NULL,
         began_at {i64} NOT NULL,
         ended_at {i64} NOT NULL,
         state VARCHAR(20) NOT NULL,
         error {text} NULL,
         PRIMARY KEY (outbox_id, epoch),
         CONSTRAINT outbox_attempt_outbox_fk FOREIGN KEY (outbox_id) REFERENCES outbox (id)",
        &[],
    ),
    // `probe_id` is the one delivery that goes ahead after the rest's end.
    table(
        11,
        "target_rest",
        "target VARCHAR(20) NOT NULL PRIMARY KEY,
         rest_until {i64} NOT NULL,
         since {i64} NOT NULL,
         reason {text} NOT NULL,
         probe_id {i64} NULL",
        &[],
    ),
    table(
        12,
        "throttle",
        "fingerprint {bytes32} NOT NULL PRIMARY KEY,
         counted {i32} NOT NULL,
         ends_at {i64} NOT NULL",
        &[("throttle_ends_idx", "ends_at")],
    ),
    table(
        13,
        "look_up_audit",
        "id {id},
         happened_at {i64} NOT NULL,
         address {bytes32} NOT NULL,
         identifier {bytes32} NOT NULL,
         outcome VARCHAR(20) NOT NULL",
        &[("look_up_audit_at_idx", "happened_at")],
    ),
    table(
        14,
        "kept_mail",
        "id {id},
         message_id VARCHAR(255) NOT NULL,
         kept_at {i64} NOT NULL,
         addressee VARCHAR(1000) NOT NULL,
         subject VARCHAR(1000) NOT NULL,
         text_part {text} NOT NULL,
         html_part {text} NOT NULL,
         source_text {text} NOT NULL,
         CONSTRAINT kept_mail_message_id_key UNIQUE (message_id)",
        &[],
    ),
    Migration {
        version: 15,
        name: "what tells this installation from others",
        when: When::Always,
        step: Step::By {
            sqlite: &[
                "INSERT INTO installation (id, token, epoch) VALUES (1, randomblob(16), 0) \
                     ON CONFLICT DO NOTHING",
            ],
            postgres: &["INSERT INTO installation (id, token, epoch) \
                       VALUES (1, uuid_send(gen_random_uuid()), 0) ON CONFLICT DO NOTHING"],
            maria: &["INSERT IGNORE INTO installation (id, token, epoch) VALUES (1, RANDOM_BYTES(16), 0)"],
        },
    },
    Migration {
        version: 16,
        name: "categories",
        when: When::Always,
        step: Step::Each(CATEGORIES),
    },
];

/// All at once or, in a second try after a kill, not again.
const CATEGORIES: &str = "INSERT INTO category (slug, label, position, active, at_desk) \
    SELECT * FROM (\
    SELECT 'support' AS slug, 'Support' AS label, 1 AS position, TRUE AS active, TRUE AS at_desk \
    UNION ALL SELECT 'hardware-issue', 'Hardware issue', 2, TRUE, TRUE \
    UNION ALL SELECT 'software-issue', 'Software issue', 3, TRUE, TRUE \
    UNION ALL SELECT 'network-issue', 'Network issue', 4, TRUE, TRUE \
    UNION ALL SELECT 'access-request', 'Access request', 5, TRUE, TRUE \
    UNION ALL SELECT 'service-request', 'Service request', 6, TRUE, TRUE \
    UNION ALL SELECT 'other', 'Other', 7, TRUE, TRUE \
    UNION ALL SELECT 'general', 'General', 8, TRUE, FALSE \
    UNION ALL SELECT 'bug', 'Bug', 9, TRUE, FALSE \
    UNION ALL SELECT 'feature', 'Feature', 10, TRUE, FALSE \
    UNION ALL SELECT 'tech', 'Tech', 11, TRUE, FALSE \
    UNION ALL SELECT 'hr', 'HR', 12, TRUE, FALSE \
    UNION ALL SELECT 'security-incident', 'Security incident', 13, TRUE, FALSE \
    UNION ALL SELECT 'onboarding-request', 'Onboarding request', 14, TRUE, FALSE \
    UNION ALL SELECT 'offboarding-request', 'Offboarding request', 15, TRUE, FALSE\
    ) AS defaults WHERE NOT EXISTS (SELECT 1 FROM category)";
