//! From the schema before people.

use frontdesk_db::SCHEMA_VERSION;
use frontdesk_domain::clients::Email;
use frontdesk_domain::deliveries::{Job, NewDelivery, State};
use frontdesk_domain::ports::{DeliveryQueries, Store};
use frontdesk_domain::tickets::TicketNumber;
use frontdesk_domain::time::Timestamp;
use frontdesk_tests::databases::{self, open};
use frontdesk_tests::store_contract::make::open as open_ticket;

use super::{count, run, take_the_index_apart};

/// What schema 17 and later brought, the youngest first.
const SINCE_16: [&str; 25] = [
    "ticket_search",
    "counter",
    "mail_wish",
    "notice",
    "presence",
    "bulk",
    "saved_reply",
    "draft",
    "rating",
    "task",
    "note",
    "history",
    "letter",
    "attempt",
    "device",
    "recovery_code",
    "link",
    "one_time_code",
    "session",
    "role_request",
    "admin_lock",
    "account_word",
    "account",
    "delivery_attempt",
    "delivery",
];

/// Makes schema 16 of it, with a delivery of the first ticket in every state there was.
async fn back_to_16(url: &str, first: TicketNumber) {
    take_the_index_apart(url).await;
    for (table, key) in [("ticket", "ticket_agent_id_fk"), ("reply", "reply_account_id_fk")] {
        // SQLite forgets the accounts by itself.
        match url.split_once(':') {
            Some(("postgres", _)) => run(url, &format!("ALTER TABLE {table} DROP CONSTRAINT {key}")).await,
            Some(("mysql", _)) => run(url, &format!("ALTER TABLE {table} DROP FOREIGN KEY {key}")).await,
            _ => {}
        }
    }
    for table in SINCE_16 {
        run(url, &format!("DROP TABLE {table}")).await;
    }
    let on = if url.starts_with("mysql") {
        " ON client"
    } else {
        ""
    };
    run(url, &format!("DROP INDEX client_email_idx{on}")).await;
    run(url, "ALTER TABLE client DROP COLUMN email_key").await;
    let bytes = match url.split_once(':') {
        Some(("postgres", _)) => "BYTEA",
        Some(("mysql", _)) => "BINARY(16)",
        _ => "BLOB",
    };
    let outbox = format!(
        "CREATE TABLE outbox (id BIGINT NOT NULL PRIMARY KEY, ticket_number BIGINT NOT NULL, \
         target VARCHAR(20) NOT NULL, job VARCHAR(40) NOT NULL, state VARCHAR(20) NOT NULL, \
         attempts INTEGER NOT NULL, checks INTEGER NOT NULL, due_at BIGINT NOT NULL, ready_at BIGINT NULL, \
         lease_owner {bytes} NULL, leased_at BIGINT NULL, epoch BIGINT NOT NULL, last_error TEXT NULL, \
         created_at BIGINT NOT NULL, CONSTRAINT outbox_job_key UNIQUE (ticket_number, job))"
    );
    run(url, &outbox).await;
    run(
        url,
        "CREATE TABLE outbox_attempt (outbox_id BIGINT NOT NULL, epoch BIGINT NOT NULL, \
         claim VARCHAR(20) NOT NULL, began_at BIGINT NOT NULL, ended_at BIGINT NOT NULL, \
         state VARCHAR(20) NOT NULL, error TEXT NULL, PRIMARY KEY (outbox_id, epoch), \
         CONSTRAINT outbox_attempt_outbox_fk FOREIGN KEY (outbox_id) REFERENCES outbox (id))",
    )
    .await;
    for (at, state) in (0..).zip(STATES_OF_16) {
        let (id, ticket, over) = (70 + at, first.0 + at, matches!(state, "done" | "dead"));
        let ready = if over { "NULL" } else { "5" };
        run(
            url,
            &format!(
                "INSERT INTO outbox VALUES ({id}, {ticket}, 'tracker', 'create_issue', '{state}', {at}, 2, 4, \
                 {ready}, NULL, 3, {at}, 'no answer', 1)"
            ),
        )
        .await;
        run(
            url,
            &format!("INSERT INTO outbox_attempt VALUES ({id}, 1, 'attempt', 3, 4, '{state}', 'no answer')"),
        )
        .await;
    }
    run(url, "DELETE FROM schema_migration WHERE version > 16").await;
}

const STATES_OF_16: [&str; 5] = ["pending", "running", "verify", "done", "dead"];

/// Every delivery under its key and as it stood; clients are found by their e-mail.
pub(super) async fn schema_16_comes_through(url: &str) {
    let database = open(url).await;
    database.migrate().await.expect("migrated");
    let desk = databases::desk(&database);
    let mut tickets = Vec::new();
    for n in 1..=6 {
        tickets.push(open_ticket(&desk, n).await);
    }
    run(url, "UPDATE client SET email = 'ZOË@example.com' WHERE id = 1").await;
    back_to_16(url, tickets[0]).await;
    let migrated = database.migrate().await.expect("migrated again");
    assert_eq!((migrated.from, migrated.to), (16, SCHEMA_VERSION));
    for (at, (ticket, state)) in (0..).zip(tickets.iter().zip(STATES_OF_16)) {
        let found = database.queries().of_ticket(*ticket, Job::CreateIssue).await;
        let kept = found.expect("an answer").expect("it is still there");
        let (due, asked) = (Timestamp::from_micros(4), Timestamp::from_micros(1));
        assert_eq!(
            (kept.id.0, Some(kept.state)),
            (70 + i64::from(at), State::from_key(state))
        );
        assert_eq!((kept.attempts, kept.checks, kept.not_after), (at, 2, None));
        assert_eq!((kept.due_at, kept.created_at), (due, asked));
        assert_eq!(kept.last_error.as_deref(), Some("no answer"));
    }
    let attempts = "SELECT COUNT(*) FROM delivery_attempt WHERE epoch = 1 AND error = 'no answer'";
    assert_eq!(count(url, attempts).await, 5);
    let unit = database.store().begin().await.expect("a unit of work");
    let new = NewDelivery::of_ticket(Job::CreateIssue, tickets[5], Timestamp::from_micros(9));
    unit.deliveries().enqueue(&new).await.expect("room for more");
    let zoe = Email::parse("zoë@example.com").expect("an address");
    let found = unit.clients().without_account(&zoe).await.expect("an answer");
    assert_eq!(found.len(), 1);
    unit.commit().await.expect("kept");
    let newest = database
        .queries()
        .list(State::Pending, None, 1)
        .await
        .expect("an answer");
    assert!(newest[0].delivery.id.0 > 74, "keys are not given twice");
}
