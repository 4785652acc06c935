use frontdesk_domain::accounts::Role;

use crate::{paths, testing::TestSite};

#[tokio::test]
async fn a_reply_is_saved_changed_used_on_a_ticket_and_removed() {
    let site = TestSite::new();
    site.desk.customer("sara@example.com").await;
    site.desk.person("mina@example.com", Role::Agent).await;
    let sara = site.desk.signed_in("sara@example.com").await;
    let number = site.desk.open(&sara, "Printer").await;
    let mut mina = site.browser_of("mina@example.com").await;
    mina.post(paths::SAVED_REPLIES, &[("title", "")])
        .await
        .refuses(&["Give it a title", "Write the reply"]);
    let reply = [("title", "Hello"), ("body", "Hello {client}, about {ticket} <b>")];
    mina.post(paths::SAVED_REPLIES, &reply)
        .await
        .leads("/desk/saved-replies?done=saved");
    let agent = site.desk.signed_in("mina@example.com").await;
    let id = site.desk.app.saved_replies(&agent).await.unwrap()[0].id;
    let one = paths::of(paths::SAVED_REPLY, id.0);
    mina.get(&one)
        .await
        .shows(&["Change a saved reply", "Hello {client}"]);
    mina.post(&one, &[reply[0], ("body", "Dear {client}, about {ticket}")])
        .await;
    mina.get(paths::SAVED_REPLIES)
        .await
        .shows(&["Dear {client}", "Yours"]);
    // It is put after what stands there, filled, and nothing is sent.
    let ticket = paths::numbered(paths::DESK_TICKET, number);
    let draft = paths::numbered(paths::DESK_TICKET_DRAFT, number);
    let chosen = id.0.to_string();
    let fields = [
        ("what", "One moment."),
        ("saved", chosen.as_str()),
        ("insert", "yes"),
        ("seen", "1"),
    ];
    mina.post(&draft, &fields).await;
    let page = mina.get(&ticket).await;
    page.shows(&[&format!(
        "One moment.\n\nDear Sara Ahmadi, about #{}</textarea>",
        number.0
    )]);
    mina.post(&one, &[("remove", "yes")])
        .await
        .leads("/desk/saved-replies?done=removed");
    assert_eq!(mina.get(&one).await.status, 404);
}

#[tokio::test]
async fn everybodys_replies_are_the_admins_matter() {
    let site = TestSite::new();
    site.desk.person("mina@example.com", Role::Agent).await;
    site.desk.person("boss@example.com", Role::Admin).await;
    let reply = [("title", "Thanks"), ("body", "Thank you"), ("shared", "yes")];
    let mut mina = site.browser_of("mina@example.com").await;
    mina.get(paths::SAVED_REPLIES)
        .await
        .hides(&["Everybody who works here"]);
    assert_eq!(mina.post(paths::SAVED_REPLIES, &reply).await.status, 403);
    let mut boss = site.browser_of("boss@example.com").await;
    boss.post(paths::SAVED_REPLIES, &reply).await;
    mina.get(paths::SAVED_REPLIES)
        .await
        .shows(&["Thanks", "For everybody"]);
}
