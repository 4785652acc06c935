use frontdesk_domain::counters::CounterChange;
use frontdesk_domain::ports::QueueRow;
use frontdesk_domain::queue::{QueueCursor, QueueFilter, QueueSort};
use frontdesk_domain::tickets::Body;

use crate::unit::tried_again;
use crate::{AppError, Application};

/// How many tickets a program is given at once.
const AT_ONCE: u16 = 200;

/// A ticket as programs list it: with what was written, which no list on a page has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedTicket {
    /// As lists for staff show it.
    pub row: QueueRow,
    /// What the client wrote.
    pub body: Body,
}

impl Application {
    /// The next tickets for whoever may run the program, at most 200; none: that was the last. One unit of
    /// work, however long the list is.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn list_tickets(
        &self,
        filter: &QueueFilter,
        sort: QueueSort,
        after: Option<QueueCursor>,
    ) -> Result<Vec<ListedTicket>, AppError> {
        let now = self.ports.clock.now();
        let rows = self.ports.queue.page(filter, sort, after, AT_ONCE, now).await?;
        let unit = self.ports.store.begin().await?;
        let mut listed = Vec::with_capacity(rows.len());
        for row in rows {
            // One that was deleted at this moment is in the list no more.
            if let Some(ticket) = unit.tickets().get(row.number).await? {
                let body = ticket.body;
                listed.push(ListedTicket { row, body });
            }
        }
        Ok(listed)
    }

    /// Sets the figures at the heads of pages to what is there. Nothing else may write meanwhile.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn mend_counters(&self) -> Result<usize, AppError> {
        let wrong = self.wrong_counters().await?;
        let change = |&(scope, counter, is, should): &(_, _, i64, i64)| CounterChange {
            scope,
            counter,
            by: should - is,
        };
        let changes: Vec<CounterChange> = wrong.iter().map(change).collect();
        tried_again(&*self.ports.entropy, async || {
            let unit = self.ports.store.begin().await?;
            for part in changes.chunks(AT_ONCE.into()) {
                unit.counters().add(part).await?;
            }
            unit.commit().await
        })
        .await?;
        Ok(changes.len())
    }
}

#[cfg(test)]
mod tests {
    use frontdesk_domain::counters::{Counter, Scope};
    use frontdesk_domain::ports::Store;
    use frontdesk_domain::tickets::StatusKind;

    use super::*;
    use crate::testing::TestDesk;

    #[tokio::test]
    async fn a_list_goes_on_after_its_last_row() {
        let desk = TestDesk::new();
        desk.app.seed_many(450, &|_| {}).await.unwrap();
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let listed = desk
                .app
                .list_tickets(&QueueFilter::default(), QueueSort::Newest, after)
                .await;
            let listed = listed.unwrap();
            let Some(last) = listed.last() else { break };
            after = Some(last.row.place);
            seen.extend(listed.iter().map(|listed| listed.row.number));
        }
        assert_eq!(seen.len(), 450);
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 450);
    }

    #[tokio::test]
    async fn wrong_figures_are_mended() {
        let desk = TestDesk::new();
        desk.submit("0912 345 6789", "It broke").await;
        let unit = desk.store.begin().await.unwrap();
        let wrong = CounterChange {
            scope: Scope::Desk,
            counter: Counter::Status(StatusKind::Open),
            by: 41,
        };
        unit.counters().add(&[wrong]).await.unwrap();
        unit.commit().await.unwrap();
        assert_eq!(desk.app.wrong_counters().await.unwrap().len(), 1);
        assert_eq!(desk.app.mend_counters().await.unwrap(), 1);
        assert_eq!(desk.app.wrong_counters().await.unwrap(), []);
        assert_eq!(desk.app.mend_counters().await.unwrap(), 0);
    }
}
