use frontdesk_domain::tickets::StatusKind;

use super::House;

/// What the script needs to put the answer in place; and without it, the same forms lead back to the page.
#[tokio::test]
async fn s3_8_status_and_tasks_change_in_place_and_without_a_script_too() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    let page = browser.get(&house.at("")).await;
    let region = format!(r#"id="ticket" data-topic="ticket {}""#, house.number.0);
    page.shows(&[&region, r#"data-events="/events""#, "/assets/follow."]);
    for path in [house.at("/status"), house.at("/tasks")] {
        let form = page.text().split("<form").find(|form| form.contains(&path));
        let head = form.and_then(|form| form.split('>').next()).unwrap_or_default();
        assert!(head.contains(r#"data-swap="ticket""#), "{path}: {head}");
    }
    let moved = browser.post(&house.at("/status"), &[("to", "on_hold")]).await;
    browser
        .get(moved.header("location"))
        .await
        .shows(&["On hold", &region]);
    assert_eq!(house.status().await, StatusKind::OnHold);
    let added = browser.post(&house.at("/tasks"), &[("task", "Look at it")]).await;
    let place = added
        .header("location")
        .split('#')
        .next()
        .unwrap_or_default()
        .to_owned();
    browser.get(&place).await.shows(&["Look at it", &region]);
}
