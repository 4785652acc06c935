//! Replies.

use frontdesk_domain::ports::{StoreError, Unique};

use super::Desk;
use super::make::{digest, key, open, reply};

/// The same form again is refused as such.
pub async fn a_form_makes_one_reply(desk: Desk) {
    let number = open(&desk, 1).await;
    let unit = desk.begin().await;
    unit.replies().insert(&reply(number, 1)).await.unwrap();
    unit.commit().await.unwrap();
    let refused = desk.begin().await.replies().insert(&reply(number, 1)).await;
    assert!(
        matches!(refused, Err(StoreError::NotUnique(Unique::Submission))),
        "{refused:?}"
    );
}

/// With its ticket and what it said.
pub async fn a_form_is_found_again(desk: Desk) {
    let number = open(&desk, 1).await;
    let unit = desk.begin().await;
    unit.replies().insert(&reply(number, 1)).await.unwrap();
    unit.commit().await.unwrap();
    let unit = desk.begin().await;
    let found = unit.replies().submitted(&key(1)).await.unwrap();
    assert_eq!(found, Some((number, digest(3))));
    assert_eq!(unit.replies().submitted(&key(2)).await.unwrap(), None);
}
