//! Clients.

use frontdesk_domain::clients::{Client, ClientNumber, NewClient};
use frontdesk_domain::ports::{StoreError, Unique};

use super::Desk;
use super::make::{client, phone, register, registered};

/// What was given is read back.
pub async fn is_kept_as_given(desk: Desk) {
    let given = client(1);
    let id = registered(&desk, &given).await.unwrap();
    let read = desk.begin().await.clients().get(id).await.unwrap();
    let NewClient {
        number,
        name,
        phone,
        by_phone: _,
        email,
        address,
        created_at,
    } = given;
    let expected = Client {
        id,
        number,
        name,
        phone,
        email,
        address,
        created_at,
    };
    assert_eq!(read, Some(expected));
}

/// Nothing stays nothing.
pub async fn every_detail_may_be_missing(desk: Desk) {
    let bare = NewClient {
        phone: None,
        by_phone: false,
        email: None,
        address: None,
        ..client(1)
    };
    let id = registered(&desk, &bare).await.unwrap();
    let read = desk.begin().await.clients().get(id).await.unwrap().unwrap();
    assert_eq!((read.phone, read.email, read.address), (None, None, None));
}

/// The same customer ID is refused.
pub async fn customer_ids_are_unique(desk: Desk) {
    register(&desk, 1).await;
    let taken = NewClient {
        number: ClientNumber::draw(1),
        ..client(2)
    };
    let refused = registered(&desk, &taken).await;
    assert!(
        matches!(refused, Err(StoreError::NotUnique(Unique::ClientNumber))),
        "{refused:?}"
    );
}

/// A phone registers one person.
pub async fn one_client_is_registered_by_one_phone(desk: Desk) {
    register(&desk, 1).await;
    let second = NewClient {
        phone: Some(phone(1)),
        ..client(2)
    };
    let refused = registered(&desk, &second).await;
    assert!(
        matches!(refused, Err(StoreError::NotUnique(Unique::ClientPhone))),
        "{refused:?}"
    );
}

/// Those who were registered otherwise may have anyone's phone.
pub async fn other_clients_may_share_a_phone(desk: Desk) {
    register(&desk, 1).await;
    for n in [2, 3] {
        let family = NewClient {
            phone: Some(phone(1)),
            by_phone: false,
            ..client(n)
        };
        registered(&desk, &family).await.unwrap();
    }
}
