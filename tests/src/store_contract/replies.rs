//! Replies.

use frontdesk_domain::accounts::Role;
use frontdesk_domain::ports::{StoreError, Unique};
use frontdesk_domain::replies::{NewReply, Reply, Sender};

use super::Desk;
use super::make::{digest, key, later, open, reply};
use super::make_people::person;

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

/// With who wrote it, whoever that is.
pub async fn is_kept_as_given(desk: Desk) {
    let number = open(&desk, 1).await;
    let agent = person(&desk, 2, Role::Agent).await;
    let senders = [
        Sender::Client,
        Sender::Unverified,
        Sender::Customer(agent),
        Sender::Agent(agent),
    ];
    for (n, sender) in (1..).zip(senders) {
        let unit = desk.begin().await;
        let given = NewReply {
            sender,
            ..reply(number, n)
        };
        let id = unit.replies().insert(&given).await.unwrap();
        unit.commit().await.unwrap();
        let expected = Reply {
            id,
            ticket: number,
            sender,
            body: given.body,
            created_at: later(u64::from(n)),
        };
        let kept = desk.begin().await.replies().get(id).await.unwrap();
        assert_eq!(kept, Some(expected));
    }
}

/// It is gone, but the same form makes no other.
pub async fn one_taken_back_is_gone_and_its_form_stays_sent(desk: Desk) {
    let number = open(&desk, 1).await;
    let unit = desk.begin().await;
    let id = unit.replies().insert(&reply(number, 1)).await.unwrap();
    unit.replies().remove(id).await.unwrap();
    unit.commit().await.unwrap();
    let unit = desk.begin().await;
    assert_eq!(unit.replies().get(id).await.unwrap(), None);
    let sent = unit.replies().submitted(&key(1)).await.unwrap();
    assert_eq!(sent, Some((number, digest(3))));
    let refused = unit.replies().insert(&reply(number, 1)).await;
    assert!(
        matches!(refused, Err(StoreError::NotUnique(Unique::Submission))),
        "{refused:?}"
    );
}
