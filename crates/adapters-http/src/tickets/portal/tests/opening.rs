use axum::http::StatusCode;
use frontdesk_domain::{
    access::Caller,
    tickets::{OneOpenRule, Priority, Source},
};

use super::House;
use crate::testing::{Answer, TestSite};

const NEW: &str = "/my/tickets/new";

fn number(opened: &Answer) -> i64 {
    let rest = opened.header("location").strip_prefix("/my/tickets/");
    let (number, done) = rest.unwrap().split_once('?').unwrap();
    assert_eq!(done, "done=opened");
    number.parse().unwrap()
}

#[tokio::test]
async fn s3_4_a_title_alone_opens_a_ticket() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    let form = browser.get(NEW).await;
    form.shows(&["Open a ticket", r#"name="title""#, "(optional)"]);
    let sent = browser
        .post(NEW, &[("key", &form.value("key")), ("title", "Buy  paper")])
        .await;
    let page = browser.get(sent.header("location")).await;
    page.shows(&[
        "<h1 dir=\"auto\">Buy paper</h1>",
        "This is your ticket",
        "Received",
    ]);
    assert_eq!(number(&sent), house.number.0 + 1);
}

#[tokio::test]
async fn s1_7_title_description_category_and_priority_are_taken() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    let categories = house.site.desk.app.offered_categories().await.unwrap();
    let form = browser.get(NEW).await;
    form.shows(&["Is this stopping you from working?", &categories[0].label]);
    let fields = [
        ("key", form.value("key")),
        ("title", "No network".into()),
        ("what", "Since nine.\n\n\u{202e}Really.".into()),
        ("about", categories[0].key.as_str().into()),
        ("stops", "yes".into()),
    ];
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let sent = browser.post(NEW, &fields).await;
    let who = Caller::Person(house.sara.clone());
    let kept = frontdesk_domain::tickets::TicketNumber(number(&sent));
    let kept = house
        .site
        .desk
        .app
        .see_as_client(&who, kept)
        .await
        .unwrap()
        .ticket;
    assert_eq!((kept.priority, kept.category), (Priority::High, categories[0].id));
    assert_eq!(
        (kept.body.as_str(), kept.source),
        ("Since nine.\n\n\u{202e}Really.", Source::Portal)
    );
}

#[tokio::test]
async fn s4_3_the_request_type_and_the_opening_date_are_kept_and_shown() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    let categories = house.site.desk.app.offered_categories().await.unwrap();
    let form = browser.get(NEW).await;
    let fields = [
        ("key", form.value("key")),
        ("title", "No network".into()),
        ("about", categories[1].key.as_str().to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let opened = browser.post(NEW, &fields).await;
    let page = browser.get(opened.header("location")).await;
    page.shows(&[
        "Opened <time datetime=",
        &format!("<bdi>{}</bdi>", categories[1].label),
    ]);
}

#[tokio::test]
async fn what_is_wrong_comes_back_with_everything_typed() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    let key = browser.get(NEW).await.value("key");
    let long = "x".repeat(20_001);
    let fields = [
        ("key", key.as_str()),
        ("title", " "),
        ("what", &long),
        ("stops", "no"),
        ("about", "none"),
    ];
    let wrong = browser.post(NEW, &fields).await;
    wrong.refuses(&[
        "Say in a few words what it is about",
        "Shorten this to 20000 characters or fewer",
        "Choose one of these, or leave it open",
        &long,
        r#"value="no" checked"#,
    ]);
    assert_eq!(wrong.value("key"), key);
}

#[tokio::test]
async fn a_form_sent_twice_is_one_ticket_and_with_other_words_none() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    let key = browser.get(NEW).await.value("key");
    let fields = [("key", key.as_str()), ("title", "Buy paper")];
    let (one, two) = (browser.post(NEW, &fields).await, browser.post(NEW, &fields).await);
    assert_eq!(one.header("location"), two.header("location"));
    let other = browser.post(NEW, &[("key", &key), ("title", "Buy ink")]).await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    other.shows(&["Buy ink", "sent before, with other words"]);
    let keyless = browser.post(NEW, &[("key", "x"), ("title", "Buy ink")]).await;
    keyless.shows(&["Please send this once more", "Buy ink"]);
}

#[tokio::test]
async fn where_one_may_be_open_the_open_one_is_the_answer() {
    let site = TestSite::with_rules(|rules| rules.one_open = OneOpenRule::Everywhere);
    let house = House::over(site).await;
    let mut browser = house.browser().await;
    let key = browser.get(NEW).await.value("key");
    let fields = [
        ("key", key.as_str()),
        ("title", "Another"),
        ("what", "Much more text"),
    ];
    let answer = browser.post(NEW, &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer.shows(&[
        "there is one at a time",
        &house.at(""),
        "Another",
        "Much more text",
    ]);
}

#[tokio::test]
async fn s3_10_one_person_has_many_tickets_and_a_ticket_many_tasks() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    for title in ["Buy paper", "Buy ink"] {
        let key = browser.get(NEW).await.value("key");
        browser.post(NEW, &[("key", &key), ("title", title)]).await;
    }
    browser
        .get("/my")
        .await
        .shows(&["The printer is on fire", "Buy paper", "Buy ink"]);
    for task in ["Look", "Order"] {
        browser.post(&house.at("/tasks"), &[("task", task)]).await;
    }
    browser.get(&house.at("")).await.shows(&["0 of 2 done"]);
}

#[tokio::test]
async fn nobody_signed_in_is_led_to_the_sign_in_page_and_back() {
    let answer = TestSite::new().get(NEW).await;
    answer.leads("/sign-in?next=%2Fmy%2Ftickets%2Fnew");
}
