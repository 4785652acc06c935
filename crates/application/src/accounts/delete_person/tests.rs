use frontdesk_domain::ports::{LookUp, PeopleFilter, Store};

use super::*;
use crate::testing::TestDesk;

#[tokio::test]
async fn s4_n9_tickets_are_kept_as_a_former_customers() {
    let desk = TestDesk::new();
    let number = desk.submit("0912 345 6789", "It broke").await;
    let id = desk.customer("sara@example.com").await;
    let page = desk.app.see_person(&Authority::Operator, id).await.unwrap();
    assert_eq!(page.tickets, 1);
    desk.app.delete_person(&Authority::Operator, id).await.unwrap();
    let unit = desk.store.begin().await.unwrap();
    let ticket = unit.tickets().get(number).await.unwrap().unwrap();
    drop(unit);
    let client = desk.client(ticket.client).await;
    assert_eq!(client.name.as_str(), "A former customer");
    assert!(client.phone.is_none() && client.email.is_none() && client.address.is_none());
    let found = desk
        .app
        .visit(&desk.identifier("0912 345 6789"), None)
        .await
        .unwrap();
    assert_eq!(found, LookUp::Unknown);
    let everyone = desk
        .app
        .list_people(&Authority::Operator, &PeopleFilter::default(), None)
        .await;
    assert!(everyone.unwrap().is_empty());
}

#[tokio::test]
async fn the_address_is_free_again() {
    let desk = TestDesk::new();
    let id = desk.customer("sara@example.com").await;
    desk.app.delete_person(&Authority::Operator, id).await.unwrap();
    assert_ne!(desk.customer("sara@example.com").await, id);
}
