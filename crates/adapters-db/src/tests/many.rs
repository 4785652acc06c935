//! A hundred thousand tickets, quickly: statements that every engine takes, over a table of numbers.

use sea_orm::ConnectionTrait;

use crate::{Database, Engine};

/// So many tickets there are, five of each of a fifth as many people.
pub(super) const TICKETS: i64 = 100_000;
/// The number before the first.
pub(super) const BEFORE: i64 = 10_000;
/// A word that every ticket holds, one that each hundredth does, and one of five.
pub(super) const COMMON: &str = "printer";
pub(super) const SCARCE: &str = "word7";
pub(super) const RARE: &str = "rare3";

/// `n` from 1. `{key}` is `n` in 16 bytes, `{hash}` in 32, `{words}` an index's text made of `words`.
const FILL: &[&str] = &[
    "INSERT INTO client (id, number, name, phone, phone_slot, email, created_at) \
     SELECT n, n, 'Sara', CONCAT('+98', 9120000000 + n), CONCAT('+98', 9120000000 + n), NULL, n \
     FROM series WHERE n <= 20000",
    "INSERT INTO account (id, email, email_key, username, name, name_key, role, state, state_since, client_id, \
     password_hash, second_step, theme, session_version, version, created_at, updated_at) \
     SELECT n, CONCAT('p', n, '@example.com'), CONCAT('p', n, '@example.com'), NULL, 'Sara', \
     CONCAT('sara', n), CASE WHEN n <= 20 THEN 'agent' ELSE 'customer' END, 'active', 1, \
     CASE WHEN n <= 20 THEN NULL ELSE n END, 'x', 'none', 'system', 1, 1, n, n FROM series WHERE n <= 20000",
    "INSERT INTO session (hash, account_id, session_version, level, remembered, device, created_at, last_seen_at, \
     proved_at, ends_at) SELECT {hash}, n % 20000 + 1, 1, 'full', FALSE, 'Firefox', n, n, n, n + 1000000 \
     FROM series WHERE n <= 10000",
    "INSERT INTO ticket (number, client_id, open_slot, subject, body, category_id, priority, status, source, \
     submission_key, submission_digest, mark, tracked_at, version, created_at, updated_at, resolved_at, closed_at, \
     worked_by, agent_id, ending, turn, taken_up, unresolved, precedence, search_text) \
     SELECT 10000 + n, n % 20000 + 1, NULL, CONCAT('Printer ', n), 'It prints blank pages', n % 15 + 1, \
     n % 7 % 4 + 1, status, 'portal', {key}, {hash}, {key}, \
     CASE WHEN n % 2 = 0 THEN n ELSE NULL END, 3, n, n + 7200, \
     CASE WHEN status IN ('resolved', 'closed') THEN n + 3600 ELSE NULL END, \
     CASE WHEN status = 'closed' THEN n + 7200 ELSE NULL END, \
     CASE WHEN status = 'open' THEN NULL ELSE 'agent' END, \
     CASE WHEN status = 'open' AND n % 3 > 0 THEN NULL ELSE n % 20 + 1 END, \
     CASE WHEN status = 'closed' THEN 'done' ELSE NULL END, CASE WHEN n % 11 < 6 THEN 'ours' ELSE 'theirs' END, \
     TRUE, CASE WHEN status IN ('resolved', 'closed') THEN 0 ELSE 1 END, \
     (4 - (n % 7 % 4 + 1)) * 100000000000000000 + n, CONCAT(' printer ', n, ' | ', words, ' ') \
     FROM (SELECT n, CASE WHEN n % 50 = 0 THEN 'open' WHEN n % 5000 = 4 THEN 'on_hold' \
       WHEN n % 50 < 6 THEN 'in_progress' WHEN n % 50 < 20 THEN 'resolved' ELSE 'closed' END AS status, \
       CONCAT('it prints blank pages word', n % 100, CASE WHEN n % 20000 = 17 THEN ' rare3' ELSE ' usual' END) \
       AS words FROM series) AS s",
    "INSERT INTO history (ticket_number, happened_at, actor, account_id, kind, old_value, new_value, version) \
     SELECT 10000 + n, n, 'client', NULL, 'received', NULL, 'portal', 1 FROM series",
    "INSERT INTO history (ticket_number, happened_at, actor, account_id, kind, old_value, new_value, version) \
     SELECT 10000 + n, n + 60, 'agent', n % 20 + 1, 'replied', NULL, NULL, 2 FROM series",
    "INSERT INTO history (ticket_number, happened_at, actor, account_id, kind, old_value, new_value, version) \
     SELECT 10000 + n, n + 7200, 'agent', n % 20 + 1, 'status', 'open', 'in_progress', 3 FROM series",
    "INSERT INTO reply (ticket_number, sender, account_id, body, submission_key, submission_digest, created_at, \
     removed) SELECT 10000 + n, 'agent', n % 20 + 1, 'Try again', {key}, {hash}, n, FALSE FROM series",
    // A conversation of fifty, here and there.
    "INSERT INTO reply (ticket_number, sender, account_id, body, submission_key, submission_digest, created_at, \
     removed) SELECT 10000 + n - n % 1000, 'client', NULL, 'It is back', {late_key}, {hash}, n, FALSE \
     FROM series WHERE n % 20 = 1 AND n > 1000",
    "INSERT INTO note (ticket_number, author_id, body, submission_key, submission_digest, created_at, removed) \
     SELECT 10000 + n, n % 20 + 1, 'Called twice', {key}, {hash}, n, FALSE FROM series WHERE n % 3 = 0",
    "INSERT INTO task (ticket_number, body, audience, position, created_at) \
     SELECT 10000 + n, 'Look', 'shared', 1, n FROM series WHERE n % 2 = 0",
    "INSERT INTO rating (ticket_number, stars, agent_id, given_at) \
     SELECT 10000 + n, n % 5 + 1, n % 20 + 1, n FROM series WHERE n % 50 >= 20",
    "INSERT INTO track_link (token_hash, ticket_number, created_at) SELECT {hash}, 10000 + n, n FROM series",
    "INSERT INTO delivery (about, about_id, target, job, state, attempts, checks, due_at, ready_at, epoch, \
     created_at) SELECT 'ticket', 10000 + n, 'tracker', 'create_issue', \
     CASE WHEN n % 1000 = 1 THEN 'pending' ELSE 'done' END, 1, 0, n, \
     CASE WHEN n % 1000 = 1 THEN n ELSE NULL END, 1, n FROM series",
    "INSERT INTO delivery (about, about_id, target, job, state, attempts, checks, due_at, ready_at, epoch, \
     created_at) SELECT 'ticket', 10000 + n, 'mail', 'mail_received', 'done', 1, 0, n, NULL, 1, n FROM series",
    "INSERT INTO draft (account_id, ticket_number, kind, body, seen, saved_at) \
     SELECT n % 20 + 1, 10000 + n, 'reply', 'Perhaps', 3, n FROM series WHERE n <= 2000",
    "INSERT INTO bulk (account_id, done_at, items) SELECT n % 20 + 1, n, 'x' FROM series WHERE n <= 2000",
    "INSERT INTO presence (account_id, ticket_number, doing, seen_at) \
     SELECT n % 20 + 1, 10000 + n, 'viewing', n FROM series WHERE n <= 40",
    "INSERT INTO counter (scope, scope_id, name, slot, total) SELECT 'client', n, 'closed', 0, 30 \
     FROM series WHERE n <= 2000",
    "INSERT INTO counter (scope, scope_id, name, slot, total) SELECT 'client', n, 'open', 0, 1 \
     FROM series WHERE n <= 2000",
];

