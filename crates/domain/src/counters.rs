//! The figures at the head of a page: kept as tickets change, never counted for a page.
//!
//! A ticket counts for the desk, for its client, and for the member of staff who works on it. What it
//! counts as is its [`Footprint`]; a change of it is the difference of two.

use crate::accounts::AccountId;
use crate::clients::ClientId;
use crate::tickets::{Priority, StatusKind, Ticket, Turn};

/// For whom something is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// All tickets.
    Desk,
    /// Those of one client.
    Client(ClientId),
    /// Those of one member of staff.
    Agent(AccountId),
}

impl Scope {
    /// As stored: a word and a key; the desk's is 0.
    #[must_use]
    pub fn to_stored(self) -> (&'static str, i64) {
        match self {
            Self::Desk => ("desk", 0),
            Self::Client(client) => ("client", client.0),
            Self::Agent(account) => ("agent", account.0),
        }
    }

    /// What a row says. Database only.
    #[must_use]
    pub fn from_stored(word: &str, key: i64) -> Option<Self> {
        match word {
            "desk" => Some(Self::Desk),
            "client" => Some(Self::Client(ClientId(key))),
            "agent" => Some(Self::Agent(AccountId(key))),
            _ => None,
        }
    }
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Counter {
    /// Tickets in a status.
    Status(StatusKind),
    /// Unresolved ones on which no member of staff works.
    Unassigned,
    /// Open ones for which no member of staff was named: what can be taken.
    OpenUnassigned,
    /// Unresolved ones where it is our turn.
    WaitingForUs,
    /// Unresolved ones where it is the client's turn.
    WaitingForClient,
    /// Unresolved ones of high or urgent priority.
    HighAndUrgent,
    /// Ratings given.
    Ratings,
    /// Their stars, added up.
    Stars,
}

impl Counter {
    /// All.
    pub const ALL: [Self; 12] = [
        Self::Status(StatusKind::Open),
        Self::Status(StatusKind::InProgress),
        Self::Status(StatusKind::OnHold),
        Self::Status(StatusKind::Resolved),
        Self::Status(StatusKind::Closed),
        Self::Unassigned,
        Self::OpenUnassigned,
        Self::WaitingForUs,
        Self::WaitingForClient,
        Self::HighAndUrgent,
        Self::Ratings,
        Self::Stars,
    ];

    /// The counter as one word, for storing.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Status(kind) => kind.key(),
            Self::Unassigned => "unassigned",
            Self::OpenUnassigned => "open_unassigned",
            Self::WaitingForUs => "waiting_for_us",
            Self::WaitingForClient => "waiting_for_client",
            Self::HighAndUrgent => "high_and_urgent",
            Self::Ratings => "ratings",
            Self::Stars => "stars",
        }
    }

    /// The counter of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|counter| counter.key() == key)
    }
}

/// One counter goes up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CounterChange {
    /// For whom.
    pub scope: Scope,
    /// What.
    pub counter: Counter,
    /// By how much; never 0.
    pub by: i64,
}

/// What a ticket counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Footprint {
    client: ClientId,
    agent: Option<AccountId>,
    status: StatusKind,
    turn: Turn,
    pressing: bool,
}

impl Footprint {
    /// What this ticket counts as now.
    #[must_use]
    pub fn of(ticket: &Ticket) -> Self {
        Self {
            client: ticket.client,
            agent: ticket.assignee(),
            status: ticket.status().kind(),
            turn: ticket.turn,
            pressing: ticket.priority >= Priority::High,
        }
    }

    /// What a ticket with these values counts as. Database only: to count many that have the same.
    #[must_use]
    pub fn from_stored(
        client: ClientId,
        agent: Option<AccountId>,
        status: StatusKind,
        turn: Turn,
        priority: Priority,
    ) -> Self {
        Self {
            client,
            agent,
            status,
            turn,
            pressing: priority >= Priority::High,
        }
    }

