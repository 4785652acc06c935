//! Clients.

use frontdesk_domain::clients::{Client, ClientId, ClientNumber, Name, NewClient, PostalAddress};
use frontdesk_domain::ports::{StoreError, Unique};

use super::Desk;
use super::make::{client, phone, register, registered};
use super::make_people::{account, email, link_client};

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

async fn read(desk: &Desk, id: ClientId) -> Client {
    let unit = desk.begin().await;
    unit.clients().get(id).await.unwrap().unwrap()
}

async fn saved(desk: &Desk, client: &Client) {
    let unit = desk.begin().await;
    unit.clients().save(client).await.unwrap();
    unit.commit().await.unwrap();
}

/// Everything that can change about one.
pub async fn a_change_is_kept(desk: Desk) {
    let id = register(&desk, 1).await;
    let other = register(&desk, 2).await;
    let before = read(&desk, other).await;
    let changed = Client {
        name: Name::parse("Zoë").unwrap(),
        phone: Some(phone(9)),
        email: Some(email("Zoe@example.com")),
        address: PostalAddress::parse("2 Valiasr St").ok(),
        ..read(&desk, id).await
    };
    saved(&desk, &changed).await;
    assert_eq!(read(&desk, id).await, changed);
    let forgotten = changed.forgotten(Name::parse(Client::FORMER).unwrap());
    saved(&desk, &forgotten).await;
    assert_eq!(read(&desk, id).await, forgotten);
    assert_eq!(read(&desk, other).await, before);
}

/// Others may be registered by it. A change that keeps it keeps it taken.
pub async fn a_phone_given_up_is_free(desk: Desk) {
    let id = register(&desk, 1).await;
    let same_phone = NewClient {
        phone: Some(phone(1)),
        ..client(2)
    };
    let renamed = Client {
        name: Name::parse("Zoë").unwrap(),
        ..read(&desk, id).await
    };
    saved(&desk, &renamed).await;
    let refused = registered(&desk, &same_phone).await;
    assert!(
        matches!(refused, Err(StoreError::NotUnique(Unique::ClientPhone))),
        "{refused:?}"
    );
    let phone = Some(phone(9));
    saved(&desk, &Client { phone, ..renamed }).await;
    registered(&desk, &same_phone).await.unwrap();
}

/// Two at most, and by the letters of their e-mail.
pub async fn whoever_has_no_account_is_found_by_email(desk: Desk) {
    let mut ids = Vec::new();
    for (n, address) in (1..).zip(["Zoë@example.com", "ZOË@example.com", "zoe@example.com"]) {
        let new = NewClient {
            email: Some(email(address)),
            ..client(n)
        };
        ids.push(registered(&desk, &new).await.unwrap());
    }
    let found = async |address: &str| -> Vec<ClientId> {
        let unit = desk.begin().await;
        let clients = unit.clients().without_account(&email(address)).await.unwrap();
        clients.into_iter().map(|client| client.id).collect()
    };
    assert_eq!(found("zoë@EXAMPLE.com").await, ids[..2]);
    assert_eq!(found("z_e@example.com").await, []);
    let with_account = account(&desk, 1).await;
    link_client(&desk, with_account, ids[0]).await;
    assert_eq!(found("zoë@example.com").await, [ids[1]]);
    let moved = Client {
        email: Some(email("Moved@example.com")),
        ..read(&desk, ids[1]).await
    };
    saved(&desk, &moved).await;
    assert_eq!(found("zoë@example.com").await, []);
    assert_eq!(found("moved@example.com").await, [ids[1]]);
}

/// Registered by it or not; and nobody has a phone that was given up.
pub async fn a_phone_is_known_to_be_somebodys(desk: Desk) {
    let given = NewClient {
        phone: Some(phone(1)),
        by_phone: false,
        ..client(1)
    };
    let id = registered(&desk, &given).await.unwrap();
    let unit = desk.begin().await;
    let has = (
        unit.clients().has_phone(&phone(1)).await.unwrap(),
        unit.clients().has_phone(&phone(2)).await.unwrap(),
    );
    assert_eq!(has, (true, false));
    let kept = unit.clients().get(id).await.unwrap().unwrap();
    let without = Client { phone: None, ..kept };
    unit.clients().save(&without).await.unwrap();
    assert!(!unit.clients().has_phone(&phone(1)).await.unwrap());
}
