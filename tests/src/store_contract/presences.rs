//! Who is at which ticket.

use frontdesk_domain::accounts::{AccountId, Role};
use frontdesk_domain::presence::{Doing, Presence};
use frontdesk_domain::tickets::TicketNumber;
use frontdesk_domain::time::Timestamp;

use super::Desk;
use super::make::{NOW, later, open};
use super::make_people::person;

pub(super) async fn put(
    desk: &Desk,
    (account, ticket): (AccountId, TicketNumber),
    doing: Doing,
    seen_at: Timestamp,
) -> bool {
    let presence = Presence {
        ticket,
        account,
        doing,
        seen_at,
    };
    let unit = desk.begin().await;
    let news = unit.presences().put(&presence).await.unwrap();
    unit.commit().await.unwrap();
    news
}

/// That they came, do something else, or are back after a while.
pub async fn what_is_news_is_said(desk: Desk) {
    let here = (person(&desk, 1, Role::Agent).await, open(&desk, 2).await);
    for (doing, at, is_news) in [
        (Doing::Looking, 0, true),
        (Doing::Looking, 20, false),
        (Doing::Writing, 40, true),
        (Doing::Writing, 85, false),
        (Doing::Writing, 131, true),
    ] {
        assert_eq!(put(&desk, here, doing, later(at)).await, is_news, "{at}");
    }
}

/// At once, and elsewhere they stay.
pub async fn whoever_left_is_gone(desk: Desk) {
    let (agent, reader) = (
        person(&desk, 1, Role::Agent).await,
        person(&desk, 2, Role::Agent).await,
    );
    let (number, other) = (open(&desk, 3).await, open(&desk, 4).await);
    put(&desk, (agent, number), Doing::Looking, NOW).await;
    put(&desk, (agent, other), Doing::Writing, NOW).await;
    let unit = desk.begin().await;
    unit.presences().leave(agent, number).await.unwrap();
    unit.commit().await.unwrap();
    let present = async |number| {
        let page = desk.pages.for_staff(number, reader, later(1)).await.unwrap();
        page.unwrap().present
    };
    assert_eq!(present(number).await, []);
    let there = present(other).await;
    assert_eq!(there.len(), 1);
    assert_eq!((there[0].who.account, there[0].doing), (agent, Doing::Writing));
}

/// Those seen last before a moment.
pub async fn old_ones_are_swept(desk: Desk) {
    let here = (person(&desk, 1, Role::Agent).await, open(&desk, 2).await);
    put(&desk, here, Doing::Looking, later(5)).await;
    let unit = desk.begin().await;
    assert_eq!(unit.presences().sweep(later(5)).await.unwrap(), 0);
    assert_eq!(unit.presences().sweep(later(6)).await.unwrap(), 1);
}