    /// The counters it counts in, once each.
    #[must_use]
    pub fn counted(self) -> Vec<(Scope, Counter)> {
        let unresolved = self.status.is_unresolved();
        let turn = match self.turn {
            Turn::Ours => Counter::WaitingForUs,
            Turn::Theirs => Counter::WaitingForClient,
        };
        let of_everyone = [
            Some(Counter::Status(self.status)),
            unresolved.then_some(turn),
            (unresolved && self.pressing).then_some(Counter::HighAndUrgent),
        ];
        let free = unresolved && self.agent.is_none();
        let of_desk = [
            free.then_some(Counter::Unassigned),
            (free && self.status == StatusKind::Open).then_some(Counter::OpenUnassigned),
        ];
        let scopes = [
            Some(Scope::Desk),
            Some(Scope::Client(self.client)),
            self.agent.map(Scope::Agent),
        ];
        let shared = scopes.into_iter().flatten().flat_map(|scope| {
            let counters = of_everyone.into_iter().flatten();
            counters.map(move |counter| (scope, counter))
        });
        let desk = of_desk
            .into_iter()
            .flatten()
            .map(|counter| (Scope::Desk, counter));
        shared.chain(desk).collect()
    }
}

/// What counters a ticket moves that was `before` and is `after`; none before is a new one, none after a
/// deleted one. In the order of scope and counter, so that two units of work that meet take their rows in
/// the same order.
#[must_use]
pub fn difference(before: Option<Footprint>, after: Option<Footprint>) -> Vec<CounterChange> {
    let of = |footprint: Option<Footprint>| footprint.map(Footprint::counted).unwrap_or_default();
    let (was, is) = (of(before), of(after));
    let gone = was.iter().filter(|one| !is.contains(one)).map(|one| (*one, -1));
    let new = is.iter().filter(|one| !was.contains(one)).map(|one| (*one, 1));
    let mut changes: Vec<CounterChange> = gone
        .chain(new)
        .map(|((scope, counter), by)| CounterChange { scope, counter, by })
        .collect();
    changes.sort_by_key(|change| (change.scope, change.counter));
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALM: Footprint = Footprint {
        client: ClientId(1),
        agent: None,
        status: StatusKind::Open,
        turn: Turn::Ours,
        pressing: false,
    };

    #[test]
    fn words_read_back() {
        for counter in Counter::ALL {
            assert_eq!(Counter::from_key(counter.key()), Some(counter));
        }
        for scope in [
            Scope::Desk,
            Scope::Client(ClientId(3)),
            Scope::Agent(AccountId(4)),
        ] {
            let (word, key) = scope.to_stored();
            assert_eq!(Scope::from_stored(word, key), Some(scope));
        }
    }

    #[test]
    fn taking_a_ticket_moves_it_from_the_open_to_the_agents_own() {
        let taken = Footprint {
            agent: Some(AccountId(9)),
            status: StatusKind::InProgress,
            ..CALM
        };
        let moved = difference(Some(CALM), Some(taken));
        let by = |scope, counter| {
            let found = moved.iter().find(|c| (c.scope, c.counter) == (scope, counter));
            found.map_or(0, |change| change.by)
        };
        let progress = Counter::Status(StatusKind::InProgress);
        assert_eq!(by(Scope::Desk, Counter::Unassigned), -1);
        assert_eq!(by(Scope::Desk, Counter::OpenUnassigned), -1);
        assert_eq!(by(Scope::Agent(AccountId(9)), progress), 1);
        assert_eq!(by(Scope::Client(ClientId(1)), progress), 1);
        assert_eq!(by(Scope::Desk, Counter::WaitingForUs), 0);
    }

    #[test]
    fn what_does_not_change_moves_nothing_and_a_deleted_one_leaves_nothing() {
        assert!(difference(Some(CALM), Some(CALM)).is_empty());
        let (came, went) = (difference(None, Some(CALM)), difference(Some(CALM), None));
        assert_eq!(came.len(), went.len());
        assert!(
            came.iter()
                .zip(&went)
                .all(|(up, down)| up.by == 1 && down.by == -1)
        );
    }
}
