use async_trait::async_trait;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::clients::Name;
use frontdesk_domain::ports::{Choices, Colleague, Present, QueueQueries, QueueRow, StoreError};
use frontdesk_domain::queue::{Assigned, QueueCursor, QueueFilter, QueueSort};
use frontdesk_domain::replies::SavedReply;
use frontdesk_domain::search::{SearchQuery, words};
use frontdesk_domain::tickets::{Priority, StatusKind, Ticket, TicketNumber};
use frontdesk_domain::time::Timestamp;

use super::MemoryStore;
use super::memory_state::State;

#[async_trait]
impl QueueQueries for MemoryStore {
    async fn page(
        &self,
        filter: &QueueFilter,
        sort: QueueSort,
        after: Option<QueueCursor>,
        limit: u16,
        now: Timestamp,
    ) -> Result<Vec<QueueRow>, StoreError> {
        let state = self.shared.state();
        let after = after.map(|after| order(sort, after));
        let all = state.tickets.iter().map(|row| &row.ticket);
        let chosen = all.filter(|ticket| matches(&state, filter, ticket));
        let placed = chosen.filter_map(|ticket| Some((ticket, place(sort, ticket)?)));
        let mut placed: Vec<_> = placed
            .filter(|(_, place)| after.is_none_or(|after| order(sort, *place) > after))
            .collect();
        placed.sort_by_key(|(_, place)| order(sort, *place));
        placed.truncate(limit.into());
        let rows = placed.into_iter();
        rows.map(|(ticket, place)| row(&state, ticket, place, now))
            .collect()
    }

    async fn count(&self, filter: &QueueFilter, cap: u16) -> Result<u16, StoreError> {
        let state = self.shared.state();
        let all = state.tickets.iter();
        let chosen = all.filter(|row| matches(&state, filter, &row.ticket));
        Ok(u16::try_from(chosen.take(cap.into()).count()).unwrap_or(cap))
    }

    async fn numbers(&self, filter: &QueueFilter, limit: u16) -> Result<Vec<TicketNumber>, StoreError> {
        let state = self.shared.state();
        let newest = state.tickets.iter().rev();
        let chosen = newest.filter(|row| matches(&state, filter, &row.ticket));
        Ok(chosen.take(limit.into()).map(|row| row.ticket.number).collect())
    }

    async fn board(&self, each: u16, now: Timestamp) -> Result<Vec<QueueRow>, StoreError> {
        let state = self.shared.state();
        let mut rows = Vec::new();
        for kind in StatusKind::ALL {
            let column = state.tickets.iter().map(|row| &row.ticket);
            let mut column: Vec<&Ticket> = column.filter(|t| t.status().kind() == kind).collect();
            column.sort_by_key(|t| std::cmp::Reverse((t.updated_at, t.number)));
            for ticket in column.into_iter().take(each.into()) {
                let place = place(QueueSort::Updated, ticket);
                rows.extend(place.map(|place| row(&state, ticket, place, now)).transpose()?);
            }
        }
        Ok(rows)
    }

    async fn choices(&self, reader: AccountId) -> Result<Choices, StoreError> {
        let state = self.shared.state();
        let accounts = state.people.accounts.iter();
        let staff = accounts.filter(|account| account.is_active() && account.role.is_staff());
        let colleagues = staff.map(|account| Colleague {
            account: account.id,
            name: account.name.clone(),
        });
        let theirs = |saved: &&SavedReply| saved.owner.is_none_or(|owner| owner == reader);
        let mut choices = Choices {
            colleagues: colleagues.collect(),
            categories: state.categories.clone(),
            saved_replies: state.life.saved.iter().filter(theirs).cloned().collect(),
        };
        choices.in_order();
        Ok(choices)
    }
}

fn matches(state: &State, filter: &QueueFilter, ticket: &Ticket) -> bool {
    let assigned = match filter.assigned {
        None => true,
        Some(Assigned::Nobody) => ticket.assignee().is_none(),
        Some(Assigned::To(agent)) => ticket.assignee() == Some(agent),
    };
    let client = state.client(ticket.client).map(|client| client.number);
    assigned
        && filter.status.holds(ticket.status().kind())
        && filter.category.is_none_or(|category| category == ticket.category)
        && filter.priority.is_none_or(|priority| priority == ticket.priority)
        && (!filter.pressing || ticket.priority >= Priority::High)
        && filter.client.is_none_or(|number| client == Some(number))
        && filter.turn.is_none_or(|turn| turn == ticket.turn)
        && filter.search.as_ref().is_none_or(|search| found(search, ticket))
}

fn found(search: &SearchQuery, ticket: &Ticket) -> bool {
    let mut text: Vec<String> = words(ticket.subject.as_str()).collect();
    // Between title and text no phrase holds.
    text.push(String::new());
    text.extend(words(ticket.body.as_str()));
    search.number() == Some(ticket.number) || search.holds(&text)
}

fn place(sort: QueueSort, ticket: &Ticket) -> Option<QueueCursor> {
    let number = ticket.number;
    let at = |at: Timestamp| QueueCursor {
        rank: 0,
        at: at.as_micros(),
        number,
    };
    Some(match sort {
        QueueSort::Updated | QueueSort::Stale => at(ticket.updated_at),
        QueueSort::Newest | QueueSort::Oldest => at(ticket.created_at),
        QueueSort::Priority => QueueCursor {
            rank: ticket.priority.rank(),
            ..at(ticket.created_at)
        },
        QueueSort::Resolved => at(ticket.status().resolved_at()?),
    })
}

/// What sorts a place the right way round when compared upwards.
fn order(sort: QueueSort, place: QueueCursor) -> (i16, i64, i64) {
    let (at, number) = (place.at, place.number.0);
    match sort {
        QueueSort::Stale | QueueSort::Oldest => (0, at, number),
        QueueSort::Priority => (-place.rank, at, number),
        QueueSort::Updated | QueueSort::Newest | QueueSort::Resolved => (0, -at, -number),
    }
}

fn row(state: &State, ticket: &Ticket, place: QueueCursor, now: Timestamp) -> Result<QueueRow, StoreError> {
    let client = state.client(ticket.client).ok_or(StoreError::Conflict)?;
    let feedback = state.life.feedback.iter().find(|f| f.ticket == ticket.number);
    Ok(QueueRow {
        number: ticket.number,
        subject: ticket.subject.as_str().to_owned(),
        excerpt: ticket.body.as_str().chars().take(QueueRow::EXCERPT).collect(),
        client_name: client.name.clone(),
        client_number: client.number,
        category: state.category_label(ticket.category)?,
        priority: ticket.priority,
        status: ticket.status(),
        turn: ticket.turn,
        assignee: ticket.assignee().and_then(|agent| colleague(state, agent)),
        score: feedback.map(|feedback| feedback.score),
        present: present(state, ticket.number, now),
        version: ticket.version,
        created_at: ticket.created_at,
        updated_at: ticket.updated_at,
        place,
    })
}

pub(super) fn name(state: &State, account: AccountId) -> Option<Name> {
    state.people.account(account).map(|account| account.name.clone())
}

fn colleague(state: &State, account: AccountId) -> Option<Colleague> {
    name(state, account).map(|name| Colleague { account, name })
}

pub(super) fn present(state: &State, number: TicketNumber, now: Timestamp) -> Vec<Present> {
    let there = state.life.presences.iter();
    let there = there.filter(|presence| presence.ticket == number && presence.is_fresh(now));
    there
        .filter_map(|presence| {
            let who = colleague(state, presence.account)?;
            Some(Present {
                who,
                doing: presence.doing,
            })
        })
        .collect()
}
