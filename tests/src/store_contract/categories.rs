//! Categories.

use frontdesk_domain::ports::{StoreError, Unique};
use frontdesk_domain::tickets::{CategoryEntry, CategoryId, CategoryKey, CategoryLabel};

use super::Desk;

async fn all(desk: &Desk) -> Vec<CategoryEntry> {
    desk.begin().await.categories().all().await.unwrap()
}

async fn add(desk: &Desk, label: &str) -> Result<CategoryId, StoreError> {
    let label = CategoryLabel::parse(label).unwrap();
    let unit = desk.begin().await;
    let id = unit.categories().insert(&label.to_key(0), &label).await?;
    unit.commit().await.map(|()| id)
}

/// In their order, and the one for those who choose none is among them.
pub async fn they_are_there_from_the_beginning(desk: Desk) {
    let all = all(&desk).await;
    assert!(all.is_sorted_by_key(|category| (category.position, category.id)));
    let fallback = all.iter().find(|c| c.key.as_str() == CategoryKey::FALLBACK);
    assert!(fallback.is_some_and(|category| category.offered));
}

/// It is offered.
pub async fn a_new_one_comes_last(desk: Desk) {
    let id = add(&desk, "Gebäude").await.unwrap();
    let all = all(&desk).await;
    let last = all.last().unwrap();
    assert_eq!(
        (last.id, last.label.as_str(), last.offered),
        (id, "Gebäude", true)
    );
}

/// Words, place, and whether it is offered; the front desk follows.
pub async fn a_change_is_kept(desk: Desk) {
    let offered = desk.front_desk.offered_categories().await.unwrap();
    let before = all(&desk).await;
    let first = before.into_iter().find(|c| c.id == offered[0].id).unwrap();
    let changed = CategoryEntry {
        label: CategoryLabel::parse("Anything else").unwrap(),
        position: 900,
        offered: false,
        ..first
    };
    let unit = desk.begin().await;
    unit.categories().save(&changed).await.unwrap();
    unit.commit().await.unwrap();
    assert_eq!(all(&desk).await.last(), Some(&changed));
    let offered = desk.front_desk.offered_categories().await.unwrap();
    assert!(offered.iter().all(|category| category.id != changed.id));
    let nobodys = CategoryEntry {
        id: CategoryId(999),
        ..changed
    };
    let refused = desk.begin().await.categories().save(&nobodys).await;
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
}

/// Whoever loses is told.
pub async fn a_key_belongs_to_one(desk: Desk) {
    add(&desk, "Buildings").await.unwrap();
    let refused = add(&desk, "Buildings!").await;
    assert!(
        matches!(refused, Err(StoreError::NotUnique(Unique::CategoryKey))),
        "{refused:?}"
    );
}
