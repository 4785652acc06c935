//! Every kind of page about one ticket, as staff see it.

use frontdesk_domain::accounts::Role;

use crate::{
    paths,
    testing::{Answer, Browser, TestSite},
};

/// A ticket on which everything happened that can, the forms about it, and those forms refused.
pub(super) async fn of_one_ticket(site: &TestSite, pages: &mut Vec<(String, String)>) {
    let sara = site.desk.signed_in("sara@example.com").await;
    let number = site.desk.open(&sara, "<b>Printer</b>").await;
    let other = site.desk.open(&sara, "Printer again").await;
    site.desk.person("ines@example.com", Role::Admin).await;
    let mut ines = site.browser_of("ines@example.com").await;
    let at = |pattern| paths::numbered(pattern, number);
    let page = at(paths::DESK_TICKET);
    let mut keep = |name: &str, answer: &Answer| pages.push((name.to_owned(), answer.text().to_owned()));

    let shown = ines.get(&page).await;
    keep("a new ticket", &shown);
    work_on(&mut ines, &shown, number).await;
    let task = ines.get(&page).await;
    let task = task
        .text()
        .split("/tasks/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    keep(
        "a ticket with everything",
        &ines.get(&format!("{page}?done=sent&write=note")).await,
    );
    keep("its notes", &ines.get(&format!("{page}?show=notes")).await);
    for place in [
        at(paths::DESK_TICKET_EDIT),
        at(paths::DESK_TICKET_MERGE),
        at(paths::DESK_TICKET_DELETE),
        format!("{}?into={}", at(paths::DESK_TICKET_MERGE), other.0),
        format!("{}/{task}", at(paths::DESK_TICKET_TASKS)),
        paths::DESK_NEW.to_owned(),
        paths::SAVED_REPLIES.to_owned(),
    ] {
        let form = ines.get(&place).await;
        assert_eq!(form.status, 200, "{place}");
        keep(&place, &form);
    }
    for place in [
        at(paths::DESK_TICKET_REPLY),
        at(paths::DESK_TICKET_NOTE),
        at(paths::DESK_TICKET_EDIT),
        paths::DESK_NEW.to_owned(),
        paths::SAVED_REPLIES.to_owned(),
    ] {
        keep(&format!("{place} with an error"), &ines.post(&place, &[]).await);
    }
    let stale = [("what", "Too late"), ("seen", "1"), ("key", &shown.value("key"))];
    let mut boss = site.browser_of("boss@example.com").await;
    keep(
        "a reply held back",
        &boss.post(&at(paths::DESK_TICKET_REPLY), &stale).await,
    );
    let signed_out = site.post(&at(paths::DESK_TICKET_REPLY), &stale[..1]).await;
    keep("a reply of nobody", &signed_out);
    for who in ["sara@example.com", "0912 345 6701"] {
        let found = ines.post(paths::DESK_NEW, &[("who", who), ("find", "yes")]).await;
        keep(&format!("{who} calls"), &found);
    }
    ines.post(
        &paths::numbered(paths::DESK_TICKET_MERGE, other),
        &[("into", &number.0.to_string())],
    )
    .await;
    keep("a ticket with another in it", &ines.get(&page).await);
    keep(
        "a merged ticket",
        &ines.get(&paths::numbered(paths::DESK_TICKET, other)).await,
    );
}

async fn work_on(ines: &mut Browser<'_>, shown: &Answer, number: frontdesk_domain::tickets::TicketNumber) {
    let key = shown.value("key");
    let deeds: [(&str, &[(&str, &str)]); 7] = [
        (paths::DESK_TICKET_TAKE, &[]),
        (
            paths::DESK_TICKET_SET,
            &[("set", "priority"), ("priority", "high")],
        ),
        (
            paths::DESK_TICKET_SET,
            &[("set", "status"), ("status", "on_hold")],
        ),
        (
            paths::DESK_TICKET_TASKS,
            &[("task", "Order a drum"), ("staff", "yes")],
        ),
        (
            paths::DESK_TICKET_NOTE,
            &[("note", "<i>quiet</i>"), ("write", "note")],
        ),
        (
            paths::DESK_TICKET_REPLY,
            &[("what", "We <b>look</b>"), ("seen", "99")],
        ),
        (paths::DESK_TICKET_DRAFT, &[("what", "And then")]),
    ];
    for (place, fields) in deeds {
        let all = [&[("key", key.as_str())], fields].concat();
        let done = ines.post(&paths::numbered(place, number), &all).await;
        assert!(
            [303, 409].contains(&done.status.as_u16()),
            "{place}: {}",
            done.text()
        );
    }
}
