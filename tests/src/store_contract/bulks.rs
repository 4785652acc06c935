//! Changes to many tickets at once.

use frontdesk_domain::accounts::Role;
use frontdesk_domain::bulk::{Bulk, BulkId, BulkItem, BulkUndo};
use frontdesk_domain::replies::NoteId;
use frontdesk_domain::tickets::Restore;

use super::Desk;
use super::make::{NOW, later, open, read};
use super::make_people::person;

/// Whoever undoes it second is told that it is gone.
pub async fn is_kept_as_given_and_undone_once(desk: Desk) {
    let agent = person(&desk, 1, Role::Agent).await;
    let (first, second) = (open(&desk, 2).await, open(&desk, 3).await);
    let restore = Restore::of(&read(&desk, first).await);
    let items = vec![
        BulkItem {
            ticket: first,
            version: 2,
            undo: BulkUndo::Restore(restore),
        },
        BulkItem {
            ticket: second,
            version: 3,
            undo: BulkUndo::RemoveNote(NoteId(8)),
        },
    ];
    let by = agent;
    let bulk = Bulk { by, at: NOW, items };
    let unit = desk.begin().await;
    let id = unit.bulks().insert(&bulk).await.unwrap();
    unit.commit().await.unwrap();
    let unit = desk.begin().await;
    assert_eq!(unit.bulks().get(id).await.unwrap(), Some(bulk));
    assert_eq!(unit.bulks().get(BulkId(id.0 + 1)).await.unwrap(), None);
    assert!(unit.bulks().remove(id).await.unwrap());
    assert!(!unit.bulks().remove(id).await.unwrap());
    assert_eq!(unit.bulks().get(id).await.unwrap(), None);
}

/// Those done before a moment.
pub async fn old_ones_are_swept(desk: Desk) {
    let by = person(&desk, 1, Role::Agent).await;
    let items = Vec::new();
    let bulk = Bulk {
        by,
        at: later(5),
        items,
    };
    let unit = desk.begin().await;
    unit.bulks().insert(&bulk).await.unwrap();
    assert_eq!(unit.bulks().sweep(later(5)).await.unwrap(), 0);
    assert_eq!(unit.bulks().sweep(later(6)).await.unwrap(), 1);
}
