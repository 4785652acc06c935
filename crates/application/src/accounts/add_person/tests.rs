use frontdesk_domain::accounts::Role;
use frontdesk_domain::clients::Name;

use super::*;
use crate::testing::TestDesk;
use crate::testing::people::{PASSWORD, email, password};

fn form(address: &str, typed: &str) -> AddPerson {
    AddPerson {
        name: Name::parse("Ops One").unwrap(),
        email: email(address),
        username: Some(Username::parse("ops").unwrap()),
        role: Role::Agent,
        password: password(typed),
    }
}

#[tokio::test]
async fn whoever_is_added_signs_in_at_once_and_has_a_client_record() {
    let desk = TestDesk::new();
    desk.app
        .add_person(&form("ops@example.com", PASSWORD))
        .await
        .unwrap()
        .unwrap();
    let who = desk.signed_in("ops").await;
    assert!(who.works_here() && who.client.is_some());
}

#[tokio::test]
async fn an_account_that_nobody_proved_blocks_nobody() {
    let desk = TestDesk::new();
    desk.register(&desk.registration("ops@example.com")).await;
    let squatted = desk.account("ops@example.com").await.id;
    let added = desk.app.add_person(&form("ops@example.com", PASSWORD)).await;
    assert_ne!(added.unwrap().unwrap(), squatted);
}

#[tokio::test]
async fn a_taken_address_and_a_weak_password_are_told() {
    let desk = TestDesk::new();
    desk.customer("sara@example.com").await;
    let taken = desk.app.add_person(&form("sara@example.com", PASSWORD)).await;
    assert!(matches!(taken, Err(AppError::Stale)));
    let weak = desk.app.add_person(&form("ops@example.com", "short")).await;
    assert!(matches!(weak, Ok(Err(PasswordWeakness::TooShort { .. }))));
}
