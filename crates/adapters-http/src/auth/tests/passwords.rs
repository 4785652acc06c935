use std::time::Duration;

use super::*;

/// Asks for a link, and takes it out of the mail.
async fn link(site: &TestSite, login: &str) -> String {
    let asked = site.post("/forgot-password", &[("login", login)]).await;
    leads(&asked, "/forgot-password?done=sent");
    site.desk.deliver().await;
    site.desk.link_to(SARA).0
}

async fn choose(site: &TestSite, token: &str, password: &str) -> Answer {
    let fields = [("token", token), ("password", password), ("again", password)];
    site.post("/reset-password", &fields).await
}

#[tokio::test]
async fn s1_6_a_forgotten_password_is_replaced_by_a_mailed_link() {
    let site = TestSite::new();
    site.desk.customer(SARA).await;
    let mut browser = site.browser();
    sign_in(&mut browser, SARA, PASSWORD).await;
    let token = link(&site, SARA).await;
    for _ in 0..2 {
        let page = site.get(&format!("/reset-password?token={token}")).await;
        page.shows(&["Choose a new password", r#"autocomplete="new-password""#]);
        assert_eq!(page.value("token"), token);
    }
    leads(&choose(&site, &token, NEW).await, "/sign-in?done=password");
    assert!(!is_in(&mut browser).await, "every session is over");
    let mut browser = site.browser();
    let old = sign_in(&mut browser, SARA, PASSWORD).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
    leads(&sign_in(&mut browser, SARA, NEW).await, "/my");
}

#[tokio::test]
async fn s1_6_the_answer_is_the_same_for_everybody() {
    let site = TestSite::new();
    site.desk.customer(SARA).await;
    for login in [SARA, "nobody@example.com", "sara", "?!"] {
        let asked = site.post("/forgot-password", &[("login", login)]).await;
        leads(&asked, "/forgot-password?done=sent");
        assert!(asked.body.is_empty());
    }
    site.get("/forgot-password?done=sent")
        .await
        .shows(&["If there is such an account", "30 minutes"]);
    for login in [SARA, "nobody@example.com"] {
        let mut last = site.post("/forgot-password", &[("login", login)]).await;
        for _ in 0..5 {
            last = site.post("/forgot-password", &[("login", login)]).await;
        }
        assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
        last.shows(&["Please wait", &format!(r#"value="{login}""#)]);
    }
    let empty = site.post("/forgot-password", &[("login", " ")]).await;
    empty.shows(&["Type your e-mail or username"]);
}

#[tokio::test]
async fn s1_6_a_link_lives_half_an_hour() {
    let site = TestSite::new();
    site.desk.customer(SARA).await;
    let token = link(&site, SARA).await;
    site.desk.clock.advance(Duration::from_secs(30 * 60 + 1));
    let page = site.get(&format!("/reset-password?token={token}")).await;
    assert_eq!(page.status, StatusCode::GONE);
    page.shows(&["Ask for a new link", r#"href="/forgot-password""#]);
    assert_eq!(choose(&site, &token, NEW).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn s1_n4_a_link_works_once_and_not_after_the_password_changed() {
    let site = TestSite::new();
    site.desk.customer(SARA).await;
    let token = link(&site, SARA).await;
    leads(&choose(&site, &token, NEW).await, "/sign-in?done=password");
    assert_eq!(
        choose(&site, &token, "copper lantern moth").await.status,
        StatusCode::GONE
    );
    site.get(&format!("/reset-password?token={token}"))
        .await
        .shows(&["does not work any more"]);

    let older = link(&site, SARA).await;
    let person = site
        .desk
        .app
        .who_is(&enter(&site, NEW).await)
        .await
        .unwrap()
        .unwrap();
    site.desk.app.end_all_sessions(&person).await.unwrap();
    assert_eq!(choose(&site, &older, PASSWORD).await.status, StatusCode::GONE);
    for forged in ["", "x", "a.b.c"] {
        assert_eq!(choose(&site, forged, NEW).await.status, StatusCode::GONE);
    }
}

async fn enter(site: &TestSite, password: &str) -> frontdesk_domain::secrets::SessionToken {
    let mut browser = site.browser();
    sign_in(&mut browser, SARA, password).await;
    frontdesk_domain::secrets::SessionToken::from_text(browser.cookie("sid").unwrap()).unwrap()
}

#[tokio::test]
async fn a_password_that_is_not_taken_leaves_the_link_working() {
    let site = TestSite::new();
    site.desk.customer(SARA).await;
    let token = link(&site, SARA).await;
    for (password, again, words) in [
        ("", "", "Choose a password"),
        (NEW, "velvet harbour fork", "Type the same password"),
        ("short", "short", "12 characters or more"),
        ("qwertyuiop1234", "qwertyuiop1234", "Many people have a password"),
        (SARA, SARA, "Leave out your name"),
    ] {
        let fields = [
            ("token", token.as_str()),
            ("password", password),
            ("again", again),
        ];
        let refused = site.post("/reset-password", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{password}");
        refused.shows(&[words]);
        refused.hides(&[NEW, "velvet"]);
        assert_eq!(refused.value("token"), token);
    }
    leads(&choose(&site, &token, NEW).await, "/sign-in?done=password");
}
