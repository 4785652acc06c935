//! What a deletion takes with it, and what it leaves.

use frontdesk_domain::accounts::Role;
use frontdesk_domain::deliveries::{Job, State};
use frontdesk_domain::feedback::{Feedback, Score};
use frontdesk_domain::ports::{StaffEntryKind, StoreError};
use frontdesk_domain::presence::Doing;
use frontdesk_domain::queue::QueueFilter;
use frontdesk_domain::replies::{DraftKind, NewReply, Sender};
use frontdesk_domain::search::SearchQuery;
use frontdesk_domain::tickets::{
    Actor, Ending, NewTicket, OneOpenRule, StaffChange, Standing, StatusKind, TicketNumber, WorkedBy,
};

use super::Desk;
use super::drafts::{draft, put as put_draft};
use super::make::{
    FREE, NOW, delivery, enqueue, keep, later, note, open, opened, read, register, reply, ticket,
};
use super::make_people::person;
use super::presences::put as put_presence;
use super::tasks::task;

async fn delete(desk: &Desk, number: TicketNumber, actor: Actor) {
    let event = read(desk, number).await.deleted(actor, later(9));
    let unit = desk.begin().await;
    unit.tickets().delete(&event).await.unwrap();
    unit.commit().await.unwrap();
}

/// Nothing is found of it, and its number is not given again.
pub async fn a_deleted_ticket_leaves_its_number_and_one_event(desk: Desk) {
    let admin = person(&desk, 1, Role::Admin).await;
    let number = open(&desk, 2).await;
    let unit = desk.begin().await;
    unit.replies().insert(&reply(number, 20)).await.unwrap();
    unit.notes().insert(&note(number, admin, 21)).await.unwrap();
    unit.tasks().insert(&task(number, 1)).await.unwrap();
    let feedback = Feedback {
        ticket: number,
        score: Score::new(4).unwrap(),
        comment: None,
        agent: None,
        given_at: NOW,
    };
    unit.ratings().put(&feedback).await.unwrap();
    unit.commit().await.unwrap();
    put_draft(&desk, &draft(admin, number, DraftKind::Note, "Hm")).await;
    put_presence(&desk, (admin, number), Doing::Looking, NOW).await;
    enqueue(&desk, &[delivery(number, Job::CreateIssue)]).await;
    let seen = desk.track.changes_after(None, 1).await.unwrap();
    delete(&desk, number, Actor::Agent(admin)).await;
    assert_eq!(desk.begin().await.tickets().get(number).await.unwrap(), None);
    assert_eq!(desk.pages.for_client(number).await.unwrap(), None);
    let search = SearchQuery::parse("printer");
    let filter = QueueFilter {
        search,
        ..QueueFilter::default()
    };
    assert_eq!(desk.queue.numbers(&filter, 9).await.unwrap(), []);
    let unit = desk.begin().await;
    assert_eq!(unit.tasks().of(number).await.unwrap(), []);
    assert_eq!(unit.ratings().of(number).await.unwrap(), None);
    assert_eq!(unit.drafts().of(admin, number).await.unwrap(), []);
    drop(unit);
    let kept = desk.deliveries.of_ticket(number, Job::CreateIssue).await.unwrap();
    assert_eq!(kept.map(|delivery| delivery.state), Some(State::Cancelled));
    let changes = desk.track.changes_after(Some(seen[0].event), 9).await.unwrap();
    assert_eq!(changes.len(), 1);
    assert_eq!((changes[0].ticket, changes[0].version), (number, 2));
    assert_eq!(changes[0].client, None);
    let history = desk.pages.events_after(number, 0).await.unwrap();
    assert_eq!(history.len(), 1, "{history:?}");
    assert_eq!(history[0].actor, Actor::Agent(admin));
    assert!(open(&desk, 3).await > number);
}

/// Whoever deletes is told.
pub async fn one_changed_meanwhile_is_not_deleted(desk: Desk) {
    let number = open(&desk, 1).await;
    let event = read(&desk, number).await.deleted(Actor::Client, later(9));
    let replied = read(&desk, number).await.replied(Actor::Client, later(1));
    keep(&desk, replied).await;
    let refused = desk.begin().await.tickets().delete(&event).await;
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
    assert_eq!(read(&desk, number).await.version, 2);
}

