use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use frontdesk_domain::tickets::{Ticket, TicketNumber};

/// Which texts tickets had when a unit of work read them.
///
/// Folding and indexing a text costs more than all else that saving a ticket does, and most changes leave it
/// as it was. Only a digest is kept: two texts of one ticket that share it by chance would leave the older
/// one in the index, once in 2⁶⁴ changes.
#[derive(Default)]
pub(crate) struct TextsRead(Mutex<Vec<(TicketNumber, u64)>>);

impl TextsRead {
    pub(super) fn note(&self, ticket: &Ticket) {
        let mut read = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        read.retain(|(number, _)| *number != ticket.number);
        read.push((ticket.number, digest(ticket)));
    }

    /// Whether these texts are known to be the stored ones.
    pub(super) fn are_as_read(&self, ticket: &Ticket) -> bool {
        let read = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        read.contains(&(ticket.number, digest(ticket)))
    }
}

fn digest(ticket: &Ticket) -> u64 {
    let mut hasher = DefaultHasher::new();
    ticket.subject.as_str().hash(&mut hasher);
    ticket.body.as_str().hash(&mut hasher);
    hasher.finish()
}
