use std::time::Duration;

use super::{Room, follow, send};
use crate::paths;

#[tokio::test]
async fn s1_10_staff_reply_and_the_entry_has_time_name_and_role() {
    let room = Room::new().await;
    let mut mina = room.mina().await;
    let shown = mina.get(&room.page()).await;
    let fields = [("what", "We look at it"), ("and", "on_hold")];
    let sent = send(&mut mina, &shown, &room.at(paths::DESK_TICKET_REPLY), &fields).await;
    let page = follow(&mut mina, &sent).await;
    page.shows(&[
        "Your reply is sent.",
        "We look at it",
        "<span class=\"muted small\">Staff</span>",
        "<option value=\"on_hold\" selected>",
    ]);
    assert_eq!(room.site.desk.replies(room.number).await.len(), 1);
    // The same form again is the same reply.
    send(&mut mina, &shown, &room.at(paths::DESK_TICKET_REPLY), &fields)
        .await
        .leads(&format!("{}?done=sent", room.page()));
    assert_eq!(room.site.desk.replies(room.number).await.len(), 1);
}

#[tokio::test]
async fn a_note_is_no_reply_and_a_reply_begun_beside_it_stays_a_draft() {
    let room = Room::new().await;
    let mut mina = room.mina().await;
    let shown = mina.get(&room.page()).await;
    shown.shows(&["Save note", "Send to ", "Only staff can read this."]);
    let fields = [("note", "She is angry"), ("what", "Dear Sara"), ("write", "note")];
    let kept = send(&mut mina, &shown, &room.at(paths::DESK_TICKET_NOTE), &fields).await;
    kept.leads(&format!("{}?done=noted&write=note", room.page()));
    assert!(room.site.desk.replies(room.number).await.is_empty());
    let page = mina.get(&room.page()).await;
    page.shows(&["She is angry", "Dear Sara</textarea>"]);
}

#[tokio::test]
async fn the_reply_button_sends_nothing_while_a_note_lies_on_top() {
    let room = Room::new().await;
    let mut mina = room.mina().await;
    let shown = mina.get(&room.page()).await;
    let fields = [("note", "She is angry"), ("what", "Dear Sara"), ("write", "note")];
    let refused = send(&mut mina, &shown, &room.at(paths::DESK_TICKET_REPLY), &fields).await;
    assert_eq!(refused.status, 409);
    refused.shows(&["Nothing was sent", "She is angry", "Dear Sara"]);
    assert!(room.site.desk.replies(room.number).await.is_empty());
}

#[tokio::test]
async fn what_happened_meanwhile_is_seen_before_anything_is_sent() {
    let room = Room::new().await;
    let (mut mina, mut theo) = (room.mina().await, room.theo().await);
    let shown = mina.get(&room.page()).await;
    let others = theo.get(&room.page()).await;
    let place = room.at(paths::DESK_TICKET_REPLY);
    send(&mut theo, &others, &place, &[("what", "I have it")]).await;
    let held = send(&mut mina, &shown, &place, &[("what", "Me too")]).await;
    assert_eq!(held.status, 409);
    held.shows(&[
        "While you wrote",
        "wrote a reply.",
        "Send anyway",
        "Me too",
        "I have it",
    ]);
    assert_eq!(room.site.desk.replies(room.number).await.len(), 1);
    let sent = send(&mut mina, &held, &place, &[("what", "Me too")]).await;
    sent.leads(&format!("{}?done=sent", room.page()));
    assert_eq!(room.site.desk.replies(room.number).await.len(), 2);
}

#[tokio::test]
async fn ones_own_changes_meanwhile_are_no_news() {
    let room = Room::new().await;
    let mut mina = room.mina().await;
    let shown = mina.get(&room.page()).await;
    let high = [("set", "priority"), ("priority", "high"), ("what", "We look")];
    send(&mut mina, &shown, &room.at(paths::DESK_TICKET_SET), &high).await;
    mina.get(&room.page()).await.shows(&["We look</textarea>"]);
    let sent = send(
        &mut mina,
        &shown,
        &room.at(paths::DESK_TICKET_REPLY),
        &[("what", "We look at it")],
    )
    .await;
    sent.leads(&format!("{}?done=sent", room.page()));
}

