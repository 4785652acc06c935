use super::{Source, Status};

/// For which tickets "one open ticket per client" holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OneOpenRule {
    /// Tickets opened at the front desk.
    #[default]
    Desk,
    /// Every ticket.
    Everywhere,
    /// None.
    Off,
}

impl OneOpenRule {
    /// Whether a ticket from `source` in `status` holds its client's one slot. The store keeps the slot
    /// unique, so the rule holds under any race.
    #[must_use]
    pub fn holds_slot(self, source: Source, status: Status) -> bool {
        let ruled = match self {
            Self::Desk => source == Source::Desk,
            Self::Everywhere => true,
            Self::Off => false,
        };
        ruled && status.is_unresolved()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Timestamp;

    #[test]
    fn only_ruled_unresolved_tickets_hold_the_slot() {
        let resolved = Status::Resolved {
            at: Timestamp::from_micros(0),
        };
        assert!(OneOpenRule::Desk.holds_slot(Source::Desk, Status::OnHold));
        assert!(!OneOpenRule::Desk.holds_slot(Source::Portal, Status::Open));
        assert!(OneOpenRule::Everywhere.holds_slot(Source::Api, Status::Open));
        assert!(!OneOpenRule::Everywhere.holds_slot(Source::Desk, resolved));
        assert!(!OneOpenRule::Off.holds_slot(Source::Desk, Status::Open));
    }
}
