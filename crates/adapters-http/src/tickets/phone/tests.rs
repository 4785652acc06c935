use axum::http::StatusCode;
use frontdesk_domain::{accounts::Role, tickets::TicketNumber};

use crate::{
    paths,
    testing::{Answer, Browser, TestSite},
};

const PHONE: &str = "0912 345 6789";

async fn site() -> TestSite {
    let site = TestSite::new();
    site.desk.person("mina@example.com", Role::Agent).await;
    site
}

async fn send(mina: &mut Browser<'_>, shown: &Answer, fields: &[(&str, &str)]) -> Answer {
    let key = shown.value("key");
    mina.post(paths::DESK_NEW, &[&[("key", key.as_str())], fields].concat())
        .await
}

fn number(answer: &Answer) -> TicketNumber {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let place = answer.header("location");
    let rest = place.strip_prefix("/desk/tickets/").unwrap();
    TicketNumber(rest.strip_suffix("?done=opened").unwrap().parse().unwrap())
}

#[tokio::test]
async fn s2_1_a_ticket_with_title_description_and_priority_starts_open() {
    let site = site().await;
    let mut mina = site.browser_of("mina@example.com").await;
    let form = mina.get(paths::DESK_NEW).await;
    let fields = [
        ("who", PHONE),
        ("name", "Sara Ahmadi"),
        ("subject", "Printer"),
        ("body", "It is on fire"),
        ("priority", "urgent"),
    ];
    let opened = number(&send(&mut mina, &form, &fields).await);
    // A second press of the same button is the same ticket, and the same client.
    assert_eq!(number(&send(&mut mina, &form, &fields).await), opened);
    let agent = site.desk.signed_in("mina@example.com").await;
    let page = site.desk.app.see_as_staff(&agent, opened).await.unwrap();
    assert_eq!(page.ticket.status().key(), "open");
    assert_eq!(page.ticket.priority.key(), "urgent");
    assert_eq!(page.ticket.body.as_str(), "It is on fire");
    let shown = mina.get(&paths::numbered(paths::DESK_TICKET, opened)).await;
    shown.shows(&[
        "opened the ticket for",
        "through a member of staff",
        "Sara Ahmadi",
    ]);
}

#[tokio::test]
async fn who_calls_is_found_on_the_same_page_and_nothing_typed_is_lost() {
    let site = site().await;
    site.desk.submit(PHONE, "It smokes").await;
    let mut mina = site.browser_of("mina@example.com").await;
    let form = mina.get(paths::DESK_NEW).await;
    let typed = [("who", PHONE), ("subject", "Half a title"), ("find", "yes")];
    let found = send(&mut mina, &form, &typed).await;
    found.shows(&["One client is known by this", "Half a title", "is open."]);
    // The phone number stands in no address.
    found.hides(&["?who=", "%2B98"]);
    let nobody = send(&mut mina, &form, &[("who", "0912 345 6700"), ("find", "yes")]).await;
    nobody.shows(&["Nobody is known by this"]);
    send(&mut mina, &form, &[("who", "my neighbour"), ("find", "yes")])
        .await
        .refuses(&["Write their phone number"]);
}

#[tokio::test]
async fn several_on_one_phone_are_listed_and_the_agent_chooses() {
    let site = site().await;
    let family = site.desk.family(PHONE, 3).await;
    let mut mina = site.browser_of("mina@example.com").await;
    let form = mina.get(paths::DESK_NEW).await;
    let typed = [("who", PHONE), ("subject", "Printer")];
    let asked = send(&mut mina, &form, &typed).await;
    asked.refuses(&["Choose who calls", "3 clients are known by this"]);
    for id in &family {
        asked.shows(&[&id.to_string()]);
    }
    let agent = site.desk.signed_in("mina@example.com").await;
    let second = asked.text().split("name=\"client\" value=\"").nth(2).unwrap();
    let second = second.split('"').next().unwrap();
    let chosen = [&typed[..], &[("client", second), ("shown", "yes")]].concat();
    let opened = number(&send(&mut mina, &asked, &chosen).await);
    let page = site.desk.app.see_as_staff(&agent, opened).await.unwrap();
    assert_eq!(page.client.id.0.to_string(), second);
}

#[tokio::test]
async fn somebody_new_on_a_known_phone_and_somebody_who_has_a_ticket() {
    let site = site().await;
    site.desk.submit(PHONE, "It smokes").await;
    let mut mina = site.browser_of("mina@example.com").await;
    let form = mina.get(paths::DESK_NEW).await;
    let new = [
        ("who", PHONE),
        ("subject", "Scanner"),
        ("client", "new"),
        ("shown", "yes"),
        ("name", "Omid"),
    ];
    let mine = site.desk.account("mina@example.com").await.id.0.to_string();
    let given = [&new[..], &[("assignee", mine.as_str())]].concat();
    let opened = number(&send(&mut mina, &form, &given).await);
    let agent = site.desk.signed_in("mina@example.com").await;
    let page = site.desk.app.see_as_staff(&agent, opened).await.unwrap();
    assert_eq!(page.client.name.as_str(), "Omid");
    assert_eq!(page.ticket.assignee(), agent.account());
    // Nobody was looked for yet, and the phone is somebody's.
    let unseen = [
        ("who", PHONE),
        ("subject", "Scanner"),
        ("client", "new"),
        ("name", "Nima"),
    ];
    let form = mina.get(paths::DESK_NEW).await;
    send(&mut mina, &form, &unseen)
        .await
        .refuses(&["Somebody has this phone number by now"]);
}
