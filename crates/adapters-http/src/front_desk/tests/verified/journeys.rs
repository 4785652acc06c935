use std::time::Duration;

use axum::http::StatusCode;
use frontdesk_domain::{clients::ClientId, replies::Sender, tickets::TicketNumber};

use super::{NOBODYS, OTHER, PHONE, SARA, look_up, register, send_ticket, type_code, visit_in};
use crate::testing::TestSite;

#[tokio::test]
async fn s0_4_someone_new_is_registered_and_goes_on_without_typing_anything_twice() {
    let site = TestSite::verified();
    let mut browser = site.browser();
    let ticket = register(&site, &mut browser, PHONE, SARA).await;
    let number = site.desk.client(ClientId(1)).await.number.to_string();
    let form = browser.get(&ticket).await;
    form.shows(&["What’s wrong?", "Welcome. Your customer ID is", &number]);
    form.hides(&["Your name", "E-mail"]);
    let sent = send_ticket(&mut browser, &ticket, "The printer is on fire").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    browser.get(sent.header("location")).await.shows(&["10001"]);
    assert_eq!((site.desk.store.tickets(), site.desk.store.clients()), (1, 1));
}

#[tokio::test]
async fn s0_2_the_open_ticket_is_shown_when_the_code_was_right() {
    let site = TestSite::verified();
    let ticket = register(&site, &mut site.browser(), PHONE, SARA).await;
    let mut before = site.browser_at_desk(PHONE, SARA).await;
    send_ticket(&mut before, &ticket, "The printer is on fire").await;
    site.desk.clock.advance(Duration::from_secs(31));

    let mut browser = site.browser();
    let page = look_up(&mut browser, PHONE).await;
    browser.get(&page).await.hides(&["10001", "Received"]);
    let ticket = type_code(&site, &mut browser, &page, SARA).await;
    let existing = browser.get(&ticket).await;
    existing.shows(&["You already have an open ticket", "10001", "Received"]);
    existing.hides(&["printer", "Sara"]);
    assert_eq!(browser.cookie("req"), None, "it was used");

    let form = [
        ("visit", visit_in(&ticket)),
        ("key", &existing.value("key")),
        ("what", "It is the tray"),
    ];
    let added = browser.post("/ticket/add", &form).await;
    browser
        .get(added.header("location"))
        .await
        .shows(&["Added. Thank you.", "10001"]);
    let kept = site.desk.replies(TicketNumber(10_001)).await;
    assert_eq!(kept, [(Sender::Client, "It is the tray".to_owned())]);
}

#[tokio::test]
async fn s0_3_without_an_open_ticket_the_code_leads_to_the_form() {
    let site = TestSite::verified();
    site.desk.newcomer_at_desk(PHONE, SARA).await;
    let mut browser = site.browser();
    let page = look_up(&mut browser, PHONE).await;
    let ticket = type_code(&site, &mut browser, &page, SARA).await;
    browser.get(&ticket).await.shows(&["What’s wrong?"]);
    // Whoever is in as that client needs no other code.
    site.desk.clock.advance(Duration::from_secs(31));
    let again = look_up(&mut browser, PHONE).await;
    assert!(again.starts_with("/ticket?visit="), "{again}");
}

#[tokio::test]
async fn a_session_opens_nobody_elses_visit() {
    let site = TestSite::verified();
    site.desk.newcomer_at_desk(PHONE, SARA).await;
    let mut others = site.browser_at_desk(NOBODYS, OTHER).await;
    let page = look_up(&mut others, PHONE).await;
    let visit = visit_in(&page);
    for path in [
        format!("/ticket?visit={visit}"),
        format!("/ticket/added?visit={visit}"),
    ] {
        let led = others.get(&path).await;
        assert_eq!(led.header("location"), format!("/ticket/code?visit={visit}"));
    }
    for path in ["/ticket", "/ticket/add"] {
        let form = [("visit", visit), ("what", "A long story"), ("name", "Sara")];
        let refused = others.post(path, &form).await;
        assert_eq!(refused.status, StatusCode::GONE, "{path}");
        refused.shows(&["Please type your number again", "A long story"]);
    }
    assert_eq!(site.desk.store.tickets(), 0);
}

#[tokio::test]
async fn knowing_a_phone_number_claims_nobodys_record() {
    let site = TestSite::verified();
    let mut sara = site.browser_at_desk(PHONE, SARA).await;
    let visit = site.desk.client(ClientId(1)).await.number.to_string();
    let hers = look_up(&mut sara, &visit).await;
    send_ticket(&mut sara, &hers, "The printer is on fire").await;

    let mut stranger = site.browser();
    let ticket = register(&site, &mut stranger, PHONE, OTHER).await;
    let page = stranger.get(&ticket).await;
    page.shows(&["What’s wrong?"]);
    page.hides(&["10001"]);
    assert_eq!(site.desk.store.clients(), 2);
}
