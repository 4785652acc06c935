use async_trait::async_trait;

use crate::clients::ClientId;
use crate::tickets::TicketNumber;
use crate::time::Timestamp;

/// Tells pages that a ticket changed: which one and to which version, never what.
pub trait LiveFeed: Send + Sync {
    /// Changes since then, in this process or any other on the same store, and those to come.
    fn subscribe(&self, since: Since) -> Box<dyn LiveUpdates>;
}

/// From where on a listener wants to hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// What happened since then, as far as it is still known.
    Moment(Timestamp),
    /// What came after the change with this key. When that is too long ago, the first word is that changes
    /// were missed.
    Event(i64),
}

/// A subscription to changes. Dropping it ends it.
#[async_trait]
pub trait LiveUpdates: Send {
    /// The next change. `None` when changes were missed: whoever waits should look for itself.
    async fn next(&mut self) -> Option<TicketChanged>;
}

/// A ticket changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TicketChanged {
    /// The key of the event that says so; later ones have greater keys, but for those written at the same time.
    pub event: i64,
    /// Which.
    pub ticket: TicketNumber,
    /// To which version.
    pub version: i32,
    /// Whose it is. Nobody's any more once it is deleted.
    pub client: Option<ClientId>,
    /// When.
    pub at: Timestamp,
}
