//! Tickets.

use frontdesk_domain::accounts::Role;
use frontdesk_domain::ports::{StoreError, TrackerNews, Unique};
use frontdesk_domain::tickets::{
    Body, Ending, ExternalId, NewTicket, OneOpenRule, Priority, Source, Standing, Status, Subject, Ticket,
    TicketNumber, TrackedStatus, Turn, WorkedBy,
};

use super::Desk;
use super::make::{NOW, key, later, link, open, opened, read, reference, register, save, ticket};
use super::make_people::person;

/// What was given is read back.
pub async fn is_kept_as_given(desk: Desk) {
    let client = register(&desk, 1).await;
    let given = ticket(&desk, client, 1).await;
    let number = opened(&desk, &given).await.unwrap();
    let NewTicket {
        client,
        subject,
        body,
        category,
        priority,
        source,
        follows,
        rule: _,
        submission,
        digest: _,
        mark,
        created_at,
    } = given;
    let expected = Ticket {
        number,
        client,
        subject,
        body,
        category,
        priority,
        standing: Standing::Open { assignee: None },
        turn: Turn::Ours,
        taken_up: false,
        source,
        follows,
        holds_slot: true,
        submission,
        mark,
        external: None,
        version: 1,
        created_at,
        updated_at: created_at,
    };
    assert_eq!(read(&desk, number).await, expected);
    assert_eq!(
        desk.begin().await.tickets().get(TicketNumber(1)).await.unwrap(),
        None
    );
}

/// Numbers are what people read out.
pub async fn numbers_begin_at_10001_and_grow(desk: Desk) {
    let first = open(&desk, 1).await;
    assert_eq!(first, TicketNumber::FIRST);
    assert!(open(&desk, 2).await > first);
}

/// 20,000 characters of four bytes each.
pub async fn the_longest_text_of_any_script_is_kept(desk: Desk) {
    let client = register(&desk, 1).await;
    let body = Body::parse(&"😀".repeat(Body::MAX)).unwrap();
    let subject = Subject::parse(&"李".repeat(Subject::MAX)).unwrap();
    let given = NewTicket {
        subject: subject.clone(),
        body: body.clone(),
        ..ticket(&desk, client, 1).await
    };
    let kept = read(&desk, opened(&desk, &given).await.unwrap()).await;
    assert_eq!((kept.subject, kept.body), (subject, body));
}

/// The same form again is refused as such, even for another client.
pub async fn one_form_makes_one_ticket(desk: Desk) {
    open(&desk, 1).await;
    let other = register(&desk, 2).await;
    let copy = NewTicket {
        submission: key(1),
        ..ticket(&desk, other, 2).await
    };
    let refused = opened(&desk, &copy).await;
    assert!(
        matches!(refused, Err(StoreError::NotUnique(Unique::Submission))),
        "{refused:?}"
    );
}

/// Under the rule; outside of it a client may have any number.
pub async fn a_client_has_one_open_ticket(desk: Desk) {
    let client = register(&desk, 1).await;
    opened(&desk, &ticket(&desk, client, 1).await).await.unwrap();
    let second = ticket(&desk, client, 2).await;
    let refused = opened(&desk, &second).await;
    assert!(
        matches!(refused, Err(StoreError::NotUnique(Unique::OpenSlot))),
        "{refused:?}"
    );
    let by_staff = NewTicket {
        source: Source::Staff,
        ..second.clone()
    };
    opened(&desk, &by_staff).await.unwrap();
    let unruled = NewTicket {
        rule: OneOpenRule::Off,
        submission: key(3),
        ..second
    };
    opened(&desk, &unruled).await.unwrap();
}

/// Every part of a ticket that can change.
pub async fn a_change_is_kept(desk: Desk) {
    let number = open(&desk, 1).await;
    let into = open(&desk, 2).await;
    let agent = person(&desk, 3, Role::Agent).await;
    let linked = read(&desk, number).await.link(reference(1), later(1));
    let linked = linked.unwrap().ticket;
    save(&desk, &linked).await.unwrap();
    assert_eq!(read(&desk, number).await, linked);
    let closed = Ticket {
        standing: Standing::Closed {
            by: WorkedBy::Agent(agent),
            at: later(3),
            resolved_at: Some(later(2)),
            ending: Ending::MergedInto(into),
        },
        turn: Turn::Theirs,
        taken_up: true,
        subject: Subject::parse("Another title").unwrap(),
        body: Body::parse("Another text").unwrap(),
        priority: Priority::Urgent,
        holds_slot: false,
        version: linked.version + 1,
        updated_at: later(3),
        ..linked
    };
    save(&desk, &closed).await.unwrap();
    assert_eq!(read(&desk, number).await, closed);
}

