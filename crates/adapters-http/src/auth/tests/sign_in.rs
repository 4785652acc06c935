use std::time::Duration;

use frontdesk_application::{AddPerson, Decision, Verdict};
use frontdesk_domain::{
    access::Authority,
    accounts::{Role, Username},
    clients::Name,
    secrets::SessionToken,
};

use super::*;

#[tokio::test]
async fn s1_5_the_right_password_gets_in_and_the_role_says_where_to() {
    let site = TestSite::new();
    site.desk.customer(SARA).await;
    site.desk.person(BOSS, Role::Admin).await;
    site.desk.person("agent@example.com", Role::Agent).await;
    for (email, home) in [(SARA, "/my"), (BOSS, "/desk"), ("agent@example.com", "/desk")] {
        let mut browser = site.browser();
        leads(&sign_in(&mut browser, email, PASSWORD).await, home);
        assert!(is_in(&mut browser).await);
        leads(&browser.get("/sign-in").await, home);
    }
}

#[tokio::test]
async fn s3_2_a_username_signs_in_as_an_e_mail_does() {
    let site = TestSite::new();
    let person = AddPerson {
        name: Name::parse("Sara").unwrap(),
        email: frontdesk_application::testing::people::email(SARA),
        username: Some(Username::parse("sara.a").unwrap()),
        role: Role::Customer,
        password: frontdesk_application::testing::people::password(PASSWORD),
    };
    site.desk.app.add_person(&person).await.unwrap().unwrap();
    for login in ["sara.a", "SARA.A", SARA, " Sara@Example.com "] {
        let mut browser = site.browser();
        sign_in(&mut browser, login, PASSWORD).await;
        assert!(is_in(&mut browser).await, "{login}");
    }
}

