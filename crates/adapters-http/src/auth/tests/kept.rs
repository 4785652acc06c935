use frontdesk_application::testing::people::PASSWORD;
use frontdesk_domain::accounts::Role;

use crate::{
    paths,
    testing::{Browser, TestSite},
};

const TEXT: &str = "Dear Sara,\n\nwe <b>look</b> at it.";

/// A ticket's page before an agent whose session is over by now.
async fn too_late(site: &TestSite) -> (Browser<'_>, String, String) {
    site.desk.customer("sara@example.com").await;
    site.desk.person("mina@example.com", Role::Agent).await;
    let sara = site.desk.signed_in("sara@example.com").await;
    let number = site.desk.open(&sara, "Printer").await;
    let mut mina = site.browser_of("mina@example.com").await;
    let shown = mina.get(&paths::numbered(paths::DESK_TICKET, number)).await;
    let session = mina.cookie("sid").unwrap().to_owned();
    mina.post(paths::SIGN_OUT, &[]).await;
    // The cookie is still there, as it is when a session ends on the server.
    mina.set_cookie("sid", &session);
    (
        mina,
        paths::numbered(paths::DESK_TICKET_REPLY, number),
        shown.value("key"),
    )
}

#[tokio::test]
async fn what_was_sent_after_the_session_ended_is_there_after_signing_in() {
    let site = TestSite::new();
    let (mut mina, place, key) = too_late(&site).await;
    let fields = [
        ("key", key.as_str()),
        ("seen", "1"),
        ("write", "reply"),
        ("what", TEXT),
    ];
    let asked = mina.post(&place, &fields).await;
    assert_eq!(asked.status, 403);
    asked.shows(&[
        "You were signed out meanwhile",
        "we &lt;b&gt;look&lt;/b&gt; at it.",
    ]);
    let carried = [
        ("kept-to", place.as_str()),
        ("kept.key", &key),
        ("kept.seen", "1"),
        ("kept.write", "reply"),
        ("kept.what", TEXT),
        ("next", "/desk"),
        ("login", "mina@example.com"),
    ];
    // A wrong password loses nothing either.
    let wrong = mina
        .post("/sign-in", &[&carried[..], &[("password", "wrong")]].concat())
        .await;
    wrong.refuses(&["is not right", "we &lt;b&gt;look&lt;/b&gt; at it."]);
    let back = mina
        .post("/sign-in", &[&carried[..], &[("password", PASSWORD)]].concat())
        .await;
    assert_eq!(back.status, 200);
    back.shows(&[
        "You are signed in again",
        "we &lt;b&gt;look&lt;/b&gt; at it.</textarea>",
        &place,
    ]);
    let sent = mina.post(&place, &fields).await;
    sent.leads(&format!("{}?done=sent", place.strip_suffix("/reply").unwrap()));
}

#[tokio::test]
async fn who_signed_in_in_another_window_goes_on_here() {
    let site = TestSite::new();
    let (_, place, _) = too_late(&site).await;
    let mut mina = site.browser_of("mina@example.com").await;
    let carried = [("kept-to", place.as_str()), ("kept.what", TEXT)];
    mina.post("/sign-in", &carried)
        .await
        .shows(&["You are signed in again", "at it.</textarea>"]);
}

#[tokio::test]
async fn a_second_step_loses_nothing() {
    let site = TestSite::new();
    let (mut mina, place, _) = too_late(&site).await;
    let (secret, _) = site.desk.with_second_step("mina@example.com").await;
    let carried = [("kept-to", place.as_str()), ("kept.what", TEXT)];
    let password = [("login", "mina@example.com"), ("password", PASSWORD)];
    let half = mina.post("/sign-in", &[&carried[..], &password].concat()).await;
    assert_eq!(half.status, 200);
    half.shows(&["One more step", "kept.what"]);
    let code = site.desk.app_shows(&secret).reveal();
    let step = [&carried[..], &[("code", code.as_str())]].concat();
    let back = mina.post("/sign-in/second-step", &step).await;
    back.shows(&["You are signed in again", "at it.</textarea>"]);
}

#[tokio::test]
async fn nothing_is_carried_by_a_link_or_to_another_place() {
    let site = TestSite::new();
    site.desk.person("mina@example.com", Role::Agent).await;
    let link = "/sign-in?kept-to=/desk/tickets/10001/reply&kept.what=Pay+here";
    site.get(link).await.hides(&["Pay here"]);
    for elsewhere in [
        "https://evil.example/",
        "//evil.example",
        "/my/profile/password",
        "/sign-out",
    ] {
        let mut mina = site.browser_of("mina@example.com").await;
        let carried = [("kept-to", elsewhere), ("kept.what", "Pay here")];
        mina.post("/sign-in", &carried).await.hides(&["Pay here"]);
    }
    // No password is ever carried: nothing but where people write is.
    let fields = [("password", "mossy anchor cup"), ("what", "x")];
    let asked = site.post("/my/profile/password", &fields).await;
    asked.hides(&["mossy"]);
}
