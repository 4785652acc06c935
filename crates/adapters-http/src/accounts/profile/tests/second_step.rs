use std::time::Duration;

use frontdesk_domain::{
    accounts::SecondStep,
    auth::{RecoveryCode, TotpCode, TotpSecret},
};

use super::*;
use crate::testing::Answer;

const PAGE: &str = "/my/profile/second-step";
const CONFIRM: &str = "/my/profile/second-step/confirm";
const OFF: &str = "/my/profile/second-step/off";
const CODES: &str = "/my/profile/second-step/codes";
const ASKED: &str = "Type your password to go on";

/// The secret behind the page's QR code.
async fn offered(site: &TestSite) -> TotpSecret {
    let person = site.desk.signed_in(SARA).await;
    site.desk.app.offered_second_step(&person).await.unwrap().secret
}

fn codes(page: &Answer) -> Vec<RecoveryCode> {
    let (_, list) = page.text().split_once("<ol class=\"source\">").unwrap();
    let (list, _) = list.split_once("</ol>").unwrap();
    let texts = list.split("<li>").skip(1);
    let codes = texts.map(|text| RecoveryCode::parse(text.trim_end_matches("</li>")).unwrap());
    codes.collect()
}

/// Someone with two-step sign-in, on the browser they set it up with.
async fn with_second_step(site: &TestSite) -> Browser<'_> {
    let mut browser = customer(site).await;
    browser.post(PAGE, &[]).await.leads(CONFIRM);
    let code = site.desk.app_shows(&offered(site).await).reveal();
    let page = browser.post(CONFIRM, &[("code", &code)]).await;
    assert_eq!(page.status, StatusCode::OK);
    browser
}

