//! What is read of one ticket, and of one client's.

use frontdesk_domain::accounts::Role;
use frontdesk_domain::deliveries::Job;
use frontdesk_domain::feedback::{Feedback, Score};
use frontdesk_domain::ports::{PortalFilter, SharedEntryKind, StaffEntryKind};
use frontdesk_domain::presence::Doing;
use frontdesk_domain::queue::StatusChoice;
use frontdesk_domain::replies::{DraftKind, NewReply, Sender};
use frontdesk_domain::tasks::{Audience, NewTask};
use frontdesk_domain::tickets::{Actor, EventKind, NewTicket, OneOpenRule, StatusKind, TicketNumber};

use super::Desk;
use super::drafts::{draft, put as put_draft};
use super::make::{
    FREE, NOW, delivery, enqueue, keep, later, note, open, opened, read, register, reply, ticket,
};
use super::make_people::person;
use super::presences::put as put_presence;
use super::tasks::task;

/// A ticket with one of everything.
async fn lived(desk: &Desk) -> TicketNumber {
    let agent = person(desk, 1, Role::Agent).await;
    let number = open(desk, 2).await;
    let taken = read(desk, number).await.taken(agent, FREE, later(1));
    let taken = keep(desk, taken.unwrap().unwrap()).await;
    let answered = taken.answered(agent, Some(StatusKind::Resolved), FREE, later(21));
    let answered = keep(desk, answered.unwrap()).await;
    keep(
        desk,
        answered.happened(Actor::Agent(agent), EventKind::TasksReordered, later(22)),
    )
    .await;
    let unit = desk.begin().await;
    unit.replies().insert(&reply(number, 20)).await.unwrap();
    let answer = NewReply {
        sender: Sender::Agent(agent),
        ..reply(number, 21)
    };
    unit.replies().insert(&answer).await.unwrap();
    let gone = unit.replies().insert(&reply(number, 24)).await.unwrap();
    unit.replies().remove(gone).await.unwrap();
    unit.notes().insert(&note(number, agent, 23)).await.unwrap();
    unit.tasks().insert(&task(number, 1)).await.unwrap();
    let of_staff = NewTask {
        audience: Audience::Staff,
        ..task(number, 2)
    };
    unit.tasks().insert(&of_staff).await.unwrap();
    let feedback = Feedback {
        ticket: number,
        score: Score::new(3).unwrap(),
        comment: None,
        agent: Some(agent),
        given_at: later(30),
    };
    unit.ratings().put(&feedback).await.unwrap();
    unit.commit().await.unwrap();
    number
}

/// Conversation and history in one, and all that stands beside them.
pub async fn staff_see_everything(desk: Desk) {
    let number = lived(&desk).await;
    let ticket = read(&desk, number).await;
    let reader = person(&desk, 3, Role::Agent).await;
    let agent = ticket.assignee().unwrap();
    let mine = draft(reader, number, DraftKind::Reply, "Dear");
    put_draft(&desk, &mine).await;
    put_draft(&desk, &draft(agent, number, DraftKind::Reply, "Theirs")).await;
    put_presence(&desk, (agent, number), Doing::Writing, NOW).await;
    put_presence(&desk, (reader, number), Doing::Looking, NOW).await;
    enqueue(&desk, &[delivery(number, Job::CreateIssue)]).await;
    let page = desk
        .pages
        .for_staff(number, reader, later(1))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(page.client.id, ticket.client);
    assert_eq!((page.ticket, page.category.as_str()), (ticket, "General"));
    assert!(page.assignee.is_some() && page.tracker_asked && page.tracker_status.is_none());
    let kinds: Vec<&str> = page
        .entries
        .iter()
        .map(|entry| match &entry.kind {
            StaffEntryKind::Reply { sender, .. } => sender.key(),
            StaffEntryKind::Note { .. } => "note",
            StaffEntryKind::Event { what, .. } => what.to_stored().0,
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "received",
            "status",
            "assignee",
            "client",
            "agent",
            "status",
            "tasks_reordered",
            "note"
        ]
    );
    let named: Vec<bool> = page.entries.iter().map(|entry| entry.name.is_some()).collect();
    assert_eq!(named, [false, true, true, false, true, true, true, true]);
    assert_eq!((page.tasks.len(), page.drafts), (2, vec![mine]));
    assert_eq!(page.feedback.map(|feedback| feedback.score.stars()), Some(3));
    assert_eq!((page.others, page.absorbed), (Vec::new(), Vec::new()));
    let there: Vec<_> = page.present.iter().map(|one| one.who.account).collect();
    assert_eq!(there, [agent]);
    let none = desk.pages.for_staff(TicketNumber(1), reader, NOW).await.unwrap();
    assert_eq!(none, None);
}

