use axum::http::StatusCode;
use frontdesk_domain::tickets::StatusKind;

use super::{AGENT, House, MINA};
use crate::testing::TestSite;

#[tokio::test]
async fn s1_10_the_conversation_is_in_order_with_name_and_role() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    house.answers("Which floor?", None).await;
    let page = browser.get(&house.at("")).await;
    let fields = [("key", page.value("key")), ("what", "The second".to_owned())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    let sent = browser.post(&house.at("/reply"), &fields).await;
    sent.leads(&house.at("?done=sent#reply"));
    let page = browser.get(&house.at("?done=sent")).await;
    page.shows(&[
        "One of the staff</bdi></b><span class=\"muted small\">Support</span>",
        "Sent. We answer here",
    ]);
    let place = |words| page.text().find(words).unwrap();
    let order = [
        "<p dir=\"auto\">The printer is on fire",
        "Which floor?",
        "The second",
    ]
    .map(place);
    assert!(order.is_sorted(), "{order:?}");
}

#[tokio::test]
async fn s1_11_a_ticket_is_there_for_its_owner_and_for_staff_only() {
    let house = House::new().await;
    let mut mina = house.site.browser_of(MINA).await;
    let none = StatusCode::NOT_FOUND;
    for below in ["", "/edit", "/withdraw", "/delete", "/rate?score=4"] {
        assert_eq!(mina.get(&house.at(below)).await.status, none, "{below}");
    }
    for odd in [
        "/my/tickets/0",
        "/my/tickets/x",
        "/my/tickets/%ff",
        "/my/tickets/-1",
    ] {
        assert_eq!(mina.get(odd).await.status, none, "{odd}");
    }
    let mut agent = house.site.browser_of(AGENT).await;
    agent
        .get(&house.at(""))
        .await
        .leads(&format!("/desk/tickets/{}", house.number.0));
    let nobody = house.site.get(&house.at("")).await;
    nobody.leads("/sign-in?next=%2Fmy%2Ftickets%2F10001");
}

#[tokio::test]
async fn s3_n3_nobody_acts_on_anothers_ticket_or_task() {
    let house = House::new().await;
    let mut sara = house.browser().await;
    sara.post(&house.at("/tasks"), &[("task", "Look at it")]).await;
    let version = house.version().await;
    for email in [MINA, AGENT] {
        let mut other = house.site.browser_of(email).await;
        for (below, fields) in [
            ("/reply", &[("what", "x"), ("key", "AAAAAAAAAAAAAAAAAAAAAA")][..]),
            ("/edit", &[("title", "x"), ("version", "2")]),
            ("/status", &[("to", "resolved")]),
            ("/withdraw", &[]),
            ("/delete", &[]),
            ("/tasks", &[("task", "x")]),
            ("/tasks/1", &[("do", "remove")]),
            ("/rate", &[("score", "5")]),
        ] {
            let answer = other.post(&house.at(below), fields).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{email} {below}");
        }
    }
    assert_eq!(house.version().await, version);
}

#[tokio::test]
async fn who_signed_in_by_a_mailed_code_holds_the_ticket_and_deletes_nothing() {
    let site = TestSite::verified();
    let mut browser = site.browser_at_desk("0912 345 6789", "sara@example.com").await;
    let key = browser.get("/my/tickets/new").await.value("key");
    let fields = [("key", key.as_str()), ("title", "It broke")];
    let opened = browser.post("/my/tickets/new", &fields).await;
    opened.leads("/my/tickets/10001?done=opened");
    browser.get("/my").await.shows(&["It broke"]);
    let page = browser.get("/my/tickets/10001").await;
    page.shows(&["It broke", "Withdraw this ticket"]);
    page.hides(&["Delete this ticket"]);
    let refused = browser.post("/my/tickets/10001/delete", &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn s1_12_the_history_says_who_changed_what_from_what_to_what() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    let fields = [("title", "The scanner"), ("what", "It smokes"), ("version", "1")];
    browser
        .post(&house.at("/edit"), &fields)
        .await
        .leads(&house.at("?done=saved"));
    browser
        .post(&house.at("/edit"), &[&fields[..2], &[("version", "2")]].concat())
        .await;
    house.moves(StatusKind::InProgress).await;
    let page = browser.get(&house.at("")).await;
    page.shows(&[
        "Everything that happened",
        "Title: <s><bdi>The printer is on fire</bdi></s>",
        "<bdi>The scanner</bdi>",
        "Status: <s>Received</s>",
        "Who works on it: <s>nobody</s>",
        "It smokes",
    ]);
    assert_eq!(
        page.text().matches("Title: ").count(),
        1,
        "only what is a change is told"
    );
}

#[tokio::test]
async fn s0_13_the_page_shows_text_status_conversation_and_the_trackers_key() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    browser
        .get(&house.at(""))
        .await
        .shows(&["Jira: Queued", "Received", "The printer is on fire"]);
    house.site.desk.deliver().await;
    house.answers("Is it plugged in?", None).await;
    let page = browser.get(&house.at("")).await;
    page.hides(&["Queued"]);
    page.shows(&["Jira: <bdi>", "Is it plugged in?"]);
}

