use std::time::Duration;

use frontdesk_domain::{
    accounts::Role,
    auth::{RecoveryCode, TotpSecret},
    secrets::SessionToken,
};

use super::*;

async fn site() -> (TestSite, TotpSecret, Vec<RecoveryCode>) {
    let site = TestSite::new();
    site.desk.person(BOSS, Role::Admin).await;
    let (secret, codes) = site.desk.with_second_step(BOSS).await;
    (site, secret, codes)
}

#[tokio::test]
async fn the_password_leads_to_the_second_step_and_opens_nothing_else() {
    let (site, secret, _) = site().await;
    let mut browser = site.browser();
    let fields = [
        ("login", BOSS),
        ("password", PASSWORD),
        ("remember", "yes"),
        ("next", "/admin/approvals"),
    ];
    let half = browser.post("/sign-in", &fields).await;
    leads(&half, "/sign-in/second-step?next=%2Fadmin%2Fapprovals");
    assert!(!cookie_line(&half, "sid").unwrap().contains("Max-Age"));
    assert_eq!(browser.cookie("dev"), None);
    assert!(!is_in(&mut browser).await);
    let half_way = SessionToken::from_text(browser.cookie("sid").unwrap()).unwrap();

    let page = browser.get(half.header("location")).await;
    page.shows(&[r#"inputmode="numeric""#, r#"autocomplete="one-time-code""#]);
    let next = page.value("next");
    let code = site.desk.app_shows(&secret).reveal();
    let fields = [("code", code.as_str()), ("next", &next)];
    let done = browser.post("/sign-in/second-step", &fields).await;
    leads(&done, "/admin/approvals");
    assert!(
        cookie_line(&done, "sid").unwrap().contains("Max-Age="),
        "remembered"
    );
    assert!(browser.cookie("dev").is_some());
    assert!(is_in(&mut browser).await);
    let held = SessionToken::from_text(browser.cookie("sid").unwrap()).unwrap();
    assert_ne!(held, half_way);
    assert!(site.desk.who(&half_way).await.is_none());
}

#[tokio::test]
async fn a_recovery_code_gets_in_once() {
    let (site, _, codes) = site().await;
    for is_in_then in [true, false] {
        let mut browser = site.browser();
        sign_in(&mut browser, BOSS, PASSWORD).await;
        let page = browser.get("/sign-in/second-step?use=recovery").await;
        page.shows(&["One of your recovery codes"]);
        let means = page.value("use");
        let typed = codes[0].reveal().to_uppercase();
        let fields = [("code", typed.as_str()), ("use", &means)];
        let taken = browser.post("/sign-in/second-step", &fields).await;
        assert_eq!(is_in(&mut browser).await, is_in_then);
        taken.hides(&[&typed]);
        if !is_in_then {
            taken.shows(&["was used"]);
        }
    }
}

#[tokio::test]
async fn a_wrong_code_a_used_one_and_none_are_refused() {
    let (site, secret, _) = site().await;
    let mut first = site.browser();
    sign_in(&mut first, BOSS, PASSWORD).await;
    let code = site.desk.app_shows(&secret).reveal();
    let step = "/sign-in/second-step";
    leads(&first.post(step, &[("code", &code)]).await, "/desk");

    let mut browser = site.browser();
    sign_in(&mut browser, BOSS, PASSWORD).await;
    for typed in [code.as_str(), "", "12345", "x"] {
        let refused = browser.post(step, &[("code", typed)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        refused.shows(&[r#"aria-invalid="true""#]);
        refused.hides(&[&code]);
    }
    assert!(!is_in(&mut browser).await);
}

#[tokio::test]
async fn who_took_too_long_begins_again_and_nobody_begins_there() {
    let (site, secret, _) = site().await;
    let mut browser = site.browser();
    leads(
        &browser.get("/sign-in/second-step?next=/my/profile").await,
        "/sign-in?next=%2Fmy%2Fprofile",
    );
    sign_in(&mut browser, BOSS, PASSWORD).await;
    site.desk.clock.advance(Duration::from_secs(3600));
    let code = site.desk.app_shows(&secret).reveal();
    let late = browser.post("/sign-in/second-step", &[("code", &code)]).await;
    leads(&late, "/sign-in?done=again");
    assert_eq!(browser.cookie("sid"), None);
    browser
        .get("/sign-in?done=again")
        .await
        .shows(&["type your password again"]);
}

#[tokio::test]
async fn codes_cannot_be_guessed_fast() {
    let (site, secret, _) = site().await;
    let mut browser = site.browser();
    sign_in(&mut browser, BOSS, PASSWORD).await;
    let right: u32 = site.desk.app_shows(&secret).reveal().parse().unwrap();
    let mut told = StatusCode::OK;
    for turn in 0..7 {
        let guess = format!("{:06}", (right + 500_000 + turn) % 1_000_000);
        let answer = browser.post("/sign-in/second-step", &[("code", &guess)]).await;
        told = answer.status;
    }
    assert_eq!(told, StatusCode::TOO_MANY_REQUESTS);
}
