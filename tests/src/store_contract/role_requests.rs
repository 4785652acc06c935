//! Requests for staff roles.

use frontdesk_domain::accounts::{AccountId, Role, RoleVerdict, Wish};

use super::Desk;
use super::make::later;
use super::make_people::{account, ask, person};

async fn wish(desk: &Desk, account: AccountId) -> Option<String> {
    let page = desk.people.person(account).await.unwrap().unwrap();
    page.wish.as_ref().map(Wish::as_str).map(str::to_owned)
}

async fn settle(desk: &Desk, account: AccountId, by: Option<AccountId>) -> bool {
    let unit = desk.begin().await;
    let (role, at) = (Role::Agent, later(9));
    let verdict = RoleVerdict { role, by, at };
    let settled = unit.role_requests().settle(account, &verdict).await.unwrap();
    unit.commit().await.unwrap();
    settled
}

/// The newest words count.
pub async fn one_account_has_one_open_request(desk: Desk) {
    let (first, second) = (account(&desk, 1).await, account(&desk, 2).await);
    assert_eq!(wish(&desk, first).await, None);
    ask(&desk, first, "I work here").await;
    ask(&desk, second, "So do I").await;
    ask(&desk, first, "I work at the desk — در میز").await;
    assert_eq!(
        wish(&desk, first).await.as_deref(),
        Some("I work at the desk — در میز")
    );
    assert_eq!(wish(&desk, second).await.as_deref(), Some("So do I"));
}

/// Once; then there may be another.
pub async fn a_request_is_settled_once(desk: Desk) {
    let admin = person(&desk, 1, Role::Admin).await;
    let (first, second) = (account(&desk, 2).await, account(&desk, 3).await);
    ask(&desk, first, "I work here").await;
    ask(&desk, second, "So do I").await;
    assert!(settle(&desk, first, Some(admin)).await);
    assert!(!settle(&desk, first, Some(admin)).await);
    assert_eq!(wish(&desk, first).await, None);
    assert_eq!(wish(&desk, second).await.as_deref(), Some("So do I"));
    ask(&desk, first, "Once more").await;
    assert_eq!(wish(&desk, first).await.as_deref(), Some("Once more"));
    assert!(settle(&desk, first, None).await);
}
