use crate::tickets::TicketNumber;

/// Where a page of a list begins: after the ticket with this place in the list's order. What its parts mean
/// is the order's matter; a cursor of another order is harmless, it only begins elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueCursor {
    /// What the order compares first: a priority's rank; for all other orders 0.
    pub rank: i16,
    /// What it compares next: a moment, in microseconds.
    pub at: i64,
    /// What it compares last.
    pub number: TicketNumber,
}

impl QueueCursor {
    /// The cursor as text, for an address: `3-1795079520000000-10472`.
    #[must_use]
    pub fn to_text(self) -> String {
        format!("{}-{}-{}", self.rank, self.at, self.number.0)
    }

    /// The cursor that [`to_text`](Self::to_text) wrote.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let cursor = Self {
            rank: parts.next()?.parse().ok()?,
            at: parts.next()?.parse().ok()?,
            number: TicketNumber(parts.next()?.parse().ok()?),
        };
        (parts.next().is_none() && cursor.to_text() == text).then_some(cursor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_has_one_spelling() {
        let cursor = QueueCursor {
            rank: 3,
            at: 1_795_079_520_000_000,
            number: TicketNumber(10_472),
        };
        assert_eq!(QueueCursor::from_text(&cursor.to_text()), Some(cursor));
        for text in ["", "3-1", "3-1-2-4", "3-+1-2", "03-1-2", "-3-1-2", "a-b-c"] {
            assert_eq!(QueueCursor::from_text(text), None, "{text}");
        }
    }
}
