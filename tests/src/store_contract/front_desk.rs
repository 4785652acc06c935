//! What the front desk asks.

use frontdesk_domain::clients::{ClientNumber, Email, Identifier, NewClient, Phone};
use frontdesk_domain::ports::{ClientClue, LookUp, OpenTicket, Submitted};
use frontdesk_domain::tickets::{CategoryKey, NewTicket, OneOpenRule, Standing, Status, Ticket, WorkedBy};

use super::Desk;
use super::make::{
    NOW, client, digest, key, later, open, opened, phone, read, register, registered, save, ticket,
};

async fn look_up(desk: &Desk, phone: Phone) -> LookUp {
    desk.front_desk.look_up(&Identifier::Phone(phone)).await.unwrap()
}

/// An unknown phone or ID.
pub async fn nobody_is_known_by_a_new_phone(desk: Desk) {
    register(&desk, 1).await;
    assert_eq!(look_up(&desk, phone(2)).await, LookUp::Unknown);
    let number = Identifier::Number(ClientNumber::draw(2));
    assert_eq!(desk.front_desk.look_up(&number).await.unwrap(), LookUp::Unknown);
}

/// Without a ticket.
pub async fn a_client_is_known_by_phone_and_by_id(desk: Desk) {
    let client = register(&desk, 1).await;
    let known = LookUp::Known { client, open: None };
    assert_eq!(look_up(&desk, phone(1)).await, known);
    let number = Identifier::Number(ClientNumber::draw(1));
    assert_eq!(desk.front_desk.look_up(&number).await.unwrap(), known);
}

/// Number, state, date.
pub async fn an_open_ticket_is_shown(desk: Desk) {
    let client = register(&desk, 1).await;
    let number = opened(&desk, &ticket(&desk, client, 1).await).await.unwrap();
    let open = OpenTicket {
        number,
        status: Status::Open,
        created_at: NOW,
        submission: key(1),
    };
    let known = LookUp::Known {
        client,
        open: Some(open),
    };
    assert_eq!(look_up(&desk, phone(1)).await, known);
}

async fn resolve(desk: &Desk, ticket: Ticket) {
    let resolved = Ticket {
        standing: Standing::Resolved {
            by: WorkedBy::Tracker,
            at: later(9),
        },
        holds_slot: false,
        version: ticket.version + 1,
        ..ticket
    };
    save(desk, &resolved).await.unwrap();
}

/// Then a new one may be opened.
pub async fn a_resolved_ticket_counts_as_none(desk: Desk) {
    let number = open(&desk, 1).await;
    let ticket = read(&desk, number).await;
    let client = ticket.client;
    resolve(&desk, ticket).await;
    assert_eq!(
        look_up(&desk, phone(1)).await,
        LookUp::Known { client, open: None }
    );
}

/// Where the rule is off there may be several.
pub async fn the_newest_open_ticket_is_shown(desk: Desk) {
    let client = register(&desk, 1).await;
    let mut numbers = Vec::new();
    for n in 1..=3 {
        let unruled = NewTicket {
            rule: OneOpenRule::Off,
            ..ticket(&desk, client, n).await
        };
        numbers.push(opened(&desk, &unruled).await.unwrap());
    }
    resolve(&desk, read(&desk, numbers[2]).await).await;
    let LookUp::Known { open: Some(open), .. } = look_up(&desk, phone(1)).await else {
        panic!("no open ticket");
    };
    assert_eq!(open.number, numbers[1]);
}

/// A family, a shop: nobody is picked.
pub async fn a_shared_phone_is_said_so(desk: Desk) {
    for n in 1..=3 {
        let family = NewClient {
            phone: Some(phone(1)),
            by_phone: n == 1,
            ..client(n)
        };
        registered(&desk, &family).await.unwrap();
    }
    assert_eq!(look_up(&desk, phone(1)).await, LookUp::Shared);
    let number = Identifier::Number(ClientNumber::draw(2));
    assert!(matches!(
        desk.front_desk.look_up(&number).await.unwrap(),
        LookUp::Known { .. }
    ));
}

/// The phone is looked for first.
pub async fn digits_may_be_a_phone_or_an_id(desk: Desk) {
    let by_phone = register(&desk, 1).await;
    let by_number = register(&desk, 2).await;
    let either = |p, n| Identifier::Either(phone(p), ClientNumber::draw(n));
    let found = |client| LookUp::Known { client, open: None };
    assert_eq!(
        desk.front_desk.look_up(&either(1, 2)).await.unwrap(),
        found(by_phone)
    );
    assert_eq!(
        desk.front_desk.look_up(&either(9, 2)).await.unwrap(),
        found(by_number)
    );
    assert_eq!(
        desk.front_desk.look_up(&either(1, 9)).await.unwrap(),
        found(by_phone)
    );
    assert_eq!(
        desk.front_desk.look_up(&either(1, 1)).await.unwrap(),
        found(by_phone)
    );
    assert_eq!(
        desk.front_desk.look_up(&either(8, 9)).await.unwrap(),
        LookUp::Unknown
    );
}

/// With what it said.
pub async fn a_form_is_found_again(desk: Desk) {
    let number = open(&desk, 1).await;
    let found = desk.front_desk.submitted(&key(1)).await.unwrap();
    let digest = digest(7);
    assert_eq!(found, Some(Submitted { number, digest }));
    assert_eq!(desk.front_desk.submitted(&key(2)).await.unwrap(), None);
}

/// The one for those who chose none is not among them.
pub async fn categories_are_offered(desk: Desk) {
    let offered = desk.front_desk.offered_categories().await.unwrap();
    assert!(!offered.is_empty());
    assert!(
        offered
            .iter()
            .all(|category| category.key.as_str() != CategoryKey::FALLBACK)
    );
    let fallback = desk.front_desk.fallback_category().await.unwrap();
    assert_eq!(fallback.key.as_str(), CategoryKey::FALLBACK);
}

/// By phone, customer ID and e-mail, each with their newest open ticket.
pub async fn staff_find_everybody_of_a_clue(desk: Desk) {
    let number = open(&desk, 1).await;
    let found = async |clue| desk.front_desk.find_clients(&clue, 20).await.unwrap();
    let by_phone = found(ClientClue::Identifier(Identifier::Phone(phone(1)))).await;
    assert_eq!(by_phone.len(), 1);
    assert_eq!(by_phone[0].open, Some(number));
    let id = by_phone[0].client.number;
    assert_eq!(
        found(ClientClue::Identifier(Identifier::Number(id))).await,
        by_phone
    );
    let either = Identifier::Either(phone(1), id);
    assert_eq!(found(ClientClue::Identifier(either)).await, by_phone);
    assert!(
        found(ClientClue::Identifier(Identifier::Phone(phone(2))))
            .await
            .is_empty()
    );
    let sharing = NewClient {
        phone: Some(phone(1)),
        by_phone: false,
        email: Some(Email::parse("Omid@Example.com").unwrap()),
        ..client(2)
    };
    let omid = registered(&desk, &sharing).await.unwrap();
    assert_eq!(
        found(ClientClue::Identifier(Identifier::Phone(phone(1))))
            .await
            .len(),
        2
    );
    let by_email = found(ClientClue::Email(Email::parse("omid@example.com").unwrap())).await;
    assert_eq!(
        by_email.iter().map(|found| found.client.id).collect::<Vec<_>>(),
        [omid]
    );
    let clue = ClientClue::Identifier(Identifier::Phone(phone(1)));
    assert_eq!(desk.front_desk.find_clients(&clue, 1).await.unwrap().len(), 1);
}
