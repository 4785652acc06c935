use frontdesk_domain::accounts::Username;
use frontdesk_domain::clients::{Name, Phone, PostalAddress};
use frontdesk_domain::ports::LookUp;

use super::*;
use crate::testing::TestDesk;

const SARA: &str = "sara@example.com";

fn form(desk: &TestDesk, name: &str, username: Option<&str>) -> EditProfile {
    let phone = Phone::parse("0912 345 6789", desk.app.rules().region).ok();
    let address = PostalAddress::parse("4 Quay Street").ok();
    let username = username.and_then(|raw| Username::parse(raw).ok());
    let name = Name::parse(name).unwrap();
    EditProfile {
        profile: Profile { name, username },
        contact: Contact { phone, address },
    }
}

#[tokio::test]
async fn s0_11_the_profile_shows_and_changes_ones_own_data() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    let sara = desk.signed_in(SARA).await;
    let edit = form(&desk, "Sara A. Ahmadi", Some("sara"));
    assert_eq!(
        desk.app.edit_profile(&sara, &edit).await.unwrap(),
        ProfileSaved::Done
    );
    let page = desk.app.my_profile(&sara).await.unwrap();
    assert_eq!(page.row.name.as_str(), "Sara A. Ahmadi");
    assert!(page.row.client.is_some());
    assert_eq!(page.row.phone, edit.contact.phone);
    assert_eq!(page.address, edit.contact.address);
    assert!(desk.signed_in("sara").await.client.is_some());
}

#[tokio::test]
async fn a_username_belongs_to_one_and_a_refused_form_changes_nothing() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    desk.customer("nima@example.com").await;
    let (sara, nima) = (
        desk.signed_in(SARA).await,
        desk.signed_in("nima@example.com").await,
    );
    desk.app
        .edit_profile(&sara, &form(&desk, "Sara", Some("boss")))
        .await
        .unwrap();
    let taken = desk
        .app
        .edit_profile(&nima, &form(&desk, "Nima", Some("BOSS")))
        .await
        .unwrap();
    assert_eq!(taken, ProfileSaved::UsernameTaken);
    let page = desk.app.my_profile(&nima).await.unwrap();
    assert_eq!((page.row.name.as_str(), page.row.phone), ("Sara Ahmadi", None));
}

#[tokio::test]
async fn the_theme_is_kept_and_ends_no_session() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    let session = desk.enter(SARA).await;
    let sara = desk.who(&session).await.unwrap();
    desk.app.choose_theme(&sara, Theme::Dark).await.unwrap();
    assert_eq!(desk.who(&session).await.unwrap().theme, Theme::Dark);
}

#[tokio::test]
async fn s1_n1_an_unproved_account_keeps_its_username_from_nobody() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    let squatter = crate::Register {
        username: Username::parse("sara").ok(),
        ..desk.registration("thief@example.com")
    };
    desk.register(&squatter).await;
    let sara = desk.signed_in(SARA).await;
    let saved = desk
        .app
        .edit_profile(&sara, &form(&desk, "Sara", Some("sara")))
        .await;
    assert_eq!(saved.unwrap(), ProfileSaved::Done);
    assert_eq!(desk.signed_in("sara").await.account(), sara.account());
}

#[tokio::test]
async fn a_phone_of_somebody_else_is_contact_only_and_goes_on_meaning_them() {
    let desk = TestDesk::new();
    desk.submit("0912 345 6789", "It broke").await;
    desk.customer("nima@example.com").await;
    let nima = desk.signed_in("nima@example.com").await;
    let edit = form(&desk, "Nima", None);
    let phone = desk.identifier("0912 345 6789").phone().cloned();
    desk.app.edit_profile(&nima, &edit).await.unwrap();
    assert_eq!(desk.app.my_profile(&nima).await.unwrap().row.phone, phone);
    let found = desk.app.look_up(&desk.request("0912 345 6789")).await.unwrap();
    assert!(matches!(found, LookUp::Known { client, .. } if Some(client) != nima.client));
}
