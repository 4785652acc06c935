use std::time::Duration;

use axum::http::StatusCode;
use frontdesk_application::testing::{TestDesk, people::PASSWORD};
use frontdesk_domain::accounts::{AccountState, ApprovalRule};

use super::*;

/// The address of the link in the newest mail to that address.
fn link(site: &TestSite, email: &str) -> String {
    format!("/verify?token={}", site.desk.link_to(email).0)
}

async fn is_unverified(site: &TestSite) -> bool {
    site.desk.account(SARA).await.state == AccountState::Unverified
}

#[tokio::test]
async fn s1_2_the_email_is_proved_by_the_code_in_the_browser_that_registered() {
    let site = TestSite::new();
    let mut browser = registered(&site, &fields(SARA)).await;
    browser.get("/verify").await.shows(&[
        "Check your mail",
        "They work for 10 minutes",
        "another code 30 seconds after the last one",
        r#"autocomplete="one-time-code""#,
        r#"inputmode="numeric""#,
    ]);
    let done = type_code(&mut browser, &site, SARA).await;
    done.leads("/verify?done=waiting");
    assert_eq!(browser.cookie("req"), None, "it is used");
    browser.get("/verify?done=waiting").await.shows(&[
        "Waiting for approval",
        "You get a mail as soon as that is decided",
    ]);
    assert!(!is_unverified(&site).await);

    // The same digits again, and from another browser: they are nobody's any more.
    type_code(&mut browser, &site, SARA)
        .await
        .refuses(&["This code does not work any more"]);
}

#[tokio::test]
async fn where_no_admin_is_asked_they_are_led_to_the_sign_in_page() {
    let site = TestSite::with_rules(|rules| rules.accounts.approval = ApprovalRule::Off);
    let mut browser = registered(&site, &fields(SARA)).await;
    let done = type_code(&mut browser, &site, SARA).await;
    done.leads("/sign-in?done=verified");
    browser
        .get("/sign-in?done=verified")
        .await
        .shows(&["Your e-mail is confirmed."]);
    assert_eq!(browser.cookie("sid"), None, "a code signs nobody in here");
}

