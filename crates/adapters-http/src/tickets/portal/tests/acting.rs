use axum::http::StatusCode;
use frontdesk_domain::ports::Store;
use frontdesk_domain::tickets::StatusKind;

use super::House;

#[tokio::test]
async fn s3_6_an_owner_moves_a_ticket_freely_until_staff_take_it_up() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    for (to, status) in [
        ("in_progress", StatusKind::InProgress),
        ("on_hold", StatusKind::OnHold),
        ("resolved", StatusKind::Resolved),
        ("in_progress", StatusKind::InProgress),
        ("open", StatusKind::Open),
    ] {
        let page = browser.get(&house.at("")).await;
        page.shows(&[&format!(r#"name="to" value="{to}""#)]);
        let moved = browser.post(&house.at("/status"), &[("to", to)]).await;
        assert_eq!(
            (moved.status, house.status().await),
            (StatusCode::SEE_OTHER, status)
        );
    }
    house.moves(StatusKind::InProgress).await;
    let page = browser.get(&house.at("")).await;
    page.hides(&[r#"value="on_hold""#, r#"value="open""#]);
    page.shows(&["It’s solved, thanks"]);
    let refused = browser.post(&house.at("/status"), &[("to", "open")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    refused.shows(&["We are working on it already", "The printer is on fire"]);
    assert_eq!(house.status().await, StatusKind::InProgress);
}

#[tokio::test]
async fn a_status_outside_the_list_or_closed_is_no_move() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    for to in ["", "Open", "done", "closed"] {
        let refused = browser.post(&house.at("/status"), &[("to", to)]).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{to}");
    }
    assert_eq!(house.version().await, 1);
}

#[tokio::test]
async fn it_is_said_to_be_solved_and_to_be_back_and_twice_is_once() {
    let house = House::new().await;
    house.answers("Try again", None).await;
    let mut browser = house.browser().await;
    for _ in 0..2 {
        let solved = browser.post(&house.at("/status"), &[("to", "resolved")]).await;
        solved.leads(&house.at("?done=solved"));
    }
    browser
        .get(&house.at(""))
        .await
        .shows(&["It’s back", "Did it help?"]);
    for _ in 0..2 {
        let back = browser.post(&house.at("/status"), &[("to", "open")]).await;
        back.leads(&house.at("?done=reopened"));
    }
    assert_eq!(house.status().await, StatusKind::Open);
}

#[tokio::test]
async fn withdrawing_asks_first_and_keeps_the_ticket() {
    let house = House::new().await;
    house.answers("Try again", None).await;
    let mut browser = house.browser().await;
    browser.get(&house.at("/withdraw")).await.shows(&[
        "Withdraw this ticket?",
        "The printer is on fire",
        "Keep it",
    ]);
    assert_ne!(house.status().await, StatusKind::Closed, "looking does nothing");
    for _ in 0..2 {
        browser
            .post(&house.at("/withdraw"), &[])
            .await
            .leads(&house.at("?done=withdrawn"));
    }
    browser
        .get(&house.at("?done=withdrawn"))
        .await
        .shows(&["You withdrew this ticket", "Closed"]);
}

#[tokio::test]
async fn s3_5_a_ticket_is_deleted_with_its_tasks_after_a_confirmation() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    browser.post(&house.at("/tasks"), &[("task", "Look at it")]).await;
    browser.get(&house.at("")).await.shows(&["Delete this ticket"]);
    browser.get(&house.at("/delete")).await.shows(&[
        "Delete this ticket?",
        "The printer is on fire",
        "cannot be undone",
    ]);
    browser
        .post(&house.at("/delete"), &[])
        .await
        .leads("/my?done=deleted");
    browser
        .get("/my?done=deleted")
        .await
        .shows(&["The ticket is deleted", "You have no tickets yet"]);
    assert_eq!(browser.get(&house.at("")).await.status, StatusCode::NOT_FOUND);
    let task = browser.post(&house.at("/tasks/1"), &[("do", "done")]).await;
    assert_eq!(task.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn s3_n1_no_task_of_a_deleted_ticket_is_left() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    browser.post(&house.at("/tasks"), &[("task", "Look at it")]).await;
    let left = async || {
        let unit = house.site.desk.store.begin().await.unwrap();
        unit.tasks().of(house.number).await.unwrap().len()
    };
    assert_eq!(left().await, 1);
    browser
        .post(&house.at("/delete"), &[])
        .await
        .leads("/my?done=deleted");
    assert_eq!(left().await, 0);
}

#[tokio::test]
async fn what_staff_took_up_is_withdrawn_and_not_deleted() {
    let house = House::new().await;
    house.answers("Try again", None).await;
    let mut browser = house.browser().await;
    browser.get(&house.at("")).await.hides(&["Delete this ticket"]);
    browser
        .get(&house.at("/delete"))
        .await
        .shows(&["We are working on it already"]);
    let refused = browser.post(&house.at("/delete"), &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    browser
        .get(&house.at(""))
        .await
        .shows(&["The printer is on fire"]);
}
