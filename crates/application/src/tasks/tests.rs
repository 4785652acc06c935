use frontdesk_domain::tickets::StatusKind;

use super::*;
use crate::testing::Duo;

fn add(text: &str, audience: Audience) -> TaskChange {
    TaskChange::Add {
        text: TaskText::parse(text).unwrap(),
        audience,
    }
}

async fn tasks(cast: &Duo) -> Vec<Task> {
    let page = cast
        .desk
        .app
        .see_as_client(&cast.sara(), cast.number)
        .await
        .unwrap();
    page.tasks
}

#[tokio::test]
async fn s3_7_s3_9_tasks_are_added_ticked_and_removed_and_the_status_stays() {
    let cast = Duo::new().await;
    let app = &cast.desk.app;
    for text in ["One", "Two"] {
        app.change_task(&cast.sara(), cast.number, &add(text, Audience::Shared))
            .await
            .unwrap();
    }
    for task in tasks(&cast).await {
        app.change_task(&cast.sara(), cast.number, &TaskChange::Tick(task.id, true))
            .await
            .unwrap();
    }
    assert!(tasks(&cast).await.iter().all(|task| task.done_at.is_some()));
    let page = app.see_as_client(&cast.sara(), cast.number).await.unwrap();
    assert_eq!(page.ticket.status().kind(), StatusKind::Open);
    let first = page.tasks[0].id;
    app.change_task(&cast.sara(), cast.number, &TaskChange::Step(first, Step::Down))
        .await
        .unwrap();
    assert_eq!(tasks(&cast).await[1].id, first);
    app.change_task(&cast.sara(), cast.number, &TaskChange::Remove(first))
        .await
        .unwrap();
    assert_eq!(tasks(&cast).await.len(), 1);
}

#[tokio::test]
async fn s3_n2_a_task_is_not_touched_through_another_ticket() {
    let cast = Duo::new().await;
    let app = &cast.desk.app;
    app.change_task(&cast.sara(), cast.number, &add("One", Audience::Shared))
        .await
        .unwrap();
    let task = tasks(&cast).await[0].id;
    let Caller::Person(sara) = &cast.sara() else {
        panic!("signed in")
    };
    let other = cast.desk.open(sara, "Scanner").await;
    for change in [TaskChange::Tick(task, true), TaskChange::Remove(task)] {
        let refused = app.change_task(&cast.sara(), other, &change).await;
        assert!(matches!(refused, Err(AppError::NotFound)));
    }
}

#[tokio::test]
async fn a_client_neither_sees_nor_changes_a_task_of_the_staff() {
    let cast = Duo::new().await;
    let app = &cast.desk.app;
    app.change_task(&cast.mina(), cast.number, &add("Ask the boss", Audience::Staff))
        .await
        .unwrap();
    assert!(tasks(&cast).await.is_empty());
    let page = app.see_as_client(&cast.sara(), cast.number).await.unwrap();
    assert!(!format!("{page:?}").contains("boss"));
    let Caller::Person(mina) = &cast.mina() else {
        panic!("signed in")
    };
    let theirs = app.see_as_staff(mina, cast.number).await.unwrap().tasks[0].id;
    let refused = app
        .change_task(&cast.sara(), cast.number, &TaskChange::Tick(theirs, true))
        .await;
    assert!(matches!(refused, Err(AppError::NotFound)));
    let forged = app
        .change_task(&cast.sara(), cast.number, &add("Mine", Audience::Staff))
        .await;
    assert!(matches!(forged, Err(AppError::Forbidden)));
}