/// No note, no task of the staff, and nothing that happened among them.
pub async fn the_client_sees_what_is_shared(desk: Desk) {
    let number = lived(&desk).await;
    let next = EventKind::ContinuedIn(TicketNumber(77_777));
    let went_on = read(&desk, number).await.happened(Actor::Client, next, later(31));
    keep(&desk, went_on).await;
    let page = desk.pages.for_client(number).await.unwrap().unwrap();
    let kinds: Vec<&str> = page
        .entries
        .iter()
        .map(|entry| match &entry.kind {
            SharedEntryKind::Reply { sender, .. } => sender.key(),
            SharedEntryKind::Event { what, .. } => what.to_stored().0,
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "received",
            "status",
            "assignee",
            "client",
            "agent",
            "status",
            "continued_in"
        ]
    );
    assert_eq!(page.tasks.len(), 1);
    assert_eq!(page.continued_in, Some(TicketNumber(77_777)));
    assert!(page.assignee.is_some() && page.feedback.is_some());
    assert!(!page.tracker_asked && page.tracker_status.is_none());
    enqueue(&desk, &[delivery(number, Job::CreateIssue)]).await;
    let unit = desk.begin().await;
    unit.tickets().note_tracker_status(number, "To Do").await.unwrap();
    unit.commit().await.unwrap();
    let page = desk.pages.for_client(number).await.unwrap().unwrap();
    assert!(page.tracker_asked);
    assert_eq!(page.tracker_status.as_deref(), Some("To Do"));
    assert_eq!(desk.pages.for_client(TicketNumber(1)).await.unwrap(), None);
}

/// For staff; the client's page of the other one is as it was.
pub async fn a_merged_conversation_is_shown_with_the_other(desk: Desk) {
    let agent = person(&desk, 1, Role::Agent).await;
    let client = register(&desk, 2).await;
    let mut numbers = Vec::new();
    for n in 1..=3 {
        let new = NewTicket {
            rule: OneOpenRule::Off,
            ..ticket(&desk, client, n).await
        };
        numbers.push(opened(&desk, &new).await.unwrap());
    }
    let (into, merged) = (numbers[0], numbers[1]);
    let unit = desk.begin().await;
    unit.replies().insert(&reply(into, 20)).await.unwrap();
    unit.replies().insert(&reply(merged, 10)).await.unwrap();
    unit.commit().await.unwrap();
    let pair = read(&desk, merged)
        .await
        .merged(read(&desk, into).await, agent, FREE, later(30));
    let (closed, absorbed) = pair.unwrap();
    keep(&desk, closed).await;
    keep(&desk, absorbed).await;
    let page = desk.pages.for_staff(into, agent, NOW).await.unwrap().unwrap();
    assert_eq!(page.absorbed, [merged]);
    let others: Vec<_> = page.others.iter().map(|other| other.number).collect();
    assert_eq!(others, [numbers[2], merged]);
    let said: Vec<_> = page
        .entries
        .iter()
        .filter(|entry| matches!(entry.kind, StaffEntryKind::Reply { .. }))
        .map(|entry| entry.ticket)
        .collect();
    assert_eq!(said, [merged, into]);
    let shared = desk.pages.for_client(into).await.unwrap().unwrap();
    let replies = shared.entries.iter();
    let replies = replies.filter(|entry| matches!(entry.kind, SharedEntryKind::Reply { .. }));
    assert_eq!(replies.count(), 1);
}

/// The last changed first, narrowed, and page by page.
pub async fn a_clients_tickets_are_listed(desk: Desk) {
    let agent = person(&desk, 1, Role::Agent).await;
    let client = register(&desk, 2).await;
    open(&desk, 3).await;
    let mut numbers = Vec::new();
    for n in 10..=14u32 {
        let new = NewTicket {
            rule: OneOpenRule::Off,
            created_at: later(n.into()),
            ..ticket(&desk, client, n).await
        };
        numbers.push(opened(&desk, &new).await.unwrap());
    }
    for (at, and) in [(0, None), (1, Some(StatusKind::Resolved))] {
        let answered = read(&desk, numbers[at]).await;
        let answered = answered.answered(agent, and, FREE, later(50 + at as u64));
        keep(&desk, answered.unwrap()).await;
    }
    let list = async |filter: PortalFilter, after, limit| {
        let rows = desk.pages.of_client(client, &filter, after, limit).await.unwrap();
        rows.iter()
            .map(|row| (row.updated_at, row.number))
            .collect::<Vec<_>>()
    };
    let everything = PortalFilter::default();
    let whole = list(everything, None, 99).await;
    let order: Vec<_> = whole.iter().map(|(_, number)| *number).collect();
    assert_eq!(
        order,
        [numbers[1], numbers[0], numbers[4], numbers[3], numbers[2]]
    );
    assert_eq!(list(everything, Some(whole[1]), 2).await, whole[2..4]);
    let waiting = PortalFilter {
        waiting_for_me: true,
        ..everything
    };
    assert_eq!(list(waiting, None, 9).await, whole[1..2]);
    let resolved = PortalFilter {
        status: StatusChoice::Only(StatusKind::Resolved),
        ..everything
    };
    assert_eq!(list(resolved, None, 9).await, whole[..1]);
    let of_nothing = PortalFilter {
        category: Some(frontdesk_domain::tickets::CategoryId(999)),
        ..everything
    };
    assert_eq!(list(of_nothing, None, 9).await, []);
}

/// After a version, oldest first.
pub async fn what_was_missed_is_told(desk: Desk) {
    let number = lived(&desk).await;
    let events = desk.pages.events_after(number, 1).await.unwrap();
    let words: Vec<_> = events.iter().map(|event| event.kind.to_stored().0).collect();
    assert_eq!(
        words,
        ["status", "assignee", "replied", "status", "tasks_reordered"]
    );
    assert!(events.is_sorted_by_key(|event| event.version));
    assert_eq!(desk.pages.events_after(number, 4).await.unwrap(), []);
}
