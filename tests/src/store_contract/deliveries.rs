//! The outbox.

use std::time::Duration;

use frontdesk_domain::deliveries::{
    About, Claim, Claimed, Job, NewDelivery, Pause, Settlement, State, Target,
};
use frontdesk_domain::ports::DeliveryCount;
use frontdesk_domain::tickets::TicketNumber;
use frontdesk_domain::time::Timestamp;

use super::Desk;
use super::make::{NOW, delivery, enqueue, later, link, open, reference, worker};

const LEASE: Duration = Duration::from_secs(60);

pub(super) async fn claim(desk: &Desk, target: Target, by: u8, limit: u16, now: Timestamp) -> Vec<Claimed> {
    let unit = desk.begin().await;
    let claimed = unit
        .deliveries()
        .claim(target, worker(by), limit, LEASE, now)
        .await
        .unwrap();
    unit.commit().await.unwrap();
    claimed
}

pub(super) fn ended(state: State) -> Settlement {
    Settlement {
        state,
        due_at: later(30),
        attempts: 1,
        checks: 0,
        error: None,
        pause: None,
    }
}

pub(super) async fn settle(desk: &Desk, claimed: &Claimed, settlement: &Settlement, now: Timestamp) -> bool {
    let unit = desk.begin().await;
    let written = unit.deliveries().settle(claimed, settlement, now).await.unwrap();
    unit.commit().await.unwrap();
    written
}

/// Ticket `n` with these jobs.
pub(super) async fn asked(desk: &Desk, n: u32, jobs: &[Job]) -> TicketNumber {
    let number = open(desk, n).await;
    let deliveries: Vec<_> = jobs.iter().map(|job| delivery(number, *job)).collect();
    enqueue(desk, &deliveries).await;
    number
}

/// A second time changes nothing.
pub async fn is_asked_for_once(desk: Desk) {
    let number = asked(&desk, 1, &[Job::CreateIssue, Job::MailReceived]).await;
    let before = desk.deliveries.of_ticket(number, Job::CreateIssue).await.unwrap();
    let again = NewDelivery {
        due_at: later(100),
        ..delivery(number, Job::CreateIssue)
    };
    enqueue(&desk, &[again]).await;
    assert_eq!(
        desk.deliveries.of_ticket(number, Job::CreateIssue).await.unwrap(),
        before
    );
    assert_eq!(claim(&desk, Target::Tracker, 1, 9, NOW).await.len(), 1);
    assert_eq!(
        desk.deliveries.of_ticket(number, Job::AuditIssue).await.unwrap(),
        None
    );
}

/// Not before; the oldest first, as many as wanted, once, with its attempt counted.
pub async fn is_handed_out_when_due(desk: Desk) {
    for n in 1..=3 {
        let number = open(&desk, n).await;
        let due_at = later(u64::from(10 - n));
        let due = NewDelivery {
            due_at,
            ..delivery(number, Job::CreateIssue)
        };
        enqueue(&desk, &[due]).await;
    }
    assert_eq!(claim(&desk, Target::Tracker, 1, 9, later(6)).await, []);
    assert_eq!(claim(&desk, Target::Mail, 1, 9, later(60)).await, []);
    let first = claim(&desk, Target::Tracker, 1, 2, later(60)).await;
    let due: Vec<_> = first.iter().map(|claimed| claimed.delivery.due_at).collect();
    assert_eq!(due, [later(7), later(8)]);
    let Claimed {
        delivery,
        claim: what,
        worker: by,
        epoch,
        lease_until,
    } = &first[0];
    assert_eq!(
        (*what, *by, *epoch, *lease_until),
        (Claim::Attempt, worker(1), 1, later(120))
    );
    assert_eq!((delivery.state, delivery.attempts), (State::Running, 1));
    let About::Ticket(number) = delivery.about else {
        panic!("{delivery:?}");
    };
    let kept = desk.deliveries.of_ticket(number, delivery.job).await.unwrap();
    assert_eq!(kept.as_ref(), Some(delivery));
    assert_eq!(claim(&desk, Target::Tracker, 2, 9, later(60)).await.len(), 1);
    assert_eq!(claim(&desk, Target::Tracker, 2, 9, later(60)).await, []);
}

