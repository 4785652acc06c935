//! From the schema before a ticket's whole life.

use frontdesk_db::SCHEMA_VERSION;
use frontdesk_domain::ports::Store;
use frontdesk_domain::queue::{QueueFilter, QueueSort};
use frontdesk_domain::search::SearchQuery;
use frontdesk_domain::tickets::{Ending, Standing, TicketNumber, WorkedBy};
use frontdesk_domain::time::Timestamp;
use frontdesk_tests::databases::{self, open};
use frontdesk_tests::store_contract::make::open as open_ticket;

use super::{run, take_the_index_apart};

/// Makes schema 36 of it: a history of its own, and of each ticket only where it stands.
async fn back_to_36(url: &str, closed: TicketNumber, begun: TicketNumber) {
    take_the_index_apart(url).await;
    for table in ["ticket_search", "counter"] {
        run(url, &format!("DROP TABLE {table}")).await;
    }
    run(
        url,
        "CREATE TABLE ticket_event (id BIGINT NOT NULL PRIMARY KEY, ticket_number BIGINT NOT NULL, \
         happened_at BIGINT NOT NULL, actor VARCHAR(20) NOT NULL, kind VARCHAR(20) NOT NULL, \
         old_value VARCHAR(200) NULL, new_value VARCHAR(200) NULL, version INTEGER NOT NULL)",
    )
    .await;
    run(
        url,
        "INSERT INTO ticket_event SELECT id + 40, ticket_number, happened_at, actor, kind, old_value, new_value, \
         version FROM history",
    )
    .await;
    for statement in [
        "DROP TABLE history".to_owned(),
        "UPDATE ticket SET unresolved = 0, precedence = 0, search_text = NULL".to_owned(),
        format!(
            "UPDATE ticket SET status = 'closed', closed_at = 9, open_slot = NULL WHERE number = {}",
            closed.0
        ),
        format!(
            "UPDATE ticket SET status = 'in_progress' WHERE number = {}",
            begun.0
        ),
        "DELETE FROM schema_migration WHERE version > 36".to_owned(),
    ] {
        run(url, &statement).await;
    }
}

/// Somebody works on what is not open, every ticket is found and counted, and the history goes on.
pub(super) async fn schema_36_comes_through(url: &str) {
    let database = open(url).await;
    database.migrate().await.expect("migrated");
    let desk = databases::desk(&database);
    let (closed, begun) = (open_ticket(&desk, 1).await, open_ticket(&desk, 2).await);
    let untouched = open_ticket(&desk, 3).await;
    back_to_36(url, closed, begun).await;
    let migrated = database.migrate().await.expect("migrated again");
    assert_eq!((migrated.from, migrated.to), (36, SCHEMA_VERSION));
    let standing = async |number| {
        let unit = database.store().begin().await.expect("a unit of work");
        let ticket = unit.tickets().get(number).await.expect("a sound row");
        ticket.expect("it is still there").standing
    };
    let by = WorkedBy::Tracker;
    assert_eq!(
        standing(closed).await,
        Standing::Closed {
            by,
            at: Timestamp::from_micros(9),
            resolved_at: None,
            ending: Ending::Done
        }
    );
    assert_eq!(standing(begun).await, Standing::InProgress { by });
    assert_eq!(standing(untouched).await, Standing::Open { assignee: None });
    let filter = QueueFilter {
        search: SearchQuery::parse("blank pages"),
        ..QueueFilter::default()
    };
    let now = Timestamp::from_micros(1);
    let found = desk.queue.page(&filter, QueueSort::Oldest, None, 9, now).await;
    let found: Vec<_> = found.expect("an answer").iter().map(|row| row.number).collect();
    assert_eq!(found, [closed, begun, untouched]);
    let mut anew = desk.counters.recounted().await.expect("figures");
    let scopes: Vec<_> = anew.iter().map(|(scope, ..)| *scope).collect();
    let mut kept = desk.counters.of(&scopes).await.expect("figures");
    anew.sort_unstable();
    kept.sort_unstable();
    assert_eq!(kept, anew);
    let history = desk.pages.events_after(begun, 0).await.expect("a history");
    assert_eq!(history.len(), 1);
    let next = open_ticket(&desk, 4).await;
    let newest = desk.track.changes_after(None, 1).await.expect("a change");
    assert_eq!(newest[0].ticket, next, "keys of events are not given twice");
    assert_eq!(newest[0].event, 44);
}
