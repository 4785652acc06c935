//! Saved replies.

use frontdesk_domain::accounts::{AccountId, Role};
use frontdesk_domain::ports::StoreError;
use frontdesk_domain::replies::{SavedReply, SavedReplyId, SavedTitle};
use frontdesk_domain::tickets::Body;

use super::Desk;
use super::make_people::person;

async fn add(desk: &Desk, title: &str, owner: Option<AccountId>) -> SavedReplyId {
    let unit = desk.begin().await;
    let (title, body) = (
        SavedTitle::parse(title).unwrap(),
        Body::parse("Dear {client}").unwrap(),
    );
    let id = unit.saved_replies().insert(&title, &body, owner).await.unwrap();
    unit.commit().await.unwrap();
    id
}

/// One's own and everybody's, case aside.
pub async fn they_are_listed_by_title(desk: Desk) {
    let (me, other) = (
        person(&desk, 1, Role::Agent).await,
        person(&desk, 2, Role::Agent).await,
    );
    let last = add(&desk, "Zoë", Some(me)).await;
    let middle = add(&desk, "hello", None).await;
    let first = add(&desk, "Bye", Some(me)).await;
    add(&desk, "Theirs", Some(other)).await;
    let of = desk.queue.choices(me).await.unwrap().saved_replies;
    let ids: Vec<SavedReplyId> = of.iter().map(|saved| saved.id).collect();
    assert_eq!(ids, [first, middle, last]);
    let expected = SavedReply {
        id: middle,
        title: SavedTitle::parse("hello").unwrap(),
        body: Body::parse("Dear {client}").unwrap(),
        owner: None,
    };
    assert_eq!(of[1], expected);
}

/// A change of one that is gone is a conflict.
pub async fn a_change_is_kept_and_one_gone_is_gone(desk: Desk) {
    let me = person(&desk, 1, Role::Agent).await;
    let id = add(&desk, "Hello", Some(me)).await;
    let changed = SavedReply {
        id,
        title: SavedTitle::parse("Hello there").unwrap(),
        body: Body::parse("Hi").unwrap(),
        owner: None,
    };
    let unit = desk.begin().await;
    unit.saved_replies().save(&changed).await.unwrap();
    unit.commit().await.unwrap();
    let unit = desk.begin().await;
    let kept = unit.saved_replies().get(id).await.unwrap();
    assert_eq!(kept.as_ref(), Some(&changed));
    unit.saved_replies().remove(id).await.unwrap();
    unit.commit().await.unwrap();
    let unit = desk.begin().await;
    assert_eq!(unit.saved_replies().get(id).await.unwrap(), None);
    let refused = unit.saved_replies().save(&changed).await;
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
}