#[tokio::test]
async fn s0_10_remember_me_is_a_box_that_is_sent_and_works() {
    let site = TestSite::new();
    site.desk.customer(SARA).await;
    site.get("/sign-in")
        .await
        .shows(&[r#"type="checkbox" id="remember" name="remember" value="yes""#]);
    let (mut here, mut there) = (site.browser(), site.browser());
    let fields = [("login", SARA), ("password", PASSWORD), ("remember", "yes")];
    let remembered = here.post("/sign-in", &fields).await;
    let other = sign_in(&mut there, SARA, PASSWORD).await;
    let kept = |answer| cookie_line(answer, "sid").unwrap().contains("Max-Age=");
    assert!(kept(&remembered) && !kept(&other));
    site.desk.clock.advance(Duration::from_secs(9 * 3600));
    assert!(is_in(&mut here).await);
    assert!(!is_in(&mut there).await);
}

#[tokio::test]
async fn s0_n1_nobody_gets_in_without_the_right_password() {
    let site = TestSite::new();
    site.desk.customer(SARA).await;
    let long = "x".repeat(2000);
    for password in ["", " ", "mossy anchor cuP", " mossy anchor cup", &long] {
        let mut browser = site.browser();
        let refused = sign_in(&mut browser, SARA, password).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.hides(&[&long]);
        assert_eq!(browser.cookie("sid"), None);
        assert_eq!(browser.cookie("dev"), None);
    }
}

#[tokio::test]
async fn s4_n7_known_unknown_closed_and_declined_are_answered_with_the_same_bytes() {
    let site = TestSite::new();
    site.desk.customer("known@example.com").await;
    site.desk.newcomer("waits@example.com").await;
    let closed = site.desk.customer("close@example.com").await;
    let operator = Authority::Operator;
    site.desk.app.disable_person(&operator, closed).await.unwrap();
    let no = Decision {
        account: site.desk.newcomer("no-no@example.com").await,
        verdict: Verdict::Decline { reason: None },
    };
    site.desk.app.decide(&operator, &[no]).await.unwrap();
    let unknown = site.browser().post_wrong("never@example.com").await;
    unknown.shows(&["The e-mail, username or password is not right"]);
    for login in ["known@example.com", "waits@example.com"] {
        same(&unknown, &site.browser().post_wrong(login).await, login);
    }
    for login in ["close@example.com", "no-no@example.com"] {
        same(
            &unknown,
            &sign_in(&mut site.browser(), login, PASSWORD).await,
            login,
        );
    }
}

impl Browser<'_> {
    async fn post_wrong(&mut self, login: &str) -> Answer {
        sign_in(self, login, "not the right one").await
    }
}

/// Fails unless both answers are the same but for what was typed, which is as long.
#[track_caller]
fn same(unknown: &Answer, known: &Answer, login: &str) {
    assert_eq!(unknown.status, known.status);
    assert_eq!(unknown.text().replace("never@example.com", login), known.text());
    let headers = |answer: &Answer| {
        let mut headers = answer.headers.clone();
        headers.remove("x-request-id");
        headers
    };
    assert_eq!(headers(unknown), headers(known));
}

#[tokio::test]
async fn s1_3_who_waits_is_told_so_after_the_right_password_only() {
    let site = TestSite::new();
    site.desk.newcomer(SARA).await;
    let mut browser = site.browser();
    let told = sign_in(&mut browser, SARA, PASSWORD).await;
    assert_eq!(browser.cookie("sid"), None);
    let page = browser.get(told.header("location")).await;
    page.shows(&["Waiting for approval"]);
    browser.post_wrong(SARA).await.hides(&["approval"]);
}

#[tokio::test]
async fn s1_4_an_unproved_e_mail_gets_a_new_code_and_only_the_mail_says_so() {
    let site = TestSite::new();
    let request = site
        .desk
        .register(&site.desk.registration("fresh@example.com"))
        .await;
    let old = site.desk.code_to("fresh@example.com");
    let unknown = site.browser().post_wrong("never@example.com").await;
    let mut browser = site.browser();
    browser.set_cookie("req", &request.to_text());
    let told = sign_in(&mut browser, "fresh@example.com", PASSWORD).await;
    same(&unknown, &told, "fresh@example.com");
    told.shows(&["the e-mail is not confirmed yet"]);
    assert_eq!(browser.cookie("sid"), None);
    site.desk.deliver().await;
    let new = site.desk.code_to("fresh@example.com");
    assert_ne!(old, new);
    let verified = site.desk.type_code(request, new).await;
    assert_eq!(verified, frontdesk_application::Verified::Waiting);
}

#[tokio::test]
async fn a_session_that_was_planted_does_not_survive() {
    let site = TestSite::new();
    site.desk.customer(SARA).await;
    site.desk.customer("mallory@example.com").await;
    let planted = site.desk.enter("mallory@example.com").await;
    let mut browser = site.browser();
    browser.set_cookie("sid", &planted.to_text());
    sign_in(&mut browser, SARA, PASSWORD).await;
    let held = SessionToken::from_text(browser.cookie("sid").unwrap()).unwrap();
    assert_ne!(held, planted);
    assert!(site.desk.who(&planted).await.is_none());
    assert!(site.desk.who(&held).await.is_some());
}

#[tokio::test]
async fn signing_in_leads_back_to_this_server_only() {
    let site = TestSite::new();
    site.desk.customer(SARA).await;
    let page = site.get("/sign-in?next=%2Fadmin%2Fpeople%3Frole%3Dagent").await;
    assert_eq!(page.value("next"), "/admin/people?role=agent");
    for (next, place) in [
        ("/admin/people?role=agent", "/admin/people?role=agent"),
        ("//evil.example", "/my"),
        ("https://evil.example", "/my"),
        ("/\\evil.example", "/my"),
    ] {
        let fields = [("login", SARA), ("password", PASSWORD), ("next", next)];
        leads(&site.post("/sign-in", &fields).await, place);
    }
    site.get("/sign-in?next=//evil.example")
        .await
        .hides(&[r#"name="next""#]);
}

#[tokio::test]
async fn who_tries_too_often_is_told_how_long_to_wait_and_keeps_what_they_typed() {
    let site = TestSite::new();
    site.desk.customer(SARA).await;
    let mut browser = site.browser();
    for _ in 0..6 {
        browser.post_wrong(SARA).await;
    }
    let told = browser.post_wrong(SARA).await;
    assert_eq!(told.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(told.header("retry-after"), "1");
    told.shows(&["Please wait a second", r#"value="sara@example.com""#]);
    told.hides(&["not the right one"]);
    site.desk.clock.advance(Duration::from_secs(1));
    leads(&sign_in(&mut browser, SARA, PASSWORD).await, "/my");
}

#[tokio::test]
async fn all_that_is_missing_is_said_at_once_and_other_fields_change_nothing() {
    let site = TestSite::new();
    site.desk.customer(SARA).await;
    let empty = site.post("/sign-in", &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    empty.shows(&["Type your e-mail or username", "Type your password"]);
    let mut browser = site.browser();
    let fields = [
        ("login", SARA),
        ("password", PASSWORD),
        ("role", "admin"),
        ("state", "active"),
    ];
    leads(&browser.post("/sign-in", &fields).await, "/my");
    assert_eq!(site.desk.account(SARA).await.role, Role::Customer);
}

#[tokio::test]
async fn the_page_offers_every_other_way_and_says_what_was_done() {
    let site = TestSite::new();
    site.get("/sign-in").await.shows(&[
        r#"href="/forgot-password""#,
        r#"href="/register""#,
        r#"href="/sign-in/code""#,
        "Continue without an account",
        r#"autocomplete="username""#,
        r#"autocomplete="current-password""#,
    ]);
    site.get("/sign-in?done=verified")
        .await
        .shows(&["Your e-mail is confirmed"]);
    site.get("/sign-in?done=%3Cb%3E").await.hides(&["<b>"]);
}
