use frontdesk_domain::accounts::Role;
use frontdesk_domain::tickets::OneOpenRule;

use super::*;
use crate::testing::TestDesk;

fn form(desk: &TestDesk, title: &str) -> OpenTicket {
    OpenTicket {
        client: None,
        key: desk.app.new_submission_key(),
        subject: Subject::parse(title).unwrap(),
        body: None,
        category: None,
        priority: Priority::Medium,
        by_program: false,
    }
}

async fn sara(desk: &TestDesk) -> SignedIn {
    desk.customer("sara@example.com").await;
    desk.signed_in("sara@example.com").await
}

#[tokio::test]
async fn s3_4_s2_1_a_title_is_enough_and_the_same_form_is_one_ticket() {
    let desk = TestDesk::new();
    let sara = sara(&desk).await;
    let form = form(&desk, "Printer");
    let opened = desk.app.open_ticket(&sara, &form).await.unwrap();
    assert_eq!(opened, Opened::Kept(TicketNumber::FIRST));
    assert_eq!(desk.app.open_ticket(&sara, &form).await.unwrap(), opened);
    assert_eq!(desk.store.tickets(), 1);
    let other = OpenTicket {
        priority: Priority::High,
        ..form
    };
    let reused = desk.app.open_ticket(&sara, &other).await;
    assert!(matches!(reused, Err(AppError::FormReused)));
}

#[tokio::test]
async fn the_rule_for_everywhere_allows_one_open_ticket_in_the_portal_too() {
    let desk = TestDesk::with_rules(|rules| rules.one_open = OneOpenRule::Everywhere);
    let sara = sara(&desk).await;
    let first = form(&desk, "Printer");
    desk.app.open_ticket(&sara, &first).await.unwrap();
    let second = desk.app.open_ticket(&sara, &form(&desk, "Scanner")).await;
    assert_eq!(second.unwrap(), Opened::AlreadyOpen);
    let again = desk.app.open_ticket(&sara, &first).await;
    assert_eq!(again.unwrap(), Opened::Kept(TicketNumber::FIRST));
}

#[tokio::test]
async fn only_staff_open_a_ticket_for_somebody_else() {
    let desk = TestDesk::new();
    let sara = sara(&desk).await;
    desk.person("mina@example.com", Role::Agent).await;
    let mina = desk.signed_in("mina@example.com").await;
    let for_sara = OpenTicket {
        client: sara.client,
        ..form(&desk, "She called")
    };
    let opened = desk.app.open_ticket(&mina, &for_sara).await.unwrap();
    assert_eq!(opened, Opened::Kept(TicketNumber::FIRST));
    desk.customer("otto@example.com").await;
    let otto = desk.signed_in("otto@example.com").await;
    let forged = OpenTicket {
        key: desk.app.new_submission_key(),
        ..for_sara
    };
    let refused = desk.app.open_ticket(&otto, &forged).await;
    assert!(matches!(refused, Err(AppError::Forbidden)));
}
