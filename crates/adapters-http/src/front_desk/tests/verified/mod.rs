//! A verified desk through the whole router: who sees what, and that nobody else can tell whom we know.

mod alike;
mod forms;
mod journeys;

use axum::http::StatusCode;

use crate::testing::{Answer, Browser, TestSite};

const PHONE: &str = "0912 345 6789";
const FAMILY: &str = "0912 345 6780";
const NOBODYS: &str = "0912 345 6781";
const SARA: &str = "sara@example.com";
const OTHER: &str = "other@example.com";

/// Types a number; where the code is typed.
async fn look_up(browser: &mut Browser<'_>, who: &str) -> String {
    let answer = browser.post("/", &[("who", who)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.header("location").to_owned()
}

fn visit_in(location: &str) -> &str {
    let (_, visit) = location.split_once("visit=").unwrap();
    visit.split('&').next().unwrap()
}

/// Types the code that was mailed to that address; where that leads.
async fn type_code(site: &TestSite, browser: &mut Browser<'_>, page: &str, address: &str) -> String {
    site.desk.deliver().await;
    let code = site.desk.code_to(address).reveal();
    let form = [("visit", visit_in(page)), ("code", code.as_str())];
    let answer = browser.post("/ticket/code", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.header("location").to_owned()
}

/// Somebody new; where they are led with their code.
async fn register(site: &TestSite, browser: &mut Browser<'_>, who: &str, address: &str) -> String {
    let page = look_up(browser, who).await;
    let form = [
        ("visit", visit_in(&page)),
        ("name", "Sara Ahmadi"),
        ("email", address),
    ];
    let answer = browser.post("/ticket/register", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    type_code(site, browser, answer.header("location"), address).await
}

async fn send_ticket(browser: &mut Browser<'_>, ticket: &str, what: &str) -> Answer {
    let key = browser.get(ticket).await.value("key");
    let form = [("visit", visit_in(ticket)), ("key", &key), ("what", what)];
    browser.post("/ticket", &form).await
}