/// The words of every ticket in the index of a server.
const INDEX_POSTGRES: &str = "INSERT INTO ticket_search (ticket_number, words) \
    SELECT number, CAST(REPLACE(search_text, '|', '') AS tsvector) FROM ticket";
const INDEX_MARIA: &str = "INSERT INTO ticket_search (ticket_number, words) SELECT number, \
    REPLACE(REPLACE(TRIM(search_text), '| ', ''), ' ', ' xx') FROM ticket";

/// Fills a fresh database, and lets its planner look at it.
pub(super) async fn fill(database: &Database) {
    let engine = database.engine();
    run(database, "CREATE TABLE series (n BIGINT NOT NULL PRIMARY KEY)").await;
    run(database, "INSERT INTO series (n) VALUES (1)").await;
    for power in 0..17 {
        let doubled = format!("INSERT INTO series (n) SELECT n + {} FROM series", 1 << power);
        run(database, &doubled).await;
    }
    run(database, &format!("DELETE FROM series WHERE n > {TICKETS}")).await;
    for text in FILL {
        run(database, &said(engine, text)).await;
    }
    match engine {
        Engine::Sqlite => run(database, "ANALYZE").await,
        Engine::Postgres => {
            run(database, INDEX_POSTGRES).await;
            run(database, "VACUUM").await;
            run(database, ANALYZE_POSTGRES).await;
        }
        Engine::MariaDb => {
            run(database, INDEX_MARIA).await;
            run(database, ANALYZE_MARIA).await;
        }
    }
    run(database, "DROP TABLE series").await;
}

/// Of every row, not of some that are drawn: what a plan expects is not the luck of a draw.
const ANALYZE_POSTGRES: &str =
    "SET default_statistics_target = 1000; ANALYZE; RESET default_statistics_target";
const ANALYZE_MARIA: &str = "ANALYZE TABLE ticket, ticket_search, history, reply, note, task, rating, track_link, \
    delivery, client, account, session, draft, bulk, presence, counter";

async fn run(database: &Database, text: &str) {
    let done = database.writer().execute_unprepared(text).await;
    done.unwrap_or_else(|error| panic!("{error}: {text}"));
}

fn said(engine: Engine, text: &str) -> String {
    let bytes = |width: usize, n: &str| match engine {
        Engine::Sqlite => format!("unhex(printf('%0{width}x', {n}))"),
        Engine::Postgres => format!("decode(lpad(to_hex({n}), {width}, '0'), 'hex')"),
        Engine::MariaDb => format!("UNHEX(LPAD(HEX({n}), {width}, '0'))"),
    };
    text.replace("{key}", &bytes(32, "n"))
        .replace("{late_key}", &bytes(32, "n + 1000000"))
        .replace("{hash}", &bytes(64, "n"))
}