#[tokio::test]
async fn s0_6_until_the_issue_is_there_the_page_says_that_it_is_on_its_way() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    browser.get(&house.at("")).await.shows(&["Jira: Queued"]);
    house.site.desk.deliver().await;
    browser.get(&house.at("")).await.hides(&["Queued"]);
}

#[tokio::test]
async fn what_staff_keep_among_themselves_is_on_no_page_of_the_client() {
    let house = House::new().await;
    house.notes("He always shouts").await;
    house
        .browser()
        .await
        .get(&house.at(""))
        .await
        .hides(&["He always shouts", "note"]);
}

#[tokio::test]
async fn text_of_people_is_text_whatever_it_holds() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    let nasty = "<script>alert(1)</script> \u{202e}abc e\u{301}\u{327} <b title='x'>";
    let fields = [("title", nasty), ("what", nasty), ("version", "1")];
    browser
        .post(&house.at("/edit"), &fields)
        .await
        .leads(&house.at("?done=saved"));
    browser.post(&house.at("/tasks"), &[("task", nasty)]).await;
    let key = browser.get(&house.at("")).await.value("key");
    browser
        .post(&house.at("/reply"), &[("key", &key), ("what", nasty)])
        .await;
    for path in [
        "/my".to_owned(),
        house.at(""),
        house.at("/edit"),
        house.at("/withdraw"),
        house.at("/rate"),
    ] {
        let page = browser.get(&path).await;
        page.hides(&["<script>alert", "<b title"]);
        page.shows(&["&lt;script&gt;alert(1)&lt;/script&gt; \u{202e}abc e\u{301}\u{327}"]);
    }
}

#[tokio::test]
async fn s0_9_a_follow_up_is_added_and_nothing_typed_is_lost() {
    let house = House::new().await;
    let mut browser = house.browser().await;
    let key = browser.get(&house.at("")).await.value("key");
    let long = "y".repeat(20_001);
    let wrong = browser
        .post(&house.at("/reply"), &[("key", &key), ("what", &long)])
        .await;
    wrong.refuses(&["Shorten this to 20000 characters", &long]);
    let fields = [("key", key.as_str()), ("what", "It went out")];
    for _ in 0..2 {
        browser
            .post(&house.at("/reply"), &fields)
            .await
            .leads(&house.at("?done=sent#reply"));
    }
    assert_eq!(house.site.desk.replies(house.number).await.len(), 1);
    let other = browser
        .post(&house.at("/reply"), &[("key", &key), ("what", "Other words")])
        .await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    other.shows(&["Other words", "sent before"]);
}

#[tokio::test]
async fn what_is_written_on_a_ticket_that_is_over_opens_one_that_goes_on_from_it() {
    let house = House::new().await;
    house.moves(StatusKind::Closed).await;
    let mut browser = house.browser().await;
    let page = browser.get(&house.at("")).await;
    page.shows(&["What you write opens a new one"]);
    let fields = [("key", page.value("key")), ("what", "It burns again".to_owned())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    let sent = browser.post(&house.at("/reply"), &fields).await;
    sent.leads(&format!("/my/tickets/{}?done=continued", house.number.0 + 1));
    let next = browser.get(sent.header("location")).await;
    next.shows(&[
        "It burns again",
        &format!(r#"href="{}""#, house.at("")),
        "Goes on from",
    ]);
    browser.get(&house.at("")).await.shows(&["It goes on in <a"]);
}
