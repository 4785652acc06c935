use frontdesk_domain::secrets::SessionToken;

use super::*;

#[tokio::test]
async fn s4_2_signing_out_asks_first_and_then_ends_the_session_for_good() {
    let site = TestSite::new();
    site.desk.customer(SARA).await;
    let mut browser = site.browser();
    sign_in(&mut browser, SARA, PASSWORD).await;
    let held = browser.cookie("sid").unwrap().to_owned();
    let page = browser.get("/sign-out").await;
    page.shows(&["Sign out?", "Sara Ahmadi", r#"method="post""#, "Stay signed in"]);
    assert!(is_in(&mut browser).await, "asking changes nothing");

    let out = browser.post("/sign-out", &[]).await;
    leads(&out, "/sign-in?done=out");
    assert_eq!(out.header("clear-site-data"), r#""cache", "storage""#);
    assert_eq!(browser.cookie("sid"), None);
    assert!(browser.cookie("dev").is_some(), "the browser stays known");
    browser
        .get("/sign-in?done=out")
        .await
        .shows(&["You are signed out"]);
    assert!(
        site.desk
            .who(&SessionToken::from_text(&held).unwrap())
            .await
            .is_none()
    );
    browser.set_cookie("sid", &held);
    assert!(!is_in(&mut browser).await, "a cookie that was kept opens nothing");
}

#[tokio::test]
async fn signing_out_half_way_or_twice_is_no_fault() {
    let site = TestSite::new();
    site.desk
        .person(BOSS, frontdesk_domain::accounts::Role::Admin)
        .await;
    site.desk.with_second_step(BOSS).await;
    let mut browser = site.browser();
    leads(&browser.get("/sign-out").await, "/sign-in");
    sign_in(&mut browser, BOSS, PASSWORD).await;
    for _ in 0..2 {
        leads(&browser.post("/sign-out", &[]).await, "/sign-in?done=out");
    }
    assert_eq!(browser.cookie("sid"), None);
}
