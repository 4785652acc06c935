//! The figures at the heads of pages.

use frontdesk_domain::accounts::{AccountId, Role};
use frontdesk_domain::clients::ClientId;
use frontdesk_domain::counters::{Counter, CounterChange, Scope};
use frontdesk_domain::feedback::{Feedback, Score};
use frontdesk_domain::tickets::{StaffChange, StatusKind};

use super::make::{FREE, keep, later, open, read};
use super::make_people::person;
use super::races::at_once;
use super::{Desk, again};

async fn add(desk: &Desk, changes: &[CounterChange]) {
    loop {
        let unit = desk.begin().await;
        let added = match unit.counters().add(changes).await {
            Ok(()) => unit.commit().await,
            Err(error) => Err(error),
        };
        match added {
            Err(error) if again(&error) => {}
            added => return added.unwrap(),
        }
    }
}

fn change(scope: Scope, counter: Counter, by: i64) -> CounterChange {
    CounterChange { scope, counter, by }
}

/// Of more clients than a statement may have parts, also of those that have no ticket.
pub async fn all_of_everybody_are_told(desk: Desk) {
    let clients = 1..=600;
    let changes: Vec<CounterChange> = clients
        .clone()
        .map(|client| change(Scope::Client(ClientId(client)), Counter::WaitingForClient, client))
        .collect();
    for part in changes.chunks(200) {
        add(&desk, part).await;
    }
    let mut all = desk.counters.all().await.unwrap();
    all.sort_unstable();
    let expected = clients.map(|client| (Scope::Client(ClientId(client)), Counter::WaitingForClient, client));
    assert_eq!(all, expected.collect::<Vec<_>>());
}

/// What was kept is what is counted anew, feedback too; and nothing that is 0 is told.
pub async fn they_follow_the_tickets(desk: Desk) {
    let agent = person(&desk, 1, Role::Agent).await;
    let first = open(&desk, 2).await;
    open(&desk, 3).await;
    let taken = read(&desk, first).await.taken(agent, FREE, later(1));
    let taken = keep(&desk, taken.unwrap().unwrap()).await;
    let resolved = StaffChange::Status(StatusKind::Resolved);
    let resolved = taken.set_by_staff(resolved, agent, FREE, later(2));
    keep(&desk, resolved.unwrap().unwrap()).await;
    let feedback = Feedback {
        ticket: first,
        score: Score::new(4).unwrap(),
        comment: None,
        agent: Some(agent),
        given_at: later(3),
    };
    let unit = desk.begin().await;
    unit.ratings().put(&feedback).await.unwrap();
    unit.counters().add(&feedback.moves(None)).await.unwrap();
    unit.commit().await.unwrap();
    let client = read(&desk, first).await.client;
    let scopes = [Scope::Desk, Scope::Client(client), Scope::Agent(agent)];
    let mut kept = desk.counters.of(&scopes).await.unwrap();
    kept.sort_unstable();
    assert!(kept.iter().all(|(.., total)| *total != 0), "{kept:?}");
    let mut anew = desk.counters.recounted().await.unwrap();
    anew.retain(|(scope, ..)| scopes.contains(scope));
    anew.sort_unstable();
    assert_eq!(kept, anew);
    assert!(kept.contains(&(Scope::Agent(agent), Counter::Stars, 4)));
    assert!(kept.contains(&(Scope::Desk, Counter::OpenUnassigned, 1)));
}

/// An account and a client of one key are two.
pub async fn scopes_are_kept_apart(desk: Desk) {
    let agent = Scope::Agent(AccountId(7));
    let client = Scope::Client(frontdesk_domain::clients::ClientId(7));
    let changes = [
        change(agent, Counter::Ratings, 2),
        change(client, Counter::Ratings, 3),
        change(agent, Counter::Ratings, 4),
    ];
    add(&desk, &changes).await;
    let of = desk.counters.of(&[agent, agent]).await.unwrap();
    assert_eq!(of, [(agent, Counter::Ratings, 6)]);
    assert_eq!(desk.counters.of(&[]).await.unwrap(), []);
}

/// And no other.
pub async fn a_scope_is_forgotten(desk: Desk) {
    let scopes = [Scope::Agent(AccountId(7)), Scope::Agent(AccountId(8))];
    for scope in scopes {
        add(&desk, &[change(scope, Counter::Stars, 5)]).await;
    }
    let unit = desk.begin().await;
    unit.counters().forget(scopes[0]).await.unwrap();
    unit.commit().await.unwrap();
    let left = desk.counters.of(&scopes).await.unwrap();
    assert_eq!(left, [(scopes[1], Counter::Stars, 5)]);
}

/// Whoever comes in between.
pub async fn fifty_at_once_are_all_counted(desk: Desk) {
    let changes = [
        change(Scope::Desk, Counter::Unassigned, 1),
        change(Scope::Desk, Counter::WaitingForUs, 2),
    ];
    at_once(
        &desk,
        50,
        move |desk, _| async move { add(&desk, &changes).await },
    )
    .await;
    let mut of = desk.counters.of(&[Scope::Desk]).await.unwrap();
    of.sort_unstable();
    assert_eq!(
        of,
        [
            (Scope::Desk, Counter::Unassigned, 50),
            (Scope::Desk, Counter::WaitingForUs, 100)
        ]
    );
}
