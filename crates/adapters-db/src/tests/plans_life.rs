//! What is read of tickets: lists, pages, figures.

use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::clients::ClientId;
use frontdesk_domain::ports::PortalFilter;
use frontdesk_domain::queue::{QueueFilter, QueueSort, QueueView, StatusChoice};
use frontdesk_domain::search::SearchQuery;
use frontdesk_domain::tickets::{StatusKind, Turn};

use super::make::fresh;
use super::plans::plan;
use crate::Engine;
use crate::queue::{BOARD, Source, WITH_THE_REST, page};
use crate::search::Wanted;
use crate::sql::Sql;
use crate::{bulks, drafts, presences, ticket_pages, tickets};

const ME: AccountId = AccountId(1);

fn ordered(engine: Engine, filter: &QueueFilter, sort: QueueSort) -> Sql {
    page(filter, Source::InOrder(None, engine), sort, None)
        .bind(1i64)
        .limit(25)
}

/// Every view in every order that its tickets are kept in.
pub(super) fn lists(engine: Engine) -> Vec<(String, Sql)> {
    let mut lists = Vec::new();
    for view in QueueView::ALL {
        for sort in QueueSort::ALL {
            // Only what was resolved is in this order, and only this view holds nothing else.
            if sort == QueueSort::Resolved && view != QueueView::RecentlyResolved {
                continue;
            }
            lists.push((
                format!("{view:?} {sort:?}"),
                ordered(engine, &view.filter(ME), sort),
            ));
        }
    }
    for kind in StatusKind::ALL {
        let filter = QueueFilter {
            status: StatusChoice::Only(kind),
            turn: Some(Turn::Ours),
            ..QueueFilter::default()
        };
        let sql = ordered(engine, &filter, QueueSort::Updated);
        lists.push((format!("{kind:?}, our turn"), sql));
    }
    lists
}

pub(super) fn hot(engine: Engine) -> Vec<(String, Sql)> {
    let key = |text: &'static str, marks: usize| (0..marks).fold(Sql::new(text), |sql, _| sql.bind(1i64));
    let board = Sql::new(BOARD).then(WITH_THE_REST);
    let everything = PortalFilter::default();
    let waiting = PortalFilter {
        waiting_for_me: true,
        ..everything
    };
    let portal = |filter| ticket_pages::portal_page(ClientId(1), filter, None).limit(25);
    let named = [
        ("board", board.bind(1i64).limit(20)),
        ("head", key(ticket_pages::HEAD, 1)),
        ("timeline for staff", key(ticket_pages::STAFF, 3).limit(500)),
        ("timeline for clients", key(ticket_pages::SHARED, 2).limit(200)),
        ("beside a ticket", key(ticket_pages::SIDE, 8)),
        ("missed", key(ticket_pages::EVENTS_AFTER, 2)),
        ("portal", portal(&everything)),
        ("portal, waiting for me", portal(&waiting)),
        ("unresolved of", key(tickets::UNRESOLVED_OF, 1).limit(50)),
        ("sweep drafts", key(drafts::SWEEP.text(engine), 1).limit(2000)),
        ("sweep bulks", key(bulks::SWEEP.text(engine), 1).limit(2000)),
        (
            "sweep presences",
            key(presences::SWEEP.text(engine), 1).limit(2000),
        ),
    ];
    let named = named.into_iter().map(|(name, sql)| (name.to_owned(), sql));
    lists(engine).into_iter().chain(named).collect()
}

/// The words' index finds them; no ticket is read but those found, which alone are put in order.
#[tokio::test]
async fn a_search_reads_what_it_finds() {
    let (_folder, database) = fresh().await;
    let query = SearchQuery::parse("printer blank").unwrap();
    let wanted = Wanted::of(&query, Engine::Sqlite);
    let filter = QueueView::WaitingForUs.filter(ME);
    let source = Source::ByWords(&wanted, Engine::Sqlite);
    let rare = page(&filter, source, QueueSort::Updated, None)
        .bind(1i64)
        .limit(25);
    let steps = plan(&database, rare).await;
    assert!(
        steps
            .iter()
            .any(|step| step.starts_with("SCAN ticket_search VIRTUAL TABLE INDEX")),
        "{steps:#?}"
    );
    let by_number = "SEARCH t USING INTEGER PRIMARY KEY (rowid=?)";
    assert!(steps.iter().any(|step| step == by_number), "{steps:#?}");
    let common = page(
        &filter,
        Source::InOrder(Some(&wanted), Engine::Sqlite),
        QueueSort::Updated,
        None,
    );
    let steps = plan(&database, common.bind(1i64).limit(25)).await;
    let in_order = "ticket_unresolved_updated_idx (unresolved=? AND updated_at<?)";
    assert!(steps.iter().any(|step| step.contains(in_order)), "{steps:#?}");
    assert!(
        !steps.iter().any(|step| step.contains("TEMP B-TREE")),
        "{steps:#?}"
    );
}

/// A merged conversation is read ticket by ticket.
#[tokio::test]
async fn a_merged_timeline_reads_its_tickets_only() {
    let (_folder, database) = fresh().await;
    let sql = (0..6).fold(Sql::new(ticket_pages::STAFF_WITH_ABSORBED), |sql, _| {
        sql.bind(1i64)
    });
    let steps = plan(&database, sql.limit(500)).await;
    for table in ["r", "n", "h", "m"] {
        let scan = format!("SCAN {table}");
        assert!(
            !steps
                .iter()
                .any(|step| *step == scan || step.starts_with(&format!("{scan} "))),
            "{steps:#?}"
        );
    }
}