#[tokio::test]
async fn it_is_explained_set_up_and_gives_recovery_codes_once() {
    let site = TestSite::new();
    let mut browser = customer(&site).await;
    let mut elsewhere = site.browser_of(SARA).await;
    browser.get(PAGE).await.shows(&["Two-step sign-in", "Set it up"]);
    browser.get(CONFIRM).await.leads(PAGE);
    browser.post(PAGE, &[]).await.leads(CONFIRM);

    let page = browser.get(CONFIRM).await;
    let secret = offered(&site).await;
    page.shows(&[
        "QR code for your authenticator app",
        &format!(r#"data-copy="{}""#, secret.reveal()),
    ]);
    assert_eq!(browser.get(CONFIRM).await.text(), page.text(), "the same again");
    assert!(!sara(&site).await.second_step.is_on());

    let right = site.desk.app_shows(&secret);
    let wrong = TotpCode::parse(&format!(
        "{:06}",
        (right.reveal().parse::<u32>().unwrap() + 1) % 1_000_000
    ))
    .unwrap();
    browser
        .post(CONFIRM, &[("code", &wrong.reveal())])
        .await
        .refuses(&[
            r##"<a href="#code">This is not what your app shows"##,
            &secret.reveal(),
        ]);
    browser
        .post(CONFIRM, &[("code", "12 34")])
        .await
        .refuses(&["Type the six digits"]);
    let shown = browser.post(CONFIRM, &[("code", &right.reveal())]).await;
    shown.shows(&["Keep your recovery codes", "data-print", "data-copy"]);
    assert_eq!(codes(&shown).len(), RecoveryCode::COUNT);
    assert!(sara(&site).await.second_step.is_on());
    is_out(&mut elsewhere).await;

    // Sent once more, by a reload, it shows no code again.
    browser
        .post(CONFIRM, &[("code", &right.reveal())])
        .await
        .leads(PAGE);
    browser
        .get(PAGE)
        .await
        .shows(&["10 of 10", "Make new codes", "Switch it off"]);
    browser.post(PAGE, &[]).await.leads(PAGE);
}

#[tokio::test]
async fn a_password_typed_long_ago_is_asked_for_again() {
    let site = TestSite::new();
    let mut browser = customer(&site).await;
    site.desk.clock.advance(Duration::from_secs(11 * 60));
    let asked = browser.post(PAGE, &[]).await;
    asked.shows(&[ASKED, r#"action="/my/profile/second-step""#]);
    let wrong = browser.post(PAGE, &[("password", NEW)]).await;
    wrong.refuses(&["This is not your password"]);
    assert_eq!(sara(&site).await.second_step, SecondStep::Off);
    browser.post(PAGE, &[("password", PASSWORD)]).await.leads(CONFIRM);

    // On the way: what was offered is shown, and switched on, only with a password typed lately.
    site.desk.clock.advance(Duration::from_secs(11 * 60));
    let asked = browser.get(CONFIRM).await;
    asked.shows(&[ASKED, r#"action="/my/profile/second-step/confirm""#]);
    asked.hides(&["QR code"]);
    let code = site.desk.app_shows(&offered(&site).await).reveal();
    browser.post(CONFIRM, &[("code", &code)]).await.shows(&[ASKED]);
    assert!(!sara(&site).await.second_step.is_on());
    browser
        .post(CONFIRM, &[("password", PASSWORD)])
        .await
        .leads(CONFIRM);
    browser
        .post(CONFIRM, &[("code", &code)])
        .await
        .shows(&["Keep your recovery codes"]);
}

#[tokio::test]
async fn new_recovery_codes_end_the_old_ones() {
    let site = TestSite::new();
    let mut browser = with_second_step(&site).await;
    let first = codes(&browser.post(CODES, &[]).await);
    let second = codes(&browser.post(CODES, &[]).await);
    assert_eq!(second.len(), RecoveryCode::COUNT);
    assert!(first.iter().all(|code| !second.contains(code)));

    site.desk.clock.advance(Duration::from_secs(11 * 60));
    browser
        .post(CODES, &[])
        .await
        .shows(&[ASKED, r#"action="/my/profile/second-step/codes""#]);
    let third = browser.post(CODES, &[("password", PASSWORD)]).await;
    assert_eq!(codes(&third).len(), RecoveryCode::COUNT);
}

#[tokio::test]
async fn it_is_switched_off_with_the_password() {
    let site = TestSite::new();
    let mut browser = with_second_step(&site).await;
    site.desk.clock.advance(Duration::from_secs(11 * 60));
    browser
        .post(OFF, &[])
        .await
        .shows(&[ASKED, r#"action="/my/profile/second-step/off""#]);
    assert!(sara(&site).await.second_step.is_on());
    browser
        .post(OFF, &[("password", PASSWORD)])
        .await
        .leads("/my/profile/second-step?done=off");
    browser
        .get("/my/profile/second-step?done=off")
        .await
        .shows(&["Two-step sign-in is off.", "Set it up"]);
    assert!(!sara(&site).await.second_step.is_on());
    browser.post(CODES, &[]).await.leads(PAGE);
}

#[tokio::test]
async fn staff_cannot_switch_it_off_where_the_desk_asks_for_it() {
    const BOSS: &str = "boss@example.com";
    let site = TestSite::with_rules(|rules| rules.accounts.staff_second_step = true);
    site.desk.person(BOSS, Role::Admin).await;
    let mut browser = site.browser_of(BOSS).await;
    browser.post(PAGE, &[]).await.leads(CONFIRM);
    let person = site.desk.signed_in(BOSS).await;
    let secret = site.desk.app.offered_second_step(&person).await.unwrap().secret;
    let code = site.desk.app_shows(&secret).reveal();
    browser
        .post(CONFIRM, &[("code", &code)])
        .await
        .shows(&["Keep your recovery codes"]);
    let page = browser.get(PAGE).await;
    page.shows(&["You cannot switch it off"]);
    page.hides(&[r#"action="/my/profile/second-step/off""#]);
    assert_eq!(browser.post(OFF, &[]).await.status, StatusCode::FORBIDDEN);
    assert!(site.desk.account(BOSS).await.second_step.is_on());
}

#[tokio::test]
async fn looking_changes_nothing() {
    let site = TestSite::new();
    let mut browser = with_second_step(&site).await;
    for path in [OFF, CODES] {
        assert_eq!(browser.get(path).await.status, StatusCode::METHOD_NOT_ALLOWED);
    }
    browser.get(CONFIRM).await.leads(PAGE);
    assert!(sara(&site).await.second_step.is_on());
}
