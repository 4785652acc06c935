use frontdesk_domain::accounts::Role;
use frontdesk_domain::clients::Name;

use super::*;
use crate::testing::TestDesk;

fn filter(words: &str) -> PeopleFilter {
    PeopleFilter {
        words: Some(words.to_owned()),
        ..PeopleFilter::default()
    }
}

async fn found(desk: &TestDesk, filter: &PeopleFilter) -> Vec<String> {
    let rows = desk
        .app
        .list_people(&Authority::Operator, filter, None)
        .await
        .unwrap();
    rows.into_iter()
        .map(|row| row.email.as_str().to_owned())
        .collect()
}

#[tokio::test]
async fn s4_12_people_are_searched_and_filtered_by_the_store() {
    let desk = TestDesk::new();
    desk.submit("0912 345 6789", "It broke").await;
    let sara = desk.customer("sara@example.com").await;
    desk.newcomer("nima@example.com").await;
    desk.person("ops@example.com", Role::Agent).await;
    let page = desk.app.see_person(&Authority::Operator, sara).await.unwrap();
    let number = page.row.client.unwrap().value().to_string();
    for words in ["SARA@", "+98912345", number.as_str()] {
        assert_eq!(
            found(&desk, &filter(words)).await,
            ["sara@example.com"],
            "{words}"
        );
    }
    assert!(found(&desk, &filter("%")).await.is_empty());
    let agents = PeopleFilter {
        role: Some(Role::Agent),
        ..PeopleFilter::default()
    };
    assert_eq!(found(&desk, &agents).await, ["ops@example.com"]);
    let waiting = PeopleFilter {
        state: Some("awaiting_approval"),
        ..PeopleFilter::default()
    };
    assert_eq!(found(&desk, &waiting).await, ["nima@example.com"]);
}

#[tokio::test]
async fn someone_is_found_by_what_they_sign_in_by_and_by_nothing_like_it() {
    let desk = TestDesk::new();
    let sara = desk.customer("sara@example.com").await;
    let who = Authority::Operator;
    let found = desk.app.find_person(&who, " SARA@Example.com ").await.unwrap();
    assert_eq!(found.row.id, sara);
    for login in ["sara", "sara@example", "", "%"] {
        let missing = desk.app.find_person(&who, login).await;
        assert!(matches!(missing, Err(AppError::NotFound)), "{login}");
    }
    let itself = Authority::Person(desk.signed_in("sara@example.com").await);
    let refused = desk.app.find_person(&itself, "sara@example.com").await;
    assert!(matches!(refused, Err(AppError::Forbidden)));
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repeat() {
    let desk = TestDesk::new();
    for n in 0..60 {
        desk.person(&format!("p{n}@example.com"), Role::Customer).await;
    }
    let (who, all) = (Authority::Operator, PeopleFilter::default());
    let first = desk.app.list_people(&who, &all, None).await.unwrap();
    let last = first.last().unwrap();
    let after = PeopleAfter {
        name: last.name.clone(),
        id: last.id,
    };
    let second = desk.app.list_people(&who, &all, Some(&after)).await.unwrap();
    assert_eq!((first.len(), second.len()), (50, 10));
    assert!(
        second
            .iter()
            .all(|row| first.iter().all(|before| before.id != row.id))
    );
}

#[tokio::test]
async fn an_admin_edits_what_was_shown_and_nobody_else_may() {
    let desk = TestDesk::new();
    let sara = desk.customer("sara@example.com").await;
    desk.person("boss@example.com", Role::Admin).await;
    let boss = Authority::Person(desk.signed_in("boss@example.com").await);
    let itself = Authority::Person(desk.signed_in("sara@example.com").await);
    let shown = desk.app.see_person(&boss, sara).await.unwrap().version;
    let name = Name::parse("Sara A. Ahmadi").unwrap();
    let edit = EditPerson {
        account: sara,
        shown,
        profile: Profile { name, username: None },
        contact: Contact::default(),
    };
    assert!(matches!(
        desk.app.edit_person(&itself, &edit).await,
        Err(AppError::Forbidden)
    ));
    assert!(matches!(
        desk.app.see_person(&itself, sara).await,
        Err(AppError::Forbidden)
    ));
    assert!(matches!(
        desk.app.send_reset(&itself, sara).await,
        Err(AppError::Forbidden)
    ));
    assert_eq!(
        desk.app.edit_person(&boss, &edit).await.unwrap(),
        ProfileSaved::Done
    );
    assert!(matches!(
        desk.app.edit_person(&boss, &edit).await,
        Err(AppError::Stale)
    ));
    desk.app.send_reset(&boss, sara).await.unwrap();
    desk.deliver().await;
    assert!(
        desk.app
            .link_works(
                &desk.link_to("sara@example.com"),
                frontdesk_domain::auth::LinkPurpose::ResetPassword
            )
            .await
            .unwrap()
    );
}
