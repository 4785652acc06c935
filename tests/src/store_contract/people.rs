//! What admins ask about people.

use frontdesk_domain::accounts::{
    AccountId, AccountState, ApprovalRule, NewAccount, Role, RoleVerdict, Wish,
};
use frontdesk_domain::clients::{Client, ClientNumber, Name};
use frontdesk_domain::ports::{PeopleAfter, PeopleFilter};

use super::Desk;
use super::make::{NOW, later, open, phone, read, register};
use super::make_people::{account, ask, change, email, inserted, link_client, new_account, person};

async fn named(desk: &Desk, n: u32, name: &str) -> AccountId {
    let new = NewAccount {
        name: Name::parse(name).unwrap(),
        ..new_account(n)
    };
    inserted(desk, &new).await.unwrap()
}

async fn found(desk: &Desk, filter: &PeopleFilter) -> Vec<AccountId> {
    let rows = desk.people.list(filter, None, 50).await.unwrap();
    rows.into_iter().map(|row| row.id).collect()
}

async fn by_words(desk: &Desk, words: &str) -> Vec<AccountId> {
    let filter = PeopleFilter {
        words: Some(words.to_owned()),
        ..PeopleFilter::default()
    };
    found(desk, &filter).await
}

/// By name, case aside, and page by page without gap or repeat, also among people of one name.
pub async fn they_are_listed_by_name(desk: Desk) {
    let names = ["çelik", "bob", "Anna", "bob", "Bob", "anna b", "دارا"];
    let mut ids = Vec::new();
    for (n, name) in (1..).zip(names) {
        ids.push(named(&desk, n, name).await);
    }
    let expected = [2, 5, 1, 3, 4, 0, 6].map(|at| ids[at]);
    let everyone = PeopleFilter::default();
    assert_eq!(found(&desk, &everyone).await, expected);
    let (mut pages, mut after) = (Vec::new(), None);
    loop {
        let page = desk.people.list(&everyone, after.as_ref(), 2).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(PeopleAfter {
            name: last.name.clone(),
            id: last.id,
        });
        pages.extend(page.into_iter().map(|row| row.id));
    }
    assert_eq!(pages, expected);
}

/// By role, by state, by both, and by words too.
pub async fn a_list_is_narrowed(desk: Desk) {
    let agent = person(&desk, 1, Role::Agent).await;
    let closed = person(&desk, 2, Role::Agent).await;
    change(&desk, closed, |account| account.disabled(NOW)).await;
    let customer = person(&desk, 3, Role::Customer).await;
    let unverified = account(&desk, 4).await;
    let only = |role, state, words: Option<&str>| PeopleFilter {
        words: words.map(str::to_owned),
        role,
        state,
    };
    let agents = Some(Role::Agent);
    assert_eq!(found(&desk, &only(agents, None, None)).await, [agent, closed]);
    assert_eq!(
        found(&desk, &only(None, Some("active"), None)).await,
        [agent, customer]
    );
    assert_eq!(
        found(&desk, &only(None, Some("unverified"), None)).await,
        [unverified]
    );
    assert_eq!(found(&desk, &only(agents, Some("active"), None)).await, [agent]);
    assert_eq!(
        found(&desk, &only(agents, None, Some("person"))).await,
        [agent, closed]
    );
    assert_eq!(
        found(&desk, &only(agents, Some("disabled"), Some("person"))).await,
        [closed]
    );
    assert_eq!(
        found(&desk, &only(Some(Role::Admin), None, Some("person"))).await,
        []
    );
}

/// The beginnings of the words of whatever is known about them, and of nothing that was known before.
pub async fn they_are_searched_by_the_beginnings_of_words(desk: Desk) {
    let sara = named(&desk, 1, "Sara Ahmadi").await;
    let zoe = named(&desk, 2, "Zoë Sarasin").await;
    for words in [
        "SARA",
        "sa\0ra",
        "sara person",
        "person sara exa",
        "nobody-no sara",
    ] {
        let expected = if words.contains("nobody") {
            vec![]
        } else {
            vec![sara, zoe]
        };
        assert_eq!(by_words(&desk, words).await, expected, "{words}");
    }
    for words in [
        "ahm",
        "person-1",
        "person.1@",
        "1@example.com",
        "+989120000001",
        "0000001",
        "sara ahmadi",
    ] {
        assert_eq!(by_words(&desk, words).await, [sara], "{words}");
    }
    for words in ["%", "_ara", "s%", "ara", "'", "\\", "zoe", "001"] {
        assert_eq!(by_words(&desk, words).await, [], "{words}");
    }
    assert_eq!(by_words(&desk, "ZOË").await, [zoe]);
    // The client record counts from the moment it is theirs.
    let client = register(&desk, 7).await;
    link_client(&desk, sara, client).await;
    let number = ClientNumber::draw(7).value().to_string();
    assert_eq!(by_words(&desk, &number).await, [sara]);
    assert_eq!(by_words(&desk, "+989120000007").await, [sara]);
    assert_eq!(by_words(&desk, "+989120000001").await, []);
    let unit = desk.begin().await;
    let before = unit.clients().get(client).await.unwrap().unwrap();
    let moved = Client {
        phone: Some(phone(9)),
        ..before
    };
    unit.clients().save(&moved).await.unwrap();
    unit.commit().await.unwrap();
    assert_eq!(by_words(&desk, "+989120000009").await, [sara]);
    assert_eq!(by_words(&desk, "+989120000007").await, []);
    change(&desk, sara, |account| {
        Some(account.with_email(email("new@example.org"), NOW))
    })
    .await;
    assert_eq!(by_words(&desk, "example.org").await, [sara]);
    assert_eq!(by_words(&desk, "person.1@").await, []);
}

