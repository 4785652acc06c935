//! One page of every kind that a client has of their tickets.

use axum::http::StatusCode;
use frontdesk_application::{Answer, testing::TestDesk};
use frontdesk_domain::{
    access::{Caller, SignedIn},
    accounts::Role,
    tickets::{Body, StatusKind, TicketNumber},
};

use crate::testing::TestSite;

const CLIENT: &str = "client@example.com";
const AGENT: &str = "helper@example.com";

/// Every kind of page of one's own tickets, and the same behind a link.
pub(super) async fn pages(site: &TestSite) -> Vec<(String, String)> {
    site.desk.customer(CLIENT).await;
    site.desk.person(AGENT, Role::Agent).await;
    let client = site.desk.signed_in(CLIENT).await;
    let (answered, solved) = (
        lived(&site.desk, &client, None).await,
        lived(&site.desk, &client, Some(StatusKind::Resolved)).await,
    );
    let (_, link) = site.desk.submit_for_link("0912 345 6700", "It broke").await;
    let mut browser = site.browser_of(CLIENT).await;
    let (mine, done) = (
        format!("/my/tickets/{}", answered.0),
        format!("/my/tickets/{}", solved.0),
    );
    let link = format!("/track/{}", link.to_text());
    browser
        .post(&format!("{mine}/tasks"), &[("task", "Look at it")])
        .await;
    let mut pages = Vec::new();
    for path in [
        "/my".to_owned(),
        "/my?status=closed&category=x&waiting=yes".to_owned(),
        "/my?done=deleted".to_owned(),
        "/my/tickets/new".to_owned(),
        format!("{mine}?done=opened"),
        format!("{mine}?done=sent"),
        format!("{mine}/edit"),
        format!("{mine}/withdraw"),
        format!("{mine}/delete"),
        format!("{mine}/rate"),
        done.clone(),
        format!("{done}/rate?score=3"),
        "/my/profile/mails?done=saved".to_owned(),
        link.clone(),
        format!("{link}/edit"),
        format!("{link}/withdraw"),
        format!("{link}/rate"),
    ] {
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        pages.push((path, page.text().to_owned()));
    }
    for (path, fields) in [
        (
            "/my/tickets/new".to_owned(),
            &[("key", "AAAAAAAAAAAAAAAAAAAAAA")][..],
        ),
        (format!("{mine}/reply"), &[]),
        (format!("{mine}/tasks"), &[]),
        (format!("{mine}/edit"), &[]),
        (format!("{mine}/status"), &[("to", "on_hold")]),
        (format!("{done}/rate"), &[]),
        (format!("{link}/edit"), &[("title", "x"), ("version", "0")]),
    ] {
        let wrong = browser.post(&path, fields).await;
        assert!(wrong.status.is_client_error(), "{path}");
        pages.push((format!("{path} with an error"), wrong.text().to_owned()));
    }
    pages
}

/// A ticket that staff answered and left there.
async fn lived(desk: &TestDesk, client: &SignedIn, and: Option<StatusKind>) -> TicketNumber {
    let number = desk.open(client, "The printer is on fire").await;
    let answer = Answer {
        number,
        key: desk.app.new_submission_key(),
        body: Body::parse("Which printer?\n\nSee https://example.com/printers").unwrap(),
        and,
        seen: 1,
        anyway: false,
    };
    let agent = Caller::Person(desk.signed_in(AGENT).await);
    desk.app.answer(&agent, &answer).await.unwrap();
    number
}

/// A client's ticket with twenty-six messages and ten tasks: the address of its page.
pub(super) async fn long_ticket(site: &TestSite, email: &str) -> String {
    let client = site.desk.signed_in(email).await;
    site.desk.person(AGENT, Role::Agent).await;
    let number = lived(&site.desk, &client, None).await;
    let page = format!("/my/tickets/{}", number.0);
    let mut browser = site.browser_of(email).await;
    for n in 0..24_u32 {
        let key = browser.get(&page).await.value("key");
        let what = format!(
            "Message {n}: the drum unit is worn out, and page {} is blank again.",
            n * 7
        );
        browser
            .post(&format!("{page}/reply"), &[("key", &key), ("what", &what)])
            .await;
    }
    for n in 0..10 {
        browser
            .post(
                &format!("{page}/tasks"),
                &[("task", &format!("Step {n} of what is to be done"))],
            )
            .await;
    }
    page
}
