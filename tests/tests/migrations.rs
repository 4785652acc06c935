//! The schema, on every engine: brought about once however many try, never taken back, and carried to its
//! end after an interruption.

use frontdesk_db::{Database, DatabaseError, Engine, SCHEMA_VERSION};
use frontdesk_domain::clients::Email;
use frontdesk_domain::deliveries::{Job, NewDelivery, State};
use frontdesk_domain::ports::{DeliveryQueries, FrontDeskQueries, Store, StoreError};
use frontdesk_domain::queue::{QueueFilter, QueueSort};
use frontdesk_domain::search::SearchQuery;
use frontdesk_domain::tickets::{Ending, Standing, TicketNumber, WorkedBy};
use frontdesk_domain::time::Timestamp;
use frontdesk_tests::databases::{self, open};
use frontdesk_tests::store_contract::End;
use frontdesk_tests::store_contract::make::open as open_ticket;
use sqlx::{Connection, Executor};

/// An empty database: its address, and what ends it.
async fn sqlite() -> Option<(String, End)> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = format!("sqlite:{}", folder.path().join("desk.db").display());
    Some((url, Box::pin(async move { drop(folder) })))
}

async fn postgres() -> Option<(String, End)> {
    let admin = databases::server(databases::POSTGRES)?;
    let (name, url) = databases::postgres_empty(&admin, None).await;
    let end =
        async move { databases::postgres_runs(&admin, &format!("DROP DATABASE {name} WITH (FORCE)")).await };
    Some((url, Box::pin(end)))
}

async fn mariadb() -> Option<(String, End)> {
    let admin = databases::server(databases::MARIADB)?;
    let (name, url) = databases::mariadb_empty(&admin).await;
    let end = async move { databases::mariadb_runs(&admin, &format!("DROP DATABASE {name}")).await };
    Some((url, Box::pin(end)))
}

/// Changes the database behind the program's back.
async fn run(url: &str, statement: &str) {
    let statement = sqlx::AssertSqlSafe(statement.to_owned());
    let ran = if url.starts_with("sqlite") {
        let mut connection = sqlx::SqliteConnection::connect(url).await.expect("SQLite opens");
        connection.execute(statement).await.map(drop)
    } else if url.starts_with("postgres") {
        let mut connection = sqlx::PgConnection::connect(url)
            .await
            .expect("PostgreSQL answers");
        connection.execute(statement).await.map(drop)
    } else {
        let mut connection = sqlx::MySqlConnection::connect(url)
            .await
            .expect("MariaDB answers");
        connection.execute(statement).await.map(drop)
    };
    ran.expect("the statement runs");
}

/// What a statement counts.
async fn count(url: &str, statement: &'static str) -> i64 {
    let counted = if url.starts_with("sqlite") {
        let mut connection = sqlx::SqliteConnection::connect(url).await.expect("SQLite opens");
        sqlx::query_scalar(statement).fetch_one(&mut connection).await
    } else if url.starts_with("postgres") {
        let mut connection = sqlx::PgConnection::connect(url)
            .await
            .expect("PostgreSQL answers");
        sqlx::query_scalar(statement).fetch_one(&mut connection).await
    } else {
        let mut connection = sqlx::MySqlConnection::connect(url)
            .await
            .expect("MariaDB answers");
        sqlx::query_scalar(statement).fetch_one(&mut connection).await
    };
    counted.expect("the statement counts")
}

/// Eight processes that start at once.
async fn eight_at_once(url: &str) {
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let url = url.to_owned();
            tokio::spawn(async move { open(&url).await.migrate().await })
        })
        .collect();
    let mut first = 0;
    for task in tasks {
        let migrated = task
            .await
            .expect("no panic")
            .expect("every one of them can start");
        assert_eq!(migrated.to, SCHEMA_VERSION);
        first += u32::from(migrated.from == 0);
    }
    assert_eq!(first, 1);
}

async fn categories(database: &Database) -> usize {
    database
        .queries()
        .offered_categories()
        .await
        .expect("categories")
        .len()
}

/// As if it had been killed after each of its steps, with a ticket in the tables already.
async fn interrupted_anywhere(url: &str) {
    let database = open(url).await;
    database.migrate().await.expect("migrated");
    let desk = databases::desk(&database);
    let first = open_ticket(&desk, 1).await;
    assert_eq!(first, TicketNumber::FIRST);
    let token = database.store().installation().await.expect("a token");
    for version in 0..SCHEMA_VERSION {
        run(
            url,
            &format!("DELETE FROM schema_migration WHERE version > {version}"),
        )
        .await;
        assert!(
            database.store().check().await.is_err(),
            "an old schema is no sound one"
        );
        let migrated = database.migrate().await.expect("migrated again");
        assert_eq!((migrated.from, migrated.to), (version, SCHEMA_VERSION));
        if database.engine() == Engine::Sqlite && version > 0 {
            let copy = migrated.backup.expect("a copy was made before");
            open(&format!("sqlite:{}", copy.display()))
                .await
                .verify()
                .await
                .expect("a sound copy");
        }
    }
    database.store().check().await.expect("sound");
    assert_eq!(database.store().installation().await.expect("a token"), token);
    assert_eq!(categories(&database).await, 7);
    let unit = database.store().begin().await.expect("a unit of work");
    assert!(unit.tickets().get(first).await.expect("an answer").is_some());
    drop(unit);
    assert!(open_ticket(&desk, 2).await > first, "numbers are not used again");
}

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

