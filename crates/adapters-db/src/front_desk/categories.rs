use frontdesk_domain::ports::StoreError;
use frontdesk_domain::tickets::{Category, CategoryId, CategoryKey};
use sea_orm::FromQueryResult;

#[derive(FromQueryResult)]
pub(super) struct CategoryRow {
    id: i64,
    slug: String,
    label: String,
}

impl CategoryRow {
    pub(super) fn read(self) -> Result<Category, StoreError> {
        let Self { id, slug, label } = self;
        let key = CategoryKey::parse(&slug).ok_or_else(|| corrupt(id))?;
        let id = CategoryId(id);
        Ok(Category { id, key, label })
    }
}

pub(super) fn corrupt(id: impl ToString) -> StoreError {
    let id = id.to_string();
    StoreError::Corrupt {
        table: "category",
        column: "slug",
        id,
    }
}
