use std::time::Duration;

use frontdesk_application::testing::TestDesk;
use frontdesk_domain::ports::LetterContent;

use super::*;

const OTHER: &str = "new@example.com";

fn passwords<'a>(present: &'a str, new: &'a str, again: &'a str) -> [(&'a str, &'a str); 3] {
    [("present", present), ("password", new), ("again", again)]
}

#[tokio::test]
async fn the_password_is_changed_with_the_present_one_and_ends_every_other_session() {
    let site = TestSite::new();
    let mut browser = customer(&site).await;
    let mut elsewhere = site.browser_of(SARA).await;
    browser.get("/my/profile/password").await.shows(&[
        r#"autocomplete="current-password""#,
        r#"autocomplete="new-password""#,
        "12 characters or more",
    ]);
    browser
        .post("/my/profile/password", &passwords(PASSWORD, NEW, NEW))
        .await
        .leads("/my/profile?done=password");
    browser
        .get("/my/profile?done=password")
        .await
        .shows(&["Your password is changed."]);
    is_out(&mut elsewhere).await;
    site.desk.deliver().await;
    let told = site.desk.letter_to(SARA).unwrap().content;
    assert!(matches!(told, LetterContent::PasswordChanged { .. }), "{told:?}");
}

#[tokio::test]
async fn a_password_is_not_changed_by_who_does_not_know_it_or_to_a_weak_one() {
    let site = TestSite::new();
    let mut browser = customer(&site).await;
    let before = sara(&site).await.password;
    for (form, words) in [
        (
            passwords(NEW, NEW, NEW),
            r##"<a href="#present">This is not your password"##,
        ),
        (
            passwords("", NEW, NEW),
            r##"<a href="#present">Type your password</a>"##,
        ),
        (
            passwords(PASSWORD, "", ""),
            r##"<a href="#password">Choose a password</a>"##,
        ),
        (passwords(PASSWORD, NEW, "x"), r##"<a href="#again">"##),
        (passwords(PASSWORD, "short", "short"), "Use 12 characters or more"),
        (
            passwords(PASSWORD, "sara.ahmadi.sara", "sara.ahmadi.sara"),
            "Leave out your name",
        ),
    ] {
        let page = browser.post("/my/profile/password", &form).await;
        page.refuses(&[words]);
        page.hides(&[NEW, PASSWORD]);
    }
    assert_eq!(sara(&site).await.password, before);
}

#[tokio::test]
async fn passwords_tried_too_fast_have_to_wait() {
    let site = TestSite::new();
    let mut browser = customer(&site).await;
    let form = passwords("not it at all", NEW, NEW);
    for _ in 0..20 {
        let page = browser.post("/my/profile/password", &form).await;
        if page.status == StatusCode::TOO_MANY_REQUESTS {
            assert!(!page.header("retry-after").is_empty());
            page.shows(&["Please wait "]);
            return;
        }
    }
    panic!("never asked to wait");
}

/// Asks for another e-mail; the mail is sent.
async fn ask(browser: &mut Browser<'_>, site: &TestSite, email: &str) {
    let form = [("email", email), ("password", PASSWORD)];
    browser
        .post("/my/profile/email", &form)
        .await
        .leads("/my/profile/email/confirm");
    site.desk.deliver().await;
}

#[tokio::test]
async fn the_email_is_changed_with_the_password_and_a_code_from_the_new_address() {
    let site = TestSite::new();
    let mut browser = customer(&site).await;
    let mut elsewhere = site.browser_of(SARA).await;
    browser
        .get("/my/profile/email")
        .await
        .shows(&[SARA, "New e-mail"]);
    ask(&mut browser, &site, OTHER).await;
    browser
        .get("/my/profile/email/confirm")
        .await
        .shows(&["Check your new mailbox", r#"autocomplete="one-time-code""#]);
    assert_eq!(sara(&site).await.email.as_str(), SARA, "asked for is not changed");

    let code = site.desk.code_to(OTHER);
    let wrong = TestDesk::another_code(code).reveal();
    browser
        .post("/my/profile/email/confirm", &[("code", &wrong)])
        .await
        .refuses(&["This is not the code"]);
    browser
        .post("/my/profile/email/confirm", &[("code", "")])
        .await
        .refuses(&["Type the six digits"]);
    browser
        .post("/my/profile/email/confirm", &[("code", &code.reveal())])
        .await
        .leads("/my/profile?done=email");
    browser
        .get("/my/profile?done=email")
        .await
        .shows(&["Your e-mail is changed.", OTHER]);
    assert_eq!(browser.cookie("req"), None);
    is_out(&mut elsewhere).await;
    site.desk.deliver().await;
    let told = site.desk.letter_to(SARA).unwrap().content;
    assert!(matches!(told, LetterContent::EmailChanged), "{told:?}");
}

#[tokio::test]
async fn an_email_is_not_asked_for_without_the_password() {
    let site = TestSite::new();
    let mut browser = customer(&site).await;
    let sent = site.desk.letters_sent();
    for (email, password, words) in [
        (OTHER, NEW, r##"<a href="#password">This is not your password"##),
        (OTHER, "", r##"<a href="#password">Type your password</a>"##),
        ("new@", PASSWORD, r##"<a href="#email">Write the e-mail address"##),
    ] {
        let form = [("email", email), ("password", password)];
        let page = browser.post("/my/profile/email", &form).await;
        page.refuses(&[words, &format!(r#"value="{email}""#)]);
        page.hides(&[PASSWORD, NEW]);
    }
    site.desk.deliver().await;
    assert_eq!(site.desk.letters_sent(), sent);
}

#[tokio::test]
async fn another_persons_email_is_answered_the_same_and_never_given() {
    let site = TestSite::new();
    let mut browser = customer(&site).await;
    site.desk.customer("other@example.com").await;
    site.desk.clock.advance(Duration::from_secs(31));
    ask(&mut browser, &site, "other@example.com").await;
    let known = browser
        .post("/my/profile/email/confirm", &[("code", "000000")])
        .await;
    ask(&mut browser, &site, OTHER).await;
    let unknown = browser
        .post("/my/profile/email/confirm", &[("code", "000000")])
        .await;
    assert_eq!((known.status, known.text()), (unknown.status, unknown.text()));
    let told = site.desk.letter_to("other@example.com").unwrap().content;
    assert!(matches!(told, LetterContent::AccountExists { .. }), "{told:?}");
    assert_eq!(sara(&site).await.email.as_str(), SARA);
}

#[tokio::test]
async fn a_code_changes_the_email_of_who_asked_and_of_nobody_else() {
    let site = TestSite::new();
    let mut browser = customer(&site).await;
    site.desk.customer("mallory@example.com").await;
    let mut mallory = site.browser_of("mallory@example.com").await;
    ask(&mut browser, &site, OTHER).await;
    let code = site.desk.code_to(OTHER).reveal();
    let form = [("code", code.as_str())];
    // Without the browser's request, and with it but as somebody else.
    mallory
        .post("/my/profile/email/confirm", &form)
        .await
        .refuses(&["This code does not work any more"]);
    mallory.set_cookie("req", browser.cookie("req").unwrap());
    mallory
        .post("/my/profile/email/confirm", &form)
        .await
        .refuses(&["This code does not work any more"]);
    let unchanged = site.desk.account("mallory@example.com").await;
    assert_eq!(unchanged.email.as_str(), "mallory@example.com");
}
