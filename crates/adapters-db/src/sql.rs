//! Statements: a constant text with `?` where a value is bound. A value never becomes part of a text.

use std::borrow::Cow;

use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, Statement, Value};
use serde::de::DeserializeOwned;

use crate::Engine;

/// A row of which many are read at once. SQLite's driver hands over row by row between threads, which costs more
/// than reading them: there they come packed into one, an array of arrays in the order of the fields.
pub(crate) trait Packed: FromQueryResult + DeserializeOwned {
    /// The columns, as the fields are called.
    const COLUMNS: &'static [&'static str];
}

/// Makes a row type [`Packed`]. No field of it may be a truth value or bytes: JSON knows SQLite's neither.
macro_rules! packed {
    ($(#[$meta:meta])* $scope:vis struct $name:ident { $($field:ident: $type:ty),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(sea_orm::FromQueryResult, serde::Deserialize)]
        $scope struct $name {
            $($field: $type),+
        }

        impl crate::sql::Packed for $name {
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];
        }
    };
}
pub(crate) use packed;

/// A statement being put together.
pub(crate) struct Sql {
    text: Cow<'static, str>,
    values: Vec<Value>,
    limit: Option<u16>,
}

impl Sql {
    /// A statement with this text. No `?` may stand in a literal of it.
    pub(crate) fn new(text: &'static str) -> Self {
        let values = Vec::new();
        Self {
            text: text.into(),
            values,
            limit: None,
        }
    }

