use frontdesk_domain::accounts::Role;
use frontdesk_domain::ports::{LookUp, Store};
use frontdesk_domain::queue::{QueueFilter, QueueSort, StatusChoice};
use frontdesk_domain::tickets::StatusKind;

use super::*;
use crate::testing::TestDesk;

async fn staff(desk: &TestDesk) -> SampleStaff {
    SampleStaff {
        ben: desk.person("ben@example.com", Role::Agent).await,
        mia: desk.person("mia@example.com", Role::Agent).await,
    }
}

#[tokio::test]
async fn the_samples_hold_every_case_of_the_front_desk() {
    let desk = TestDesk::new();
    let staff = staff(&desk).await;
    assert!(desk.app.seed_samples(staff).await.unwrap());
    let found = async |phone| desk.app.visit(&desk.identifier(phone), None).await.unwrap();
    assert!(matches!(
        found("0912 111 0001").await,
        LookUp::Known { open: Some(_), .. }
    ));
    assert!(matches!(
        found("0912 111 0002").await,
        LookUp::Known { open: None, .. }
    ));
    assert_eq!(found("0912 111 0004").await, LookUp::Shared);
    desk.deliver().await;
    assert_eq!(desk.tracker.issues(), 6);
    assert!(!desk.app.seed_samples(staff).await.unwrap());
}

#[tokio::test]
async fn s1_17_the_sample_data_shows_everything_a_ticket_can_be() {
    let desk = TestDesk::new();
    let staff = staff(&desk).await;
    desk.app.seed_samples(staff).await.unwrap();
    let listed = async |status| {
        let filter = QueueFilter {
            status,
            ..QueueFilter::default()
        };
        desk.app
            .list_tickets(&filter, QueueSort::Newest, None)
            .await
            .unwrap()
    };
    for kind in StatusKind::ALL {
        assert!(!listed(StatusChoice::Only(kind)).await.is_empty(), "{kind:?}");
    }
    let all = listed(StatusChoice::Any).await;
    assert_eq!(all.len(), SAMPLES.len());
    assert!(all.iter().any(|ticket| ticket.row.score.is_some()));
    let (mut unproved, mut merged) = (false, false);
    let unit = desk.store.begin().await.unwrap();
    for ticket in &all {
        let said = desk.replies(ticket.row.number).await;
        unproved |= said.iter().any(|(sender, _)| *sender == Sender::Unverified);
        let ticket = unit.tickets().get(ticket.row.number).await.unwrap().unwrap();
        merged |= ticket.is_merged();
    }
    assert!(unproved && merged);
    drop(unit);
    assert_eq!(desk.app.wrong_counters().await.unwrap(), []);
}
