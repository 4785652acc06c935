use std::time::Duration;

use axum::http::StatusCode;
use frontdesk_application::testing::people::PASSWORD;
use frontdesk_domain::{accounts::AccountId, ports::LetterContent};

use super::{BOSS, SARA, page_of, site};
use crate::{paths, testing::TestSite};

const NEW: &str = "sara@example.org";

/// Whose an address is.
async fn owner(site: &TestSite, address: &str) -> AccountId {
    site.desk.account(address).await.id
}

#[tokio::test]
async fn s4_12_an_admin_changes_an_email_after_a_confirmation() {
    let (site, sara) = site().await;
    let mut sara_browser = site.browser_of(SARA).await;
    let mut boss = site.browser_of(BOSS).await;
    let path = page_of(paths::PERSON_EMAIL, sara);
    boss.get(&page_of(paths::PERSON, sara))
        .await
        .shows(&[&format!(r#"href="{path}""#), "Change e-mail"]);
    boss.get(&path).await.shows(&[
        "Change the e-mail of",
        SARA,
        "signed out everywhere",
        "The old address is told",
        "Change nothing",
    ]);
    assert_eq!(owner(&site, SARA).await, sara, "asking changes nothing");
    let changed = boss.post(&path, &[("email", NEW)]).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.text());
    boss.get(changed.header("location"))
        .await
        .shows(&["The e-mail is changed", NEW]);
    assert_eq!(owner(&site, NEW).await, sara);
    let out = sara_browser.get("/my/profile").await;
    assert!(out.header("location").starts_with("/sign-in"), "signed out");
    site.desk.deliver().await;
    let told = site.desk.letter_to(SARA).unwrap().content;
    assert_eq!(told, LetterContent::EmailChanged);
}

#[tokio::test]
async fn s4_n8_an_email_that_has_an_account_is_refused_beside_the_field() {
    let (site, sara) = site().await;
    let nima = site.desk.customer("nima@example.com").await;
    let mut sara_browser = site.browser_of(SARA).await;
    let mut boss = site.browser_of(BOSS).await;
    let path = page_of(paths::PERSON_EMAIL, sara);
    for (typed, words) in [
        ("Nima@Example.com", "Another account has this e-mail"),
        (SARA, "This is their e-mail already"),
        ("sara at home", "Write the e-mail address like"),
        ("", "Write the e-mail address like"),
    ] {
        let refused = boss.post(&path, &[("email", typed)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        refused.shows(&[
            words,
            "There is a problem",
            r#"aria-invalid="true""#,
            "<title>Error: ",
        ]);
        refused.shows(&[&format!(r#"value="{typed}""#)]);
    }
    assert_eq!(owner(&site, SARA).await, sara);
    assert_eq!(owner(&site, "nima@example.com").await, nima);
    assert_eq!(sara_browser.get("/my/profile").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_old_proof_is_asked_for_again_and_the_address_comes_back_with_it() {
    let (site, sara) = site().await;
    let mut boss = site.browser_of(BOSS).await;
    site.desk.clock.advance(Duration::from_secs(601));
    let path = page_of(paths::PERSON_EMAIL, sara);
    let asked = boss.post(&path, &[("email", NEW)]).await;
    assert_eq!(asked.status, StatusCode::FORBIDDEN);
    asked.shows(&["Type your password to go on"]);
    assert_eq!(asked.value("email"), NEW);
    assert_eq!(owner(&site, SARA).await, sara);
    let done = boss.post(&path, &[("email", NEW), ("password", PASSWORD)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert_eq!(owner(&site, NEW).await, sara);
}

#[tokio::test]
async fn the_last_admin_changes_their_own_and_stays_signed_in() {
    let (site, _) = site().await;
    let id = owner(&site, BOSS).await;
    let mut boss = site.browser_of(BOSS).await;
    let path = page_of(paths::PERSON_EMAIL, id);
    boss.get(&path)
        .await
        .shows(&["You are signed out everywhere else."]);
    let changed = boss.post(&path, &[("email", "chief@example.com")]).await;
    let page = boss.get(changed.header("location")).await;
    page.shows(&["The e-mail is changed", "chief@example.com", "This is you."]);
}

#[tokio::test]
async fn whoever_never_confirmed_theirs_registers_again_instead() {
    let (site, _) = site().await;
    site.desk
        .register(&site.desk.registration("new@example.com"))
        .await;
    let id = owner(&site, "new@example.com").await;
    let mut boss = site.browser_of(BOSS).await;
    boss.get(&page_of(paths::PERSON, id))
        .await
        .hides(&["Change e-mail"]);
    let path = page_of(paths::PERSON_EMAIL, id);
    let refused = boss.post(&path, &[("email", NEW)]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(owner(&site, "new@example.com").await, id);
}