/// All of it, and then it is not handed out until it is due.
pub async fn an_end_is_written(desk: Desk) {
    let number = asked(&desk, 1, &[Job::CreateIssue]).await;
    let claimed = claim(&desk, Target::Tracker, 1, 1, NOW).await.remove(0);
    let settlement = Settlement {
        state: State::Verify,
        due_at: later(15),
        attempts: 4,
        checks: 2,
        error: Some("no answer — keine Antwort".into()),
        pause: None,
    };
    assert!(settle(&desk, &claimed, &settlement, later(1)).await);
    assert!(
        !settle(&desk, &claimed, &settlement, later(1)).await,
        "it is no longer held"
    );
    let kept = desk
        .deliveries
        .of_ticket(number, Job::CreateIssue)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (kept.state, kept.due_at, kept.attempts, kept.checks),
        (State::Verify, later(15), 4, 2)
    );
    assert_eq!(kept.last_error, settlement.error);
    assert_eq!(claim(&desk, Target::Tracker, 1, 1, later(14)).await, []);
    let look = claim(&desk, Target::Tracker, 1, 1, later(15)).await.remove(0);
    assert_eq!(
        (look.claim, look.delivery.attempts, look.epoch),
        (Claim::Verify, 4, 2)
    );
    assert!(settle(&desk, &look, &ended(State::Done), later(16)).await);
    assert_eq!(claim(&desk, Target::Tracker, 1, 1, later(9_999)).await, []);
}

/// Per target; tickets do not wait for each other.
pub async fn the_order_of_a_ticket_is_kept(desk: Desk) {
    let jobs = [Job::CreateIssue, Job::MailReceived, Job::AuditIssue];
    let first = asked(&desk, 1, &jobs).await;
    let second = asked(&desk, 2, &jobs).await;
    let claimed = claim(&desk, Target::Tracker, 1, 9, NOW).await;
    let what: Vec<_> = claimed
        .iter()
        .map(|c| (c.delivery.about, c.delivery.job))
        .collect();
    assert_eq!(
        what,
        [first, second].map(|number| (About::Ticket(number), Job::CreateIssue))
    );
    assert_eq!(claim(&desk, Target::Mail, 1, 9, NOW).await.len(), 2);
    assert_eq!(claim(&desk, Target::Tracker, 1, 9, NOW).await, []);
    settle(&desk, &claimed[0], &ended(State::Verify), NOW).await;
    assert_eq!(
        claim(&desk, Target::Tracker, 1, 9, later(20)).await,
        [],
        "not while it is looked into"
    );
    settle(&desk, &claimed[1], &ended(State::Dead), NOW).await;
    let next = claim(&desk, Target::Tracker, 1, 9, later(20)).await;
    let what: Vec<_> = next.iter().map(|c| (c.delivery.about, c.delivery.job)).collect();
    assert_eq!(what, [(About::Ticket(second), Job::AuditIssue)]);
}

async fn rest(desk: &Desk, n: u32, until: Timestamp) {
    asked(desk, n, &[Job::CreateIssue, Job::MailReceived]).await;
    let claimed = claim(desk, Target::Tracker, 1, 1, NOW).await.remove(0);
    let pause = Pause {
        target: Target::Tracker,
        until,
        reason: "its credential was refused".into(),
    };
    let settlement = Settlement {
        pause: Some(pause),
        ..ended(State::Pending)
    };
    assert!(settle(desk, &claimed, &settlement, later(1)).await);
}

/// Until its end; other targets go on.
pub async fn a_resting_target_gets_nothing(desk: Desk) {
    rest(&desk, 1, later(300)).await;
    asked(&desk, 2, &[Job::CreateIssue]).await;
    let resting = desk.deliveries.resting(later(299)).await.unwrap();
    let [resting] = resting.as_slice() else {
        panic!("{resting:?}");
    };
    assert_eq!(
        (resting.pause.target, resting.pause.until),
        (Target::Tracker, later(300))
    );
    assert_eq!(
        (resting.pause.reason.as_str(), resting.since),
        ("its credential was refused", later(1))
    );
    assert_eq!(claim(&desk, Target::Tracker, 1, 9, later(299)).await, []);
    assert_eq!(claim(&desk, Target::Mail, 1, 9, later(299)).await.len(), 1);
    assert_eq!(desk.deliveries.resting(later(300)).await.unwrap(), []);
    // One goes ahead; when it went well, all do.
    let ahead = claim(&desk, Target::Tracker, 1, 1, later(300)).await.remove(0);
    settle(&desk, &ahead, &ended(State::Done), later(301)).await;
    assert_eq!(claim(&desk, Target::Tracker, 1, 9, later(301)).await.len(), 1);
}

