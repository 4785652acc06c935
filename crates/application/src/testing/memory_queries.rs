use async_trait::async_trait;
use frontdesk_domain::clients::{Client, Identifier};
use frontdesk_domain::deliveries::{About, Delivery, DeliveryId, Job, State as Stand, Target};
use frontdesk_domain::ports::{
    ClientClue, DeliveryCount, DeliveryQueries, DeliveryRow, Dossier, FoundClient, FrontDeskQueries, Line,
    LineKind, LookUp, OpenTicket, Resting, StoreError, Submitted, TicketChanged, TrackPage, TrackQueries,
};
use frontdesk_domain::secrets::{SubmissionKey, TokenHash};
use frontdesk_domain::tickets::{Category, CategoryEntry, CategoryKey, EventKind, TicketEvent, TicketNumber};
use frontdesk_domain::time::Timestamp;

use super::MemoryStore;
use super::memory_state::State;

#[async_trait]
impl FrontDeskQueries for MemoryStore {
    async fn look_up(&self, identifier: &Identifier) -> Result<LookUp, StoreError> {
        let state = self.shared.state();
        let by_phone =
            |client: &&Client| client.phone.is_some() && client.phone.as_ref() == identifier.phone();
        let found: Vec<&Client> = state.clients.iter().filter(by_phone).collect();
        let by_number = || {
            state
                .clients
                .iter()
                .find(|client| Some(client.number) == identifier.number())
        };
        Ok(match found.as_slice() {
            [] => by_number().map_or(LookUp::Unknown, |client| known(&state, client)),
            [only] => known(&state, only),
            _ => LookUp::Shared,
        })
    }

    async fn find_clients(&self, clue: &ClientClue, limit: u16) -> Result<Vec<FoundClient>, StoreError> {
        let state = self.shared.state();
        let is_meant = |client: &&Client| match clue {
            ClientClue::Identifier(who) => {
                let has_phone = client.phone.is_some() && client.phone.as_ref() == who.phone();
                has_phone || Some(client.number) == who.number()
            }
            ClientClue::Email(email) => client
                .email
                .as_ref()
                .is_some_and(|theirs| theirs.folded() == email.folded()),
        };
        let found = state.clients.iter().filter(is_meant).take(limit.into());
        Ok(found.map(|client| found_client(&state, client)).collect())
    }

    async fn submitted(&self, key: &SubmissionKey) -> Result<Option<Submitted>, StoreError> {
        let state = self.shared.state();
        let row = state.tickets.iter().find(|row| row.ticket.submission == *key);
        Ok(row.map(|row| Submitted {
            number: row.ticket.number,
            digest: row.digest,
        }))
    }

    async fn offered_categories(&self) -> Result<Vec<Category>, StoreError> {
        let state = self.shared.state();
        let offered = state
            .categories
            .iter()
            .filter(|c| c.offered && c.key.as_str() != CategoryKey::FALLBACK);
        let mut offered: Vec<&CategoryEntry> = offered.collect();
        offered.sort_by_key(|category| (category.position, category.id));
        Ok(offered.into_iter().map(plain).collect())
    }

    async fn fallback_category(&self) -> Result<Category, StoreError> {
        let state = self.shared.state();
        let fallback = state
            .categories
            .iter()
            .find(|c| c.key.as_str() == CategoryKey::FALLBACK);
        let id = CategoryKey::FALLBACK.to_owned();
        fallback.map(plain).ok_or(StoreError::Corrupt {
            table: "category",
            column: "key",
            id,
        })
    }
}

fn found_client(state: &State, client: &Client) -> FoundClient {
    let theirs = state.tickets.iter().map(|row| &row.ticket);
    let open = theirs.filter(|t| t.client == client.id && t.status().is_unresolved());
    let (client, open) = (client.clone(), open.map(|ticket| ticket.number).max());
    FoundClient { client, open }
}

fn plain(entry: &CategoryEntry) -> Category {
    Category {
        id: entry.id,
        key: entry.key.clone(),
        label: entry.label.as_str().to_owned(),
    }
}

fn known(state: &State, client: &Client) -> LookUp {
    let newest = state.tickets.iter().rev().map(|row| &row.ticket);
    let open = newest
        .filter(|t| t.client == client.id && t.status().is_unresolved())
        .max_by_key(|t| t.number);
    let open = open.map(|ticket| OpenTicket {
        number: ticket.number,
        status: ticket.status(),
        created_at: ticket.created_at,
        submission: ticket.submission,
    });
    LookUp::Known {
        client: client.id,
        open,
    }
}

#[async_trait]
impl TrackQueries for MemoryStore {
    async fn by_token(&self, hash: &TokenHash) -> Result<Option<TrackPage>, StoreError> {
        let state = self.shared.state();
        let Some(row) = state.links.get(hash).and_then(|number| state.ticket(*number)) else {
            return Ok(None);
        };
        let Some(client) = state.client(row.ticket.client) else {
            return Ok(None);
        };
        let ticket = &row.ticket;
        let asked = |d: &super::memory_state::DeliveryRow| {
            d.delivery.about == About::Ticket(ticket.number) && d.delivery.job == Job::CreateIssue
        };
        Ok(Some(TrackPage {
            number: ticket.number,
            version: ticket.version,
            subject: ticket.subject.as_str().to_owned(),
            body: ticket.body.as_str().to_owned(),
            category: state.category_label(ticket.category)?,
            status: ticket.status(),
            created_at: ticket.created_at,
            submission: ticket.submission,
            client_name: client.name.clone(),
            client_number: client.number,
            client_is_new: client.created_at == ticket.created_at,
            client_email: client.email.clone(),
            external: ticket.external.clone(),
            tracker_status: row.tracker_status.clone(),
            tracker_asked: state.deliveries.iter().any(asked),
            lines: lines(&state, ticket.number),
        }))
    }

