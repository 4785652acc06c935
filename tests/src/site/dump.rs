//! What stands in a database, read from outside, to be compared with what stands there later.

use std::collections::BTreeSet;

use sqlx::{AssertSqlSafe, Connection, MySqlConnection, PgConnection, SqliteConnection};

/// What a refused request may touch, and why. Everything else must be as it was.
const TOUCHED: &[(&str, Option<&str>, &str)] = &[
    (
        "throttle",
        None,
        "that somebody asked is counted, whatever they are answered",
    ),
    (
        "attempt",
        None,
        "that somebody tried is counted before it is known to be wrong",
    ),
    (
        "session",
        Some("last_seen_at"),
        "a session is used by every request that comes with it",
    ),
    (
        "presence",
        None,
        "that somebody looks at a ticket is kept while they do, and changes nothing",
    ),
];

/// A connection of its own to a database.
pub struct Reader {
    connection: Connected,
    statement: String,
}

enum Connected {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
    Maria(MySqlConnection),
}

/// Every row of every table, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dump(BTreeSet<String>);

impl Dump {
    /// What is there only before, with a minus, and only after, with a plus.
    #[must_use]
    pub fn changes(&self, after: &Self) -> Vec<String> {
        let gone = self.0.difference(&after.0).map(|row| format!("- {row}"));
        let new = after.0.difference(&self.0).map(|row| format!("+ {row}"));
        gone.chain(new).collect()
    }

    /// The tables with a row that is there only before or only after.
    #[must_use]
    pub fn touched(&self, after: &Self) -> BTreeSet<String> {
        let rows = self.0.symmetric_difference(&after.0);
        let table = |row: &String| row.split(' ').next().unwrap_or_default().to_owned();
        rows.map(table).collect()
    }
}

impl Reader {
    /// Connects, and finds out what there is to read.
    pub async fn connect(url: &str) -> Self {
        let connection = match url.split(':').next() {
            Some("sqlite") => Connected::Sqlite(SqliteConnection::connect(url).await.unwrap()),
            Some("postgres") => Connected::Postgres(PgConnection::connect(url).await.unwrap()),
            _ => Connected::Maria(MySqlConnection::connect(url).await.unwrap()),
        };
        let mut reader = Self {
            connection,
            statement: String::new(),
        };
        let columns = reader.rows(reader.columns()).await;
        reader.statement = reader.statement(&columns);
        reader
    }

    /// Reads everything.
    ///
    /// # Panics
    /// If there is nothing: then it is the wrong database.
    pub async fn dump(&mut self) -> Dump {
        let rows = self.rows(self.statement.clone()).await;
        assert!(rows.len() > 20, "this is no database of ours: {rows:?}");
        Dump(rows.into_iter().collect())
    }

    async fn rows(&mut self, statement: String) -> Vec<String> {
        let query = AssertSqlSafe(statement);
        let read = match &mut self.connection {
            Connected::Sqlite(connection) => sqlx::query_scalar(query).fetch_all(connection).await,
            Connected::Postgres(connection) => sqlx::query_scalar(query).fetch_all(connection).await,
            Connected::Maria(connection) => sqlx::query_scalar(query).fetch_all(connection).await,
        };
        read.unwrap()
    }

    /// Lists `table column`.
    fn columns(&self) -> String {
        match self.connection {
            Connected::Sqlite(_) => {
                "SELECT m.name || ' ' || c.name FROM sqlite_master m, pragma_table_info(m.name) c \
                 WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid"
            }
            Connected::Postgres(_) => {
                "SELECT table_name || ' ' || column_name FROM information_schema.columns \
                 WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position"
            }
            Connected::Maria(_) => {
                "SELECT CONVERT(CONCAT(table_name, ' ', column_name) USING utf8mb4) \
                 FROM information_schema.columns WHERE table_schema = DATABASE() \
                 ORDER BY table_name, ordinal_position"
            }
        }
        .to_owned()
    }

    /// One statement that reads all tables.
    fn statement(&self, columns: &[String]) -> String {
        let columns = columns.iter().filter_map(|column| column.split_once(' '));
        let columns: Vec<(&str, &str)> = columns.collect();
        for (table, column, _) in TOUCHED {
            let is_there = columns
                .iter()
                .any(|(in_table, name)| in_table == table && column.is_none_or(|column| column == *name));
            assert!(is_there, "{table} {column:?} is not there any more");
        }
        let left_out = |table: &str, name: &str| {
            TOUCHED
                .iter()
                .any(|(of, column, _)| *of == table && column.is_none_or(|column| column == name))
        };
        let tables: BTreeSet<&str> = columns.iter().map(|(table, _)| *table).collect();
        let selects = tables.into_iter().filter_map(|table| {
            let of_table = columns
                .iter()
                .filter(|(of, name)| *of == table && !left_out(table, name));
            let values: Vec<String> = of_table.map(|(_, name)| self.value(name)).collect();
            (!values.is_empty()).then(|| self.select(table, &values))
        });
        selects.collect::<Vec<_>>().join(" UNION ALL ")
    }

    /// A column as `name=value`.
    fn value(&self, name: &str) -> String {
        match self.connection {
            Connected::Sqlite(_) => format!("' {name}=' || quote(\"{name}\")"),
            Connected::Postgres(_) => {
                format!("' {name}=' || COALESCE(quote_literal(\"{name}\"), 'NULL')")
            }
            Connected::Maria(_) => {
                format!("' {name}=', COALESCE(CONVERT(HEX(`{name}`) USING utf8mb4), 'NULL')")
            }
        }
    }

    fn select(&self, table: &str, values: &[String]) -> String {
        match self.connection {
            Connected::Sqlite(_) | Connected::Postgres(_) => {
                format!("SELECT '{table}' || {} FROM \"{table}\"", values.join(" || "))
            }
            Connected::Maria(_) => {
                format!(
                    "SELECT CONVERT(CONCAT('{table}', {}) USING utf8mb4) COLLATE utf8mb4_bin FROM `{table}`",
                    values.join(", ")
                )
            }
        }
    }
}
