//! What staff can choose from, in one round trip: categories, colleagues, and what they saved to say again.

use frontdesk_domain::ports::{Choices, StoreError};

use super::row::named;
use crate::sql::packed;
use crate::{categories, saved_replies};

/// The categories come first: all columns of theirs have a value, which tells PostgreSQL their types.
pub(super) const CHOICES: &str = "SELECT 1 AS part, g.id, g.label AS title, g.slug AS body, \
      g.position AS place, CASE WHEN g.active THEN 1 ELSE 0 END AS offered FROM category g \
    UNION ALL SELECT 2, a.id, a.name, NULL, NULL, NULL FROM account a \
      WHERE a.state = 'active' AND a.role IN ('agent', 'admin') \
    UNION ALL SELECT 3, s.id, s.title, s.body, s.owner_id, NULL FROM saved_reply s \
      WHERE s.owner_id = ? OR s.owner_id IS NULL";

packed! {
    pub(super) struct ChoiceRow {
        part: i32,
        id: i64,
        title: String,
        body: Option<String>,
        place: Option<i64>,
        offered: Option<i32>,
    }
}

/// In the orders in which they are shown: there are few, and no engine's own order of names is another's.
pub(super) fn choices(rows: Vec<ChoiceRow>) -> Result<Choices, StoreError> {
    let mut choices = Choices::default();
    for row in rows {
        let (id, place, body) = (row.id, row.place, row.body.unwrap_or_default());
        match row.part {
            1 => {
                let place = place
                    .and_then(|place| i32::try_from(place).ok())
                    .unwrap_or_default();
                let offered = row.offered == Some(1);
                choices
                    .categories
                    .push(categories::entry(id, &body, &row.title, place, offered)?);
            }
            2 => choices.colleagues.push(named(id, &row.title)?),
            _ => {
                let saved = saved_replies::saved(id, &row.title, &body, place)?;
                choices.saved_replies.push(saved);
            }
        }
    }
    choices.in_order();
    Ok(choices)
}
