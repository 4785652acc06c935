//! Looking after oneself as a browser does it.

mod details;
mod second_step;
mod sessions;
mod sign_in;

use axum::http::StatusCode;
use frontdesk_application::{SignedInByCode, testing::people::PASSWORD};
use frontdesk_domain::{
    accounts::{Account, Role},
    clients::ClientNumber,
};

use crate::testing::{Browser, TestSite};

const SARA: &str = "sara@example.com";
const NEW: &str = "velvet harbour spoon";

/// A customer, and the browser they are signed in with.
async fn customer(site: &TestSite) -> Browser<'_> {
    site.desk.customer(SARA).await;
    site.browser_of(SARA).await
}

async fn sara(site: &TestSite) -> Account {
    site.desk.account(SARA).await
}

/// Fails unless a browser is led to the sign-in page, from wherever it wants to go.
async fn is_out(browser: &mut Browser<'_>) {
    let answer = browser.get("/my/profile").await;
    answer.leads("/sign-in?next=%2Fmy%2Fprofile");
}

/// The number of the client with that e-mail.
async fn number(site: &TestSite) -> ClientNumber {
    let client = sara(site).await.client.unwrap();
    site.desk.client(client).await.number
}

/// A browser in which the client with that customer ID signed in by a mailed code.
async fn browser_by_code(site: &TestSite, number: ClientNumber) -> Browser<'_> {
    let app = &site.desk.app;
    let request = app.ask_sign_in_code(number, "192.0.2.1").await.unwrap();
    site.desk.deliver().await;
    let code = site.desk.code_to(SARA);
    let tried = app.sign_in_by_code(&request, code, "Firefox on Linux").await;
    let SignedInByCode::In(session) = tried.unwrap() else {
        panic!("not in")
    };
    let mut browser = site.browser();
    browser.set_cookie("sid", &session.to_text());
    browser
}

#[tokio::test]
async fn nobody_is_led_to_the_sign_in_page() {
    let site = TestSite::new();
    for page in [
        "",
        "/password",
        "/email",
        "/email/confirm",
        "/sessions",
        "/second-step",
        "/second-step/confirm",
    ] {
        let place = format!("/my/profile{page}");
        let answer = site.get(&place).await;
        answer.leads(&format!("/sign-in?next={}", place.replace('/', "%2F")));
    }
    for form in [
        "",
        "/password",
        "/email",
        "/second-step/off",
        "/second-step/codes",
        "/sessions/end",
        "/sessions/1/end",
    ] {
        let answer = site.post(&format!("/my/profile{form}"), &[("name", "x")]).await;
        answer.leads("/sign-in");
    }
}

#[tokio::test]
async fn who_signed_in_by_a_mailed_code_has_no_account_to_look_after() {
    let site = TestSite::new();
    site.desk.customer(SARA).await;
    let mut browser = browser_by_code(&site, number(&site).await).await;
    for page in [
        "",
        "/password",
        "/email",
        "/email/confirm",
        "/second-step",
        "/second-step/confirm",
    ] {
        let answer = browser.get(&format!("/my/profile{page}")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{page}");
        answer.hides(&["Sara Ahmadi", SARA]);
    }
    let before = sara(&site).await;
    let fields = [
        ("name", "Mallory"),
        ("password", PASSWORD),
        ("again", PASSWORD),
        ("present", PASSWORD),
        ("email", "m@example.com"),
        ("code", "123456"),
    ];
    for form in [
        "",
        "/password",
        "/email",
        "/email/confirm",
        "/second-step",
        "/second-step/confirm",
        "/second-step/off",
        "/second-step/codes",
    ] {
        let answer = browser.post(&format!("/my/profile{form}"), &fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{form}");
    }
    assert_eq!(sara(&site).await, before);
    let sessions = browser.get("/my/profile/sessions").await;
    sessions.shows(&["this browser", "Firefox on Linux"]);
    sessions.hides(&["change your password"]);
}

#[tokio::test]
async fn fields_that_are_not_asked_for_change_nothing() {
    let site = TestSite::new();
    let mut browser = customer(&site).await;
    let other = site.desk.person("boss@example.com", Role::Admin).await;
    let boss = site.desk.account("boss@example.com").await;
    let before = sara(&site).await;
    let (id, client) = (other.0.to_string(), before.client.unwrap().0.to_string());
    let more = [
        ("role", "admin"),
        ("state", "disabled"),
        ("id", id.as_str()),
        ("account", id.as_str()),
        ("client_id", "1"),
        ("client", &client),
        ("owes_second_step", "no"),
        ("session_version", "1"),
        ("version", "1"),
        ("email_verified_at", ""),
        ("customer", "1042 7731"),
    ];
    let number = number(&site).await;
    for (path, fields) in [
        (
            "/my/profile",
            vec![("name", "Sara Ahmadi"), ("email", "m@example.com")],
        ),
        (
            "/my/profile/password",
            vec![("present", PASSWORD), ("password", PASSWORD), ("again", PASSWORD)],
        ),
        ("/my/profile/email", vec![("email", SARA), ("password", PASSWORD)]),
        ("/my/profile/second-step", vec![]),
    ] {
        let answer = browser.post(path, &[&fields[..], &more].concat()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.text());
    }
    let after = sara(&site).await;
    assert_eq!(
        (after.role, &after.state, after.client),
        (before.role, &before.state, before.client)
    );
    assert_eq!(
        (after.id, &after.email, after.verified_at),
        (before.id, &before.email, before.verified_at)
    );
    assert_eq!(number, self::number(&site).await);
    assert_eq!(site.desk.account("boss@example.com").await, boss);
}
