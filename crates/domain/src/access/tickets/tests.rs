use std::time::Duration;

use super::super::tests::{NOW, person};
use super::*;
use crate::accounts::Role;
use crate::auth::Holder;
use crate::clients::ClientId;
use crate::secrets::{SubmissionDigest, SubmissionKey};
use crate::tickets::{
    Body, CategoryId, NewTicket, OneOpenRule, Priority, Slot, Source, StaffChange, Subject, TrackerMark,
};

const WINDOW: ReopenWindow = ReopenWindow(Duration::from_secs(1000));
const SLOT: Slot = Slot {
    rule: OneOpenRule::Off,
    is_free: true,
};

fn ticket() -> Ticket {
    let body = Body::parse("It broke").unwrap();
    let new = NewTicket {
        client: ClientId(1),
        subject: Subject::of(&body),
        body,
        category: CategoryId(1),
        priority: Priority::Medium,
        source: Source::Portal,
        follows: None,
        rule: OneOpenRule::Off,
        submission: SubmissionKey::from_bytes([1; 16]),
        digest: SubmissionDigest::from_bytes([1; 32]),
        mark: TrackerMark::from_bytes([2; 16]),
        created_at: NOW,
    };
    Ticket::first(TicketNumber(10_001), &new)
}

/// A ticket in that status that staff took, or that its owner moved alone.
fn at(status: StatusKind, taken_up: bool) -> Ticket {
    let moved = match taken_up {
        true => {
            let assign = StaffChange::Assignee(Some(AccountId(9)));
            let taken = ticket().set_by_staff(assign, AccountId(9), SLOT, NOW).unwrap();
            let taken = taken.unwrap().ticket;
            taken
                .clone()
                .moved_by_staff(status, AccountId(9), SLOT, NOW)
                .unwrap()
                .map_or(taken, |c| c.ticket)
        }
        false => {
            let moved = ticket().moved_by_owner(status, Actor::Client, SLOT, NOW);
            moved.map_or_else(ticket, |c| c.ticket)
        }
    };
    assert_eq!((moved.status().kind(), moved.taken_up), (status, taken_up));
    moved
}

fn owner() -> Party {
    Party::Owner(AccountId(1))
}

fn agent() -> Party {
    Party::Staff(Member {
        account: AccountId(2),
        is_admin: false,
        is_owner: false,
    })
}

fn admin() -> Party {
    Party::Staff(Member {
        account: AccountId(3),
        is_admin: true,
        is_owner: false,
    })
}

/// What each party may do, one letter a status (open, in progress, on hold, resolved, closed): `y` yes,
/// `-` not now, `.` never. First while staff have not taken it up, then after.
#[rustfmt::skip]
const TABLE: [(Deed, [&str; 4], [&str; 4]); 16] = {
    use StatusKind::{Closed, InProgress, OnHold, Open, Resolved};
    [
    //                          holder   owner    agent    admin       holder   owner    agent    admin
    (Deed::See,               ["yyyyy", "yyyyy", "yyyyy", "yyyyy"], ["yyyyy", "yyyyy", "yyyyy", "yyyyy"]),
    (Deed::SeeInternal,       [".....", ".....", "yyyyy", "yyyyy"], [".....", ".....", "yyyyy", "yyyyy"]),
    (Deed::Reply,             ["yyyyy", "yyyyy", "yyyy-", "yyyy-"], ["yyyyy", "yyyyy", "yyyy-", "yyyy-"]),
    (Deed::Note,              [".....", ".....", "yyyyy", "yyyyy"], [".....", ".....", "yyyyy", "yyyyy"]),
    (Deed::Edit,              ["y----", "y----", "yyyyy", "yyyyy"], ["y----", "y----", "yyyyy", "yyyyy"]),
    (Deed::Organise,          [".....", ".....", "yyyyy", "yyyyy"], [".....", ".....", "yyyyy", "yyyyy"]),
    (Deed::Merge,             [".....", ".....", "yyyyy", "yyyyy"], [".....", ".....", "yyyyy", "yyyyy"]),
    (Deed::Delete,            [".....", "yyyyy", ".....", "yyyyy"], [".....", "-----", ".....", "yyyyy"]),
    (Deed::SharedTask,        ["yyyy-", "yyyy-", "yyyy-", "yyyy-"], ["yyyy-", "yyyy-", "yyyy-", "yyyy-"]),
    (Deed::StaffTask,         [".....", ".....", "yyyy-", "yyyy-"], [".....", ".....", "yyyy-", "yyyy-"]),
    (Deed::Rate,              ["---y-", "---y-", ".....", "....."], ["---y-", "---y-", ".....", "....."]),
    (Deed::Move(Open),        ["yyyy-", "yyyy-", "yyyyy", "yyyyy"], ["---y-", "---y-", "yyyyy", "yyyyy"]),
    (Deed::Move(InProgress),  ["yyyy-", "yyyy-", "yyyyy", "yyyyy"], ["-----", "-----", "yyyyy", "yyyyy"]),
    (Deed::Move(OnHold),      ["yyyy-", "yyyy-", "yyyyy", "yyyyy"], ["-----", "-----", "yyyyy", "yyyyy"]),
    (Deed::Move(Resolved),    ["yyyy-", "yyyy-", "yyyyy", "yyyyy"], ["yyyy-", "yyyy-", "yyyyy", "yyyyy"]),
    (Deed::Move(Closed),      ["yyy.-", "yyy.-", "yyyyy", "yyyyy"], ["yyy.-", "yyy.-", "yyyyy", "yyyyy"]),
    ]
};

