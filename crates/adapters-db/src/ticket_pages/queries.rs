use async_trait::async_trait;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::clients::ClientId;
use frontdesk_domain::ports::{PortalFilter, PortalRow, SharedPage, StaffPage, StoreError, TicketPages};
use frontdesk_domain::tasks::Task;
use frontdesk_domain::tickets::{TicketEvent, TicketNumber};
use frontdesk_domain::time::Timestamp;

use super::head::{HEAD, Head, HeadRow};
use super::portal::{self, PortalColumns};
use crate::SeaQueries;
use crate::sql::Sql;
use crate::tasks::{TaskRow, task_columns};
use crate::tickets::{EventRow, event_columns};

pub(crate) const TASKS: &str = concat!(
    "SELECT ",
    task_columns!(),
    " FROM task k WHERE k.ticket_number = ?"
);
const SHARED_TASKS: &str = concat!(
    "SELECT ",
    task_columns!(),
    " FROM task k WHERE k.ticket_number = ? AND k.audience = 'shared'"
);

pub(crate) const EVENTS_AFTER: &str = concat!(
    "SELECT ",
    event_columns!(),
    " FROM history h WHERE h.ticket_number = ? AND h.version > ? ORDER BY h.version, h.id LIMIT 100"
);

#[async_trait]
impl TicketPages for SeaQueries {
    async fn for_staff(
        &self,
        number: TicketNumber,
        reader: AccountId,
        now: Timestamp,
    ) -> Result<Option<StaffPage>, StoreError> {
        let Some(head) = self.head(number).await? else {
            return Ok(None);
        };
        let entries = self.staff_entries(number, head.has_absorbed).await?;
        let tasks = self.tasks(TASKS, number).await?;
        let side = self.side(head.client.id.0, number, reader, now).await?;
        Ok(Some(StaffPage {
            ticket: head.ticket,
            category: head.category,
            client: head.client,
            assignee: head.assignee,
            tracker_status: head.tracker_status,
            tracker_asked: head.tracker_asked,
            entries,
            tasks,
            feedback: head.feedback,
            others: side.others,
            absorbed: side.absorbed,
            present: side.present,
            drafts: side.drafts,
        }))
    }

    async fn for_client(&self, number: TicketNumber) -> Result<Option<SharedPage>, StoreError> {
        let Some(head) = self.head(number).await? else {
            return Ok(None);
        };
        Ok(Some(SharedPage {
            ticket: head.ticket,
            category: head.category,
            assignee: head.assignee,
            tracker_status: head.tracker_status,
            tracker_asked: head.tracker_asked,
            entries: self.shared_entries(number).await?,
            tasks: self.tasks(SHARED_TASKS, number).await?,
            feedback: head.feedback,
            continued_in: head.continued_in,
        }))
    }

    async fn of_client(
        &self,
        client: ClientId,
        filter: &PortalFilter,
        after: Option<(Timestamp, TicketNumber)>,
        limit: u16,
    ) -> Result<Vec<PortalRow>, StoreError> {
        let sql = portal::page(client, filter, after).limit(limit);
        let rows: Vec<PortalColumns> = self.many(sql).await?;
        let read: Result<Vec<PortalRow>, _> = rows.into_iter().map(PortalColumns::read).collect();
        let mut page = read?;
        // No engine says in which order the outer part leaves them.
        page.sort_by_key(|row| std::cmp::Reverse((row.updated_at, row.number)));
        Ok(page)
    }

    async fn events_after(&self, number: TicketNumber, version: i32) -> Result<Vec<TicketEvent>, StoreError> {
        let sql = Sql::new(EVENTS_AFTER).bind(number.0).bind(version);
        let rows: Vec<EventRow> = self.all(sql).await?;
        rows.into_iter().map(EventRow::read).collect()
    }
}

impl SeaQueries {
    async fn head(&self, number: TicketNumber) -> Result<Option<Head>, StoreError> {
        let row: Option<HeadRow> = self.one(Sql::new(HEAD).bind(number.0)).await?;
        row.map(HeadRow::read).transpose()
    }

    async fn tasks(&self, text: &'static str, number: TicketNumber) -> Result<Vec<Task>, StoreError> {
        let rows: Vec<TaskRow> = self.many(Sql::new(text).bind(number.0)).await?;
        let read: Result<Vec<Task>, _> = rows.into_iter().map(TaskRow::read).collect();
        let mut tasks = read?;
        tasks.sort_by_key(|task| (task.position, task.id));
        Ok(tasks)
    }
}
