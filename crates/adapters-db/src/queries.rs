use frontdesk_domain::ports::StoreError;
use sea_orm::FromQueryResult;

use crate::Database;
use crate::error::store_error;
use crate::sql::{Packed, Sql};

/// What pages and monitors ask, and the mailbox: each port in its feature's folder.
#[derive(Clone)]
pub struct SeaQueries {
    pub(crate) database: Database,
}

impl SeaQueries {
    pub(crate) fn new(database: Database) -> Self {
        Self { database }
    }

    pub(crate) async fn one<R: FromQueryResult>(&self, sql: Sql) -> Result<Option<R>, StoreError> {
        sql.one(&self.database.read).await.map_err(store_error)
    }

    pub(crate) async fn all<R: FromQueryResult>(&self, sql: Sql) -> Result<Vec<R>, StoreError> {
        sql.all(&self.database.read).await.map_err(store_error)
    }

    /// Many rows, in no order: what reads them puts them in theirs.
    pub(crate) async fn many<R: Packed>(&self, sql: Sql) -> Result<Vec<R>, StoreError> {
        sql.many(&self.database.read).await.map_err(store_error)
    }
}
