use std::time::Duration;

use super::super::*;
use super::*;
use crate::accounts::AccountId;
use crate::clients::ClientId;
use crate::secrets::{SubmissionDigest, SubmissionKey};
use crate::time::Timestamp;

const NOW: Timestamp = Timestamp::from_micros(1_000_000);
const MINA: AccountId = AccountId(7);
const OTTO: AccountId = AccountId(8);
const OWNER: Actor = Actor::Customer(AccountId(1));
const FREE: Slot = Slot {
    rule: OneOpenRule::Desk,
    is_free: true,
};

fn later(secs: u64) -> Timestamp {
    NOW.after(Duration::from_secs(secs))
}

fn ticket() -> Ticket {
    numbered(10_001)
}

fn numbered(number: i64) -> Ticket {
    let body = Body::parse("It broke").unwrap();
    let new = NewTicket {
        client: ClientId(1),
        subject: Subject::of(&body),
        body,
        category: CategoryId(1),
        priority: Priority::Medium,
        source: Source::Desk,
        follows: None,
        rule: OneOpenRule::Desk,
        submission: SubmissionKey::from_bytes([1; 16]),
        digest: SubmissionDigest::from_bytes([1; 32]),
        mark: TrackerMark::from_bytes([2; 16]),
        created_at: NOW,
    };
    Ticket::first(TicketNumber(number), &new)
}

fn by_mina(ticket: Ticket, change: StaffChange) -> Ticket {
    let set = ticket.set_by_staff(change, MINA, FREE, NOW);
    set.unwrap().expect("a change").ticket
}

fn moved(ticket: Ticket, to: StatusKind) -> Ticket {
    by_mina(ticket, StaffChange::Status(to))
}

fn reference(key: &str) -> ExternalReference {
    ExternalReference {
        tracker: "jira".into(),
        id: ExternalId("10001".into()),
        key: key.into(),
        url: "https://j/SUP-1".into(),
    }
}

fn kinds(changed: &Changed) -> Vec<&'static str> {
    changed
        .events
        .iter()
        .map(|event| event.kind.to_stored().0)
        .collect()
}

#[test]
fn the_first_link_stays() {
    let linked = ticket().link(reference("SUP-1"), NOW).unwrap();
    assert_eq!((linked.ticket.version, linked.events[0].version), (2, 2));
    assert_eq!(linked.events[0].kind, EventKind::Linked { key: "SUP-1".into() });
    assert!(linked.ticket.link(reference("SUP-2"), NOW).is_none());
}

#[test]
fn resolving_in_the_tracker_frees_the_slot() {
    let begun = moved(ticket(), StatusKind::InProgress);
    let done = begun.follow_tracker(TrackedStatus::Resolved, OneOpenRule::Desk, false, NOW);
    let done = done.unwrap();
    assert_eq!(done.ticket.status(), Status::Resolved { at: NOW });
    assert!(!done.ticket.holds_slot);
    assert_eq!(done.ticket.assignee(), Some(MINA));
    let (from, to) = ("in_progress".into(), "resolved".into());
    assert_eq!(done.events[0].kind, EventKind::StatusChanged { from, to });
}

#[test]
fn reopening_takes_the_slot_only_if_it_is_free() {
    let done = moved(ticket(), StatusKind::Resolved);
    let reopen = |free| {
        let means = TrackedStatus::InProgress;
        let moved = done.clone().follow_tracker(means, OneOpenRule::Desk, free, NOW);
        moved.unwrap().ticket.holds_slot
    };
    assert!(reopen(true));
    assert!(!reopen(false));
}

#[test]
fn the_tracker_changes_nothing_twice_and_nothing_closed() {
    let follow = |ticket: Ticket| ticket.follow_tracker(TrackedStatus::Open, OneOpenRule::Desk, true, NOW);
    assert!(follow(ticket()).is_none());
    assert!(follow(moved(ticket(), StatusKind::Closed)).is_none());
}