async fn approvals(desk: &Desk) -> Vec<AccountId> {
    let rows = desk.people.approvals(None, 50).await.unwrap();
    rows.into_iter().map(|row| row.id).collect()
}

/// The longest waiting first; who was let in, declined or closed does not wait.
pub async fn whoever_waits_is_listed(desk: Desk) {
    let unverified = account(&desk, 1).await;
    let proved = account(&desk, 2).await;
    let declined = account(&desk, 3).await;
    person(&desk, 4, Role::Customer).await;
    for (id, at) in [(declined, 50), (proved, 60)] {
        change(&desk, id, |account| {
            account.verified(ApprovalRule::Required, later(at))
        })
        .await;
    }
    ask(&desk, proved, "I work here").await;
    assert_eq!(approvals(&desk).await, [unverified, declined, proved]);
    assert_eq!(desk.people.waiting().await.unwrap(), 2);
    change(&desk, declined, |account| account.declined(None, later(70))).await;
    assert_eq!(desk.people.waiting().await.unwrap(), 1);
    let rows = desk.people.approvals(None, 50).await.unwrap();
    let said: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row.id,
                row.since,
                row.verified,
                row.wish.as_ref().map(Wish::as_str),
            )
        })
        .collect();
    let expected = [
        (unverified, NOW, false, None),
        (proved, later(60), true, Some("I work here")),
    ];
    assert_eq!(said, expected);
    let first = desk.people.approvals(None, 1).await.unwrap().remove(0);
    let next = desk
        .people
        .approvals(Some((first.since, first.id)), 1)
        .await
        .unwrap()
        .remove(0);
    let none = desk
        .people
        .approvals(Some((next.since, next.id)), 1)
        .await
        .unwrap();
    assert_eq!((first.id, next.id, none), (unverified, proved, vec![]));
}

/// Someone may be let in as a customer while the request for a role is still open.
pub async fn an_open_request_waits(desk: Desk) {
    let asking = person(&desk, 1, Role::Customer).await;
    let closed = person(&desk, 2, Role::Customer).await;
    ask(&desk, asking, "I work here").await;
    ask(&desk, closed, "So do I").await;
    change(&desk, closed, |account| account.disabled(NOW)).await;
    assert_eq!(approvals(&desk).await, [asking]);
    assert_eq!(desk.people.waiting().await.unwrap(), 1);
    let unit = desk.begin().await;
    let verdict = RoleVerdict {
        role: Role::Agent,
        by: None,
        at: NOW,
    };
    assert!(unit.role_requests().settle(asking, &verdict).await.unwrap());
    unit.commit().await.unwrap();
    assert_eq!(approvals(&desk).await, []);
    assert_eq!(desk.people.waiting().await.unwrap(), 0);
}

/// Of their own, and of the client record where there is one.
pub async fn a_person_is_shown_whole(desk: Desk) {
    let id = account(&desk, 1).await;
    let page = desk.people.person(id).await.unwrap().unwrap();
    let new = new_account(1);
    assert_eq!(
        (&page.row.phone, &page.address),
        (&new.contact.phone, &new.contact.address)
    );
    assert_eq!((&page.row.email, &page.row.username), (&new.email, &new.username));
    assert_eq!(
        (page.row.state, page.row.role),
        (AccountState::Unverified, Role::Customer)
    );
    assert_eq!(
        (page.client, page.row.client, page.tickets, page.version),
        (None, None, 0, 1)
    );
    let number = open(&desk, 5).await;
    let client = read(&desk, number).await.client;
    let linked = link_client(&desk, id, client).await;
    let page = desk.people.person(id).await.unwrap().unwrap();
    let unit = desk.begin().await;
    let record = unit.clients().get(client).await.unwrap().unwrap();
    drop(unit);
    assert_eq!(
        (page.client, page.row.client),
        (Some(client), Some(record.number))
    );
    assert_eq!((page.row.phone, page.address), (record.phone, record.address));
    assert_eq!((page.tickets, page.version), (1, linked.version));
    assert!(!page.has_second_step);
    assert_eq!(desk.people.person(AccountId(id.0 + 1)).await.unwrap(), None);
}