#[tokio::test]
async fn a_reply_is_taken_back_within_ten_seconds_and_is_a_draft_again() {
    let room = Room::new().await;
    let mut mina = room.mina().await;
    let place = room.at(paths::DESK_TICKET_REPLY);
    let back = room.at(paths::DESK_TICKET_TAKE_BACK);
    let shown = mina.get(&room.page()).await;
    let sent = send(&mut mina, &shown, &place, &[("what", "Oh no")]).await;
    let page = follow(&mut mina, &sent).await;
    let reply = page.value("reply");
    let taken = mina.post(&back, &[("reply", &reply)]).await;
    let page = follow(&mut mina, &taken).await;
    page.shows(&["was taken back", "Oh no</textarea>"]);
    assert!(room.site.desk.replies(room.number).await.is_empty());
    let sent = send(&mut mina, &page, &place, &[("what", "Oh yes")]).await;
    let reply = follow(&mut mina, &sent).await.value("reply");
    room.site.desk.clock.advance(Duration::from_secs(11));
    let late = mina.post(&back, &[("reply", &reply)]).await;
    follow(&mut mina, &late).await.shows(&["It was too late"]);
}

#[tokio::test]
async fn a_draft_is_kept_for_each_agent_and_thrown_away_by_its_button() {
    let room = Room::new().await;
    let (mut mina, mut theo) = (room.mina().await, room.theo().await);
    let place = room.at(paths::DESK_TICKET_DRAFT);
    let shown = mina.get(&room.page()).await;
    send(&mut mina, &shown, &place, &[("what", "Dear Sara"), ("note", "")]).await;
    theo.get(&room.page()).await.hides(&["Dear Sara"]);
    // Another tab, another browser: it is there.
    let mut elsewhere = room.mina().await;
    let page = elsewhere.get(&room.page()).await;
    page.shows(&["Dear Sara</textarea>", "Draft saved ", "Discard"]);
    let discard = [("what", "Dear Sara"), ("discard", "yes")];
    let gone = send(&mut elsewhere, &page, &place, &discard).await;
    follow(&mut elsewhere, &gone)
        .await
        .hides(&["Dear Sara", "Draft saved"]);
}

#[tokio::test]
async fn a_hundred_thousand_characters_are_refused_beside_the_field_and_kept() {
    let room = Room::new().await;
    let mut mina = room.mina().await;
    let shown = mina.get(&room.page()).await;
    // Two bytes each, six once a browser has encoded them.
    let long = "س".repeat(100_000);
    let fields = [("what", long.as_str())];
    let refused = send(&mut mina, &shown, &room.at(paths::DESK_TICKET_REPLY), &fields).await;
    refused.refuses(&["Shorten this to 20000 characters or fewer", &long]);
    mina.get(&room.page()).await.shows(&[&long]);
}

#[tokio::test]
async fn what_people_write_is_text_in_any_script() {
    let room = Room::new().await;
    let mut mina = room.mina().await;
    let shown = mina.get(&room.page()).await;
    let text = "<script>alert(1)</script> سلام e\u{301}\u{323} \u{202e}abc";
    send(
        &mut mina,
        &shown,
        &room.at(paths::DESK_TICKET_REPLY),
        &[("what", text)],
    )
    .await;
    let task = [("task", "<script>x</script>"), ("add", "yes"), ("note", text)];
    send(&mut mina, &shown, &room.at(paths::DESK_TICKET_TASKS), &task).await;
    let page = mina.get(&room.page()).await;
    page.hides(&["<script>alert", "<script>x"]);
    page.shows(&[
        "&lt;script&gt;alert(1)&lt;/script&gt; سلام e\u{301}\u{323} \u{202e}abc",
        "dir=\"auto\"",
    ]);
}
