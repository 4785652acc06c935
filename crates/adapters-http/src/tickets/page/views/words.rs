//! What staff call things on a ticket's page.

use frontdesk_domain::tickets::Source;

pub(super) use crate::tickets::words::{present, priority, priority_words, status, status_words};

/// Where it was opened, after "opened it on 18 Nov 2026, 9:12 ".
pub(super) fn opened_where(source: Source) -> &'static str {
    match source {
        Source::Desk => "at the front desk",
        Source::Portal => "in the portal",
        Source::Staff => "through a member of staff",
        Source::Api => "by a program",
    }
}
