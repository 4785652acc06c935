use frontdesk_domain::{accounts::Role, tickets::StatusKind};

use super::{Room, follow, send};
use crate::{paths, testing::TestSite};

async fn status(site: &TestSite, room: &Room) -> StatusKind {
    let mina = site.desk.signed_in("mina@example.com").await;
    let page = site.desk.app.see_as_staff(&mina, room.number).await.unwrap();
    page.ticket.status().kind()
}

#[tokio::test]
async fn s1_9_staff_set_status_and_priority_of_any_ticket_in_place() {
    let room = Room::new().await;
    let mut mina = room.mina().await;
    let shown = mina.get(&room.page()).await;
    let place = room.at(paths::DESK_TICKET_SET);
    for (name, value) in [("status", "on_hold"), ("priority", "urgent")] {
        let set = send(&mut mina, &shown, &place, &[("set", name), (name, value)]).await;
        set.leads(&format!("{}?done=set", room.page()));
    }
    assert_eq!(status(&room.site, &room).await, StatusKind::OnHold);
    let page = mina.get(&room.page()).await;
    page.shows(&[
        "<option value=\"urgent\" selected>",
        "<option value=\"on_hold\" selected>",
    ]);
}

#[tokio::test]
async fn s0_14_a_ticket_is_resolved_and_closed_here() {
    let room = Room::new().await;
    let mut mina = room.mina().await;
    let shown = mina.get(&room.page()).await;
    let place = room.at(paths::DESK_TICKET_SET);
    send(&mut mina, &shown, &place, &[("set", "resolve")]).await;
    assert_eq!(status(&room.site, &room).await, StatusKind::Resolved);
    let closed = [("set", "status"), ("status", "closed")];
    send(&mut mina, &shown, &place, &closed).await;
    assert_eq!(status(&room.site, &room).await, StatusKind::Closed);
}

#[tokio::test]
async fn s0_n11_a_closed_ticket_is_closed_and_takes_notes_only() {
    let room = Room::new().await;
    let mut mina = room.mina().await;
    let shown = mina.get(&room.page()).await;
    let closed = [("set", "status"), ("status", "closed")];
    send(&mut mina, &shown, &room.at(paths::DESK_TICKET_SET), &closed).await;
    let reply = [("what", "One more thing")];
    let refused = send(&mut mina, &shown, &room.at(paths::DESK_TICKET_REPLY), &reply).await;
    assert_eq!(refused.status, 409);
    refused.shows(&["The ticket is closed"]);
    // What was typed is kept, also where its box is not shown.
    let open = [("set", "status"), ("status", "in_progress")];
    send(&mut mina, &shown, &room.at(paths::DESK_TICKET_SET), &open).await;
    mina.get(&room.page()).await.shows(&["One more thing"]);
}

#[tokio::test]
async fn s4_9_an_assignee_is_compulsory_unless_the_ticket_is_open() {
    let room = Room::new().await;
    let mut mina = room.mina().await;
    let shown = mina.get(&room.page()).await;
    let place = room.at(paths::DESK_TICKET_SET);
    let theo = room.site.desk.account("theo@example.com").await.id.0.to_string();
    send(
        &mut mina,
        &shown,
        &place,
        &[("set", "assignee"), ("assignee", &theo)],
    )
    .await;
    let page = mina.get(&room.page()).await;
    page.shows(&[
        &format!("<option value=\"{theo}\" selected>"),
        "gave the ticket to",
    ]);
    send(
        &mut mina,
        &shown,
        &place,
        &[("set", "status"), ("status", "in_progress")],
    )
    .await;
    let nobody = [("set", "assignee"), ("assignee", ""), ("what", "Half a sentence")];
    let refused = send(&mut mina, &shown, &place, &nobody).await;
    assert_eq!(refused.status, 409);
    refused.shows(&["needs somebody who works on it", "Half a sentence"]);
}

#[tokio::test]
async fn s4_10_the_resolution_date_is_kept() {
    let room = Room::new().await;
    let mut mina = room.mina().await;
    let shown = mina.get(&room.page()).await;
    let place = room.at(paths::DESK_TICKET_SET);
    send(&mut mina, &shown, &place, &[("set", "resolve")]).await;
    let agent = room.site.desk.signed_in("mina@example.com").await;
    let app = &room.site.desk.app;
    let resolved = async || {
        let page = app.see_as_staff(&agent, room.number).await.unwrap();
        page.ticket.status().resolved_at()
    };
    let first = resolved().await;
    assert!(first.is_some());
    room.site.desk.clock.advance(std::time::Duration::from_secs(3600));
    send(
        &mut mina,
        &shown,
        &place,
        &[("set", "priority"), ("priority", "low")],
    )
    .await;
    send(
        &mut mina,
        &shown,
        &place,
        &[("set", "status"), ("status", "resolved")],
    )
    .await;
    assert_eq!(resolved().await, first);
}

