//! With a hundred thousand tickets, on every engine: no page, no worker and no search reads a table that
//! grows with the desk from end to end, nor puts more in order than a page holds. Servers are asked what a
//! statement read; SQLite, which does not say, how it would.

use std::io::Write;
use std::time::Duration;

use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::clients::ClientId;
use frontdesk_domain::ports::PortalFilter;
use frontdesk_domain::queue::{QueueCursor, QueueFilter, QueueSort, QueueView};
use frontdesk_domain::search::SearchQuery;
use frontdesk_domain::tickets::{CategoryId, Priority, TicketNumber};
use frontdesk_domain::time::Timestamp;
use sea_orm::ConnectionTrait;

use super::explain::cost;
use super::many::{BEFORE, COMMON, RARE, SCARCE, TICKETS, fill};
use super::{make, plans, plans_life, plans_sessions};
use crate::queue::{BOARD, Source, WITH_THE_REST, page};
use crate::search::{MOST_HITS, Wanted};
use crate::sql::Sql;
use crate::{Database, DatabaseSettings, Engine, connect, counters, ticket_pages, track};

/// Rows that a page reads at most, of all tables together: 25 tickets, and what is beside each.
const READ: u64 = 1_000;
/// More than a page is put in order nowhere, but for a search with few hits.
const SORTED: u64 = 100;
/// What a search with few hits may read and put in order: [`crate::search::MOST_HITS`] tickets.
const HITS: u64 = 2_001;
/// A table of which so many rows are read from end to end holds no more.
const FEW: u64 = 50;

/// Far down: half of the tickets stand before.
fn far(sort: QueueSort) -> QueueCursor {
    let rank = if sort == QueueSort::Priority { 2 } else { 0 };
    QueueCursor {
        rank,
        at: TICKETS / 2,
        number: TicketNumber(BEFORE + TICKETS / 2),
    }
}

/// Each view in each order, far down.
fn deep(engine: Engine) -> Vec<(String, Sql)> {
    let sorts = |view| {
        let resolved = view == QueueView::RecentlyResolved;
        QueueSort::ALL
            .into_iter()
            .filter(move |sort| *sort != QueueSort::Resolved || resolved)
    };
    let pairs = QueueView::ALL
        .into_iter()
        .flat_map(|view| sorts(view).map(move |sort| (view, sort)));
    pairs
        .map(|(view, sort)| {
            let filter = view.filter(AccountId(1));
            let sql = page(&filter, Source::InOrder(None, engine), sort, Some(far(sort)));
            (format!("{view:?} {sort:?}, far down"), sql.bind(1i64).limit(25))
        })
        .collect()
}

/// A ticket in the middle, with a conversation of fifty, and its client.
const TICKET: i64 = BEFORE + 50_000;
const CLIENT: i64 = 50_000 % 20_000 + 1;

fn bound<const N: usize>(text: &'static str, values: [i64; N]) -> Sql {
    values.into_iter().fold(Sql::new(text), Sql::bind)
}

/// The ticket page of each side, and the portal.
fn pages() -> Vec<(String, Sql)> {
    let portal =
        |filter: &PortalFilter, after| ticket_pages::portal_page(ClientId(CLIENT), filter, after).limit(11);
    let everything = PortalFilter::default();
    let waiting = PortalFilter {
        waiting_for_me: true,
        ..everything
    };
    let after = Some((Timestamp::from_micros(TICKETS / 2), TicketNumber(TICKET)));
    let side = [CLIENT, TICKET, TICKET, TICKET, 1, 1, 1, TICKET];
    let named = [
        ("head", bound(ticket_pages::HEAD, [TICKET])),
        (
            "timeline for staff",
            bound(ticket_pages::STAFF, [TICKET; 3]).limit(500),
        ),
        (
            "timeline for clients",
            bound(ticket_pages::SHARED, [TICKET; 2]).limit(200),
        ),
        (
            "timeline of merged tickets",
            bound(ticket_pages::STAFF_WITH_ABSORBED, [TICKET; 6]).limit(500),
        ),
        ("tasks", bound(ticket_pages::TASKS, [TICKET])),
        ("beside a ticket", bound(ticket_pages::SIDE, side)),
        ("missed", bound(ticket_pages::EVENTS_AFTER, [TICKET, 1])),
        ("portal", portal(&everything, None)),
        ("portal, far down", portal(&everything, after)),
        ("portal, waiting for me", portal(&waiting, None)),
        ("board", Sql::new(BOARD).then(WITH_THE_REST).bind(1i64).limit(20)),
        ("events since", bound(track::CHANGES, [150_000]).limit(200)),
        ("the last event", Sql::new(track::NEWEST)),
        (
            "figures",
            Sql::new(counters::OF)
                .bind("desk")
                .bind(0i64)
                .then(counters::AND_OF)
                .bind("client")
                .bind(CLIENT),
        ),
    ];
    named
        .into_iter()
        .map(|(name, sql)| (name.to_owned(), sql))
        .collect()
}

