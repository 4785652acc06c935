use frontdesk_domain::queue::{QueueFilter, QueueSort, StatusChoice};
use frontdesk_domain::search::SearchQuery;
use frontdesk_domain::tickets::StatusKind;

use crate::testing::TestDesk;

#[tokio::test]
async fn an_empty_desk_is_filled_once_with_whole_lives() {
    let desk = TestDesk::new();
    assert!(desk.app.seed_many(600, &|_| {}).await.unwrap());
    assert_eq!(desk.store.tickets(), 600);
    assert_eq!(desk.app.wrong_counters().await.unwrap(), []);
    for kind in StatusKind::ALL {
        let filter = QueueFilter {
            status: StatusChoice::Only(kind),
            ..QueueFilter::default()
        };
        let found = desk
            .app
            .list_tickets(&filter, QueueSort::Newest, None)
            .await
            .unwrap();
        assert!(!found.is_empty(), "{kind:?}");
        let started = kind != StatusKind::Open;
        assert!(found.iter().all(|found| !started || found.row.assignee.is_some()));
    }
    let filter = QueueFilter {
        search: SearchQuery::parse("printer"),
        ..QueueFilter::default()
    };
    let found = desk
        .app
        .list_tickets(&filter, QueueSort::Newest, None)
        .await
        .unwrap();
    assert!(!found.is_empty(), "what is seeded can be searched");
    assert!(!desk.app.seed_many(120, &|_| {}).await.unwrap());
}

#[tokio::test]
async fn nothing_is_seeded_into_the_future() {
    let desk = TestDesk::new();
    desk.app.seed_many(50, &|_| {}).await.unwrap();
    let now = frontdesk_domain::ports::Clock::now(&*desk.clock);
    let found = desk
        .app
        .list_tickets(&QueueFilter::default(), QueueSort::Updated, None)
        .await
        .unwrap();
    assert!(found.iter().all(|found| found.row.updated_at <= now));
}
