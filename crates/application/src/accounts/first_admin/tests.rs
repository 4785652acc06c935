use std::time::Duration;

use super::*;
use crate::testing::TestDesk;
use crate::testing::people::{PASSWORD, email, password};

async fn form(desk: &TestDesk, address: &str) -> SetUp {
    let link = desk.app.set_up_link().await.unwrap().expect("a link");
    let (page, token) = link.split_once("?token=").expect("a token");
    assert_eq!(page, "https://desk.example/setup");
    SetUp {
        token: LinkToken(token.to_owned()),
        name: Name::parse("The boss").unwrap(),
        email: email(address),
        password: password(PASSWORD),
    }
}

#[tokio::test]
async fn s1_n9_there_is_nobody_until_the_link_is_used_and_it_works_once() {
    let desk = TestDesk::new();
    let form = form(&desk, "boss@example.com").await;
    let nobody = desk
        .app
        .sign_in(&desk.sign_in_form("boss@example.com", PASSWORD))
        .await;
    assert_eq!(nobody.unwrap(), crate::SignInAnswer::Wrong);
    let weak = SetUp {
        password: password("blueharbourworkshop"),
        ..form.clone()
    };
    assert!(matches!(
        desk.app.set_up(&weak).await.unwrap(),
        FirstAdmin::Weak(_)
    ));
    assert_eq!(desk.app.set_up(&form).await.unwrap(), FirstAdmin::Made);
    assert!(desk.signed_in("boss@example.com").await.manages_people());
    let again = SetUp {
        email: email("other@example.com"),
        ..form
    };
    assert_eq!(desk.app.set_up(&again).await.unwrap(), FirstAdmin::LinkOver);
    assert_eq!(desk.app.set_up_link().await.unwrap(), None);
}

#[tokio::test]
async fn two_at_once_make_one_admin() {
    let desk = TestDesk::new();
    let one = form(&desk, "one@example.com").await;
    let two = SetUp {
        email: email("two@example.com"),
        ..one.clone()
    };
    let (a, b) = tokio::join!(desk.app.set_up(&one), desk.app.set_up(&two));
    let made = [a.unwrap(), b.unwrap()]
        .into_iter()
        .filter(|end| *end == FirstAdmin::Made);
    assert_eq!(made.count(), 1);
}

#[tokio::test]
async fn a_link_ends_after_an_hour_and_when_an_admin_came_another_way() {
    let desk = TestDesk::new();
    let late = form(&desk, "boss@example.com").await;
    desk.clock.advance(Duration::from_secs(3600));
    assert_eq!(desk.app.set_up(&late).await.unwrap(), FirstAdmin::LinkOver);
    let overtaken = form(&desk, "boss@example.com").await;
    desk.person("cli@example.com", Role::Admin).await;
    assert_eq!(desk.app.set_up(&overtaken).await.unwrap(), FirstAdmin::LinkOver);
}

#[tokio::test]
async fn the_door_is_gone_once_there_is_an_admin_whoever_made_them() {
    let desk = TestDesk::new();
    let form = form(&desk, "late@example.com").await;
    assert!(desk.app.set_up_link_works(&form.token).await.unwrap());
    desk.person("boss@example.com", Role::Admin).await;
    assert!(!desk.app.set_up_link_works(&form.token).await.unwrap());
    assert_eq!(desk.app.set_up(&form).await.unwrap(), FirstAdmin::LinkOver);
}