    async fn version_by_token(&self, hash: &TokenHash) -> Result<Option<(TicketNumber, i32)>, StoreError> {
        let state = self.shared.state();
        let row = state.links.get(hash).and_then(|number| state.ticket(*number));
        Ok(row.map(|row| (row.ticket.number, row.ticket.version)))
    }

    async fn changes_after(&self, event: Option<i64>, limit: u16) -> Result<Vec<TicketChanged>, StoreError> {
        let state = self.shared.state();
        let change = |(key, event): &(i64, TicketEvent)| TicketChanged {
            event: *key,
            ticket: event.ticket,
            version: event.version,
            client: state.ticket(event.ticket).map(|row| row.ticket.client),
            at: event.at,
        };
        let mut changes = state.events.iter().map(change);
        Ok(match event {
            None => changes.next_back().into_iter().collect(),
            Some(after) => changes
                .filter(|change| change.event > after)
                .take(limit.into())
                .collect(),
        })
    }
}

fn lines(state: &State, number: TicketNumber) -> Vec<Line> {
    let replies = state
        .replies
        .iter()
        .filter(|row| row.new.ticket == number && !row.gone)
        .map(|row| Line {
            at: row.new.created_at,
            kind: LineKind::Reply {
                sender: row.new.sender,
                body: row.new.body.as_str().to_owned(),
            },
        });
    let moves = state
        .events
        .iter()
        .map(|(_, event)| event)
        .filter(|event| event.ticket == number)
        .filter_map(|event| match &event.kind {
            EventKind::StatusChanged { to, .. } => Some(Line {
                at: event.at,
                kind: LineKind::StatusChanged { to: to.clone() },
            }),
            _ => None,
        });
    let mut lines: Vec<Line> = replies.chain(moves).collect();
    lines.sort_by_key(|line| line.at);
    lines.split_off(lines.len().saturating_sub(200))
}

#[async_trait]
impl DeliveryQueries for MemoryStore {
    async fn counts(&self) -> Result<Vec<DeliveryCount>, StoreError> {
        let state = self.shared.state();
        let all: Vec<&Delivery> = state.deliveries.iter().map(|row| &row.delivery).collect();
        let counted = |target: Target, stand: Stand| {
            let of: Vec<_> = all
                .iter()
                .filter(|d| d.job.target() == target && d.state == stand)
                .collect();
            let oldest = of.iter().map(|d| d.created_at).min()?;
            let count = i64::try_from(of.len()).unwrap_or(i64::MAX);
            Some(DeliveryCount {
                target,
                state: stand,
                count,
                oldest,
            })
        };
        let stands = Stand::ALL
            .into_iter()
            .filter(|stand| !matches!(stand, Stand::Done | Stand::Cancelled));
        Ok(stands
            .flat_map(|stand| {
                Target::ALL
                    .into_iter()
                    .filter_map(move |target| counted(target, stand))
            })
            .collect())
    }

    async fn list(
        &self,
        stand: Stand,
        before: Option<DeliveryId>,
        limit: u16,
    ) -> Result<Vec<DeliveryRow>, StoreError> {
        let state = self.shared.state();
        let rows = state.deliveries.iter().rev().map(|row| &row.delivery);
        let chosen = rows.filter(|d| d.state == stand && before.is_none_or(|before| d.id < before));
        let row = |delivery: &Delivery| {
            let ticket = match delivery.about {
                About::Ticket(number) => state.ticket(number),
                About::Letter(_) | About::Notice(_) => None,
            };
            let external_key = ticket
                .and_then(|t| t.ticket.external.as_ref())
                .map(|e| e.key.clone());
            DeliveryRow {
                delivery: delivery.clone(),
                external_key,
            }
        };
        Ok(chosen.take(limit.into()).map(row).collect())
    }

    async fn of_ticket(&self, ticket: TicketNumber, job: Job) -> Result<Option<Delivery>, StoreError> {
        let state = self.shared.state();
        let rows = state.deliveries.iter().map(|row| &row.delivery);
        Ok(rows
            .into_iter()
            .find(|d| d.about == About::Ticket(ticket) && d.job == job)
            .cloned())
    }

    async fn dossier(&self, number: TicketNumber) -> Result<Option<Dossier>, StoreError> {
        let state = self.shared.state();
        let Some(row) = state.ticket(number) else {
            return Ok(None);
        };
        let Some(client) = state.client(row.ticket.client).cloned() else {
            return Ok(None);
        };
        let category = state.category_label(row.ticket.category)?;
        Ok(Some(Dossier {
            ticket: row.ticket.clone(),
            category,
            client,
        }))
    }

    async fn resting(&self, now: Timestamp) -> Result<Vec<Resting>, StoreError> {
        let state = self.shared.state();
        let rests = state.rests.values().filter(|(pause, _)| pause.until > now);
        Ok(rests
            .map(|(pause, since)| Resting {
                pause: pause.clone(),
                since: *since,
            })
            .collect())
    }
}
