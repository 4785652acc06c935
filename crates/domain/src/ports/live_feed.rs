use async_trait::async_trait;

use crate::tickets::TicketNumber;

/// Tells pages that a ticket changed: which one and to which version, never what.
pub trait LiveFeed: Send + Sync {
    /// Changes from now on, in this process or any other on the same store.
    fn subscribe(&self) -> Box<dyn LiveUpdates>;
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
    /// Which.
    pub ticket: TicketNumber,
    /// To which version.
    pub version: i32,
}
