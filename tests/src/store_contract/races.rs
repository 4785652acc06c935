//! What must hold however many try at once.

use std::collections::BTreeSet;
use std::time::Duration;

use frontdesk_domain::clients::{ClientNumber, NewClient};
use frontdesk_domain::deliveries::{Job, Target};
use frontdesk_domain::ports::{StoreError, Unique, UnitOfWork};
use frontdesk_domain::secrets::Fingerprint;

use super::make::{
    NOW, client, delivery, enqueue, later, open, opened, read, reference, register, registered, save, ticket,
    worker,
};
use super::{Desk, again};

/// Does it `count` times at once and gives what came of each.
pub(super) async fn at_once<T, F>(desk: &Desk, count: u32, what: impl Fn(Desk, u32) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let tasks: Vec<_> = (1..=count).map(|n| tokio::spawn(what(desk.clone(), n))).collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}

/// One unit of work, tried again as a whole as use cases do. `what` commits it.
pub(super) async fn tried<T, F>(desk: &Desk, what: impl Fn(Box<dyn UnitOfWork>) -> F) -> Result<T, StoreError>
where
    F: Future<Output = Result<T, StoreError>>,
{
    loop {
        match what(desk.store.begin().await?).await {
            Err(error) if again(&error) => {}
            ended => return ended,
        }
    }
}

/// Exactly one is kept; every other is told why.
pub async fn forty_tickets_for_one_client_make_one(desk: Desk) {
    let client = register(&desk, 1).await;
    let opened = at_once(&desk, 40, move |desk, n| async move {
        let ticket = ticket(&desk, client, n).await;
        opened(&desk, &ticket).await
    });
    let (kept, refused): (Vec<_>, Vec<_>) = opened.await.into_iter().partition(Result::is_ok);
    assert_eq!(kept.len(), 1);
    let lost =
        |result: &Result<_, StoreError>| matches!(result, Err(StoreError::NotUnique(Unique::OpenSlot)));
    assert!(refused.iter().all(lost), "{refused:?}");
}

/// Exactly one is kept.
pub async fn twenty_registrations_by_one_phone_make_one(desk: Desk) {
    let registered = at_once(&desk, 20, |desk, n| async move {
        let number = ClientNumber::draw(u64::from(n) + 100);
        registered(&desk, &NewClient { number, ..client(1) }).await
    });
    let (kept, refused): (Vec<_>, Vec<_>) = registered.await.into_iter().partition(Result::is_ok);
    assert_eq!(kept.len(), 1);
    let lost =
        |result: &Result<_, StoreError>| matches!(result, Err(StoreError::NotUnique(Unique::ClientPhone)));
    assert!(refused.iter().all(lost), "{refused:?}");
}

/// A double click, and six more. Each client of its own, so that only the form is the same.
pub async fn eight_copies_of_a_form_make_one_ticket(desk: Desk) {
    let opened = at_once(&desk, 8, |desk, n| async move {
        let client = register(&desk, n).await;
        let ticket = ticket(&desk, client, 77).await;
        opened(&desk, &ticket).await
    });
    let (kept, refused): (Vec<_>, Vec<_>) = opened.await.into_iter().partition(Result::is_ok);
    assert_eq!(kept.len(), 1);
    let lost =
        |result: &Result<_, StoreError>| matches!(result, Err(StoreError::NotUnique(Unique::Submission)));
    assert!(refused.iter().all(lost), "{refused:?}");
}

/// Five deliveries, thirty workers: each delivery is handed out once.
pub async fn thirty_claims_have_one_winner(desk: Desk) {
    for n in 1..=5 {
        let number = open(&desk, n).await;
        enqueue(&desk, &[delivery(number, Job::CreateIssue)]).await;
    }
    let claims = at_once(&desk, 30, |desk, n| async move {
        loop {
            let unit = desk.begin().await;
            let worker = worker(u8::try_from(n).unwrap());
            let lease = Duration::from_secs(60);
            let claimed = match unit
                .deliveries()
                .claim(Target::Tracker, worker, 5, lease, NOW)
                .await
            {
                Ok(claimed) => unit.commit().await.map(|()| claimed),
                Err(error) => Err(error),
            };
            match claimed {
                Err(error) if again(&error) => {}
                claimed => return claimed.unwrap(),
            }
        }
    });
    let handed_out: Vec<_> = claims
        .await
        .into_iter()
        .flatten()
        .map(|claimed| claimed.delivery.id)
        .collect();
    let different: BTreeSet<_> = handed_out.iter().collect();
    assert_eq!((handed_out.len(), different.len()), (5, 5));
}

/// Exactly one is kept.
pub async fn twenty_changes_of_one_version_have_one_winner(desk: Desk) {
    let number = open(&desk, 1).await;
    let saved = at_once(&desk, 20, move |desk, n| async move {
        let as_read = desk.front_desk.submitted(&super::make::key(1)).await.map(|_| ());
        as_read.unwrap();
        let before = read(&desk, number).await;
        let fresh = frontdesk_domain::tickets::Ticket {
            version: 1,
            external: None,
            ..before
        };
        save(&desk, &fresh.link(reference(n), later(1)).unwrap().ticket).await
    });
    let (kept, refused): (Vec<_>, Vec<_>) = saved.await.into_iter().partition(Result::is_ok);
    assert_eq!(kept.len(), 1);
    assert!(
        refused
            .iter()
            .all(|result| matches!(result, Err(StoreError::Conflict))),
        "{refused:?}"
    );
}

/// No count is lost, whoever counts.
pub async fn fifty_counts_are_fifty(desk: Desk) {
    let key = Fingerprint::from_bytes([5; 32]);
    let counts = at_once(&desk, 50, move |desk, _| async move {
        loop {
            let unit = desk.begin().await;
            let counted = match unit.throttles().count(&key, Duration::from_secs(600), NOW).await {
                Ok((count, _)) => unit.commit().await.map(|()| count),
                Err(error) => Err(error),
            };
            match counted {
                Err(error) if again(&error) => {}
                counted => return counted.unwrap(),
            }
        }
    });
    let mut counts = counts.await;
    counts.sort_unstable();
    assert_eq!(counts, (1..=50).collect::<Vec<u32>>());
}
