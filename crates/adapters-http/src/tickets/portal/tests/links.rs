//! The same behind a track link.

use axum::http::StatusCode;
use frontdesk_domain::{ports::Store, tickets::TicketNumber};

use crate::testing::TestSite;

const PHONE: &str = "0912 345 6789";
const NUMBER: TicketNumber = TicketNumber(10_001);

async fn site() -> (TestSite, String) {
    let site = TestSite::new();
    let (_, token) = site.desk.submit_for_link(PHONE, "It broke").await;
    let path = format!("/track/{}", token.to_text());
    (site, path)
}

#[tokio::test]
async fn the_holder_of_the_link_does_what_the_owner_does() {
    let (site, path) = site().await;
    site.get(&path)
        .await
        .shows(&["Add a step", "Withdraw this ticket", "Where it stands"]);
    let edited = [("version", "1"), ("title", "It works"), ("what", "By itself")];
    site.post(&format!("{path}/edit"), &edited)
        .await
        .leads(&format!("{path}?done=saved"));
    site.post(&format!("{path}/tasks"), &[("task", "Look")])
        .await
        .leads(&format!("{path}#tasks"));
    site.post(&format!("{path}/status"), &[("to", "resolved")])
        .await
        .leads(&format!("{path}?done=solved"));
    let form = site.get(&format!("{path}/rate?score=2")).await;
    form.shows(&[r#"value="2" checked"#]);
    site.post(&format!("{path}/rate"), &[("score", "2")])
        .await
        .leads(&format!("{path}?done=rated"));
    site.get(&path)
        .await
        .shows(&["It works", "By itself", "Look", "2 of 5 stars", "Closed"]);
}

#[tokio::test]
async fn a_link_withdraws_and_deletes_nothing() {
    let (site, path) = site().await;
    site.get(&path).await.hides(&["Delete this ticket", "My tickets"]);
    let gone = site.post(&format!("{path}/delete"), &[]).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    site.get(&format!("{path}/withdraw"))
        .await
        .shows(&["Withdraw this ticket?"]);
    site.post(&format!("{path}/withdraw"), &[])
        .await
        .leads(&format!("{path}?done=withdrawn"));
    site.get(&path).await.shows(&["You withdrew this ticket"]);
}

#[tokio::test]
async fn the_link_leads_on_to_the_ticket_that_goes_on() {
    let (site, path) = site().await;
    site.post(&format!("{path}/withdraw"), &[]).await;
    let key = site.get(&path).await.value("key");
    let sent = site
        .post(&format!("{path}/reply"), &[("key", &key), ("what", "Once more")])
        .await;
    let next = sent.header("location");
    assert!(
        next.starts_with("/track/") && next.ends_with("?done=continued"),
        "{next}"
    );
    assert!(!next.starts_with(&path));
    site.get(next).await.shows(&["Once more", "#10001"]);
}

#[tokio::test]
async fn s0_8_what_the_tracker_says_is_read_back_and_shown() {
    let (site, path) = site().await;
    site.desk.deliver().await;
    let unit = site.desk.store.begin().await.unwrap();
    let tickets = unit.tickets();
    tickets.note_tracker_status(NUMBER, "In <Review>").await.unwrap();
    unit.commit().await.unwrap();
    let page = site.get(&path).await;
    page.shows(&["Jira: <bdi>", "</bdi> (<bdi>In &lt;Review&gt;</bdi>)"]);
}

#[tokio::test]
async fn every_address_below_a_link_is_private_and_opens_one_ticket_only() {
    let (site, path) = site().await;
    for below in ["/edit", "/withdraw", "/rate"] {
        let page = site.get(&format!("{path}{below}")).await;
        assert_eq!(page.status, StatusCode::OK, "{below}");
        assert_eq!(page.header("referrer-policy"), "no-referrer", "{below}");
        let guessed = site.get(&format!("/track/{}{below}", "A".repeat(43))).await;
        assert_eq!(guessed.status, StatusCode::NOT_FOUND, "{below}");
    }
}
