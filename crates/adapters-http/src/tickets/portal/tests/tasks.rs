use axum::http::StatusCode;
use frontdesk_domain::tickets::StatusKind;

use super::House;
use crate::testing::Answer;

/// The key of the first task on the page.
fn first(page: &Answer) -> String {
    let (_, rest) = page.text().split_once("/tasks/").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn s3_7_tasks_are_added_ticked_renamed_and_removed() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    let tasks = house.at("#tasks");
    browser
        .post(&house.at("/tasks"), &[("task", "Look at it")])
        .await
        .leads(&tasks);
    let page = browser.get(&house.at("")).await;
    page.shows(&["Look at it", "0 of 1 done"]);
    let task = house.at(&format!("/tasks/{}", first(&page)));
    browser.post(&task, &[("do", "done")]).await.leads(&tasks);
    browser
        .get(&house.at(""))
        .await
        .shows(&["1 of 1 done", "is-done"]);
    browser.post(&task, &[("do", "undone")]).await.leads(&tasks);
    browser
        .post(&task, &[("do", "rename"), ("task", "Look again")])
        .await
        .leads(&tasks);
    browser
        .get(&house.at(""))
        .await
        .shows(&["0 of 1 done", "Look again"]);
    browser.post(&task, &[("do", "remove")]).await.leads(&tasks);
    browser
        .get(&house.at(""))
        .await
        .hides(&["0 of", "class=\"todo\""]);
}

#[tokio::test]
async fn s3_9_finishing_all_tasks_leaves_the_ticket_where_it_stands() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    browser.post(&house.at("/tasks"), &[("task", "Look at it")]).await;
    let task = first(&browser.get(&house.at("")).await);
    browser
        .post(&house.at(&format!("/tasks/{task}")), &[("do", "done")])
        .await;
    assert_eq!(house.status().await, StatusKind::Open);
}

#[tokio::test]
async fn s3_n2_a_task_is_not_touched_through_another_ticket() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    browser.post(&house.at("/tasks"), &[("task", "Look at it")]).await;
    let task = first(&browser.get(&house.at("")).await);
    let other = house.site.desk.open(&house.sara, "Another").await;
    for (what, text) in [("done", ""), ("rename", "x"), ("remove", "")] {
        let path = format!("/my/tickets/{}/tasks/{task}", other.0);
        let refused = browser.post(&path, &[("do", what), ("task", text)]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{what}");
    }
    browser
        .get(&house.at(""))
        .await
        .shows(&["Look at it", "0 of 1 done"]);
}

#[tokio::test]
async fn a_task_without_words_is_refused_beside_its_field() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    browser
        .post(&house.at("/tasks"), &[("task", " ")])
        .await
        .refuses(&["Write what is to be done"]);
    browser.post(&house.at("/tasks"), &[("task", "Look at it")]).await;
    let task = first(&browser.get(&house.at("")).await);
    let long = "z".repeat(301);
    let fields = [("do", "rename"), ("task", long.as_str())];
    let refused = browser.post(&house.at(&format!("/tasks/{task}")), &fields).await;
    refused.refuses(&["Shorten this to 300 characters", &long, "<details open>"]);
    let odd = browser
        .post(&house.at(&format!("/tasks/{task}")), &[("do", "explode")])
        .await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_closed_ticket_has_no_forms_for_tasks() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    browser.post(&house.at("/tasks"), &[("task", "Look at it")]).await;
    house.moves(StatusKind::Closed).await;
    let page = browser.get(&house.at("")).await;
    page.shows(&["Look at it"]);
    page.hides(&["Add a step", "/tasks/"]);
    let refused = browser.post(&house.at("/tasks"), &[("task", "One more")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    refused.shows(&["The ticket is closed"]);
}
