use std::time::Duration;

use axum::http::StatusCode;
use frontdesk_application::testing::people::PASSWORD;
use frontdesk_domain::accounts::{AccountState, Role};

use super::{BOSS, SARA, page_of, site};
use crate::{paths, testing::TestSite};

/// Longer than a typed password counts.
const A_WHILE: Duration = Duration::from_secs(601);

#[tokio::test]
async fn what_will_happen_is_said_before_it_does() {
    let (site, sara) = site().await;
    let mut sara_browser = site.browser_of(SARA).await;
    let mut boss = site.browser_of(BOSS).await;
    for (pattern, words) in [
        (paths::PERSON_ROLE, "Change the role of"),
        (paths::PERSON_DISABLE, "links to them still work"),
        (paths::PERSON_DELETE, "They have no tickets."),
    ] {
        let page = boss.get(&page_of(pattern, sara)).await;
        page.shows(&[words, "Sara Ahmadi", r#"method="post""#, "Change nothing"]);
        assert_eq!(
            site.desk.account(SARA).await.state,
            AccountState::Active,
            "asking changes nothing"
        );
    }
    let path = page_of(paths::PERSON_ROLE, sara);
    let open = boss.post(&path, &[]).await;
    assert_eq!(open.status, StatusCode::UNPROCESSABLE_ENTITY);
    open.shows(&["Choose one of these"]);
    let agent = boss.post(&path, &[("role", "agent")]).await;
    boss.get(agent.header("location"))
        .await
        .shows(&["They have another role now", "Agent"]);
    assert_eq!(
        sara_browser.get(&page_of(paths::PERSON, sara)).await.status,
        StatusCode::SEE_OTHER,
        "signed out"
    );
    boss.post(&page_of(paths::PERSON_DISABLE, sara), &[]).await;
    assert!(matches!(
        site.desk.account(SARA).await.state,
        AccountState::Disabled { .. }
    ));
    boss.get(&page_of(paths::PERSON, sara)).await.shows(&["Enable"]);
    boss.post(&page_of(paths::PERSON_ENABLE, sara), &[]).await;
    assert_eq!(site.desk.account(SARA).await.state, AccountState::Active);
}

#[tokio::test]
async fn s4_12_a_deleted_customers_tickets_are_kept_as_a_former_customers() {
    let site = TestSite::new();
    site.desk.person(BOSS, Role::Admin).await;
    let receipt = site.send_ticket("0912 345 6789", "The printer is on fire").await;
    let sara = site.desk.customer(SARA).await;
    let mut boss = site.browser_of(BOSS).await;
    let path = page_of(paths::PERSON_DELETE, sara);
    boss.get(&path)
        .await
        .shows(&["Their 1 ticket is kept, shown as a former customer’s."]);
    let deleted = boss.post(&path, &[]).await;
    assert_eq!(deleted.header("location"), "/admin/people?done=deleted");
    let list = boss.get(deleted.header("location")).await;
    list.shows(&["The account is deleted"]);
    list.hides(&[SARA]);
    assert_eq!(
        boss.get(&page_of(paths::PERSON, sara)).await.status,
        StatusCode::NOT_FOUND
    );
    let ticket = site.get(&receipt.replace("/receipt", "")).await;
    ticket.shows(&["The printer is on fire"]);
    ticket.hides(&["Sara"]);
}

#[tokio::test]
async fn the_last_admin_stays_an_admin() {
    let (site, _) = site().await;
    let boss_id = site.desk.account(BOSS).await.id;
    let mut boss = site.browser_of(BOSS).await;
    for (pattern, fields) in [
        (paths::PERSON_ROLE, &[("role", "customer")][..]),
        (paths::PERSON_DISABLE, &[]),
        (paths::PERSON_DELETE, &[]),
    ] {
        let refused = boss.post(&page_of(pattern, boss_id), fields).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{pattern}");
        refused.shows(&[
            "This is the last admin",
            "Make somebody else an admin first",
            "To the people",
        ]);
    }
    let account = site.desk.account(BOSS).await;
    assert_eq!((account.role, account.state), (Role::Admin, AccountState::Active));
}

#[tokio::test]
async fn rights_take_a_password_typed_lately_and_nothing_typed_is_lost() {
    let (site, sara) = site().await;
    let mut boss = site.browser_of(BOSS).await;
    site.desk.clock.advance(A_WHILE);
    let path = page_of(paths::PERSON_ROLE, sara);
    let asked = boss.post(&path, &[("role", "agent")]).await;
    assert_eq!(asked.status, StatusCode::FORBIDDEN);
    asked.shows(&["Type your password to go on", &format!(r#"action="{path}""#)]);
    assert_eq!(asked.value("role"), "agent");
    let wrong = boss
        .post(&path, &[("role", "agent"), ("password", "not the password")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.value("role"), "agent");
    assert_eq!(site.desk.account(SARA).await.role, Role::Customer);
    site.desk.clock.advance(A_WHILE);
    let done = boss
        .post(&path, &[("role", "agent"), ("password", PASSWORD)])
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert_eq!(site.desk.account(SARA).await.role, Role::Agent);
}

#[tokio::test]
async fn who_was_quicker_is_said() {
    let (site, sara) = site().await;
    let mut boss = site.browser_of(BOSS).await;
    let again = boss.post(&page_of(paths::PERSON_ENABLE, sara), &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    again.shows(&["Nothing was changed", "someone was quicker"]);
}

#[tokio::test]
async fn s4_n3_being_signed_in_is_not_enough() {
    let (site, sara) = site().await;
    site.desk.person("agent@example.com", Role::Agent).await;
    let before = site.desk.account(SARA).await;
    let one = |pattern| page_of(pattern, sara);
    let pages = [
        "/admin/people".to_owned(),
        one(paths::PERSON),
        one(paths::PERSON_EMAIL),
        one(paths::PERSON_ROLE),
        one(paths::PERSON_DISABLE),
        one(paths::PERSON_DELETE),
    ];
    let writes = [
        "/admin/people".to_owned(),
        one(paths::PERSON),
        one(paths::PERSON_EMAIL),
        one(paths::PERSON_ROLE),
        one(paths::PERSON_DISABLE),
        one(paths::PERSON_ENABLE),
        one(paths::PERSON_DELETE),
        one(paths::PERSON_RESET),
    ];
    for login in ["agent@example.com", SARA] {
        let mut browser = site.browser_of(login).await;
        for path in &pages {
            let refused = browser.get(path).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{login} {path}");
            refused.hides(&["boss@example.com", "Registered"]);
        }
        for path in &writes {
            let refused = browser
                .post(
                    path,
                    &[
                        ("role", "admin"),
                        ("name", "X"),
                        ("version", "3"),
                        ("email", "x@example.com"),
                    ],
                )
                .await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{login} {path}");
        }
    }
    let mut nobody = site.browser();
    for path in &pages {
        assert!(
            nobody
                .get(path)
                .await
                .header("location")
                .starts_with("/sign-in?next=%2Fadmin"),
            "{path}"
        );
    }
    for path in &writes {
        assert!(
            nobody
                .post(path, &[])
                .await
                .header("location")
                .starts_with("/sign-in"),
            "{path}"
        );
    }
    assert_eq!(site.desk.account(SARA).await, before);
}

#[tokio::test]
async fn s1_n3_nothing_is_changed_by_a_link() {
    let (site, sara) = site().await;
    let mut boss = site.browser_of(BOSS).await;
    let before = site.desk.account(SARA).await;
    for pattern in [paths::PERSON_ENABLE, paths::PERSON_RESET] {
        let refused = boss.get(&page_of(pattern, sara)).await;
        assert_eq!(refused.status, StatusCode::METHOD_NOT_ALLOWED, "{pattern}");
    }
    for pattern in [
        paths::PERSON,
        paths::PERSON_EMAIL,
        paths::PERSON_ROLE,
        paths::PERSON_DISABLE,
        paths::PERSON_DELETE,
    ] {
        let path = format!(
            "{}?role=admin&name=X&email=x@example.com&done=role",
            page_of(pattern, sara)
        );
        assert_eq!(boss.get(&path).await.status, StatusCode::OK, "{pattern}");
    }
    assert_eq!(site.desk.account(SARA).await, before);
    for path in [
        "/admin/people/x",
        "/admin/people/-1",
        "/admin/people/99999999999999999999",
    ] {
        assert_eq!(boss.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
