//! Kept mail.

use frontdesk_domain::ports::KeptMail;

use super::Desk;
use super::make::later;

fn mail(id: &str, n: u64) -> KeptMail {
    KeptMail {
        message_id: id.into(),
        at: later(n),
        to: "\"Sara O’Brien\" <sara@example.com>".into(),
        subject: format!("[#1000{n}] Drucker druckt leere Seiten 🖨"),
        text: "Hello Sara,\n\nwe have it.\n".into(),
        html: "<p>Hello Sara,</p>".into(),
        source: "Message-ID: <x>\r\n\r\n".repeat(2_000),
    }
}

/// A mail that is sent again is the same mail.
pub async fn a_mail_is_kept_once(desk: Desk) {
    let first = mail("<a@desk.example>", 1);
    desk.mailbox.keep(&first).await.unwrap();
    desk.mailbox.keep(&mail("<a@desk.example>", 2)).await.unwrap();
    let list = desk.mailbox.list(None, 9).await.unwrap();
    assert_eq!(list.len(), 1);
    assert_eq!(
        (list[0].at, &list[0].to, &list[0].subject),
        (first.at, &first.to, &first.subject)
    );
    assert!(desk.mailbox.get(list[0].id).await.unwrap() == Some(first));
    assert!(desk.mailbox.get(list[0].id + 1).await.unwrap().is_none());
}

/// Page by page.
pub async fn mails_are_listed_newest_first(desk: Desk) {
    for n in 1..=5 {
        desk.mailbox
            .keep(&mail(&format!("<{n}@desk.example>"), n))
            .await
            .unwrap();
    }
    let page = desk.mailbox.list(None, 3).await.unwrap();
    let times: Vec<_> = page.iter().map(|line| line.at).collect();
    assert_eq!(times, [later(5), later(4), later(3)]);
    let older = desk.mailbox.list(Some(page[2].id), 3).await.unwrap();
    assert_eq!(
        older.iter().map(|line| line.at).collect::<Vec<_>>(),
        [later(2), later(1)]
    );
}

/// Upper and lower case, and spaces at the end.
pub async fn ids_are_told_apart_to_the_letter(desk: Desk) {
    for id in ["<a@desk.example>", "<A@desk.example>", "<a@desk.example> "] {
        desk.mailbox.keep(&mail(id, 1)).await.unwrap();
    }
    assert_eq!(desk.mailbox.list(None, 9).await.unwrap().len(), 3);
}
