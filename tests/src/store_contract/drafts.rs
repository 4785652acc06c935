//! Unfinished texts.

use frontdesk_domain::accounts::{AccountId, Role};
use frontdesk_domain::replies::{Draft, DraftKind, DraftText};
use frontdesk_domain::tickets::TicketNumber;

use super::Desk;
use super::make::{later, open};
use super::make_people::person;

pub(super) fn draft(account: AccountId, ticket: TicketNumber, kind: DraftKind, text: &str) -> Draft {
    Draft {
        account,
        ticket,
        kind,
        text: DraftText::parse(text).unwrap(),
        seen: 3,
        saved_at: later(5),
    }
}

pub(super) async fn put(desk: &Desk, draft: &Draft) {
    let unit = desk.begin().await;
    unit.drafts().put(draft).await.unwrap();
    unit.commit().await.unwrap();
}

async fn of(desk: &Desk, account: AccountId, ticket: TicketNumber) -> Vec<Draft> {
    let mut drafts = desk.begin().await.drafts().of(account, ticket).await.unwrap();
    drafts.sort_by_key(|draft| draft.kind.key());
    drafts
}

/// For each person and ticket; a newer one takes the place of the older. The longest text is kept.
pub async fn one_of_each_kind_is_kept(desk: Desk) {
    let number = open(&desk, 1).await;
    let (me, other) = (
        person(&desk, 2, Role::Agent).await,
        person(&desk, 3, Role::Agent).await,
    );
    put(&desk, &draft(me, number, DraftKind::Reply, "Dear")).await;
    put(&desk, &draft(other, number, DraftKind::Reply, "Theirs")).await;
    let note = draft(me, number, DraftKind::Note, " \u{1b}[31m spaces  ");
    put(&desk, &note).await;
    let longest = draft(me, number, DraftKind::Reply, &"😀".repeat(DraftText::MAX));
    let newer = Draft {
        seen: 4,
        saved_at: later(9),
        ..longest
    };
    put(&desk, &newer).await;
    assert_eq!(of(&desk, me, number).await, [note, newer]);
}

/// The other kind stays.
pub async fn one_sent_is_forgotten(desk: Desk) {
    let number = open(&desk, 1).await;
    let me = person(&desk, 2, Role::Agent).await;
    let reply = draft(me, number, DraftKind::Reply, "Dear");
    put(&desk, &reply).await;
    put(&desk, &draft(me, number, DraftKind::Note, "Hm")).await;
    let unit = desk.begin().await;
    unit.drafts().discard(me, number, DraftKind::Note).await.unwrap();
    unit.commit().await.unwrap();
    assert_eq!(of(&desk, me, number).await, [reply]);
}

/// Those kept last before a moment.
pub async fn old_ones_are_swept(desk: Desk) {
    let number = open(&desk, 1).await;
    let me = person(&desk, 2, Role::Agent).await;
    put(&desk, &draft(me, number, DraftKind::Reply, "Dear")).await;
    for (before, gone) in [(later(5), 0), (later(6), 1)] {
        let unit = desk.begin().await;
        assert_eq!(unit.drafts().sweep(before).await.unwrap(), gone);
        unit.commit().await.unwrap();
    }
    assert_eq!(of(&desk, me, number).await, []);
}