#[tokio::test]
async fn s1_2_the_link_proves_it_too_and_works_once() {
    let site = TestSite::new();
    let mut browser = registered(&site, &fields(SARA)).await;
    let link = link(&site, SARA);
    let page = browser.get(&link).await;
    page.hides(&[r#"id="password""#]);
    let token = page.value("token");
    browser
        .post("/verify", &[("token", &token)])
        .await
        .leads("/verify?done=waiting");
    let again = browser
        .post("/verify", &[("token", &token), ("password", PASSWORD)])
        .await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    again.shows(&["This link does not work any more", "/verify/again"]);
}

#[tokio::test]
async fn in_another_browser_the_link_asks_for_the_password() {
    let site = TestSite::new();
    registered(&site, &fields(SARA)).await;
    let link = link(&site, SARA);
    let mut phone = site.browser();
    let page = phone.get(&link).await;
    page.shows(&["The password you chose", r#"autocomplete="current-password""#]);
    let token = page.value("token");

    let asked = phone.post("/verify", &[("token", &token)]).await;
    assert_eq!(asked.status, StatusCode::OK);
    asked.shows(&["The password you chose"]);
    for wrong in [NEW, &"x".repeat(2000)] {
        let refused = phone
            .post("/verify", &[("token", &token), ("password", wrong)])
            .await;
        refused.refuses(&["This is not your password"]);
        assert_eq!(refused.value("token"), token);
        refused.hides(&[wrong]);
    }
    assert!(is_unverified(&site).await);
    phone
        .post("/verify", &[("token", &token), ("password", PASSWORD)])
        .await
        .leads("/verify?done=waiting");
}

#[tokio::test]
async fn a_browser_that_asked_for_another_code_is_asked_for_the_password_too() {
    let site = TestSite::new();
    registered(&site, &fields(SARA)).await;
    let link = link(&site, SARA);
    let mut other = registered(&site, &fields("other@example.com")).await;
    let token = other.get(&link).await.value("token");
    other
        .post("/verify", &[("token", &token)])
        .await
        .shows(&["The password you chose"]);
    assert!(is_unverified(&site).await);
}

#[tokio::test]
async fn s1_n3_looking_at_the_link_changes_nothing() {
    let site = TestSite::new();
    let mut browser = registered(&site, &fields(SARA)).await;
    let link = link(&site, SARA);
    for _ in 0..3 {
        let page = browser.get(&link).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.headers.contains_key("set-cookie"));
    }
    assert!(is_unverified(&site).await);
    let token = browser.get(&link).await.value("token");
    browser
        .post("/verify", &[("token", &token)])
        .await
        .leads("/verify?done=waiting");
}

#[tokio::test]
async fn s1_n2_a_code_is_guessed_five_times_at_most_and_no_address_names_the_person() {
    let site = TestSite::new();
    let mut browser = registered(&site, &fields(SARA)).await;
    let code = site.desk.code_to(SARA);
    let wrong = TestDesk::another_code(code).reveal();
    for _ in 0..5 {
        let refused = browser.post("/verify", &[("code", &wrong)]).await;
        refused.refuses(&["This is not the code", r##"<a href="#code">"##]);
        refused.hides(&[&wrong]);
    }
    let right = browser.post("/verify", &[("code", &code.reveal())]).await;
    right.refuses(&["This code does not work any more"]);
    assert_eq!(site.desk.hasher.codes_compared(), 5);
    assert!(is_unverified(&site).await);
}

#[tokio::test]
async fn s1_n2_a_code_ends_after_ten_minutes() {
    let site = TestSite::new();
    let mut browser = registered(&site, &fields(SARA)).await;
    site.desk.clock.advance(Duration::from_secs(10 * 60));
    type_code(&mut browser, &site, SARA)
        .await
        .refuses(&["This code does not work any more"]);
}

#[tokio::test]
async fn the_code_is_nobodys_in_a_browser_that_did_not_ask() {
    let site = TestSite::new();
    registered(&site, &fields(SARA)).await;
    let mut stranger = site.browser();
    type_code(&mut stranger, &site, SARA)
        .await
        .refuses(&["This code does not work any more"]);
    let mut other = registered(&site, &fields("other@example.com")).await;
    type_code(&mut other, &site, SARA)
        .await
        .refuses(&["This is not the code"]);
    assert!(is_unverified(&site).await);
}

#[tokio::test]
async fn digits_are_read_as_people_copy_them_and_others_are_told_so() {
    let site = TestSite::new();
    let mut browser = registered(&site, &fields(SARA)).await;
    for typed in ["", "12345", "12345a", "+12345", "1234567"] {
        browser
            .post("/verify", &[("code", typed)])
            .await
            .refuses(&["Type the six digits"]);
    }
    let code = site.desk.code_to(SARA).reveal();
    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    browser
        .post("/verify", &[("code", &spaced)])
        .await
        .leads("/verify?done=waiting");
}

#[tokio::test]
async fn another_code_is_had_after_half_a_minute_and_ends_the_one_before() {
    let site = TestSite::new();
    let mut browser = registered(&site, &fields(SARA)).await;
    let first = site.desk.code_to(SARA).reveal();
    site.desk.clock.advance(Duration::from_secs(12));
    let early = browser.post("/verify/again", &[]).await;
    assert_eq!(early.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(early.header("retry-after"), "18");
    early.shows(&["You can ask for another code in 18 seconds."]);

    site.desk.clock.advance(Duration::from_secs(18));
    browser
        .post("/verify/again", &[])
        .await
        .leads("/verify?done=sent");
    browser
        .get("/verify?done=sent")
        .await
        .shows(&["Another mail is on its way"]);
    site.desk.deliver().await;
    assert_ne!(site.desk.code_to(SARA).reveal(), first);
    browser
        .post("/verify", &[("code", &first)])
        .await
        .refuses(&["This is not the code"]);
    type_code(&mut browser, &site, SARA)
        .await
        .leads("/verify?done=waiting");
}

#[tokio::test]
async fn a_browser_that_never_asked_gets_no_other_code() {
    let site = TestSite::new();
    let mut stranger = site.browser();
    let refused = stranger.post("/verify/again", &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows(&["We sent no code to this browser"]);
    stranger.set_cookie("req", "AAAAAAAAAAAAAAAAAAAAAA");
    stranger
        .post("/verify/again", &[])
        .await
        .shows(&["We sent no code to this browser"]);
    assert_eq!(site.desk.letters_sent(), 0);
}

#[tokio::test]
async fn forged_links_are_over() {
    let site = TestSite::new();
    registered(&site, &fields(SARA)).await;
    let token = site.desk.link_to(SARA).0;
    for forged in [
        String::new(),
        "x".repeat(10_000),
        format!("{token} "),
        token.replacen("verify_email", "reset_password", 1),
        token[..token.len() - 1].to_owned(),
    ] {
        let form = [("token", forged.as_str()), ("password", PASSWORD)];
        let answer = site.post("/verify", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{forged}");
        answer.shows(&["This link does not work any more"]);
    }
    assert!(is_unverified(&site).await);
}