#[test]
fn s4_n3_s4_n5_s4_n6_who_may_do_what_is_this_table() {
    let parties = [
        ("holder", Party::Holder),
        ("owner", owner()),
        ("agent", agent()),
        ("admin", admin()),
    ];
    for (deed, before, after) in TABLE {
        for (taken_up, expected) in [(false, before), (true, after)] {
            for ((name, party), expected) in parties.into_iter().zip(expected) {
                let letter = |status| match party.may(deed, &at(status, taken_up), WINDOW, NOW) {
                    Ok(()) => 'y',
                    Err(Denied::NotNow(_)) => '-',
                    Err(Denied::Forbidden) => '.',
                };
                let found: String = StatusKind::ALL.into_iter().map(letter).collect();
                assert_eq!(found, expected, "{name} {deed:?}, taken up: {taken_up}");
            }
        }
    }
}

#[test]
fn s1_11_s3_n3_strangers_are_nothing_to_a_ticket() {
    let stranger = SignedIn {
        client: Some(ClientId(2)),
        ..person(Role::Customer)
    };
    assert_eq!(Caller::Person(stranger).party(&ticket()), None);
    let nobody = SignedIn {
        client: None,
        ..person(Role::Customer)
    };
    assert_eq!(Caller::Person(nobody).party(&ticket()), None);
    assert_eq!(Caller::Link(TicketNumber(10_002)).party(&ticket()), None);
    let holder = Caller::Link(TicketNumber(10_001)).party(&ticket());
    assert_eq!(holder, Some(Party::Holder));
}

#[test]
fn the_client_by_code_holds_the_ticket_and_owing_staff_are_customers() {
    let by_code = SignedIn {
        holder: Holder::Client(ClientId(1)),
        ..person(Role::Customer)
    };
    assert_eq!(Caller::Person(by_code).party(&ticket()), Some(Party::Holder));
    let owing = SignedIn {
        owes_second_step: true,
        client: Some(ClientId(2)),
        ..person(Role::Admin)
    };
    assert_eq!(Caller::Person(owing).party(&ticket()), None);
}

#[test]
fn a_member_of_staff_rates_their_own_ticket_only() {
    let resolved = at(StatusKind::Resolved, true);
    let own = Caller::Person(person(Role::Agent)).party(&resolved).unwrap();
    assert_eq!(own.may(Deed::Rate, &resolved, WINDOW, NOW), Ok(()));
}

#[test]
fn what_was_resolved_long_ago_stays_resolved_for_its_owner() {
    let resolved = at(StatusKind::Resolved, true);
    let later = NOW.after(Duration::from_secs(1001));
    let reopen = Deed::Move(StatusKind::Open);
    let denied = owner().may(reopen, &resolved, WINDOW, later);
    assert_eq!(denied, Err(Denied::NotNow(NotNow::TooLate)));
    assert_eq!(agent().may(reopen, &resolved, WINDOW, later), Ok(()));
}

#[test]
fn a_merged_ticket_is_moved_by_nobody() {
    let other = Ticket {
        number: TicketNumber(10_002),
        ..ticket()
    };
    let (merged, _) = ticket().merged(other, AccountId(2), SLOT, NOW).unwrap();
    for deed in [Deed::Move(StatusKind::Open), Deed::Organise, Deed::Merge] {
        let denied = admin().may(deed, &merged.ticket, WINDOW, NOW);
        assert_eq!(denied, Err(Denied::NotNow(NotNow::Closed)));
    }
}
