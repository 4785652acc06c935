use frontdesk_application::WriteNote;
use frontdesk_domain::{accounts::Role, presence::Doing, tickets::Body};

use super::{Room, follow, send};
use crate::paths;

#[tokio::test]
async fn s1_12_the_history_tells_who_changed_what_from_what_to_what() {
    let room = Room::new().await;
    let mut mina = room.mina().await;
    let shown = mina.get(&room.page()).await;
    let high = [("set", "priority"), ("priority", "high")];
    send(&mut mina, &shown, &room.at(paths::DESK_TICKET_SET), &high).await;
    // The same once more is no change.
    send(&mut mina, &shown, &room.at(paths::DESK_TICKET_SET), &high).await;
    let shown = mina.get(&format!("{}?show=events", room.page())).await;
    let sentence = "</bdi></b> changed the priority from <b><bdi>Medium</bdi></b> to <b><bdi>High</bdi></b>.";
    assert_eq!(shown.text().matches(sentence).count(), 1, "{}", shown.text());
}

#[tokio::test]
async fn s1_16_replies_and_history_are_read_each_by_an_address_of_its_own() {
    let room = Room::new().await;
    let note = WriteNote {
        number: room.number,
        key: room.site.desk.app.new_submission_key(),
        body: Body::parse("Drum units are out").unwrap(),
    };
    let theo = room.caller("theo@example.com").await;
    room.site.desk.app.write_note(&theo, &note).await.unwrap();
    let mut mina = room.mina().await;
    let all = mina.get(&room.page()).await;
    all.shows(&[
        "Drum units are out",
        "Customers never see this",
        "opened the ticket",
    ]);
    let talk = mina.get(&format!("{}?show=conversation", room.page())).await;
    talk.hides(&["Drum units are out", "opened the ticket"]);
    let notes = mina.get(&format!("{}?show=notes", room.page())).await;
    notes.shows(&["Drum units are out"]);
    notes.hides(&["opened the ticket"]);
}

#[tokio::test]
async fn what_came_from_an_unverified_sender_is_marked() {
    let room = Room::new().await;
    let number = room.site.desk.submit("0912 345 6700", "It smokes").await;
    let mut mina = room.mina().await;
    let page = mina.get(&paths::numbered(paths::DESK_TICKET, number)).await;
    page.shows(&["Unverified sender", "at the front desk", "in the name of"]);
    let own = mina.get(&room.page()).await;
    own.hides(&["Unverified sender"]);
}

#[tokio::test]
async fn s0_7_staff_see_that_the_issue_is_still_on_its_way() {
    let room = Room::new().await;
    let mut mina = room.mina().await;
    mina.get(&room.page()).await.shows(&["Queued for Jira"]);
    room.site.desk.deliver().await;
    let page = mina.get(&room.page()).await;
    page.hides(&["Queued for Jira"]);
    page.shows(&["for this ticket."]);
}

#[tokio::test]
async fn who_else_is_there_is_seen() {
    let room = Room::new().await;
    let mut theo = room.theo().await;
    let place = room.at(paths::DESK_TICKET_PRESENCE);
    assert_eq!(theo.post(&place, &[("doing", "viewing")]).await.status, 204);
    let mut mina = room.mina().await;
    mina.get(&room.page()).await.shows(&["is viewing"]);
    theo.post(&place, &[("doing", "writing")]).await;
    mina.get(&room.page()).await.shows(&["is replying"]);
    theo.get(&room.page()).await.hides(&["is replying"]);
    let caller = room.caller("theo@example.com").await;
    room.site
        .desk
        .app
        .be_at(&caller, room.number, None::<Doing>)
        .await
        .unwrap();
    mina.get(&room.page()).await.hides(&["is replying", "is viewing"]);
}

#[tokio::test]
async fn s4_n9_what_a_deleted_member_of_staff_did_is_still_theirs() {
    let room = Room::new().await;
    let mut mina = room.mina().await;
    let shown = mina.get(&room.page()).await;
    let reply = [("what", "We look at it")];
    send(&mut mina, &shown, &room.at(paths::DESK_TICKET_REPLY), &reply).await;
    send(&mut mina, &shown, &room.at(paths::DESK_TICKET_TAKE), &[]).await;
    let desk = &room.site.desk;
    desk.person("boss@example.com", Role::Admin).await;
    let boss = desk.signed_in("boss@example.com").await;
    let account = desk.account("mina@example.com").await.id;
    let authority = frontdesk_domain::access::Authority::Person(boss);
    desk.app.delete_person(&authority, account).await.unwrap();
    let mut theo = room.theo().await;
    let page = theo.get(&room.page()).await;
    page.shows(&["We look at it", "A former member of staff"]);
    page.hides(&["mina@example.com"]);
}

#[tokio::test]
async fn a_merged_ticket_is_shown_with_both_conversations() {
    let room = Room::new().await;
    let desk = &room.site.desk;
    let sara = desk.signed_in("sara@example.com").await;
    let other = desk.open(&sara, "Printer again").await;
    let mut mina = room.mina().await;
    let place = paths::numbered(paths::DESK_TICKET_MERGE, other);
    mina.get(&place).await.shows(&["Into which ticket"]);
    mina.get(&format!("{place}?into=99"))
        .await
        .refuses(&["There is no ticket of this number"]);
    let into = room.number.0.to_string();
    let sure = mina.get(&format!("{place}?into={into}")).await;
    sure.shows(&["Merge #", "This cannot be undone"]);
    let merged = mina.post(&place, &[("into", &into)]).await;
    let page = follow(&mut mina, &merged).await;
    page.shows(&[
        "The two tickets are one now.",
        "Printer again",
        "into this ticket.",
    ]);
    let gone = mina.get(&paths::numbered(paths::DESK_TICKET, other)).await;
    gone.shows(&["where it goes on"]);
}

#[tokio::test]
async fn s1_n11_an_author_is_an_account_whose_name_may_change() {
    let room = Room::new().await;
    let mut mina = room.mina().await;
    let shown = mina.get(&room.page()).await;
    let reply = [("what", "We look at it")];
    send(&mut mina, &shown, &room.at(paths::DESK_TICKET_REPLY), &reply).await;
    let name = [("name", "Mina Okafor-Lind")];
    let saved = mina.post(paths::PROFILE, &name).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let mut theo = room.theo().await;
    theo.get(&room.page())
        .await
        .shows(&["<b><bdi>Mina Okafor-Lind</bdi></b>"]);
}
