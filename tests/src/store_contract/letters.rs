//! Letters, and their deliveries.

use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::auth::CodeId;
use frontdesk_domain::deliveries::{About, Job, NewDelivery, State, Target};
use frontdesk_domain::letters::{LetterId, LetterKind, NewLetter};
use frontdesk_domain::secrets::LetterMark;

use super::Desk;
use super::deliveries::{asked, claim, ended, settle};
use super::make::{NOW, enqueue, later};
use super::make_people::email;

/// Of every kind, with and without an address of its own.
pub async fn is_kept_as_given(desk: Desk) {
    let kinds = [
        LetterKind::Code(CodeId(3)),
        LetterKind::AccountExists(AccountId(7)),
        LetterKind::Reset(None),
        LetterKind::Reset(Some(AccountId(7))),
        LetterKind::EmailChanged(AccountId(7)),
    ];
    for (kind, at) in kinds.into_iter().zip(1u8..) {
        let letter = NewLetter {
            kind,
            to: (at % 2 == 0).then(|| email("Réza+desk@example.com")),
            mark: LetterMark::from_bytes([at | 0x20; 16]),
            created_at: later(u64::from(at)),
        };
        let unit = desk.begin().await;
        let id = unit.letters().insert(&letter).await.unwrap();
        unit.commit().await.unwrap();
        let unit = desk.begin().await;
        assert_eq!(unit.letters().get(id).await.unwrap(), Some(letter));
        assert_eq!(unit.letters().get(LetterId(id.0 + 1)).await.unwrap(), None);
    }
}

fn delivery(letter: i64) -> NewDelivery {
    NewDelivery {
        job: Job::MailLetter,
        about: About::Letter(LetterId(letter)),
        due_at: NOW,
        not_after: Some(later(600)),
        created_at: NOW,
    }
}

/// With what it is about, and until when it is of use. It waits for no ticket, not even of its number.
pub async fn a_letter_is_delivered_like_a_ticket(desk: Desk) {
    let ticket = asked(&desk, 1, &[Job::MailReceived]).await;
    let letter = delivery(ticket.0);
    enqueue(&desk, &[letter, letter]).await;
    let claimed = claim(&desk, Target::Mail, 1, 9, NOW).await;
    let handed_out: Vec<_> = claimed
        .iter()
        .map(|c| (c.delivery.job, c.delivery.about, c.delivery.not_after))
        .collect();
    let expected = [
        (Job::MailReceived, About::Ticket(ticket), None),
        (Job::MailLetter, letter.about, letter.not_after),
    ];
    assert_eq!(handed_out, expected);
    let listed = desk.deliveries.list(State::Running, None, 9).await.unwrap();
    assert_eq!(listed[0].delivery, claimed[1].delivery);
    assert_eq!((listed.len(), listed[0].external_key.as_deref()), (2, None));
}

/// It has ended: it is neither handed out again nor counted, and nothing about it waits.
pub async fn what_is_cancelled_has_ended(desk: Desk) {
    enqueue(&desk, &[delivery(1)]).await;
    let claimed = claim(&desk, Target::Mail, 1, 1, later(700)).await.remove(0);
    assert!(settle(&desk, &claimed, &ended(State::Cancelled), later(700)).await);
    assert_eq!(claim(&desk, Target::Mail, 1, 9, later(99_999)).await, []);
    assert_eq!(desk.deliveries.counts().await.unwrap(), []);
    let listed = desk.deliveries.list(State::Cancelled, None, 9).await.unwrap();
    assert_eq!(listed.len(), 1);
    let unit = desk.begin().await;
    let retried = unit.deliveries().retry(claimed.delivery.id, later(800)).await;
    assert!(!retried.unwrap(), "only a dead one is taken up again");
}
