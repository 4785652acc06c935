use axum::http::StatusCode;
use frontdesk_domain::accounts::Role;

use crate::{paths, testing::TestSite};

#[tokio::test]
async fn keys_are_switched_off_and_on_again_in_this_browser() {
    let site = TestSite::new();
    site.desk.person("sue@example.com", Role::Agent).await;
    let mut browser = site.browser_of("sue@example.com").await;
    let page = browser.get(paths::DESK_KEYS).await;
    page.shows(&[
        "Single keys work",
        "Switch single keys off",
        "data-key=\"?\"",
        "<kbd>Shift x</kbd>",
    ]);
    page.hides(&["data-keys=\"off\""]);
    browser
        .post(paths::DESK_KEYS, &[("keys", "off")])
        .await
        .leads(paths::DESK_KEYS);
    browser
        .get(paths::DESK_KEYS)
        .await
        .shows(&["Single keys are off", "data-keys=\"off\""]);
    let mut elsewhere = site.browser_of("sue@example.com").await;
    elsewhere
        .get(paths::DESK_KEYS)
        .await
        .hides(&["data-keys=\"off\""]);
    browser
        .post(paths::DESK_KEYS, &[("keys", "on")])
        .await
        .leads(paths::DESK_KEYS);
    browser.get(paths::DESK_KEYS).await.hides(&["data-keys=\"off\""]);
    assert_eq!(browser.cookie("keys"), None);
}

#[tokio::test]
async fn customers_have_no_keys() {
    let site = TestSite::new();
    site.desk.customer("mina@example.com").await;
    let mut browser = site.browser_of("mina@example.com").await;
    assert_eq!(browser.get(paths::DESK_KEYS).await.status, StatusCode::FORBIDDEN);
}