/// By a person who mended it.
pub async fn a_rest_can_be_ended(desk: Desk) {
    rest(&desk, 1, later(300)).await;
    let unit = desk.begin().await;
    unit.deliveries().resume(Target::Tracker).await.unwrap();
    unit.deliveries().resume(Target::Mail).await.unwrap();
    unit.commit().await.unwrap();
    assert_eq!(desk.deliveries.resting(later(31)).await.unwrap(), []);
    assert_eq!(claim(&desk, Target::Tracker, 1, 9, later(31)).await.len(), 1);
}

/// At once, from the beginning; others are left as they are.
pub async fn a_dead_one_can_be_retried(desk: Desk) {
    let number = asked(&desk, 1, &[Job::CreateIssue, Job::MailReceived]).await;
    let claimed = claim(&desk, Target::Tracker, 1, 1, NOW).await.remove(0);
    settle(&desk, &claimed, &ended(State::Dead), NOW).await;
    let mail = desk
        .deliveries
        .of_ticket(number, Job::MailReceived)
        .await
        .unwrap()
        .unwrap();
    let unit = desk.begin().await;
    assert!(
        unit.deliveries()
            .retry(claimed.delivery.id, later(50))
            .await
            .unwrap()
    );
    assert!(
        !unit
            .deliveries()
            .retry(claimed.delivery.id, later(50))
            .await
            .unwrap()
    );
    assert!(!unit.deliveries().retry(mail.id, later(50)).await.unwrap());
    unit.commit().await.unwrap();
    let again = claim(&desk, Target::Tracker, 1, 1, later(50)).await.remove(0);
    // It may have been done all the same, so it is looked into first; one look is enough.
    assert_eq!((again.claim, again.delivery.attempts), (Claim::Verify, 1));
    assert_eq!(again.delivery.checks, 3);
}

/// Everything that a person may have to look at.
pub async fn they_are_counted(desk: Desk) {
    assert_eq!(desk.deliveries.counts().await.unwrap(), []);
    for n in 1..=4 {
        asked(&desk, n, &[Job::CreateIssue, Job::MailReceived]).await;
    }
    let claimed = claim(&desk, Target::Tracker, 1, 3, NOW).await;
    settle(&desk, &claimed[0], &ended(State::Done), NOW).await;
    settle(&desk, &claimed[1], &ended(State::Dead), NOW).await;
    let mut counts = desk.deliveries.counts().await.unwrap();
    counts.sort_by_key(|count| (count.target, count.state.key()));
    let counted = |target, state, count| DeliveryCount {
        target,
        state,
        count,
        oldest: NOW,
    };
    let expected = [
        counted(Target::Tracker, State::Dead, 1),
        counted(Target::Tracker, State::Pending, 1),
        counted(Target::Tracker, State::Running, 1),
        counted(Target::Mail, State::Pending, 4),
    ];
    assert_eq!(counts, expected);
}

/// Page by page, with the tracker's key where there is one.
pub async fn they_are_listed_newest_first(desk: Desk) {
    for n in 1..=5 {
        let number = asked(&desk, n, &[Job::CreateIssue]).await;
        link(&desk, number, n).await;
    }
    let page = desk.deliveries.list(State::Pending, None, 3).await.unwrap();
    let keys: Vec<_> = page.iter().filter_map(|row| row.external_key.clone()).collect();
    assert_eq!(keys, [5, 4, 3].map(|n| reference(n).key));
    let older = desk
        .deliveries
        .list(State::Pending, Some(page[2].delivery.id), 3)
        .await
        .unwrap();
    assert_eq!(older.len(), 2);
    assert!(older.iter().all(|row| row.delivery.id < page[2].delivery.id));
    assert_eq!(desk.deliveries.list(State::Dead, None, 3).await.unwrap(), []);
}

/// Ticket, category, client.
pub async fn a_dossier_holds_everything(desk: Desk) {
    let number = open(&desk, 1).await;
    link(&desk, number, 1).await;
    let dossier = desk.deliveries.dossier(number).await.unwrap().unwrap();
    let unit = desk.begin().await;
    assert_eq!(
        unit.tickets().get(number).await.unwrap().as_ref(),
        Some(&dossier.ticket)
    );
    assert_eq!(
        unit.clients().get(dossier.ticket.client).await.unwrap().as_ref(),
        Some(&dossier.client)
    );
    drop(unit);
    assert_eq!(dossier.category, "General");
    assert!(dossier.client_is_new());
    assert_eq!(desk.deliveries.dossier(TicketNumber(1)).await.unwrap(), None);
}
