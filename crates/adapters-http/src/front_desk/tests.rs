//! The front desk through the whole router, over a desk in memory.

mod verified;

use std::time::Duration;

use axum::http::StatusCode;
use frontdesk_domain::{clients::ClientNumber, replies::Sender, tickets::TicketNumber};

use crate::testing::TestSite;

const PHONE: &str = "0912 345 6789";

#[tokio::test]
async fn s0_1_the_first_page_asks_one_thing() {
    let site = TestSite::new();
    let page = site.get("/").await;
    page.shows(&[
        "How can we help?",
        "Phone number or customer ID",
        r#"type="tel""#,
        "<title>How can we help? · Alder &amp; Finch</title>",
    ]);
    assert_eq!(page.status, StatusCode::OK);
}

#[tokio::test]
async fn what_identifies_nobody_is_explained_and_kept() {
    let site = TestSite::new();
    for (typed, words) in [
        ("", "Type your phone number or your customer ID"),
        ("  ", "Type your phone number or your customer ID"),
        ("Sara <b>", "Type a phone number with its area code"),
        ("1042 7732", "A digit of this customer ID is wrong"),
        (
            &ClientNumber::draw(7).to_string(),
            "We don’t know this customer ID",
        ),
        (&"9".repeat(5_000), "Type a phone number"),
    ] {
        let page = site.post("/", &[("who", typed)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        page.shows(&[
            "<title>Error: ",
            "There is a problem",
            words,
            r##"href="#who""##,
            r#"aria-invalid="true""#,
        ]);
        page.hides(&["<b>\""]);
    }
}

#[tokio::test]
async fn s0_5_someone_new_leaves_with_a_number_and_a_customer_id() {
    let site = TestSite::new();
    let looked_up = site.post("/", &[("who", "۰۹۱۲ ۳۴۵ ۶۷۸۹")]).await;
    let location = looked_up.header("location").to_owned();
    assert!(
        !location.contains("912") && location.starts_with("/ticket?visit="),
        "{location}"
    );

    let form = site.get(&location).await;
    form.shows(&[
        "What’s wrong?",
        "Your name",
        "E-mail",
        "Address",
        "Is this stopping you from working?",
        "۰۹۱۲ ۳۴۵ ۶۷۸۹",
    ]);

    let receipt = site.send_ticket(PHONE, "The printer is on fire").await;
    let page = site.get(&receipt).await;
    page.shows(&[
        "Got it. Here is your ticket.",
        "10001",
        "Your customer ID",
        "Your track link",
        "QR code",
        "sara@example.com",
    ]);
    assert_eq!((site.desk.store.tickets(), site.desk.store.clients()), (1, 1));
}

#[tokio::test]
async fn the_same_form_again_is_the_same_ticket_and_other_words_are_not() {
    let site = TestSite::new();
    let visit = site.visit(PHONE).await;
    let key = site.get(&format!("/ticket?visit={visit}")).await.value("key");
    let form = [
        ("visit", visit.as_str()),
        ("key", key.as_str()),
        ("what", "It broke"),
        ("name", "Sara"),
    ];
    let first = site.post("/ticket", &form).await;
    for _ in 0..3 {
        let again = site.post("/ticket", &form).await;
        assert_eq!(
            (again.status, again.header("location")),
            (StatusCode::SEE_OTHER, first.header("location"))
        );
    }
    let other = [form[0], form[1], ("what", "Something else broke"), form[3]];
    let refused = site.post("/ticket", &other).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    refused.shows(&["This was already sent", "Something else broke"]);
    assert_eq!(site.desk.store.tickets(), 1);
}

#[tokio::test]
async fn s0_2_an_open_ticket_is_told_by_number_state_and_date_only() {
    let site = TestSite::new();
    site.send_ticket(PHONE, "The printer is on fire").await;
    let visit = site.visit(PHONE).await;
    let page = site.get(&format!("/ticket?visit={visit}")).await;
    page.shows(&[
        "You already have an open ticket",
        "10001",
        "Received",
        " Nov 2026, 9:12",
        "Add to this ticket",
    ]);
    page.hides(&["printer", "fire", "Sara", "Ahmadi", "sara@example.com", "/track/"]);
}

#[tokio::test]
async fn s0_n6_a_form_that_lost_the_race_is_shown_the_ticket_that_won() {
    let site = TestSite::new();
    let visit = site.visit(PHONE).await;
    let key = site.get(&format!("/ticket?visit={visit}")).await.value("key");
    site.send_ticket(PHONE, "The first").await;
    let form = [
        ("visit", visit.as_str()),
        ("key", &key),
        ("what", "The second words"),
        ("name", "Sara"),
    ];
    let page = site.post("/ticket", &form).await;
    assert_eq!(page.status, StatusCode::OK);
    page.shows(&["You already have an open ticket", "10001", "The second words"]);
    page.hides(&["The first"]);
    assert_eq!(site.desk.store.tickets(), 1);
}

#[tokio::test]
async fn what_is_added_without_proof_is_kept_and_marked() {
    let site = TestSite::new();
    site.send_ticket(PHONE, "It broke").await;
    let visit = site.visit(PHONE).await;
    let key = site.get(&format!("/ticket?visit={visit}")).await.value("key");
    let empty = site
        .post("/ticket/add", &[("visit", &visit), ("key", &key), ("what", " ")])
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(empty.value("key"), key);
    let form = [
        ("visit", visit.as_str()),
        ("key", &key),
        ("what", "It is the tray"),
    ];
    let added = site.post("/ticket/add", &form).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER);
    site.get(added.header("location"))
        .await
        .shows(&["Added. Thank you.", "10001"]);
    site.post("/ticket/add", &form).await;
    let kept = site.desk.replies(TicketNumber(10_001)).await;
    assert_eq!(kept, [(Sender::Unverified, "It is the tray".to_owned())]);
}

#[tokio::test]
async fn s0_n3_a_family_is_asked_for_the_customer_id_and_nobody_is_named() {
    let site = TestSite::new();
    let members = site.desk.family(PHONE, 3).await;
    let visit = site.visit(PHONE).await;
    let page = site.get(&format!("/ticket?visit={visit}")).await;
    page.shows(&["Which of you is it?", "Customer ID"]);
    page.hides(&["One of a family", &members[0].to_string()]);
    let visit = site.visit(&members[1].to_string()).await;
    let form = site.get(&format!("/ticket?visit={visit}")).await;
    form.shows(&["What’s wrong?"]);
    form.hides(&["Your name", "One of a family"]);
}

#[tokio::test]
async fn a_bad_form_is_explained_beside_each_field_and_keeps_everything() {
    let site = TestSite::new();
    let visit = site.visit(PHONE).await;
    let key = site.get(&format!("/ticket?visit={visit}")).await.value("key");
    let form = [
        ("visit", visit.as_str()),
        ("key", &key),
        ("what", ""),
        ("name", "Sara\u{1b}[2J"),
        ("email", "sara@"),
        ("address", "12 Alder Street"),
        ("stops", "no"),
        ("about", "no-such-thing"),
        ("status", "closed"),
        ("client_id", "2"),
    ];
    let page = site.post("/ticket", &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows(&[
        "<title>Error: ",
        r##"<a href="#what">Tell us what is wrong, in a few words</a>"##,
        r##"<a href="#name">"##,
        r##"<a href="#email">Write the e-mail address like name@example.com</a>"##,
        r##"<a href="#about">"##,
        r#"value="sara@""#,
        "12 Alder Street",
        r#"value="no" checked"#,
    ]);
    assert_eq!(page.value("key"), key, "nothing was stored under it");
    assert_eq!((site.desk.store.tickets(), site.desk.store.clients()), (0, 0));
    let long = "x".repeat(20_001);
    let page = site
        .post("/ticket", &[form[0], form[1], ("what", &long), ("name", "Sara")])
        .await;
    page.shows(&["Shorten this to 20000 characters or fewer", &long]);
}

#[tokio::test]
async fn s0_n5_a_visit_that_is_over_or_forged_opens_no_form_and_keeps_what_was_typed() {
    let site = TestSite::new();
    let visit = site.visit(PHONE).await;
    site.desk.clock.advance(Duration::from_secs(31 * 60));
    for sealed in [visit.as_str(), "forged", ""] {
        for path in ["/ticket", "/ticket/add"] {
            let page = site
                .post(path, &[("visit", sealed), ("what", "A long story")])
                .await;
            assert_eq!(page.status, StatusCode::GONE);
            page.shows(&["Please type your number again", "A long story"]);
        }
    }
    assert_eq!(
        site.get(&format!("/ticket?visit={visit}")).await.status,
        StatusCode::GONE
    );
    assert_eq!(site.get("/ticket").await.header("location"), "/");
}

#[tokio::test]
async fn s0_n5_a_store_that_is_away_gives_the_form_back_with_the_same_key() {
    let site = TestSite::new();
    let visit = site.visit(PHONE).await;
    let key = site.get(&format!("/ticket?visit={visit}")).await.value("key");
    let form = [
        ("visit", visit.as_str()),
        ("key", &key),
        ("what", "It broke"),
        ("name", "Sara"),
        ("stops", "yes"),
    ];
    site.desk.store.lose_next_commit_answer(false);
    let page = site.post("/ticket", &form).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!page.header("retry-after").is_empty());
    page.shows(&[
        "This was not saved",
        "It broke",
        r#"value="Sara""#,
        r#"value="yes" id="stops" checked"#,
    ]);
    assert_eq!(page.value("key"), key);
    assert_eq!(site.post("/ticket", &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.desk.store.tickets(), 1);
}

#[tokio::test]
async fn too_many_look_ups_are_refused_alike_for_known_and_unknown() {
    let site = TestSite::new();
    site.desk.submit(PHONE, "It broke").await;
    let mut pages = Vec::new();
    for who in [PHONE, "0912 345 6780"] {
        for _ in 0..5 {
            site.visit(who).await;
        }
        let refused = site.post("/", &[("who", who)]).await;
        assert_eq!(
            (refused.status, refused.header("retry-after")),
            (StatusCode::TOO_MANY_REQUESTS, "3600")
        );
        let (text, reference) = refused.text().split_once("Reference: ").unwrap();
        assert!(!reference.is_empty());
        pages.push(text.to_owned());
    }
    assert_eq!(pages[0], pages[1]);
}

#[tokio::test]
async fn programs_are_turned_away() {
    let site = TestSite::new();
    let visit = site.visit(PHONE).await;
    let trapped = [
        ("visit", visit.as_str()),
        ("what", "Buy"),
        ("website", "https://spam.example"),
    ];
    for path in ["/", "/ticket", "/ticket/add"] {
        assert_eq!(
            site.post(path, &trapped).await.status,
            StatusCode::BAD_REQUEST,
            "{path}"
        );
    }
    let twice = site.post("/", &[("who", PHONE), ("who", "0912 345 6780")]).await;
    assert_eq!(twice.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_forged_form_key_costs_one_more_click_and_no_word() {
    let site = TestSite::new();
    let visit = site.visit(PHONE).await;
    let page = site
        .post(
            "/ticket",
            &[
                ("visit", &visit),
                ("key", "forged"),
                ("what", "It broke"),
                ("name", "Sara"),
            ],
        )
        .await;
    page.shows(&["Please send this once more", "It broke", r#"value="Sara""#]);
    assert_eq!(site.desk.store.tickets(), 0);
}
