use axum::http::StatusCode;
use frontdesk_domain::time::Timestamp;

use super::*;
use crate::testing::TestSite;

async fn site(is_loopback: bool) -> TestSite {
    let site = TestSite::with(|parts| {
        parts.mailbox.as_mut().unwrap().is_loopback = is_loopback;
    });
    let mail = KeptMail {
        message_id: "<1@desk.example>".into(),
        at: Timestamp::from_micros(1_795_079_520_000_000),
        to: "Sara <sara@example.com>".into(),
        subject: "The printer eats paper (#10001)".into(),
        text: "Follow it: https://desk.example/track/secret".into(),
        html: r#"<p style="color:red">Follow <a href="https://desk.example/track/secret">it</a></p>"#.into(),
        source: "Subject: The printer eats paper\r\n\r\nsecret".into(),
    };
    site.desk.store.keep(&mail).await.unwrap();
    site
}

async fn id(site: &TestSite) -> i64 {
    site.desk.store.list(None, 1).await.unwrap()[0].id
}

#[tokio::test]
async fn on_the_machine_itself_mails_can_be_read() {
    let site = site(true).await;
    let id = id(&site).await;
    site.get("/dev/mail").await.shows(&[
        "Mail is not leaving this server.",
        "The printer eats paper (#10001)",
        "sara@example.com",
    ]);
    let page = site.get(&format!("/dev/mail/{id}")).await;
    page.shows(&["https://desk.example/track/secret", "<iframe", "sandbox="]);
    page.hides(&["color:red", "srcdoc"]);
    assert!(
        page.header("content-security-policy")
            .ends_with("frame-src 'self'")
    );
    let html = site.get(&format!("/dev/mail/{id}/html")).await;
    html.shows(&["color:red"]);
    assert!(html.header("content-security-policy").contains("sandbox"));
    assert!(!html.header("content-security-policy").contains("script"));
    let source = site.get(&format!("/dev/mail/{id}/source")).await;
    assert_eq!(source.header("content-type"), "text/plain; charset=utf-8");
}

#[tokio::test]
async fn from_elsewhere_only_that_there_is_a_mail_is_told() {
    let site = site(false).await;
    let id = id(&site).await;
    for path in ["/dev/mail".to_owned(), format!("/dev/mail/{id}")] {
        let page = site.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        page.shows(&["A mail"]);
        page.hides(&["secret", "sara@example.com", "printer", "10001"]);
    }
    for part in ["html", "source"] {
        assert_eq!(
            site.get(&format!("/dev/mail/{id}/{part}")).await.status,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn where_mail_leaves_there_is_no_mailbox() {
    let site = TestSite::with(|parts| parts.mailbox = None);
    assert_eq!(site.get("/dev/mail").await.status, StatusCode::NOT_FOUND);
    let with = self::site(true).await;
    for path in ["/dev/mail/999", "/dev/mail/x", "/dev/mail/-1/html"] {
        assert_eq!(with.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
