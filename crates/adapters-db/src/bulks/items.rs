//! What was done to each ticket, a line each: `10001 4 note 17`, or `10001 4 set` and how it stood. `-` is
//! nothing. A thousand of them are one value of one row: they are only ever read together.

use frontdesk_domain::bulk::{BulkItem, BulkUndo};
use frontdesk_domain::replies::NoteId;
use frontdesk_domain::tickets::{
    CategoryId, Ending, Priority, Restore, Standing, Status, TicketNumber, Turn, WorkedBy,
};
use frontdesk_domain::time::Timestamp;

pub(super) fn to_text(items: &[BulkItem]) -> String {
    let lines: Vec<String> = items.iter().map(line).collect();
    lines.join("\n")
}

/// `None` if a line is none.
pub(super) fn from_text(text: &str) -> Option<Vec<BulkItem>> {
    text.lines().map(item).collect()
}

fn line(item: &BulkItem) -> String {
    let undo = match item.undo {
        BulkUndo::RemoveNote(note) => format!("note {}", note.0),
        BulkUndo::Restore(was) => format!("set {}", restore(was)),
    };
    format!("{} {} {undo}", item.ticket.0, item.version)
}

fn restore(was: Restore) -> String {
    let Restore {
        standing,
        turn,
        taken_up,
        priority,
        category,
    } = was;
    let status = standing.status();
    let (by, agent) = standing.worked_by().map_or(("-", None), WorkedBy::to_stored);
    let (ending, into) = standing.ending().map_or(("-", None), Ending::to_stored);
    [
        status.key().to_owned(),
        number(status.resolved_at().map(Timestamp::as_micros)),
        number(status.closed_at().map(Timestamp::as_micros)),
        by.to_owned(),
        number(agent),
        ending.to_owned(),
        number(into),
        turn.key().to_owned(),
        taken_up.to_string(),
        priority.key().to_owned(),
        category.0.to_string(),
    ]
    .join(" ")
}

fn number(value: Option<i64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

fn item(line: &str) -> Option<BulkItem> {
    let mut words = line.split(' ');
    let ticket = TicketNumber(words.next()?.parse().ok()?);
    let version = words.next()?.parse().ok()?;
    let undo = match words.next()? {
        "note" => BulkUndo::RemoveNote(NoteId(words.next()?.parse().ok()?)),
        "set" => BulkUndo::Restore(restored(&mut words)?),
        _ => return None,
    };
    let item = BulkItem {
        ticket,
        version,
        undo,
    };
    words.next().is_none().then_some(item)
}

fn restored<'a>(words: &mut impl Iterator<Item = &'a str>) -> Option<Restore> {
    let word = words.next()?;
    let resolved_at = optional(words.next()?)?.map(Timestamp::from_micros);
    let closed_at = optional(words.next()?)?.map(Timestamp::from_micros);
    let status = Status::from_stored(word, resolved_at, closed_at)?;
    let (by, agent) = (words.next()?, optional(words.next()?)?);
    let by = match by {
        "-" => None,
        by => Some(WorkedBy::from_stored(by, agent)?),
    };
    let (ending, into) = (words.next()?, optional(words.next()?)?);
    let ending = match ending {
        "-" => None,
        ending => Some(Ending::from_stored(ending, into)?),
    };
    Some(Restore {
        standing: Standing::from_stored(status, by, ending)?,
        turn: Turn::from_key(words.next()?)?,
        taken_up: words.next()?.parse().ok()?,
        priority: Priority::from_key(words.next()?)?,
        category: CategoryId(words.next()?.parse().ok()?),
    })
}

fn optional(word: &str) -> Option<Option<i64>> {
    match word {
        "-" => Some(None),
        value => value.parse().ok().map(Some),
    }
}

#[cfg(test)]
mod tests {
    use frontdesk_domain::accounts::AccountId;

    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let (at, by) = (Timestamp::from_micros(7), WorkedBy::Agent(AccountId(3)));
        let closed = |ending, resolved_at| Standing::Closed {
            by: WorkedBy::Former,
            at,
            resolved_at,
            ending,
        };
        let standings = [
            Standing::Open { assignee: None },
            Standing::Open {
                assignee: Some(AccountId(3)),
            },
            Standing::OnHold { by },
            Standing::Resolved { by, at },
            closed(Ending::Withdrawn, None),
            closed(Ending::MergedInto(TicketNumber(10_002)), Some(at)),
        ];
        let restore = |standing| {
            BulkUndo::Restore(Restore {
                standing,
                turn: Turn::Theirs,
                taken_up: true,
                priority: Priority::Urgent,
                category: CategoryId(4),
            })
        };
        let undos = standings.into_iter().map(restore);
        let undos = undos.chain([BulkUndo::RemoveNote(NoteId(17))]);
        let items: Vec<BulkItem> = undos
            .map(|undo| BulkItem {
                ticket: TicketNumber(10_001),
                version: 4,
                undo,
            })
            .collect();
        assert_eq!(from_text(&to_text(&items)), Some(items));
        assert_eq!(from_text(""), Some(Vec::new()));
        for line in ["10001", "10001 4 note", "10001 4 note 1 2", "10001 4 set open"] {
            assert_eq!(from_text(line), None, "{line}");
        }
    }
}
