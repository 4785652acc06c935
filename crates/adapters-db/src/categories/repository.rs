use async_trait::async_trait;
use frontdesk_domain::ports::{Categories, StoreError};
use frontdesk_domain::tickets::{CategoryEntry, CategoryId, CategoryKey, CategoryLabel};
use sea_orm::FromQueryResult;

use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

const ALL: &str = "SELECT id, slug, label, position, active FROM category ORDER BY position, id";
const LAST: &str = "SELECT COALESCE(MAX(position), 0) AS position FROM category";

#[derive(FromQueryResult)]
struct CategoryRow {
    id: i64,
    slug: String,
    label: String,
    position: i32,
    active: bool,
}

#[derive(FromQueryResult)]
struct LastRow {
    position: i32,
}

#[async_trait]
impl Categories for SeaUnitOfWork {
    async fn all(&self) -> Result<Vec<CategoryEntry>, StoreError> {
        let rows: Vec<CategoryRow> = self.all(Sql::new(ALL)).await?;
        rows.into_iter().map(CategoryRow::read).collect()
    }

    async fn insert(&self, key: &CategoryKey, label: &CategoryLabel) -> Result<CategoryId, StoreError> {
        // Two at once may get the same place; their keys decide then.
        let last: Option<LastRow> = self.one(Sql::new(LAST)).await?;
        let position = last.map_or(0, |row| row.position).saturating_add(1);
        let columns = [
            ("slug", key.as_str().into()),
            ("label", label.as_str().into()),
            ("position", position.into()),
            ("active", true.into()),
            ("at_desk", true.into()),
        ];
        self.insert("category", "id", columns).await.map(CategoryId)
    }

    async fn save(&self, category: &CategoryEntry) -> Result<(), StoreError> {
        let columns = [
            ("label", category.label.as_str().into()),
            ("position", category.position.into()),
            ("active", category.offered.into()),
        ];
        let sql = Sql::update("category", columns, "id = ?").bind(category.id.0);
        match self.execute(sql).await? {
            0 => Err(StoreError::Conflict),
            _ => Ok(()),
        }
    }
}

impl CategoryRow {
    fn read(self) -> Result<CategoryEntry, StoreError> {
        entry(self.id, &self.slug, &self.label, self.position, self.active)
    }
}

/// What the columns of one say.
pub(crate) fn entry(
    id: i64,
    slug: &str,
    label: &str,
    position: i32,
    offered: bool,
) -> Result<CategoryEntry, StoreError> {
    let damaged = |column| StoreError::Corrupt {
        table: "category",
        column,
        id: id.to_string(),
    };
    Ok(CategoryEntry {
        id: CategoryId(id),
        key: CategoryKey::parse(slug).ok_or_else(|| damaged("slug"))?,
        label: CategoryLabel::parse(label).map_err(|_| damaged("label"))?,
        position,
        offered,
    })
}