/// What is asked for beside a view.
fn filters(engine: Engine) -> Vec<(String, Sql)> {
    let of_category = QueueFilter {
        category: Some(CategoryId(3)),
        ..QueueFilter::default()
    };
    let urgent = QueueFilter {
        priority: Some(Priority::Urgent),
        ..QueueFilter::default()
    };
    let named = [("of a category", of_category), ("urgent", urgent)].into_iter();
    named
        .map(|(name, filter)| {
            let sql = page(&filter, Source::InOrder(None, engine), QueueSort::Updated, None);
            (name.to_owned(), sql.bind(1i64).limit(25))
        })
        .collect()
}

/// As a search is carried out: its hits are counted first.
fn searches(engine: Engine) -> Vec<(String, Sql)> {
    let filter = QueueFilter::default();
    let mut named = Vec::new();
    for word in [RARE, SCARCE] {
        let wanted = Wanted::of(&SearchQuery::parse(word).unwrap(), engine);
        named.push((format!("hits of {word}"), wanted.count(engine, MOST_HITS + 1)));
        let sql = page(
            &filter,
            Source::ByWords(&wanted, engine),
            QueueSort::Updated,
            None,
        );
        named.push((format!("search for {word}"), sql.bind(1i64).limit(25)));
    }
    let wanted = Wanted::of(&SearchQuery::parse(COMMON).unwrap(), engine);
    let sql = page(
        &filter,
        Source::InOrder(Some(&wanted), engine),
        QueueSort::Updated,
        None,
    );
    named.push((format!("search for {COMMON}"), sql.bind(1i64).limit(25)));
    named.push((format!("hits of {COMMON}"), wanted.count(engine, MOST_HITS + 1)));
    named
}

fn all(engine: Engine) -> Vec<(String, Sql)> {
    // A list of deliveries is read by a command only, and PostgreSQL takes the wrong index for a state that
    // no delivery is in.
    let named = plans::reads()
        .into_iter()
        .filter(|(name, _)| *name != "deliveries")
        .chain(plans_sessions::hot(engine).into_iter().take(1));
    let named = named.map(|(name, sql)| (name.to_owned(), sql));
    let lists = plans_life::lists(engine)
        .into_iter()
        .chain(deep(engine))
        .chain(filters(engine));
    named
        .chain(lists)
        .chain(pages())
        .chain(searches(engine))
        .collect()
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests are told by their environment what is there"
)]
fn given(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// A new database at that server, filled. `None`: there is none here, which is said.
async fn filled(variable: &str) -> Option<(Database, Database, String)> {
    let Some(admin) = given(variable) else {
        assert!(given("CI").is_none(), "{variable} is not set");
        let line = format!("SKIPPED: plans: {variable} is not set\n");
        let _ = std::io::stdout().write_all(line.as_bytes());
        return None;
    };
    let at = connect(&DatabaseSettings::new(&admin)).await.unwrap();
    let name = format!("frontdesk_plans_{}", std::process::id());
    at.writer()
        .execute_unprepared(&format!("CREATE DATABASE {name}"))
        .await
        .unwrap();
    let (server, _) = admin.rsplit_once('/').unwrap();
    let patient = DatabaseSettings {
        lock_timeout: Duration::from_secs(600),
        acquire_timeout: Duration::from_secs(60),
        ..DatabaseSettings::new(format!("{server}/{name}"))
    };
    let database = connect(&patient).await.unwrap();
    database.migrate().await.unwrap();
    fill(&database).await;
    Some((at, database, format!("DROP DATABASE {name}")))
}

async fn judged(variable: &str) {
    let Some((at, database, drop)) = filled(variable).await else {
        return;
    };
    let mut wrong = Vec::new();
    for (name, sql) in all(database.engine()) {
        let cost = cost(&database, sql).await;
        let line = format!(
            "{name}: rows {}, index entries {}, in order {}, whole {:?}\n",
            cost.read, cost.entries, cost.sorted, cost.whole
        );
        let _ = std::io::stdout().write_all(line.as_bytes());
        let searches = name.starts_with("search") || name.starts_with("hits");
        let (read, sorted) = if searches {
            (2 * HITS + READ, HITS)
        } else {
            (READ, SORTED)
        };
        let is_whole = cost.whole.iter().any(|(_, rows)| *rows > FEW);
        if is_whole || cost.read > read || cost.sorted > sorted {
            wrong.push(format!("{line}{}", cost.plan));
        }
    }
    database.close().await.unwrap();
    at.writer().execute_unprepared(&drop).await.unwrap();
    at.close().await.unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn on_postgres_a_page_reads_a_page_of_a_hundred_thousand() {
    judged("FRONTDESK_TEST_POSTGRES_URL").await;
}

#[tokio::test]
async fn on_mariadb_a_page_reads_a_page_of_a_hundred_thousand() {
    judged("FRONTDESK_TEST_MARIADB_URL").await;
}

#[tokio::test]
async fn on_sqlite_a_page_is_read_from_an_index_of_a_hundred_thousand() {
    let (_folder, database) = make::fresh().await;
    fill(&database).await;
    // These put the few that they find in order; and the last of all is the last of its table.
    let finds = ["search", "hits", "timeline of merged", "the last event"];
    for (name, sql) in all(Engine::Sqlite) {
        if !finds.iter().any(|start| name.starts_with(start)) {
            plans::assert_is_served(&database, &name, sql).await;
        }
    }
}
