//! What a database has already.

use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::Engine;
use crate::sql::Sql;

#[derive(FromQueryResult)]
struct Count {
    found: i64,
}

pub(super) async fn has_table(db: &impl ConnectionTrait, name: &'static str) -> Result<bool, DbErr> {
    let sql = match Engine::of(db.get_database_backend()) {
        Engine::Sqlite => {
            Sql::new("SELECT COUNT(*) AS found FROM sqlite_master WHERE type = 'table' AND name = ?")
        }
        Engine::Postgres => Sql::new(
            "SELECT COUNT(*) AS found FROM pg_catalog.pg_tables \
             WHERE schemaname = current_schema() AND tablename = ?",
        ),
        Engine::MariaDb => Sql::new(
            "SELECT COUNT(*) AS found FROM information_schema.tables \
             WHERE table_schema = DATABASE() AND table_name = ?",
        ),
    };
    let row: Option<Count> = sql.bind(name).one(db).await?;
    Ok(row.is_some_and(|row| row.found > 0))
}

pub(super) async fn has_column(
    db: &impl ConnectionTrait,
    table: &'static str,
    name: &'static str,
) -> Result<bool, DbErr> {
    let sql = match Engine::of(db.get_database_backend()) {
        Engine::Sqlite => Sql::new("SELECT COUNT(*) AS found FROM pragma_table_info(?) WHERE name = ?"),
        Engine::Postgres => Sql::new(
            "SELECT COUNT(*) AS found FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name = ? AND column_name = ?",
        ),
        Engine::MariaDb => Sql::new(
            "SELECT COUNT(*) AS found FROM information_schema.columns \
             WHERE table_schema = DATABASE() AND table_name = ? AND column_name = ?",
        ),
    };
    let row: Option<Count> = sql.bind(table).bind(name).one(db).await?;
    Ok(row.is_some_and(|row| row.found > 0))
}

pub(super) async fn has_index(
    db: &impl ConnectionTrait,
    table: &'static str,
    name: &'static str,
) -> Result<bool, DbErr> {
    let sql = match Engine::of(db.get_database_backend()) {
        Engine::Sqlite => Sql::new(
            "SELECT COUNT(*) AS found FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND name = ?",
        ),
        Engine::Postgres => Sql::new(
            "SELECT COUNT(*) AS found FROM pg_catalog.pg_indexes \
             WHERE schemaname = current_schema() AND tablename = ? AND indexname = ?",
        ),
        Engine::MariaDb => Sql::new(
            "SELECT COUNT(*) AS found FROM information_schema.statistics \
             WHERE table_schema = DATABASE() AND table_name = ? AND index_name = ?",
        ),
    };
    let row: Option<Count> = sql.bind(table).bind(name).one(db).await?;
    Ok(row.is_some_and(|row| row.found > 0))
}
