use std::time::Duration;

use axum::http::StatusCode;

use super::{PHONE, SARA, look_up, visit_in};
use crate::testing::TestSite;

#[tokio::test]
async fn nothing_anyone_typed_stands_in_an_address() {
    let site = TestSite::verified();
    let mut browser = site.browser();
    let page = look_up(&mut browser, PHONE).await;
    let form = [("visit", visit_in(&page)), ("name", "Sara"), ("email", SARA)];
    let registered = browser.post("/ticket/register", &form).await;
    for place in [&page, registered.header("location")] {
        for typed in ["912", "6789", "Sara", "sara", "example"] {
            assert!(!place.contains(typed), "{typed} in {place}");
        }
    }
    let waiting = browser.get(registered.header("location")).await;
    waiting.shows(&["Six digits are on their way to", SARA]);
}

#[tokio::test]
async fn a_form_that_is_wrong_or_too_early_comes_back_as_it_was() {
    let site = TestSite::verified();
    let mut browser = site.browser();
    let page = look_up(&mut browser, PHONE).await;
    let visit = visit_in(&page);
    let form = [("visit", visit), ("name", ""), ("email", "sara@")];
    let refused = browser.post("/ticket/register", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows(&[
        "<title>Error: ",
        r##"href="#name""##,
        r##"href="#email""##,
        r#"value="sara@""#,
    ]);
    let early = browser.post("/", &[("who", PHONE)]).await;
    assert_eq!(
        (early.status, early.header("retry-after")),
        (StatusCode::TOO_MANY_REQUESTS, "30")
    );
    early.shows(&["Please wait 30 seconds", PHONE]);
    let typed = browser
        .post("/ticket/code", &[("visit", visit), ("code", "12 34")])
        .await;
    assert_eq!(typed.status, StatusCode::UNPROCESSABLE_ENTITY);
    typed.shows(&["Type the six digits"]);
    typed.hides(&["12 34"]);
    let trapped = [form[0], ("website", "https://spam.example")];
    let trapped = browser.post("/ticket/register", &trapped).await;
    assert_eq!(trapped.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_visit_that_is_over_or_forged_begins_again() {
    let site = TestSite::verified();
    let mut browser = site.browser();
    let page = look_up(&mut browser, PHONE).await;
    site.desk.clock.advance(Duration::from_secs(31 * 60));
    for visit in [visit_in(&page), "forged", ""] {
        for path in ["/ticket/code", "/ticket/code/again", "/ticket/register"] {
            let form = [
                ("visit", visit),
                ("code", "000000"),
                ("name", "Sara"),
                ("email", SARA),
            ];
            assert_eq!(browser.post(path, &form).await.status, StatusCode::GONE, "{path}");
        }
        let page = browser.get(&format!("/ticket/code?visit={visit}")).await;
        assert_eq!(page.status, StatusCode::GONE);
    }
}

#[tokio::test]
async fn a_browser_that_asked_for_no_code_has_none_that_is_right() {
    let site = TestSite::verified();
    site.desk.newcomer_at_desk(PHONE, SARA).await;
    let page = look_up(&mut site.browser(), PHONE).await;
    site.desk.deliver().await;
    let code = site.desk.code_to(SARA).reveal();
    let form = [("visit", visit_in(&page)), ("code", code.as_str())];
    let answer = site.browser().post("/ticket/code", &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_open_desk_has_none_of_these_pages() {
    let site = TestSite::new();
    for path in ["/ticket/code", "/ticket/code/again", "/ticket/register"] {
        assert_eq!(
            site.post(path, &[("visit", "x")]).await.status,
            StatusCode::NOT_FOUND
        );
    }
}