#[test]
fn s4_9_whoever_moves_an_unassigned_ticket_works_on_it() {
    for to in StatusKind::ALL.into_iter().filter(|to| *to != StatusKind::Open) {
        let moved = moved(ticket(), to);
        assert_eq!(moved.standing.worked_by(), Some(WorkedBy::Agent(MINA)), "{to:?}");
        let nobody = moved.set_by_staff(StaffChange::Assignee(None), MINA, FREE, NOW);
        assert_eq!(nobody, Err(NotNow::NeedsAssignee));
    }
    let named = by_mina(ticket(), StaffChange::Assignee(Some(OTTO)));
    let open = by_mina(named, StaffChange::Assignee(None));
    assert_eq!(open.standing, Standing::Open { assignee: None });
}

#[test]
fn an_owner_or_the_tracker_at_work_is_somebody_too() {
    let own = ticket().moved_by_owner(StatusKind::InProgress, OWNER, FREE, NOW);
    let own = own.unwrap().ticket;
    assert_eq!(own.standing, Standing::InProgress { by: WorkedBy::Owner });
    assert!(!own.taken_up);
    let tracked = own.follow_tracker(TrackedStatus::OnHold, OneOpenRule::Desk, true, NOW);
    let tracked = tracked.unwrap().ticket;
    assert_eq!(
        tracked.standing,
        Standing::OnHold {
            by: WorkedBy::Tracker
        }
    );
    assert!(tracked.taken_up);
}

#[test]
fn s4_10_s4_n10_the_resolution_date_is_kept_and_not_overwritten() {
    let done = moved(ticket(), StatusKind::Resolved);
    let again = done
        .clone()
        .set_by_staff(StaffChange::Status(StatusKind::Resolved), OTTO, FREE, later(9));
    assert_eq!(again, Ok(None));
    let edit = Edit {
        priority: Some(Priority::Low),
        ..Edit::default()
    };
    let edited = done.edited(&edit, Actor::Agent(OTTO), later(9)).unwrap().ticket;
    assert_eq!(edited.status().resolved_at(), Some(NOW));
    let handed = edited.set_by_staff(StaffChange::Assignee(Some(OTTO)), MINA, FREE, later(9));
    assert_eq!(
        handed.clone().unwrap().unwrap().ticket.status().resolved_at(),
        Some(NOW)
    );
    let closed = handed
        .unwrap()
        .unwrap()
        .ticket
        .rated(5, OWNER, FREE, later(10))
        .unwrap()
        .ticket;
    assert_eq!(closed.status().resolved_at(), Some(NOW));
    assert_eq!(closed.status().closed_at(), Some(later(10)));
}

#[test]
fn s1_12_only_real_changes_are_events_and_both_values_are_kept() {
    let edit = Edit {
        subject: Some(Subject::parse("Printer").unwrap()),
        priority: Some(Priority::Medium),
        category: Some(CategoryId(2)),
        body: None,
    };
    let changed = ticket().edited(&edit, OWNER, later(1)).unwrap();
    assert_eq!(kinds(&changed), ["subject", "category"]);
    assert!(
        changed
            .events
            .iter()
            .all(|e| (e.version, e.at, e.actor) == (2, later(1), OWNER))
    );
    let (from, to) = ("It broke".into(), "Printer".into());
    assert_eq!(changed.events[0].kind, EventKind::SubjectChanged { from, to });
    assert!(changed.ticket.edited(&edit, OWNER, later(2)).is_none());
}

#[test]
fn taking_an_open_ticket_begins_it_and_taking_anothers_only_hands_it_over() {
    let taken = ticket().taken(MINA, FREE, NOW).unwrap().unwrap();
    assert_eq!(kinds(&taken), ["status", "assignee"]);
    let held = moved(taken.ticket, StatusKind::OnHold);
    let handed = held.taken(OTTO, FREE, NOW).unwrap().unwrap();
    assert_eq!(kinds(&handed), ["assignee"]);
    let by = WorkedBy::Agent(OTTO);
    assert_eq!(handed.ticket.standing, Standing::OnHold { by });
    assert_eq!(handed.ticket.taken(OTTO, FREE, NOW), Ok(None));
}

