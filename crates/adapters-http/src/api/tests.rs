//! The JSON API through the whole router.

use axum::http::StatusCode;
use frontdesk_domain::tickets::TicketNumber;

use crate::testing::{Answer, TestSite};

const SARA: &str = "sara@example.com";
const PATH: &str = "/api/v1/tickets";

fn json(answer: &Answer) -> serde_json::Value {
    serde_json::from_slice(&answer.body).unwrap()
}

fn numbers(answer: &Answer) -> Vec<i64> {
    let body = json(answer);
    let tickets = body["tickets"].as_array().unwrap();
    tickets
        .iter()
        .map(|ticket| ticket["number"].as_i64().unwrap())
        .collect()
}

#[tokio::test]
async fn s0_12_ones_own_tickets_are_json_for_programs() {
    let site = TestSite::new();
    for email in [SARA, "mina@example.com"] {
        site.desk.customer(email).await;
    }
    let sara = site.desk.signed_in(SARA).await;
    let mina = site.desk.signed_in("mina@example.com").await;
    let one = site.desk.open(&sara, "<b>The printer</b> is \"on\" fire").await;
    site.desk.open(&mina, "Somebody else’s").await;
    let mut browser = site.browser_of(SARA).await;
    let answer = browser.get(PATH).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(numbers(&answer), [one.0]);
    let ticket = &json(&answer)["tickets"][0];
    assert_eq!(ticket["title"], "<b>The printer</b> is \"on\" fire");
    assert_eq!(
        (&ticket["status"], &ticket["waiting_for"]),
        (&"open".into(), &"us".into())
    );
    let opened: jiff::Timestamp = ticket["opened_at"].as_str().unwrap().parse().unwrap();
    assert!(ticket["opened_at"].as_str().unwrap().ends_with('Z') && opened.as_second() > 0);
    assert_eq!(
        ticket["url"],
        format!("http://localhost:8080/my/tickets/{}", one.0)
    );
}

#[tokio::test]
async fn s0_12_nobody_signed_in_gets_a_problem_and_no_page() {
    let answer = TestSite::new().get(PATH).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert!(answer.header("www-authenticate").starts_with("Cookie "));
    assert_eq!(json(&answer)["status"], 401);
}

#[tokio::test]
async fn the_link_leads_through_all_of_them_and_each_is_there_once() {
    let site = TestSite::new();
    site.desk.customer(SARA).await;
    let sara = site.desk.signed_in(SARA).await;
    let mut all: Vec<TicketNumber> = Vec::new();
    for n in 1..=5 {
        all.push(site.desk.open(&sara, &format!("Ticket {n}")).await);
    }
    let mut browser = site.browser_of(SARA).await;
    let mut found = Vec::new();
    let mut next = Some(format!("{PATH}?limit=2"));
    while let Some(path) = next {
        let answer = browser.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        found.extend(numbers(&answer));
        let link = answer.header("link").strip_prefix('<').map(str::to_owned);
        next = link.map(|link| link.split_once(r#">; rel="next""#).unwrap().0.to_owned());
    }
    found.reverse();
    assert_eq!(found, all.iter().map(|number| number.0).collect::<Vec<_>>());
}

#[tokio::test]
async fn what_is_misspelt_is_refused_as_a_problem() {
    let site = TestSite::new();
    site.desk.customer(SARA).await;
    let mut browser = site.browser_of(SARA).await;
    for query in [
        "status=Open",
        "limit=0",
        "limit=101",
        "after=1",
        "page=2",
        "limit=1&limit=2",
    ] {
        let answer = browser.get(&format!("{PATH}?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(
            answer.header("content-type"),
            "application/problem+json",
            "{query}"
        );
    }
}
