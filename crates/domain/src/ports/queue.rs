use async_trait::async_trait;

use super::StoreError;
use crate::accounts::AccountId;
use crate::clients::{ClientNumber, Name};
use crate::feedback::Score;
use crate::presence::Doing;
use crate::queue::{QueueCursor, QueueFilter, QueueSort};
use crate::replies::SavedReply;
use crate::tickets::{CategoryEntry, CategoryId, Priority, Status, TicketNumber, Turn};
use crate::time::Timestamp;

/// A member of staff, as others see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Their account.
    pub account: AccountId,
    /// What they are called.
    pub name: Name,
}

/// What a member of staff can choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Everybody a ticket can be given to: active members of staff, by name.
    pub colleagues: Vec<Colleague>,
    /// All categories, in their order.
    pub categories: Vec<CategoryEntry>,
    /// What they saved to say again, and what is saved for everybody, by title.
    pub saved_replies: Vec<SavedReply>,
}

impl Choices {
    /// The member of staff with this account, if a ticket can be given to them.
    #[must_use]
    pub fn colleague(&self, account: AccountId) -> Option<&Colleague> {
        self.colleagues.iter().find(|one| one.account == account)
    }

    /// The category with this key.
    #[must_use]
    pub fn category(&self, id: CategoryId) -> Option<&CategoryEntry> {
        self.categories.iter().find(|one| one.id == id)
    }

    /// Puts each in the order in which it is shown.
    pub fn in_order(&mut self) {
        let lower = |text: &str| text.to_lowercase();
        self.colleagues
            .sort_by_cached_key(|one| (lower(one.name.as_str()), one.account));
        self.categories.sort_by_key(|one| (one.position, one.id));
        self.saved_replies
            .sort_by_cached_key(|one| (lower(one.title.as_str()), one.id));
    }
}

/// A colleague at a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// Who.
    pub who: Colleague,
    /// What they do there.
    pub doing: Doing,
}

/// A ticket in a list for staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueRow {
    /// Its number.
    pub number: TicketNumber,
    /// Its title.
    pub subject: String,
    /// How its text begins, at most [`QueueRow::EXCERPT`] characters.
    pub excerpt: String,
    /// Whose it is.
    pub client_name: Name,
    /// Their customer ID.
    pub client_number: ClientNumber,
    /// The category's words.
    pub category: String,
    /// How much it matters.
    pub priority: Priority,
    /// Where it stands.
    pub status: Status,
    /// Whose turn it is.
    pub turn: Turn,
    /// The member of staff who works on it or is to begin.
    pub assignee: Option<Colleague>,
    /// How it was rated.
    pub score: Option<Score>,
    /// Who is there now.
    pub present: Vec<Present>,
    /// How often it changed: what a live update is compared with.
    pub version: i32,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Its place in the list's order: the next page begins after the last row's.
    pub place: QueueCursor,
}

impl QueueRow {
    /// How much of a ticket's text a list says, in characters.
    pub const EXCERPT: usize = 160;
}

/// What lists of tickets are made of. Words are looked for in the engine's own full-text index, over texts
/// folded by [`crate::search::fold`]; the answer MUST be what [`crate::search::SearchQuery::holds`] says.
#[async_trait]
pub trait QueueQueries: Send + Sync {
    /// The tickets of this filter in this order, at most `limit`, after the one given; `now` tells who is
    /// still present. One round trip. A page far down costs what the first costs.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn page(
        &self,
        filter: &QueueFilter,
        sort: QueueSort,
        after: Option<QueueCursor>,
        limit: u16,
        now: Timestamp,
    ) -> Result<Vec<QueueRow>, StoreError>;

    /// How many tickets there are of this filter, counted up to `cap`: "1,000+" is all a page says.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn count(&self, filter: &QueueFilter, cap: u16) -> Result<u16, StoreError>;

    /// Their numbers, the newest first, at most `limit`: what a bulk change of all that match is given.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn numbers(&self, filter: &QueueFilter, limit: u16) -> Result<Vec<TicketNumber>, StoreError>;

    /// The board: of each status the tickets that changed last, at most `each`. One round trip.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn board(&self, each: u16, now: Timestamp) -> Result<Vec<QueueRow>, StoreError>;

    /// What a member of staff can choose from. One round trip.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn choices(&self, reader: AccountId) -> Result<Choices, StoreError>;
}
