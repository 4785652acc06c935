//! Internal notes.

use frontdesk_domain::accounts::Role;
use frontdesk_domain::ports::{StaffEntryKind, StoreError, Unique};

use super::Desk;
use super::make::{NOW, digest, key, note, open};
use super::make_people::person;

/// The same form again is refused as such, and found with its ticket and what it said.
pub async fn a_form_makes_one_note_and_is_found_again(desk: Desk) {
    let number = open(&desk, 1).await;
    let agent = person(&desk, 2, Role::Agent).await;
    let unit = desk.begin().await;
    unit.notes().insert(&note(number, agent, 5)).await.unwrap();
    unit.commit().await.unwrap();
    let unit = desk.begin().await;
    let found = unit.notes().submitted(&key(5)).await.unwrap();
    assert_eq!(found, Some((number, digest(4))));
    assert_eq!(unit.notes().submitted(&key(6)).await.unwrap(), None);
    let refused = unit.notes().insert(&note(number, agent, 5)).await;
    assert!(
        matches!(refused, Err(StoreError::NotUnique(Unique::Submission))),
        "{refused:?}"
    );
}

/// But its form stays sent.
pub async fn one_removed_is_shown_no_more(desk: Desk) {
    let number = open(&desk, 1).await;
    let agent = person(&desk, 2, Role::Agent).await;
    let notes = async || {
        let page = desk.pages.for_staff(number, agent, NOW).await.unwrap().unwrap();
        let entries = page.entries.into_iter();
        entries
            .filter(|entry| matches!(entry.kind, StaffEntryKind::Note { .. }))
            .count()
    };
    let unit = desk.begin().await;
    let id = unit.notes().insert(&note(number, agent, 5)).await.unwrap();
    unit.commit().await.unwrap();
    assert_eq!(notes().await, 1);
    let unit = desk.begin().await;
    unit.notes().remove(id).await.unwrap();
    unit.commit().await.unwrap();
    assert_eq!(notes().await, 0);
    let sent = desk.begin().await.notes().submitted(&key(5)).await.unwrap();
    assert!(sent.is_some());
}
