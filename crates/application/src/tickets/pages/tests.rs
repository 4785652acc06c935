use std::time::Duration;

use frontdesk_domain::accounts::Role;
use frontdesk_domain::search::SearchQuery;
use frontdesk_domain::tickets::{Priority, StaffChange};

use super::*;
use crate::testing::TestDesk;

async fn desk() -> (TestDesk, SignedIn, Vec<TicketNumber>) {
    let desk = TestDesk::new();
    desk.customer("sara@example.com").await;
    desk.person("mina@example.com", Role::Agent).await;
    let sara = desk.signed_in("sara@example.com").await;
    let mina = desk.signed_in("mina@example.com").await;
    let by_mina = Caller::Person(mina.clone());
    let mut numbers = Vec::new();
    for n in 0..60 {
        let number = desk.open(&sara, &format!("Printer {n}")).await;
        numbers.push(number);
        let priority = Priority::ALL[n % 4];
        desk.app
            .set_ticket(&by_mina, number, StaffChange::Priority(priority))
            .await
            .unwrap();
        // Some share a moment: then their numbers decide.
        if n % 3 == 0 {
            desk.clock.advance(Duration::from_secs(60));
        }
    }
    (desk, mina, numbers)
}

#[tokio::test]
async fn s1_n7_s0_n12_pages_of_every_order_show_each_ticket_once() {
    let (desk, mina, numbers) = desk().await;
    for sort in QueueSort::ALL
        .into_iter()
        .filter(|sort| *sort != QueueSort::Resolved)
    {
        let (mut after, mut shown) = (None, Vec::new());
        loop {
            let all = QueueFilter::default();
            let page = desk.app.see_queue(&mina, &all, sort, after).await.unwrap();
            shown.extend(page.rows.iter().map(|row| (row.priority, row.number)));
            match page.next {
                Some(next) => after = QueueCursor::from_text(&next.to_text()),
                None => break,
            }
        }
        if sort == QueueSort::Priority {
            assert!(shown.is_sorted_by(|one, next| one.0 >= next.0));
        }
        let mut found: Vec<TicketNumber> = shown.into_iter().map(|(_, number)| number).collect();
        found.sort_unstable();
        assert_eq!(found, numbers, "{sort:?}");
    }
}

#[tokio::test]
async fn s1_14_a_search_narrows_what_the_filter_shows() {
    let (desk, mina, numbers) = desk().await;
    let found = async |typed: &str, priority| {
        let filter = QueueFilter {
            search: SearchQuery::parse(typed),
            priority,
            ..QueueFilter::default()
        };
        let page = desk
            .app
            .see_queue(&mina, &filter, QueueSort::Oldest, None)
            .await
            .unwrap();
        page.rows.iter().map(|row| row.number).collect::<Vec<_>>()
    };
    assert_eq!(found("printer 7", None).await, [numbers[7]]);
    assert_eq!(found("printer 7", Some(Priority::Low)).await, []);
    assert_eq!(found(&numbers[9].to_string(), None).await, [numbers[9]]);
}

#[tokio::test]
async fn s4_n3_a_customer_sees_no_page_of_the_staff() {
    let (desk, _, numbers) = desk().await;
    let sara = desk.signed_in("sara@example.com").await;
    let all = QueueFilter::default();
    let queue = desk.app.see_queue(&sara, &all, QueueSort::Updated, None).await;
    assert!(matches!(queue, Err(AppError::Forbidden)));
    let page = desk.app.see_as_staff(&sara, numbers[0]).await;
    assert!(matches!(page, Err(AppError::Forbidden)));
    assert!(matches!(
        desk.app.desk_head(&sara).await,
        Err(AppError::Forbidden)
    ));
}