/// Only SQLite keeps the words by triggers.
async fn take_the_index_apart(url: &str) {
    if url.starts_with("sqlite") {
        for when in ["insert", "update", "delete"] {
            run(url, &format!("DROP TRIGGER ticket_search_{when}")).await;
        }
    }
}

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
async fn schema_16_comes_through(url: &str) {
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

/// Makes schema 36 of it: a history of its own, and of each ticket only where it stands.
async fn back_to_36(url: &str, closed: TicketNumber, begun: TicketNumber) {
    take_the_index_apart(url).await;
    for table in ["ticket_search", "counter"] {
        run(url, &format!("DROP TABLE {table}")).await;
    }
    run(
        url,
        "CREATE TABLE ticket_event (id BIGINT NOT NULL PRIMARY KEY, ticket_number BIGINT NOT NULL, \
         happened_at BIGINT NOT NULL, actor VARCHAR(20) NOT NULL, kind VARCHAR(20) NOT NULL, \
         old_value VARCHAR(200) NULL, new_value VARCHAR(200) NULL, version INTEGER NOT NULL)",
    )
    .await;
    run(
        url,
        "INSERT INTO ticket_event SELECT id + 40, ticket_number, happened_at, actor, kind, old_value, new_value, \
         version FROM history",
    )
    .await;
    for statement in [
        "DROP TABLE history".to_owned(),
        "UPDATE ticket SET unresolved = 0, precedence = 0, search_text = NULL".to_owned(),
        format!(
            "UPDATE ticket SET status = 'closed', closed_at = 9, open_slot = NULL WHERE number = {}",
            closed.0
        ),
        format!(
            "UPDATE ticket SET status = 'in_progress' WHERE number = {}",
            begun.0
        ),
        "DELETE FROM schema_migration WHERE version > 36".to_owned(),
    ] {
        run(url, &statement).await;
    }
}

/// Somebody works on what is not open, every ticket is found and counted, and the history goes on.
async fn schema_36_comes_through(url: &str) {
    let database = open(url).await;
    database.migrate().await.expect("migrated");
    let desk = databases::desk(&database);
    let (closed, begun) = (open_ticket(&desk, 1).await, open_ticket(&desk, 2).await);
    let untouched = open_ticket(&desk, 3).await;
    back_to_36(url, closed, begun).await;
    let migrated = database.migrate().await.expect("migrated again");
    assert_eq!((migrated.from, migrated.to), (36, SCHEMA_VERSION));
    let standing = async |number| {
        let unit = database.store().begin().await.expect("a unit of work");
        let ticket = unit.tickets().get(number).await.expect("a sound row");
        ticket.expect("it is still there").standing
    };
    let by = WorkedBy::Tracker;
    assert_eq!(
        standing(closed).await,
        Standing::Closed {
            by,
            at: Timestamp::from_micros(9),
            resolved_at: None,
            ending: Ending::Done
        }
    );
    assert_eq!(standing(begun).await, Standing::InProgress { by });
    assert_eq!(standing(untouched).await, Standing::Open { assignee: None });
    let filter = QueueFilter {
        search: SearchQuery::parse("blank pages"),
        ..QueueFilter::default()
    };
    let now = Timestamp::from_micros(1);
    let found = desk.queue.page(&filter, QueueSort::Oldest, None, 9, now).await;
    let found: Vec<_> = found.expect("an answer").iter().map(|row| row.number).collect();
    assert_eq!(found, [closed, begun, untouched]);
    let mut anew = desk.counters.recounted().await.expect("figures");
    let scopes: Vec<_> = anew.iter().map(|(scope, ..)| *scope).collect();
    let mut kept = desk.counters.of(&scopes).await.expect("figures");
    anew.sort_unstable();
    kept.sort_unstable();
    assert_eq!(kept, anew);
    let history = desk.pages.events_after(begun, 0).await.expect("a history");
    assert_eq!(history.len(), 1);
    let next = open_ticket(&desk, 4).await;
    let newest = desk.track.changes_after(None, 1).await.expect("a change");
    assert_eq!(newest[0].1.ticket, next, "keys of events are not given twice");
    assert_eq!(newest[0].0, 44);
}

/// A later version of the program has been here.
async fn a_newer_one_is_refused(url: &str) {
    let database = open(url).await;
    database.migrate().await.expect("migrated");
    run(
        url,
        "INSERT INTO schema_migration (version, name) VALUES (9999, 'from the future')",
    )
    .await;
    let refused = database.migrate().await;
    assert!(
        matches!(refused, Err(DatabaseError::Newer { found: 9999, .. })),
        "{refused:?}"
    );
    let unsound = database.store().check().await;
    assert!(matches!(unsound, Err(StoreError::Unavailable(_))), "{unsound:?}");
}

macro_rules! on_every_engine {
    ($($test:ident),+) => { on_every_engine! { @ sqlite: $($test),+ } on_every_engine! { @ postgres: $($test),+ } on_every_engine! { @ mariadb: $($test),+ } };
    (@ $engine:ident: $($test:ident),+) => {
        mod $engine {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                if let Some((url, end)) = super::$engine().await {
                    super::$test(&url).await;
                    end.await;
                }
            })+
        }
    };
}
on_every_engine!(
    eight_at_once,
    interrupted_anywhere,
    schema_16_comes_through,
    schema_36_comes_through,
    a_newer_one_is_refused
);