    /// Gives the columns of a table these values where `condition` holds, whose `?` are bound next.
    pub(crate) fn update<const N: usize>(
        table: &'static str,
        columns: [(&'static str, Value); N],
        condition: &'static str,
    ) -> Self {
        let names: Vec<_> = columns.iter().map(|(name, _)| format!("{name} = ?")).collect();
        let text = format!("UPDATE {table} SET {} WHERE {condition}", names.join(", "));
        let values = columns.into_iter().map(|(_, value)| value).collect();
        Self {
            text: text.into(),
            values,
            limit: None,
        }
    }

    /// Keeps a row in the place of the one with the same values in the `key` columns, which come first.
    pub(crate) fn upsert<const N: usize>(
        engine: Engine,
        table: &'static str,
        key: usize,
        columns: [(&'static str, Value); N],
    ) -> Self {
        let names: Vec<_> = columns.iter().map(|(name, _)| *name).collect();
        let (keys, rest) = names.split_at(key);
        let marks = vec!["?"; N].join(", ");
        let insert = format!("INSERT INTO {table} ({}) VALUES ({marks})", names.join(", "));
        let text = if engine == Engine::MariaDb {
            let set: Vec<_> = rest
                .iter()
                .map(|name| format!("{name} = VALUES({name})"))
                .collect();
            format!("{insert} ON DUPLICATE KEY UPDATE {}", set.join(", "))
        } else {
            let set: Vec<_> = rest
                .iter()
                .map(|name| format!("{name} = excluded.{name}"))
                .collect();
            let (keys, set) = (keys.join(", "), set.join(", "));
            format!("{insert} ON CONFLICT ({keys}) DO UPDATE SET {set}")
        };
        let values = columns.into_iter().map(|(_, value)| value).collect();
        Self {
            text: text.into(),
            values,
            limit: None,
        }
    }

    /// The statement goes on with this text: where filters are combined freely, each brings its own.
    pub(crate) fn then(mut self, text: &'static str) -> Self {
        self.text.to_mut().push_str(text);
        self
    }

    /// Binds the next `?`.
    pub(crate) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Writes the number where the text says `{limit}`. As a bound value PostgreSQL could not know how few
    /// rows are wanted when it plans.
    pub(crate) fn limit(mut self, limit: u16) -> Self {
        self.limit = Some(limit);
        self
    }

    /// The rows.
    pub(crate) async fn all<R: FromQueryResult>(self, db: &impl ConnectionTrait) -> Result<Vec<R>, DbErr> {
        let rows = db.query_all_raw(self.build(db.get_database_backend())).await?;
        rows.iter().map(|row| R::from_query_result(row, "")).collect()
    }

    /// The rows, in no order.
    pub(crate) async fn many<R: Packed>(mut self, db: &impl ConnectionTrait) -> Result<Vec<R>, DbErr> {
        if db.get_database_backend() != DbBackend::Sqlite {
            return self.all(db).await;
        }
        let (columns, text) = (R::COLUMNS.join(", "), self.text);
        self.text = format!("SELECT json_group_array(json_array({columns})) AS packed FROM ({text})").into();
        let row = db.query_one_raw(self.build(DbBackend::Sqlite)).await?;
        let packed: String = row.ok_or(DbErr::RecordNotFound(columns))?.try_get("", "packed")?;
        serde_json::from_str(&packed).map_err(|error| DbErr::Json(error.to_string()))
    }

    /// The first row.
    pub(crate) async fn one<R: FromQueryResult>(self, db: &impl ConnectionTrait) -> Result<Option<R>, DbErr> {
        let row = db.query_one_raw(self.build(db.get_database_backend())).await?;
        row.map(|row| R::from_query_result(&row, "")).transpose()
    }

    /// How many rows it changed.
    pub(crate) async fn execute(self, db: &impl ConnectionTrait) -> Result<u64, DbErr> {
        let done = db.execute_raw(self.build(db.get_database_backend())).await?;
        Ok(done.rows_affected())
    }

    pub(crate) fn build(self, backend: DbBackend) -> Statement {
        let text = match self.limit {
            Some(limit) => self.text.replace("{limit}", &limit.to_string()),
            None => self.text.into_owned(),
        };
        Statement::from_sql_and_values(backend, placeholders(backend, text), self.values)
    }
}

/// Keeps a new row and gives its key: the value the store gave to the column `key`.
pub(crate) async fn insert<const N: usize>(
    db: &impl ConnectionTrait,
    table: &'static str,
    key: &'static str,
    columns: [(&'static str, Value); N],
) -> Result<i64, DbErr> {
    let backend = db.get_database_backend();
    let names: Vec<_> = columns.iter().map(|(name, _)| *name).collect();
    let marks = vec!["?"; N].join(", ");
    let mut text = format!("INSERT INTO {table} ({}) VALUES ({marks})", names.join(", "));
    if backend == DbBackend::Postgres {
        text = format!("{text} RETURNING {key}");
    }
    let values = columns.into_iter().map(|(_, value)| value);
    let statement = Statement::from_sql_and_values(backend, placeholders(backend, text), values);
    if backend == DbBackend::Postgres {
        let row = db.query_one_raw(statement).await?;
        return row.ok_or(DbErr::UnpackInsertId)?.try_get("", key);
    }
    let done = db.execute_raw(statement).await?;
    i64::try_from(done.last_insert_id()).map_err(|_| DbErr::UnpackInsertId)
}

/// PostgreSQL numbers its placeholders.
fn placeholders(backend: DbBackend, text: String) -> String {
    if backend != DbBackend::Postgres {
        return text;
    }
    let mut parts = text.split('?');
    let mut numbered = parts.next().unwrap_or_default().to_owned();
    for (at, part) in parts.enumerate() {
        numbered.push_str(&format!("${}{part}", at + 1));
    }
    numbered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postgres_gets_numbers_and_a_literal_limit() {
        let sql = || {
            Sql::new("SELECT a FROM b WHERE c = ? AND d > ? LIMIT {limit}")
                .bind(1i64)
                .bind("x")
                .limit(7)
        };
        assert_eq!(
            sql().build(DbBackend::Postgres).sql,
            "SELECT a FROM b WHERE c = $1 AND d > $2 LIMIT 7"
        );
        assert_eq!(
            sql().build(DbBackend::Sqlite).sql,
            "SELECT a FROM b WHERE c = ? AND d > ? LIMIT 7"
        );
    }
}