#[tokio::test]
async fn s4_8_title_and_text_are_edited_and_a_stale_save_loses_nothing() {
    let room = Room::new().await;
    let mut mina = room.mina().await;
    let place = room.at(paths::DESK_TICKET_EDIT);
    let seen = mina.get(&place).await.value("seen");
    let fields = |subject| {
        [
            ("seen", seen.as_str()),
            ("subject", subject),
            ("body", "It is on fire"),
        ]
    };
    let saved = mina.post(&place, &fields("Printer on fire")).await;
    let page = follow(&mut mina, &saved).await;
    page.shows(&["Printer on fire", "changed the title from", "What it said before"]);
    let stale = mina.post(&place, &fields("Printer in flames")).await;
    assert_eq!(stale.status, 409);
    stale.shows(&["Printer in flames", "What is saved now", "Printer on fire"]);
    mina.post(&place, &[("seen", "9"), ("subject", ""), ("body", "x")])
        .await
        .refuses(&["Give it a title"]);
}

#[tokio::test]
async fn tasks_are_added_ticked_moved_renamed_and_removed_and_the_draft_stays() {
    let room = Room::new().await;
    let mut mina = room.mina().await;
    let shown = mina.get(&room.page()).await;
    let place = room.at(paths::DESK_TICKET_TASKS);
    let first = [("task", "Order a drum"), ("add", "yes"), ("what", "Dear Sara")];
    send(&mut mina, &shown, &place, &first).await;
    let second = [("task", "Look in the archive"), ("staff", "yes"), ("add", "yes")];
    send(&mut mina, &shown, &place, &second).await;
    let agent = room.site.desk.signed_in("mina@example.com").await;
    let app = &room.site.desk.app;
    let tasks = async || app.see_as_staff(&agent, room.number).await.unwrap().tasks;
    let ids: Vec<i64> = tasks().await.iter().map(|task| task.id.0).collect();
    let at = |id| paths::of(&room.at(paths::DESK_TICKET_TASK), id);
    send(&mut mina, &shown, &at(ids[0]), &[("do", "done")]).await;
    send(&mut mina, &shown, &at(ids[1]), &[("do", "up")]).await;
    mina.get(&at(ids[0]))
        .await
        .shows(&["Rename a task", "Order a drum"]);
    let rename = [("do", "rename"), ("task", "Order two drums")];
    mina.post(&at(ids[0]), &rename).await;
    mina.post(&at(ids[0]), &[("do", "rename"), ("task", "")])
        .await
        .refuses(&["Write what is to be done"]);
    let page = mina.get(&room.page()).await;
    page.shows(&["1 of 2", "Order two drums", "staff only", "Dear Sara"]);
    let now: Vec<i64> = tasks().await.iter().map(|task| task.id.0).collect();
    assert_eq!(now, [ids[1], ids[0]]);
    send(&mut mina, &shown, &at(ids[1]), &[("do", "remove")]).await;
    assert_eq!(tasks().await.len(), 1);
    let empty = [("task", " "), ("add", "yes")];
    send(&mut mina, &shown, &place, &empty)
        .await
        .refuses(&["Write what is to be done"]);
}

#[tokio::test]
async fn s4_11_an_admin_deletes_a_ticket_after_a_confirmation_and_an_agent_does_not() {
    let room = Room::new().await;
    let place = room.at(paths::DESK_TICKET_DELETE);
    let mut mina = room.mina().await;
    mina.get(&room.page()).await.hides(&[&place]);
    assert_eq!(mina.get(&place).await.status, 403);
    assert_eq!(mina.post(&place, &[]).await.status, 403);
    room.site.desk.person("boss@example.com", Role::Admin).await;
    let mut boss = room.site.browser_of("boss@example.com").await;
    boss.get(&room.page()).await.shows(&[&place]);
    boss.get(&place)
        .await
        .shows(&["Delete for good", "never used again"]);
    let gone = boss.post(&place, &[]).await;
    gone.leads(&format!("/desk?done=deleted&number={}", room.number.0));
    assert_eq!(boss.get(&room.page()).await.status, 404);
}

#[tokio::test]
async fn s4_n10_a_later_save_leaves_the_resolution_date_alone() {
    let room = Room::new().await;
    let mut mina = room.mina().await;
    let shown = mina.get(&room.page()).await;
    let place = room.at(paths::DESK_TICKET_SET);
    send(&mut mina, &shown, &place, &[("set", "resolve")]).await;
    let agent = room.site.desk.signed_in("mina@example.com").await;
    let app = &room.site.desk.app;
    let resolved = async || {
        let page = app.see_as_staff(&agent, room.number).await.unwrap();
        page.ticket.status().resolved_at()
    };
    let first = resolved().await;
    room.site.desk.clock.advance(std::time::Duration::from_secs(60));
    let edit = room.at(paths::DESK_TICKET_EDIT);
    let seen = mina.get(&edit).await.value("seen");
    let words = [
        ("seen", seen.as_str()),
        ("subject", "Printer"),
        ("body", "It works"),
    ];
    mina.post(&edit, &words)
        .await
        .leads(&format!("{}?done=edited", room.page()));
    assert!(first.is_some());
    assert_eq!(resolved().await, first);
}
