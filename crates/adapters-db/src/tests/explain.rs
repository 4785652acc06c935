//! What a statement cost a server: it is run, with its plan, and undone.

use sea_orm::sqlx::Row;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, QueryResult, Statement, TransactionTrait, Value,
};
use serde_json::Value as Json;

use crate::sql::Sql;
use crate::{Database, Engine};

/// What it read.
#[derive(Debug, Default)]
pub(super) struct Cost {
    /// Rows looked at, whether they were wanted or not.
    pub(super) read: u64,
    /// Entries that an index gave before any row was looked at.
    pub(super) entries: u64,
    /// Tables read from end to end, with their rows.
    pub(super) whole: Vec<(String, u64)>,
    /// The most rows put in order at once.
    pub(super) sorted: u64,
    /// The plan.
    pub(super) plan: String,
}

/// Runs it and looks.
pub(super) async fn cost(database: &Database, sql: Sql) -> Cost {
    let tx = database.writer().begin().await.unwrap();
    let plan = match database.engine() {
        Engine::MariaDb => maria(&tx, sql).await,
        _ => postgres(&tx, sql).await,
    };
    tx.rollback().await.unwrap();
    let json: Json = serde_json::from_str(&plan).unwrap();
    let mut cost = Cost::default();
    if database.engine() == Engine::MariaDb {
        cost.add_maria(&json);
    } else {
        cost.add_postgres(&json[0]["Plan"]);
    }
    cost.plan = plan;
    cost
}

/// With the plan that every value gets, as the connections of the program ask for: not one for these values.
async fn postgres(tx: &DatabaseTransaction, sql: Sql) -> String {
    let Statement { sql, values, .. } = sql.build(DbBackend::Postgres);
    let values = values.map(|values| values.0).unwrap_or_default();
    let kinds: Vec<&str> = values.iter().map(kind).collect();
    let kinds = if kinds.is_empty() {
        String::new()
    } else {
        format!("({})", kinds.join(", "))
    };
    tx.execute_unprepared(&format!("PREPARE asked {kinds} AS {sql}"))
        .await
        .unwrap();
    let given: Vec<String> = values.into_iter().map(literal).collect();
    let given = if given.is_empty() {
        String::new()
    } else {
        format!("({})", given.join(", "))
    };
    let explain = format!("EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE asked {given}");
    let row = first(tx, explain).await;
    tx.execute_unprepared("DEALLOCATE asked").await.unwrap();
    // Its column is JSON, which is text.
    let row = row.try_as_pg_row().unwrap();
    row.try_get_unchecked::<String, _>(0).unwrap()
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Bool(_) => "boolean",
        Value::SmallInt(_) => "smallint",
        Value::Int(_) => "integer",
        Value::BigInt(_) => "bigint",
        Value::Bytes(_) => "bytea",
        Value::String(_) => "text",
        other => panic!("no statement binds {other:?}"),
    }
}

fn literal(value: Value) -> String {
    Statement::from_sql_and_values(DbBackend::Postgres, "$1", [value]).to_string()
}

/// MariaDB plans anew for the values it is given.
async fn maria(tx: &DatabaseTransaction, sql: Sql) -> String {
    let statement = sql.build(DbBackend::MySql).to_string();
    let row = first(tx, format!("ANALYZE FORMAT=JSON {statement}")).await;
    row.try_get_by_index::<String>(0).unwrap()
}

async fn first(tx: &DatabaseTransaction, text: String) -> QueryResult {
    let statement = Statement::from_string(tx.get_database_backend(), text.clone());
    let row = tx.query_one_raw(statement).await;
    row.unwrap_or_else(|error| panic!("{error}: {text}")).unwrap()
}

impl Cost {
    fn add_postgres(&mut self, node: &Json) {
        let number = |key: &str| node[key].as_f64().unwrap_or_default();
        let loops = number("Actual Loops");
        let kept = number("Actual Rows");
        let left = number("Rows Removed by Filter") + number("Rows Removed by Index Recheck");
        let what = node["Node Type"].as_str().unwrap_or_default();
        let rows = whole((kept + left) * loops);
        if what == "Bitmap Index Scan" {
            self.entries += rows;
        } else if what.ends_with("Scan") && node["Relation Name"].is_string() {
            self.read += rows;
        }
        if what == "Seq Scan" {
            let table = node["Relation Name"].as_str().unwrap_or_default();
            self.whole.push((table.to_owned(), rows));
        }
        if what.ends_with("Sort") {
            self.sorted = self.sorted.max(whole(kept_of(&node["Plans"][0])));
        }
        for below in node["Plans"].as_array().into_iter().flatten() {
            self.add_postgres(below);
        }
    }

    fn add_maria(&mut self, json: &Json) {
        let Some(object) = json.as_object() else {
            for each in json.as_array().into_iter().flatten() {
                self.add_maria(each);
            }
            return;
        };
        if let Some(table) = object.get("table_name").and_then(Json::as_str) {
            let number = |key: &str| json[key].as_f64().unwrap_or_default();
            let rows = whole(number("r_rows") * number("r_loops"));
            if !table.starts_with('<') {
                self.read += rows;
                if matches!(json["access_type"].as_str(), Some("ALL" | "index")) {
                    self.whole.push((table.to_owned(), rows));
                }
            }
        }
        for (key, below) in object {
            if key == "filesort" {
                let mut under = Self::default();
                under.add_maria(below);
                self.sorted = self.sorted.max(under.read);
            }
            self.add_maria(below);
        }
    }
}

fn kept_of(node: &Json) -> f64 {
    let number = |key: &str| node[key].as_f64().unwrap_or_default();
    number("Actual Rows") * number("Actual Loops")
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rows are counted from 0 and are few"
)]
fn whole(rows: f64) -> u64 {
    rows.round() as u64
}
