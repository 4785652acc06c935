//! What is read about people.

use super::make::fresh;
use super::plans::plan;
use crate::sql::Sql;
use crate::{accounts, clients};

/// A page of the list of people, after someone.
fn page(sql: Sql) -> Sql {
    sql.bind("sara").bind("sara").bind(1i64).limit(50)
}

pub(super) fn hot() -> Vec<(&'static str, Sql)> {
    let (role, state) = ("agent", "active");
    vec![
        ("account by e-mail", Sql::new(accounts::BY_EMAIL).bind("a@b.co")),
        (
            "account by username",
            Sql::new(accounts::BY_USERNAME).bind("sara"),
        ),
        ("account by client", Sql::new(accounts::BY_CLIENT).bind(1i64)),
        ("admins", Sql::new(accounts::ADMINS)),
        ("sweep accounts", Sql::new(accounts::SWEEP).bind(1i64).limit(300)),
        (
            "clients without account",
            Sql::new(clients::WITHOUT_ACCOUNT).bind("a@b.co"),
        ),
        ("people", page(Sql::new(accounts::ALL))),
        ("people by role", page(Sql::new(accounts::BY_ROLE).bind(role))),
        ("people by state", page(Sql::new(accounts::BY_STATE).bind(state))),
        (
            "people by both",
            page(Sql::new(accounts::BY_BOTH).bind(role).bind(state)),
        ),
        (
            "approvals",
            Sql::new(accounts::APPROVALS)
                .bind(1i64)
                .bind(1i64)
                .bind(1i64)
                .limit(50),
        ),
        ("waiting", Sql::new(accounts::WAITING)),
        ("person", Sql::new(accounts::PERSON).bind(1i64)),
        ("tickets of a person", Sql::new(accounts::TICKETS).bind(1i64)),
    ]
}

/// Whoever is found is put in order; nobody else is read.
#[tokio::test]
async fn a_search_reads_whom_it_finds() {
    let (_folder, database) = fresh().await;
    let words = (0..4).fold(Sql::new(accounts::SEARCH), |sql, _| sql.bind("sara").bind("sarb"));
    let filters = words.bind("").bind("").bind("").bind("");
    let plan = plan(&database, page(filters)).await;
    let scans: Vec<_> = plan.iter().filter(|step| step.starts_with("SCAN")).collect();
    assert_eq!(scans, ["SCAN f"], "{plan:#?}");
    let by_word = "SEARCH account_word USING COVERING INDEX account_word_idx (word>? AND word<?)";
    assert!(plan.iter().any(|step| step == by_word), "{plan:#?}");
}
