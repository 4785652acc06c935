use axum::http::StatusCode;
use frontdesk_domain::tickets::StatusKind;

use super::{House, MINA};

#[tokio::test]
async fn s4_5_a_solved_ticket_is_rated_which_closes_it() {
    let house = House::new().await;
    house.answers("Done", Some(StatusKind::Resolved)).await;
    let mut browser = house.browser().await;
    browser
        .get(&house.at(""))
        .await
        .shows(&[&format!(r#"href="{}""#, house.at("/rate?score=4"))]);
    let fields = [("score", "4"), ("comment", "Quick, but <loud>")];
    for _ in 0..2 {
        browser
            .post(&house.at("/rate"), &fields)
            .await
            .leads(&house.at("?done=rated"));
    }
    assert_eq!(house.status().await, StatusKind::Closed);
    let page = browser.get(&house.at("?done=rated")).await;
    page.shows(&[
        r#"aria-label="4 of 5 stars""#,
        "Quick, but &lt;loud&gt;",
        "Thank you",
    ]);
}

#[tokio::test]
async fn s4_5_looking_at_the_form_records_nothing() {
    let house = House::new().await;
    house.answers("Done", Some(StatusKind::Resolved)).await;
    let version = house.version().await;
    let page = house.browser().await.get(&house.at("/rate?score=4")).await;
    page.shows(&[r#"value="4" checked"#]);
    assert_eq!(
        (house.version().await, house.status().await),
        (version, StatusKind::Resolved)
    );
    house
        .browser()
        .await
        .get(&house.at("/rate?score=9"))
        .await
        .hides(&[" checked"]);
}

#[tokio::test]
async fn s4_n6_only_its_owner_rates_what_is_solved_with_one_to_five() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    let early = browser.post(&house.at("/rate"), &[("score", "5")]).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    early.shows(&["not resolved yet"]);
    house.answers("Done", Some(StatusKind::Resolved)).await;
    for score in ["", "0", "6", "5.0", "-1", "05"] {
        let wrong = browser
            .post(&house.at("/rate"), &[("score", score), ("comment", "Kept")])
            .await;
        wrong.refuses(&["Choose one to five stars", "Kept"]);
    }
    let mut mina = house.site.browser_of(MINA).await;
    let others = mina.post(&house.at("/rate"), &[("score", "1")]).await;
    assert_eq!(others.status, StatusCode::NOT_FOUND);
    assert_eq!(house.status().await, StatusKind::Resolved);
}
