//! The property test of a ticket's whole life on each database: random commands by random people, two at a
//! time, against a plain model (`crates/application/src/testing/life`). Many lives are lived at once, on one
//! database. Afterwards the figures are what is there, and nothing is left over.
//!
//! `FRONTDESK_TEST_LIVES` says how many, `FRONTDESK_TEST_LIFE=SEED` lives that one alone, and again.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use frontdesk_application::Rules;
use frontdesk_application::testing::life::{Cast, counters_are_right, live};
use frontdesk_db::{DatabaseSettings, Engine, connect};
use frontdesk_domain::accounts::Role;
use frontdesk_domain::tickets::OneOpenRule;
use frontdesk_tests::databases::{Fresh, counted, fresh};
use frontdesk_tests::site::{Means, Site};
use frontdesk_tests::skipped::given;
use tokio::task::JoinSet;

/// `scripts/life-test` asks for all; a run of all tests has some of each.
const LIVES: u64 = 200;
const STEPS: usize = 6;
/// Each with an application and a clock of its own, as another process would be.
const AT_ONCE: u64 = 8;

fn asked(variable: &str) -> Option<u64> {
    given(variable)?.parse().ok()
}

/// Half of the sites allow each client one open ticket.
fn ruled(rules: &mut Rules) {
    rules.one_open = OneOpenRule::Everywhere;
}

fn free(rules: &mut Rules) {
    rules.one_open = OneOpenRule::Off;
}

async fn site(url: &str, place: u64) -> Site {
    let mut means = Means::default();
    means.seed = place;
    let change = if place.is_multiple_of(2) { ruled } else { free };
    // However busy the machine is: that many are waiting is no divergence.
    let patient = DatabaseSettings {
        max_connections: 4,
        lock_timeout: Duration::from_secs(60),
        acquire_timeout: Duration::from_secs(60),
        ..DatabaseSettings::new(url)
    };
    let database = connect(&patient).await.expect("a database");
    Site::open(database, url, &means, change).await
}

async fn cast(site: &Site, place: u64) -> Cast {
    let address = |who: &str| format!("{who}.{place}@example.com");
    for customer in ["sara", "otto"] {
        site.customer(&address(customer)).await;
    }
    for (agent, role) in [("mina", Role::Agent), ("tom", Role::Agent), ("ada", Role::Admin)] {
        site.staff(&address(agent), role).await;
    }
    let enter = async |who| {
        let browser = site.signs_in(&address(who)).await;
        site.who(&browser).await.expect("signed in")
    };
    Cast::of(
        enter("sara").await,
        enter("otto").await,
        [enter("mina").await, enter("tom").await, enter("ada").await],
    )
}

async fn lives(engine: Engine) {
    let Some(Fresh {
        database,
        url,
        removed,
    }) = fresh(engine).await
    else {
        return;
    };
    let (first, count) = match asked("FRONTDESK_TEST_LIFE") {
        Some(seed) => (seed, 1),
        None => (0, asked("FRONTDESK_TEST_LIVES").unwrap_or(LIVES)),
    };
    let began = Instant::now();
    let next = Arc::new(AtomicU64::new(first));
    let commands = Arc::new(AtomicUsize::new(0));
    let mut places = JoinSet::new();
    for place in 0..AT_ONCE {
        // One after another: their mails are one another's.
        let site = site(&url, place).await;
        let cast = cast(&site, place).await;
        let (next, commands) = (Arc::clone(&next), Arc::clone(&commands));
        places.spawn(async move {
            loop {
                let seed = next.fetch_add(1, Ordering::Relaxed);
                if seed >= first + count {
                    break;
                }
                let done = Box::pin(live(&site.app, &site.means.clock, &cast, seed, STEPS)).await;
                commands.fetch_add(done, Ordering::Relaxed);
            }
            site.close().await;
        });
    }
    while let Some(ended) = places.join_next().await {
        ended.expect("no divergence");
    }
    let last = site(&url, AT_ONCE).await;
    counters_are_right(&last.app).await;
    last.close().await;
    nothing_is_left_over(&url).await;
    said(
        engine,
        (first, count),
        commands.load(Ordering::Relaxed),
        began.elapsed(),
    );
    database.close().await.expect("closed");
    removed.await;
}

/// What hangs on a ticket goes with it, and the rule holds.
async fn nothing_is_left_over(url: &str) {
    const NONE: [(&str, &str); 5] = [
        (
            "tasks without a ticket",
            "SELECT COUNT(*) FROM task WHERE ticket_number NOT IN (SELECT number FROM ticket)",
        ),
        (
            "answers without a ticket",
            "SELECT COUNT(*) FROM reply WHERE ticket_number NOT IN (SELECT number FROM ticket)",
        ),
        (
            "ratings without a ticket",
            "SELECT COUNT(*) FROM rating WHERE ticket_number NOT IN (SELECT number FROM ticket)",
        ),
        (
            "slots that nobody holds",
            "SELECT COUNT(*) FROM ticket WHERE open_slot IS NOT NULL AND unresolved = 0",
        ),
        (
            "clients with two open tickets under the rule",
            "SELECT COUNT(*) FROM (SELECT client_id FROM ticket WHERE open_slot IS NOT NULL GROUP BY client_id \
             HAVING COUNT(*) > 1) AS many",
        ),
    ];
    for (what, text) in NONE {
        assert_eq!(counted(url, text).await, 0, "{what}");
    }
}

fn said(engine: Engine, (first, count): (u64, u64), commands: usize, took: Duration) {
    let (engine, seconds) = (engine.name(), took.as_secs());
    let line = format!(
        "\nlife: {engine}: seeds {first} to {}: {count} sequences, {commands} commands, 0 divergences, {seconds} s\n",
        first + count - 1
    );
    let _ = std::io::stdout().lock().write_all(line.as_bytes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite_lives_are_as_the_model_says() {
    lives(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres_lives_are_as_the_model_says() {
    lives(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_mariadb_lives_are_as_the_model_says() {
    lives(Engine::MariaDb).await;
}
