//! Mails about tickets, and who wants which.

use frontdesk_domain::accounts::Role;
use frontdesk_domain::deliveries::{About, Job, NewDelivery, Target};
use frontdesk_domain::notices::{MailWishes, NewNotice, NoticeId, NoticeKind, Recipient};
use frontdesk_domain::replies::ReplyId;
use frontdesk_domain::secrets::LetterMark;

use super::Desk;
use super::make::{NOW, delivery, enqueue, later, open, worker};
use super::make_people::person;

/// To whomever, about whatever.
pub async fn is_kept_as_given(desk: Desk) {
    let number = open(&desk, 1).await;
    let agent = person(&desk, 2, Role::Agent).await;
    for (to, kind) in [
        (Recipient::Client, NoticeKind::Reply(ReplyId(7))),
        (Recipient::Client, NoticeKind::Resolved(None)),
        (Recipient::Client, NoticeKind::Resolved(Some(ReplyId(7)))),
        (Recipient::Agent(agent), NoticeKind::Assigned),
    ] {
        let notice = NewNotice {
            ticket: number,
            to,
            kind,
            mark: LetterMark::from_bytes(*b"Aa  aa  AA  \0\0\xff "),
            created_at: later(1),
        };
        let unit = desk.begin().await;
        let id = unit.notices().insert(&notice).await.unwrap();
        unit.commit().await.unwrap();
        let unit = desk.begin().await;
        assert_eq!(unit.notices().get(id).await.unwrap(), Some(notice));
        assert_eq!(unit.notices().get(NoticeId(id.0 + 1)).await.unwrap(), None);
    }
}

/// Neither waits for a ticket of the same number.
pub async fn a_notice_is_delivered_like_a_ticket(desk: Desk) {
    let number = open(&desk, 1).await;
    let about = About::Notice(NoticeId(number.0));
    let notice = NewDelivery {
        job: Job::MailNotice,
        about,
        ..delivery(number, Job::MailNotice)
    };
    enqueue(&desk, &[delivery(number, Job::MailReceived), notice, notice]).await;
    let unit = desk.begin().await;
    let lease = std::time::Duration::from_secs(60);
    let claimed = unit
        .deliveries()
        .claim(Target::Mail, worker(1), 9, lease, NOW)
        .await;
    let claimed = claimed.unwrap();
    let jobs: Vec<_> = claimed
        .iter()
        .map(|c| (c.delivery.job, c.delivery.about))
        .collect();
    assert_eq!(
        jobs,
        [
            (Job::MailReceived, About::Ticket(number)),
            (Job::MailNotice, about)
        ]
    );
}

/// All, as long as they said nothing.
pub async fn wishes_are_kept(desk: Desk) {
    let agent = person(&desk, 1, Role::Agent).await;
    let unit = desk.begin().await;
    assert_eq!(unit.notices().wishes(agent).await.unwrap(), MailWishes::default());
    let some = MailWishes {
        replies: false,
        resolved: true,
        assigned: false,
    };
    let others = MailWishes {
        replies: true,
        resolved: false,
        assigned: true,
    };
    for wishes in [some, others] {
        unit.notices().wish(agent, wishes).await.unwrap();
        assert_eq!(unit.notices().wishes(agent).await.unwrap(), wishes);
    }
}

/// What was said first arrives first, to each reader: a mail that is put off holds up the later ones.
pub async fn an_earlier_mail_to_the_same_reader_goes_first(desk: Desk) {
    let number = open(&desk, 1).await;
    let other = open(&desk, 2).await;
    let agent = person(&desk, 3, Role::Agent).await;
    let unit = desk.begin().await;
    let mut ids = Vec::new();
    for (ticket, to, due_at) in [
        (number, Recipient::Client, later(30)),
        (number, Recipient::Client, NOW),
        (number, Recipient::Agent(agent), NOW),
        (other, Recipient::Client, NOW),
    ] {
        let notice = NewNotice {
            ticket,
            to,
            kind: NoticeKind::Resolved(None),
            mark: LetterMark::from_bytes([1; 16]),
            created_at: NOW,
        };
        let id = unit.notices().insert(&notice).await.unwrap();
        let about = About::Notice(id);
        let delivery = NewDelivery {
            about,
            due_at,
            ..delivery(ticket, Job::MailNotice)
        };
        unit.deliveries().enqueue(&delivery).await.unwrap();
        ids.push(about);
    }
    unit.commit().await.unwrap();
    let claim = async |at| {
        let unit = desk.begin().await;
        let lease = std::time::Duration::from_secs(60);
        let claimed = unit
            .deliveries()
            .claim(Target::Mail, worker(1), 9, lease, at)
            .await;
        unit.commit().await.unwrap();
        claimed
            .unwrap()
            .iter()
            .map(|claimed| claimed.delivery.about)
            .collect::<Vec<_>>()
    };
    assert_eq!(claim(NOW).await, [ids[2], ids[3]]);
    assert_eq!(claim(later(30)).await, [ids[0]]);
    // Nor does any arrive before the mail that confirms the ticket.
    let third = open(&desk, 4).await;
    let confirmation = NewDelivery {
        due_at: later(600),
        ..delivery(third, Job::MailReceived)
    };
    let unit = desk.begin().await;
    let notice = NewNotice {
        ticket: third,
        to: Recipient::Client,
        kind: NoticeKind::Resolved(None),
        mark: LetterMark::from_bytes([2; 16]),
        created_at: NOW,
    };
    let id = unit.notices().insert(&notice).await.unwrap();
    unit.commit().await.unwrap();
    let told = NewDelivery {
        about: About::Notice(id),
        ..delivery(third, Job::MailNotice)
    };
    enqueue(&desk, &[confirmation, told]).await;
    assert!(!claim(later(30)).await.contains(&About::Notice(id)));
}
