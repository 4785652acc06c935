use std::collections::HashMap;

use frontdesk_domain::access::{Caller, Deed, Party, SignedIn};
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::bulk::Bulk;
use frontdesk_domain::counters::{Counter, Scope};
use frontdesk_domain::feedback::average_in_tenths;
use frontdesk_domain::ports::{Choices, PortalFilter, PortalRow, QueueRow, SharedPage, StaffPage};
use frontdesk_domain::queue::{QueueCursor, QueueFilter, QueueSort, QueueView};
use frontdesk_domain::secrets::TrackToken;
use frontdesk_domain::tickets::{StatusKind, Ticket, TicketNumber};
use frontdesk_domain::time::Timestamp;

use crate::{AppError, Application};

/// How many tickets a page shows.
const A_PAGE: u16 = 25;
/// How many a column of the board shows.
const A_COLUMN: u16 = 50;

/// How many tickets stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusCounts {
    /// Open, In progress, On hold, Resolved, Closed.
    pub of: [i64; 5],
}

impl StatusCounts {
    /// How many in that status.
    #[must_use]
    pub fn get(self, kind: StatusKind) -> i64 {
        let pairs = StatusKind::ALL.into_iter().zip(self.of);
        pairs.filter(|(of, _)| *of == kind).map(|(_, count)| count).sum()
    }

    /// All of them.
    #[must_use]
    pub fn total(self) -> i64 {
        self.of.iter().sum()
    }

    /// The unresolved ones.
    #[must_use]
    pub fn unresolved(self) -> i64 {
        let pairs = StatusKind::ALL.into_iter().zip(self.of);
        pairs
            .filter(|(kind, _)| kind.is_unresolved())
            .map(|(_, count)| count)
            .sum()
    }
}

/// The figures at the head of a customer's tickets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PortalHead {
    /// How many stand where.
    pub counts: StatusCounts,
    /// How many wait for them.
    pub waiting_for_me: i64,
}

/// The figures at the head of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskHead {
    /// How many of all stand where.
    pub counts: StatusCounts,
    /// How many of mine stand where.
    pub mine: StatusCounts,
    /// What can be taken: open, and nobody's.
    pub open_unassigned: i64,
    /// Unresolved ones of high or urgent priority.
    pub high_and_urgent: i64,
    /// My ratings on average, in tenths of a star.
    pub my_average: Option<i64>,
    /// The views with their counts.
    pub views: Vec<(QueueView, i64)>,
}

/// A page of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuePage {
    /// Its tickets.
    pub rows: Vec<QueueRow>,
    /// Where the next page begins, if there is more.
    pub next: Option<QueueCursor>,
}

type Counts = HashMap<(Scope, Counter), i64>;

fn by_scope(counted: Vec<(Scope, Counter, i64)>) -> Counts {
    let counted = counted.into_iter();
    counted.map(|(scope, counter, n)| ((scope, counter), n)).collect()
}

fn of(counts: &Counts, scope: Scope, counter: Counter) -> i64 {
    counts.get(&(scope, counter)).copied().unwrap_or(0)
}

fn statuses(counts: &Counts, scope: Scope) -> StatusCounts {
    StatusCounts {
        of: StatusKind::ALL.map(|kind| of(counts, scope, Counter::Status(kind))),
    }
}

impl Application {
    /// Who comes by this link: its ticket's holder.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it opens nothing.
    pub async fn by_link(&self, token: &TrackToken) -> Result<Caller, AppError> {
        let (number, _) = self.ticket_version(token).await?;
        Ok(Caller::Link(number))
    }

    /// A page of the queue.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless staff ask.
    pub async fn see_queue(
        &self,
        who: &SignedIn,
        filter: &QueueFilter,
        sort: QueueSort,
        after: Option<QueueCursor>,
    ) -> Result<QueuePage, AppError> {
        self.staff(who)?;
        let now = self.ports.clock.now();
        let queue = &self.ports.queue;
        let mut rows = queue.page(filter, sort, after, A_PAGE + 1, now).await?;
        let more = rows.len() > usize::from(A_PAGE);
        rows.truncate(A_PAGE.into());
        let next = rows.last().filter(|_| more).map(|row| row.place);
        Ok(QueuePage { rows, next })
    }

    /// How many tickets a list has, counted to one more than a bulk change takes at once.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless staff ask.
    pub async fn count_queue(&self, who: &SignedIn, filter: &QueueFilter) -> Result<u16, AppError> {
        self.staff(who)?;
        Ok(self.ports.queue.count(filter, Bulk::MOST + 1).await?)
    }