#[test]
fn a_client_reopens_within_the_window_and_begins_anew_after_it() {
    let window = ReopenWindow::days(14);
    let done = moved(ticket(), StatusKind::Resolved);
    let day = 24 * 3600;
    let ClientWrote::Here(here) = done.clone().client_writes(OWNER, window, FREE, later(14 * day)) else {
        panic!("a fortnight is soon enough")
    };
    assert_eq!(kinds(&here), ["replied", "status"]);
    assert_eq!(here.ticket.standing, Standing::Open { assignee: Some(MINA) });
    assert_eq!((here.ticket.turn, here.ticket.holds_slot), (Turn::Ours, true));
    let late = done.client_writes(OWNER, window, FREE, later(14 * day + 1));
    assert!(matches!(late, ClientWrote::Anew(_)));
    let closed = moved(ticket(), StatusKind::Closed);
    assert!(matches!(
        closed.client_writes(OWNER, window, FREE, NOW),
        ClientWrote::Anew(_)
    ));
}

#[test]
fn an_answer_turns_the_table_and_a_reply_turns_it_back() {
    let answered = ticket().answered(MINA, None, FREE, NOW).unwrap().ticket;
    assert_eq!((answered.turn, answered.taken_up), (Turn::Theirs, true));
    assert_eq!(answered.status(), Status::Open);
    assert_eq!(answered.replied(OWNER, NOW).ticket.turn, Turn::Ours);
    let solved = ticket()
        .answered(MINA, Some(StatusKind::Resolved), FREE, NOW)
        .unwrap();
    assert_eq!(kinds(&solved), ["replied", "status", "assignee"]);
    let over = solved.ticket.rated(4, OWNER, FREE, NOW).unwrap().ticket;
    assert_eq!(over.answered(MINA, None, FREE, NOW), Err(NotNow::Closed));
}

#[test]
fn s4_5_s4_n6_only_a_resolved_ticket_is_rated_and_that_closes_it() {
    assert_eq!(ticket().rated(5, OWNER, FREE, NOW), Err(NotNow::NotResolved));
    let rated = moved(ticket(), StatusKind::Resolved)
        .rated(5, OWNER, FREE, NOW)
        .unwrap();
    assert_eq!(kinds(&rated), ["rated", "status"]);
    assert_eq!(rated.ticket.standing.ending(), Some(Ending::Done));
    assert_eq!(rated.ticket.rated(5, OWNER, FREE, NOW), Err(NotNow::NotResolved));
}

#[test]
fn merging_closes_one_for_the_other_of_the_same_client_only() {
    let (closed, kept) = ticket().merged(numbered(10_002), MINA, FREE, NOW).unwrap();
    let ending = Ending::MergedInto(TicketNumber(10_002));
    assert_eq!(closed.ticket.standing.ending(), Some(ending));
    assert!(!closed.ticket.holds_slot);
    assert_eq!(kinds(&kept), ["absorbed"]);
    let twice = closed.ticket.clone().merged(numbered(10_003), MINA, FREE, NOW);
    assert_eq!(twice, Err(NotNow::NoSuchPair));
    let itself = ticket().merged(ticket(), MINA, FREE, NOW);
    assert_eq!(itself, Err(NotNow::NoSuchPair));
    let anothers = Ticket {
        client: ClientId(2),
        ..numbered(10_002)
    };
    assert_eq!(
        ticket().merged(anothers, MINA, FREE, NOW),
        Err(NotNow::NoSuchPair)
    );
    let reopened = closed.ticket.moved_by_staff(StatusKind::Open, MINA, FREE, NOW);
    assert_eq!(reopened, Err(NotNow::Closed));
}

#[test]
fn merging_a_closed_ticket_keeps_when_it_was_closed() {
    let closed = moved(ticket(), StatusKind::Closed);
    let (merged, _) = closed.merged(numbered(10_002), OTTO, FREE, later(60)).unwrap();
    assert_eq!(merged.ticket.status().closed_at(), Some(NOW));
    assert_eq!(kinds(&merged), ["merged_into"]);
}

#[test]
fn s4_n9_the_tickets_of_who_leaves_are_open_again() {
    let theirs = moved(ticket(), StatusKind::OnHold);
    assert!(theirs.clone().handed_back(OTTO, FREE, NOW).is_none());
    let open = theirs.handed_back(MINA, FREE, NOW).unwrap();
    assert_eq!(kinds(&open), ["status", "assignee"]);
    assert_eq!(open.ticket.standing, Standing::Open { assignee: None });
    assert!(
        moved(ticket(), StatusKind::Resolved)
            .handed_back(MINA, FREE, NOW)
            .is_none()
    );
}
