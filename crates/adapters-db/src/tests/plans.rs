//! No page and no worker reads a table from end to end, with statistics or without.

use frontdesk_domain::clients::ClientId;
use frontdesk_domain::ports::Store;
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement};

use super::make::{fresh, link, register, submit};
use super::{plans_life, plans_people, plans_sessions};
use crate::sql::Sql;
use crate::{Database, Engine, deliveries, front_desk, throttles, tickets, track};

#[derive(FromQueryResult)]
struct Step {
    detail: String,
}

/// What the front desk, the track page and the workers read.
pub(super) fn reads() -> Vec<(&'static str, Sql)> {
    let token = || vec![1u8; 32];
    vec![
        (
            "look_up by phone",
            Sql::new(front_desk::BY_PHONE).bind("+989120000001"),
        ),
        ("look_up by ID", Sql::new(front_desk::BY_NUMBER).bind(1i32)),
        (
            "look_up by either",
            Sql::new(front_desk::BY_EITHER).bind("+989120000001").bind(1i32),
        ),
        (
            "find by phone",
            Sql::new(front_desk::FOUND_BY_PHONE)
                .bind("+989120000001")
                .limit(20),
        ),
        (
            "find by ID",
            Sql::new(front_desk::FOUND_BY_NUMBER).bind(1i32).limit(20),
        ),
        (
            "find by e-mail",
            Sql::new(front_desk::FOUND_BY_EMAIL)
                .bind("reza@example.com")
                .limit(20),
        ),
        ("submitted", Sql::new(front_desk::SUBMITTED).bind(vec![1u8; 16])),
        ("by_token", Sql::new(track::BY_TOKEN).bind(token())),
        ("version_by_token", Sql::new(track::VERSION).bind(token())),
        ("replies", Sql::new(track::REPLIES).bind(1i64).limit(200)),
        ("moves", Sql::new(track::MOVES).bind(1i64).limit(200)),
        ("changes_after", Sql::new(track::CHANGES).bind(1i64).limit(200)),
        (
            "claim",
            Sql::new(deliveries::DUE).bind("tracker").bind(1i64).limit(8),
        ),
        (
            "deliveries",
            Sql::new(deliveries::LIST).bind("dead").bind(i64::MAX).limit(50),
        ),
        ("dossier", Sql::new(deliveries::DOSSIER).bind(1i64)),
        ("take_stalest_tracked", Sql::new(tickets::STALEST).limit(50)),
    ]
}

fn counts(engine: Engine) -> Vec<(&'static str, Sql)> {
    vec![
        (
            "sweep windows",
            Sql::new(throttles::SWEEP_WINDOWS.text(engine))
                .bind(1i64)
                .limit(2000),
        ),
        (
            "sweep look-ups",
            Sql::new(throttles::SWEEP_LOOK_UPS.text(engine))
                .bind(1i64)
                .limit(2000),
        ),
        (
            "throttle",
            Sql::new(throttles::COUNT)
                .bind(vec![1u8; 32])
                .bind(1i64)
                .bind(1i64)
                .bind(1i64),
        ),
    ]
}

pub(super) async fn plan(database: &Database, sql: Sql) -> Vec<String> {
    let Statement { sql, values, .. } = sql.build(DbBackend::Sqlite);
    let values = values.map(|values| values.0).unwrap_or_default();
    let explain = format!("EXPLAIN QUERY PLAN {sql}");
    let statement = Statement::from_sql_and_values(DbBackend::Sqlite, explain, values);
    let rows = database.writer().query_all_raw(statement).await.unwrap();
    let steps = rows
        .iter()
        .map(|row| Step::from_query_result(row, "").unwrap().detail);
    steps.collect()
}

/// The rows of a part of the statement itself, of which there are few.
const PARTS: [&str; 16] = [
    "SCAN q",
    "SCAN b1",
    "SCAN b2",
    "SCAN b3",
    "SCAN b4",
    "SCAN b5",
    "SCAN e",
    "SCAN e1",
    "SCAN e2",
    "SCAN e3",
    "SCAN s1",
    "SCAN phones",
    "SCAN waiting",
    "SCAN asking",
    "SCAN theirs",
    "SCAN CONSTANT ROW",
];

async fn assert_no_scan(database: &Database) {
    let engine = database.engine();
    let named = reads()
        .into_iter()
        .chain(counts(engine))
        .chain(plans_sessions::hot(engine))
        .chain(plans_people::hot());
    let named = named.map(|(name, sql)| (name.to_owned(), sql));
    for (name, sql) in named.chain(plans_life::hot(engine)) {
        assert_is_served(database, &name, sql).await;
    }
}

/// By an index, and in its order.
pub(super) async fn assert_is_served(database: &Database, name: &str, sql: Sql) {
    let plan = plan(database, sql).await;
    for step in &plan {
        let scans = step.starts_with("SCAN") && !PARTS.contains(&step.as_str());
        let slow = scans || step.contains("TEMP B-TREE") || step.contains("ANY(");
        assert!(!slow, "{name}: {plan:#?}");
    }
}

#[tokio::test]
async fn every_hot_statement_is_served_by_an_index() {
    let (_folder, database) = fresh().await;
    assert_no_scan(&database).await;
    let unit = database.store().begin().await.unwrap();
    for n in 1..=300 {
        submit(&*unit, n).await;
        let account = register(&*unit, n).await;
        if n % 2 == 0 {
            link(&*unit, account, ClientId(n.into())).await;
        }
    }
    unit.commit().await.unwrap();
    database.writer().execute_unprepared("ANALYZE").await.unwrap();
    assert_no_scan(&database).await;
}

/// Counting the unfinished reads their rows, never those of the millions that are done.
#[tokio::test]
async fn counting_reads_only_what_is_counted() {
    let (_folder, database) = fresh().await;
    let plan = plan(&database, Sql::new(deliveries::COUNTS)).await;
    assert!(
        plan.iter()
            .any(|step| step.contains("delivery_state_idx (state=?)")),
        "{plan:#?}"
    );
}