    /// The figures at the head of the queue.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless staff ask.
    pub async fn desk_head(&self, who: &SignedIn) -> Result<DeskHead, AppError> {
        let me = self.staff(who)?;
        let mine = Scope::Agent(me);
        let counts = self.counts(&[Scope::Desk, mine]).await?;
        let sum = |view: QueueView| {
            let counters = view.counters(me).into_iter();
            (
                view,
                counters.map(|(scope, counter)| of(&counts, scope, counter)).sum(),
            )
        };
        Ok(DeskHead {
            counts: statuses(&counts, Scope::Desk),
            mine: statuses(&counts, mine),
            open_unassigned: of(&counts, Scope::Desk, Counter::OpenUnassigned),
            high_and_urgent: of(&counts, Scope::Desk, Counter::HighAndUrgent),
            my_average: average_in_tenths(
                of(&counts, mine, Counter::Ratings),
                of(&counts, mine, Counter::Stars),
            ),
            views: QueueView::ALL.into_iter().map(sum).collect(),
        })
    }

    /// The board.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless staff ask.
    pub async fn see_board(&self, who: &SignedIn) -> Result<Vec<QueueRow>, AppError> {
        self.staff(who)?;
        Ok(self.ports.queue.board(A_COLUMN, self.ports.clock.now()).await?)
    }

    /// Who and what a member of staff can choose from.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless staff ask.
    pub async fn choices(&self, who: &SignedIn) -> Result<Choices, AppError> {
        let me = self.staff(who)?;
        Ok(self.ports.queue.choices(me).await?)
    }

    /// A ticket's page for staff.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless staff ask; [`AppError::NotFound`].
    pub async fn see_as_staff(&self, who: &SignedIn, number: TicketNumber) -> Result<StaffPage, AppError> {
        let me = self.staff(who)?;
        let now = self.ports.clock.now();
        let page = self.ports.pages.for_staff(number, me, now).await?;
        page.ok_or(AppError::NotFound)
    }

    /// A ticket's page for its client.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for who is nothing to it.
    pub async fn see_as_client(&self, who: &Caller, number: TicketNumber) -> Result<SharedPage, AppError> {
        let page = self.ports.pages.for_client(number).await?;
        let page = page.ok_or(AppError::NotFound)?;
        who.party(&page.ticket).map(|_| page).ok_or(AppError::NotFound)
    }

    /// Whether someone may do this to a ticket as it stands: what decides which buttons a page shows. What is
    /// pressed is judged anew.
    #[must_use]
    pub fn may(&self, who: &Caller, deed: Deed, ticket: &Ticket) -> bool {
        let now = self.ports.clock.now();
        let may = |party: Party| party.may(deed, ticket, self.rules.reopen, now).is_ok();
        who.party(ticket).is_some_and(may)
    }

    /// A page of a customer's own tickets.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn my_tickets(
        &self,
        who: &SignedIn,
        filter: &PortalFilter,
        after: Option<(Timestamp, TicketNumber)>,
        limit: u16,
    ) -> Result<Vec<PortalRow>, AppError> {
        match who.client {
            Some(client) => Ok(self.ports.pages.of_client(client, filter, after, limit).await?),
            None => Ok(Vec::new()),
        }
    }

    /// The figures at the head of a customer's tickets.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn portal_head(&self, who: &SignedIn) -> Result<PortalHead, AppError> {
        let Some(client) = who.client else {
            return Ok(PortalHead::default());
        };
        let scope = Scope::Client(client);
        let counts = self.counts(&[scope]).await?;
        Ok(PortalHead {
            counts: statuses(&counts, scope),
            waiting_for_me: of(&counts, scope, Counter::WaitingForClient),
        })
    }

    /// The counters that differ from what is there: how each stands, and how it should. Slow; for the
    /// command that checks them.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn wrong_counters(&self) -> Result<Vec<(Scope, Counter, i64, i64)>, AppError> {
        let anew = self.ports.counters.recounted().await?;
        let (kept, anew) = (by_scope(self.ports.counters.all().await?), by_scope(anew));
        let mut keys: Vec<(Scope, Counter)> = anew.keys().chain(kept.keys()).copied().collect();
        keys.sort_unstable();
        keys.dedup();
        let pair = |(scope, counter)| {
            let (is, should) = (of(&kept, scope, counter), of(&anew, scope, counter));
            (is != should).then_some((scope, counter, is, should))
        };
        Ok(keys.into_iter().filter_map(pair).collect())
    }

    async fn counts(&self, scopes: &[Scope]) -> Result<Counts, AppError> {
        Ok(by_scope(self.ports.counters.of(scopes).await?))
    }

    /// The account of who works here.
    pub(crate) fn staff(&self, who: &SignedIn) -> Result<AccountId, AppError> {
        let account = who.account().filter(|_| who.works_here());
        account.ok_or(AppError::Forbidden)
    }
}

#[cfg(test)]
mod tests;
