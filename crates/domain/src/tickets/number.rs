use std::fmt;

/// A ticket's number, given by the store when the ticket is kept, never used again. Printed `#10472`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TicketNumber(pub i64);

impl TicketNumber {
    /// The number of a desk's first ticket.
    pub const FIRST: Self = Self(10_001);
}

impl fmt::Display for TicketNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}
