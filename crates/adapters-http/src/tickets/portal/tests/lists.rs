use frontdesk_domain::tickets::StatusKind;

use super::{House, MINA, SARA};
use crate::testing::Answer;

/// The numbers of the tickets that a page lists, in its order.
fn listed(page: &Answer) -> Vec<i64> {
    page.text()
        .split("data-row=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
        .collect()
}

/// Where the link with these words leads.
fn link(page: &Answer, words: &str) -> Option<String> {
    let (before, _) = page.text().split_once(&format!(">{words}</a>"))?;
    let (_, tag) = before.rsplit_once("href=\"")?;
    Some(tag.split('"').next()?.replace("&amp;", "&"))
}

#[tokio::test]
async fn s1_13_s4_6_the_head_counts_every_status_and_what_waits() {
    let house = House::new().await;
    house.site.desk.open(&house.sara, "Another").await;
    house.answers("Which printer?", Some(StatusKind::OnHold)).await;
    let page = house.browser().await.get("/my").await;
    page.shows(&["Waiting for you <b>1</b>", "Unsolved <b>2</b>", "All <b>2</b>"]);
    for (words, count) in [
        ("Received", 1),
        ("We’re on it", 0),
        ("On hold", 1),
        ("Solved", 0),
        ("Closed", 0),
    ] {
        page.shows(&[&format!("{words}</span> <b>{count}</b>")]);
    }
}

#[tokio::test]
async fn s1_13_ten_stand_on_a_page_and_the_filters_stay_in_its_links() {
    let house = House::new().await;
    for n in 1..=21 {
        house.site.desk.open(&house.sara, &format!("Ticket {n}")).await;
    }
    let mut browser = house.browser().await;
    let mut pages = Vec::new();
    let mut next = Some("/my?status=open".to_owned());
    while let Some(path) = next {
        assert!(path.starts_with("/my?status=open"), "{path}");
        let page = browser.get(&path).await;
        pages.push(listed(&page));
        next = link(&page, "Older ones");
    }
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [10, 10, 2]);
    let all: Vec<i64> = (10_001..=10_022).rev().collect();
    assert_eq!(pages.concat(), all, "each is there once, the last changed first");
}

#[tokio::test]
async fn s4_6_the_list_is_filtered_by_status_type_and_whose_turn_it_is() {
    let house = House::new().await;
    let other = house.site.desk.open(&house.sara, "Another").await;
    house.answers("Which printer?", Some(StatusKind::OnHold)).await;
    let mut browser = house.browser().await;
    let key = house.site.desk.app.offered_categories().await.unwrap()[0]
        .key
        .clone();
    let empty = format!("/my?category={}", key.as_str());
    for (path, numbers) in [
        ("/my", vec![other.0, house.number.0]),
        ("/my?status=unresolved", vec![other.0, house.number.0]),
        ("/my?status=on_hold", vec![house.number.0]),
        ("/my?status=open", vec![other.0]),
        ("/my?waiting=yes", vec![house.number.0]),
        ("/my?status=closed", vec![]),
        (empty.as_str(), vec![]),
        (
            "/my?status=Open&category=%00&after=x",
            vec![other.0, house.number.0],
        ),
    ] {
        assert_eq!(listed(&browser.get(path).await), numbers, "{path}");
    }
    browser
        .get("/my?status=closed")
        .await
        .shows(&["None of your tickets is like that"]);
}

#[tokio::test]
async fn s4_6_a_row_says_who_has_it_and_the_stars() {
    let house = House::new().await;
    house.answers("Done", Some(StatusKind::Resolved)).await;
    let mut browser = house.browser().await;
    browser.post(&house.at("/rate"), &[("score", "4")]).await;
    browser
        .get("/my")
        .await
        .shows(&["<bdi>One of the staff</bdi>", r#"aria-label="4 of 5 stars""#]);
}

#[tokio::test]
async fn s0_12_ones_own_tickets_are_a_page_with_their_statuses() {
    let house = House::new().await;
    let mut mina = house.site.browser_of(MINA).await;
    mina.get("/my")
        .await
        .shows(&["You have no tickets yet", "Open a new ticket"]);
    let mut sara = house.browser().await;
    sara.get("/my")
        .await
        .shows(&["The printer is on fire", "Received", &house.at("")]);
}

#[tokio::test]
async fn s1_8_the_status_of_ones_own_is_followed_in_list_and_page() {
    let house = House::new().await;
    let mut sara = house.browser().await;
    for (to, words) in [
        (StatusKind::InProgress, "We’re on it"),
        (StatusKind::OnHold, "On hold"),
        (StatusKind::Resolved, "Solved"),
        (StatusKind::Closed, "Closed"),
    ] {
        house.moves(to).await;
        sara.get("/my")
            .await
            .shows(&[&format!("</svg>{words}</span></td>")]);
        sara.get(&house.at("")).await.shows(&[&format!("<b>{words}</b>")]);
    }
}

#[tokio::test]
async fn s3_3_the_unresolved_ones_are_one_press_away() {
    let house = House::new().await;
    let other = house.site.desk.open(&house.sara, "Another").await;
    house.moves(StatusKind::Resolved).await;
    let page = house.browser().await.get("/my").await;
    page.shows(&[r#"href="/my?status=unresolved""#]);
    let page = house.browser().await.get("/my?status=unresolved").await;
    assert_eq!(listed(&page), [other.0]);
}

#[tokio::test]
async fn s0_n12_tickets_of_one_day_have_an_order_too() {
    let house = House::new().await;
    let second = house.site.desk.open(&house.sara, "A second later").await;
    let mut browser = house.browser().await;
    assert_eq!(listed(&browser.get("/my").await), [second.0, house.number.0]);
    let key = browser.get(&house.at("")).await.value("key");
    house.site.desk.clock.advance(std::time::Duration::from_micros(1));
    browser
        .post(&house.at("/reply"), &[("key", &key), ("what", "More")])
        .await;
    assert_eq!(listed(&browser.get("/my").await), [house.number.0, second.0]);
}

#[tokio::test]
async fn s0_15_the_pages_of_a_customer_lead_to_each_other() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    for path in ["/my", &house.at(""), "/my/tickets/new", "/my/profile"] {
        let page = browser.get(path).await;
        page.shows(&[
            r#"href="/my""#,
            r#"href="/my/profile""#,
            r#"href="/sign-out""#,
            r#"href="/""#,
        ]);
    }
    let by_code = house.site.browser_of(SARA).await.get("/sign-in").await;
    by_code.leads("/my");
}