/// A merged one is done with then, and one that went on from it stands for itself.
pub async fn those_merged_into_it_forget_it(desk: Desk) {
    let agent = person(&desk, 1, Role::Agent).await;
    let client = register(&desk, 2).await;
    let unruled = async |n| NewTicket {
        rule: OneOpenRule::Off,
        ..ticket(&desk, client, n).await
    };
    let new = [unruled(1).await, unruled(2).await, unruled(3).await];
    let into = opened(&desk, &new[0]).await.unwrap();
    let merged = opened(&desk, &new[1]).await.unwrap();
    let follows = Some(into);
    let next = NewTicket {
        follows,
        ..new[2].clone()
    };
    let next = opened(&desk, &next).await.unwrap();
    assert_eq!(read(&desk, next).await.follows, follows);
    let pair = read(&desk, merged)
        .await
        .merged(read(&desk, into).await, agent, FREE, later(1));
    let (closed, absorbed) = pair.unwrap();
    keep(&desk, closed).await;
    keep(&desk, absorbed).await;
    assert_eq!(
        read(&desk, merged).await.standing.ending(),
        Some(Ending::MergedInto(into))
    );
    delete(&desk, into, Actor::Agent(agent)).await;
    assert_eq!(read(&desk, merged).await.standing.ending(), Some(Ending::Done));
    assert_eq!(read(&desk, next).await.follows, None);
}

/// On tickets, in their history, in replies and notes; what was theirs alone goes.
pub async fn whoever_is_gone_leaves_what_they_did(desk: Desk) {
    let (agent, reader) = (
        person(&desk, 1, Role::Agent).await,
        person(&desk, 2, Role::Agent).await,
    );
    let number = open(&desk, 3).await;
    let change = StaffChange::Status(StatusKind::Resolved);
    let resolved = read(&desk, number)
        .await
        .set_by_staff(change, agent, FREE, later(1));
    keep(&desk, resolved.unwrap().unwrap()).await;
    let unit = desk.begin().await;
    let answer = NewReply {
        sender: Sender::Agent(agent),
        ..reply(number, 20)
    };
    let answer = unit.replies().insert(&answer).await.unwrap();
    unit.notes().insert(&note(number, agent, 21)).await.unwrap();
    unit.commit().await.unwrap();
    put_draft(&desk, &draft(agent, number, DraftKind::Note, "Hm")).await;
    put_presence(&desk, (agent, number), Doing::Looking, NOW).await;
    let unit = desk.begin().await;
    unit.accounts().delete(agent).await.unwrap();
    unit.commit().await.unwrap();
    let by = WorkedBy::Former;
    let at = later(1);
    assert_eq!(read(&desk, number).await.standing, Standing::Resolved { by, at });
    let unit = desk.begin().await;
    let answer = unit.replies().get(answer).await.unwrap().unwrap();
    assert_eq!(answer.sender, Sender::FormerAgent);
    assert_eq!(unit.drafts().of(agent, number).await.unwrap(), []);
    drop(unit);
    let page = desk.pages.for_staff(number, reader, NOW).await.unwrap().unwrap();
    assert_eq!((page.assignee, page.present), (None, Vec::new()));
    assert!(page.entries.iter().all(|entry| entry.name.is_none()));
    let notes = page.entries.iter();
    let notes = notes.filter(|entry| matches!(entry.kind, StaffEntryKind::Note { .. }));
    assert_eq!(notes.count(), 1);
    let moved = desk.pages.events_after(number, 1).await.unwrap();
    assert!(
        moved.iter().all(|event| event.actor == Actor::FormerAgent),
        "{moved:?}"
    );
}

/// Neither resolved ones nor those of others, at most so many.
pub async fn unresolved_ones_of_an_agent_are_found(desk: Desk) {
    let (agent, other) = (
        person(&desk, 1, Role::Agent).await,
        person(&desk, 2, Role::Agent).await,
    );
    let mut numbers = Vec::new();
    for (n, whose) in [(3, agent), (4, agent), (5, agent), (6, other)] {
        let number = open(&desk, n).await;
        let taken = read(&desk, number).await.taken(whose, FREE, later(1));
        keep(&desk, taken.unwrap().unwrap()).await;
        numbers.push(number);
    }
    let change = StaffChange::Status(StatusKind::Resolved);
    let resolved = read(&desk, numbers[2]).await;
    let resolved = resolved.set_by_staff(change, agent, FREE, later(2));
    keep(&desk, resolved.unwrap().unwrap()).await;
    let unit = desk.begin().await;
    let found = unit.tickets().unresolved_of(agent, 9).await.unwrap();
    assert_eq!(found, numbers[..2]);
    assert_eq!(unit.tickets().unresolved_of(agent, 1).await.unwrap().len(), 1);
}