/// The second is told that it was changed.
pub async fn of_two_changes_of_one_version_one_is_kept(desk: Desk) {
    let number = open(&desk, 1).await;
    let as_read = read(&desk, number).await;
    let first = as_read.clone().link(reference(1), later(1)).unwrap().ticket;
    let second = as_read.link(reference(2), later(2)).unwrap().ticket;
    save(&desk, &first).await.unwrap();
    let refused = save(&desk, &second).await;
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
    assert_eq!(read(&desk, number).await.external, Some(reference(1)));
}

async fn follow(desk: &Desk, number: TicketNumber, means: TrackedStatus, slot_is_free: bool) -> Ticket {
    let ticket = read(desk, number).await;
    let changed = ticket.follow_tracker(means, OneOpenRule::Desk, slot_is_free, later(5));
    changed.unwrap().ticket
}

/// Then the client may open another one.
pub async fn resolving_frees_the_slot(desk: Desk) {
    let client = register(&desk, 1).await;
    let number = opened(&desk, &ticket(&desk, client, 1).await).await.unwrap();
    let taken = |number| {
        let desk = desk.clone();
        async move {
            desk.begin()
                .await
                .tickets()
                .slot_is_taken(client, number)
                .await
                .unwrap()
        }
    };
    assert!(!taken(number).await, "its own slot is not another's");
    assert!(taken(TicketNumber(number.0 + 1)).await);
    let resolved = follow(&desk, number, TrackedStatus::Resolved, false).await;
    save(&desk, &resolved).await.unwrap();
    assert_eq!(
        read(&desk, number).await.status(),
        Status::Resolved { at: later(5) }
    );
    assert!(!taken(TicketNumber(number.0 + 1)).await);
    opened(&desk, &ticket(&desk, client, 2).await).await.unwrap();
}

/// Two open tickets cannot come about by reopening either.
pub async fn reopening_needs_the_slot(desk: Desk) {
    let client = register(&desk, 1).await;
    let first = opened(&desk, &ticket(&desk, client, 1).await).await.unwrap();
    save(&desk, &follow(&desk, first, TrackedStatus::Resolved, false).await)
        .await
        .unwrap();
    opened(&desk, &ticket(&desk, client, 2).await).await.unwrap();
    let refused = save(&desk, &follow(&desk, first, TrackedStatus::OnHold, true).await).await;
    assert!(
        matches!(refused, Err(StoreError::NotUnique(Unique::OpenSlot))),
        "{refused:?}"
    );
    let without = follow(&desk, first, TrackedStatus::OnHold, false).await;
    save(&desk, &without).await.unwrap();
}

async fn take(desk: &Desk, limit: u16, seconds: u64) -> Vec<ExternalId> {
    let unit = desk.begin().await;
    let taken = unit
        .tickets()
        .take_stalest_tracked(limit, later(seconds))
        .await
        .unwrap();
    unit.commit().await.unwrap();
    taken.into_iter().map(|(_, id)| id).collect()
}

/// Each in turn; neither the unlinked nor the resolved.
pub async fn the_stalest_tracked_come_first(desk: Desk) {
    let id = |n| reference(n).id;
    let mut numbers = Vec::new();
    for n in 1..=4 {
        numbers.push(open(&desk, n).await);
        link(&desk, numbers[numbers.len() - 1], n).await;
    }
    open(&desk, 5).await;
    let resolved = follow(&desk, numbers[3], TrackedStatus::Resolved, false).await;
    save(&desk, &resolved).await.unwrap();
    assert_eq!(take(&desk, 2, 10).await, [id(1), id(2)]);
    assert_eq!(take(&desk, 2, 11).await, [id(3), id(1)]);
    let moved = follow(&desk, numbers[1], TrackedStatus::InProgress, true).await;
    save(&desk, &moved).await.unwrap();
    assert_eq!(
        take(&desk, 9, 12).await,
        [id(2), id(1), id(3)],
        "a change is no reading"
    );
    let again = follow(&desk, numbers[3], TrackedStatus::InProgress, true).await;
    save(&desk, &again).await.unwrap();
    assert_eq!(take(&desk, 1, 13).await, [id(4)], "reopened, and not read since");
}

/// It changes neither version nor anything else.
pub async fn a_tracker_status_is_only_noted(desk: Desk) {
    let number = open(&desk, 1).await;
    let before = read(&desk, number).await;
    let unit = desk.begin().await;
    for (name, expected) in [
        ("Offen", TrackerNews::First),
        ("Offen", TrackerNews::Same),
        ("Wartet auf Kunden ⏳", TrackerNews::Moved),
        ("Wartet auf Kunden ⏳", TrackerNews::Same),
    ] {
        let news = unit.tickets().note_tracker_status(number, name).await.unwrap();
        assert_eq!(news, expected, "{name}");
    }
    let nobodys = unit
        .tickets()
        .note_tracker_status(TicketNumber(1), "nobody's")
        .await;
    assert_eq!(nobodys.unwrap(), TrackerNews::Same);
    unit.commit().await.unwrap();
    assert_eq!(read(&desk, number).await, before);
    assert_eq!(before.created_at, NOW);
}
