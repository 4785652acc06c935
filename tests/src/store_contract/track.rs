//! What the holder of a track link reads.

use frontdesk_domain::clients::NewClient;
use frontdesk_domain::deliveries::Job;
use frontdesk_domain::ports::{Line, LineKind, TrackPage};
use frontdesk_domain::replies::Sender;
use frontdesk_domain::secrets::TokenHash;
use frontdesk_domain::tickets::{Actor, OneOpenRule, Status, TicketNumber, TrackedStatus};

use super::Desk;
use super::make::{
    NOW, client, delivery, enqueue, keep, key, later, link, open, opened, read, reference, registered, reply,
    ticket,
};

fn token(n: u8) -> TokenHash {
    TokenHash::from_bytes([n; 32])
}

async fn add_link(desk: &Desk, number: TicketNumber, hash: &TokenHash) {
    let unit = desk.begin().await;
    unit.tickets().add_track_link(number, hash, NOW).await.unwrap();
    unit.commit().await.unwrap();
}

/// First as it was opened, then with all that came.
pub async fn a_page_holds_everything(desk: Desk) {
    let given = client(1);
    let id = registered(&desk, &given).await.unwrap();
    let opening = ticket(&desk, id, 1).await;
    let number = opened(&desk, &opening).await.unwrap();
    add_link(&desk, number, &token(1)).await;
    let expected = TrackPage {
        number,
        version: 1,
        subject: opening.subject.as_str().into(),
        body: opening.body.as_str().into(),
        category: "General".into(),
        status: Status::Open,
        created_at: NOW,
        submission: key(1),
        client_name: given.name,
        client_number: given.number,
        client_is_new: true,
        client_email: given.email,
        external: None,
        tracker_status: None,
        tracker_asked: false,
        lines: Vec::new(),
    };
    let page = || async { desk.track.by_token(&token(1)).await.unwrap().unwrap() };
    assert_eq!(page().await, expected);
    enqueue(&desk, &[delivery(number, Job::MailReceived)]).await;
    assert!(!page().await.tracker_asked);
    enqueue(&desk, &[delivery(number, Job::CreateIssue)]).await;
    assert!(page().await.tracker_asked);
    link(&desk, number, 1).await;
    let unit = desk.begin().await;
    unit.tickets().note_tracker_status(number, "To Do").await.unwrap();
    unit.commit().await.unwrap();
    let page = page().await;
    assert_eq!((page.version, page.external), (2, Some(reference(1))));
    assert_eq!(page.tracker_status.as_deref(), Some("To Do"));
}

/// Replies and changes of status by time, the newest 200 of them.
pub async fn a_conversation_is_in_order_and_bounded(desk: Desk) {
    let number = open(&desk, 1).await;
    let other = open(&desk, 900).await;
    add_link(&desk, number, &token(1)).await;
    let unit = desk.begin().await;
    for n in 2..=252 {
        unit.replies().insert(&reply(number, n)).await.unwrap();
    }
    unit.replies().insert(&reply(other, 999)).await.unwrap();
    let ticket = unit.tickets().get(number).await.unwrap().unwrap();
    let resolved = ticket.follow_tracker(TrackedStatus::Resolved, OneOpenRule::Desk, false, later(251));
    unit.commit().await.unwrap();
    let resolved = keep(&desk, resolved.unwrap()).await;
    keep(&desk, resolved.replied(Actor::Client, later(252))).await;
    let lines = desk.track.by_token(&token(1)).await.unwrap().unwrap().lines;
    assert_eq!(lines.len(), 200);
    assert_eq!(lines[0].at, later(54));
    assert!(lines.is_sorted_by_key(|line| line.at));
    let moved = LineKind::StatusChanged {
        to: "resolved".into(),
    };
    assert_eq!(
        lines
            .iter()
            .filter(|line| line.kind == moved && line.at == later(251))
            .count(),
        1
    );
    let last = Line {
        at: later(252),
        kind: LineKind::Reply {
            sender: Sender::Client,
            body: "Still blank.".into(),
        },
    };
    assert_eq!(lines.last(), Some(&last));
}

/// Neither another one nor one that a text column might take for it.
pub async fn only_the_exact_token_opens(desk: Desk) {
    let number = open(&desk, 1).await;
    let hash = TokenHash::from_bytes(*b"abcdefghijklmnopqrstuvwxyz      ");
    add_link(&desk, number, &hash).await;
    assert!(desk.track.by_token(&hash).await.unwrap().is_some());
    for other in [
        *b"ABCDEFGHIJKLMNOPQRSTUVWXYZ      ",
        *b"abcdefghijklmnopqrstuvwxyz     \0",
        [0; 32],
    ] {
        let other = TokenHash::from_bytes(other);
        assert_eq!(desk.track.by_token(&other).await.unwrap(), None);
        assert_eq!(desk.track.version_by_token(&other).await.unwrap(), None);
    }
}

/// And of a client who was there before, the page does not say that they are new.
pub async fn a_version_is_known_by_token(desk: Desk) {
    let earlier = NewClient {
        created_at: later(0).before(std::time::Duration::from_micros(1)),
        ..client(1)
    };
    let id = registered(&desk, &earlier).await.unwrap();
    let number = opened(&desk, &ticket(&desk, id, 1).await).await.unwrap();
    add_link(&desk, number, &token(1)).await;
    assert_eq!(
        desk.track.version_by_token(&token(1)).await.unwrap(),
        Some((number, 1))
    );
    link(&desk, number, 1).await;
    assert_eq!(
        desk.track.version_by_token(&token(1)).await.unwrap(),
        Some((number, 2))
    );
    assert_eq!(read(&desk, number).await.version, 2);
    assert!(
        !desk
            .track
            .by_token(&token(1))
            .await
            .unwrap()
            .unwrap()
            .client_is_new
    );
}

/// From a key on, in order, at most so many; without a key only the newest.
pub async fn changes_are_followed(desk: Desk) {
    assert_eq!(desk.track.changes_after(None, 5).await.unwrap(), []);
    let first = open(&desk, 1).await;
    let newest = desk.track.changes_after(None, 5).await.unwrap();
    let [newest] = newest.as_slice() else {
        panic!("{newest:?}");
    };
    assert_eq!((newest.ticket, newest.version), (first, 1));
    let seen = newest.event;
    let second = open(&desk, 2).await;
    link(&desk, first, 1).await;
    let after = desk.track.changes_after(Some(seen), 5).await.unwrap();
    let changes: Vec<_> = after
        .iter()
        .map(|change| (change.ticket, change.version))
        .collect();
    assert_eq!(changes, [(second, 1), (first, 2)]);
    for change in &after {
        let ticket = read(&desk, change.ticket).await;
        assert_eq!(change.client, Some(ticket.client));
        assert!(
            change.at >= ticket.created_at && change.event > seen,
            "{change:?}"
        );
    }
    assert_eq!(desk.track.changes_after(Some(seen), 1).await.unwrap(), after[..1]);
    assert_eq!(
        desk.track.changes_after(Some(after[1].event), 5).await.unwrap(),
        []
    );
}
