use frontdesk_application::{Application, ListedTicket};
use frontdesk_domain::feedback::Score;
use frontdesk_domain::queue::QueueFilter;
use frontdesk_domain::tickets::{Priority, StatusKind};
use serde::Serialize;

use crate::cli::TicketListArgs;
use crate::commands::CommandError;
use crate::telemetry::say;

/// How much of a text stands in a line for people, in characters.
const SHOWN: usize = 60;

/// A ticket, for programs. Names and meanings stay as they are; more may come.
#[derive(Serialize)]
struct Shown<'a> {
    number: i64,
    title: &'a str,
    description: &'a str,
    priority: &'static str,
    status: &'static str,
    category: &'a str,
    client: &'a str,
    /// Eight digits.
    customer_id: String,
    assignee: Option<&'a str>,
    /// 1 to 5.
    score: Option<u8>,
    /// RFC 3339, UTC.
    created_at: Option<String>,
    updated_at: Option<String>,
}

impl<'a> From<&'a ListedTicket> for Shown<'a> {
    fn from(ticket: &'a ListedTicket) -> Self {
        let row = &ticket.row;
        let moment = |micros| Some(jiff::Timestamp::from_microsecond(micros).ok()?.to_string());
        Self {
            number: row.number.0,
            title: &row.subject,
            description: ticket.body.as_str(),
            priority: row.priority.key(),
            status: row.status.kind().key(),
            category: &row.category,
            client: row.client_name.as_str(),
            customer_id: row.client_number.value().to_string(),
            assignee: row.assignee.as_ref().map(|colleague| colleague.name.as_str()),
            score: row.score.map(Score::stars),
            created_at: moment(row.created_at.as_micros()),
            updated_at: moment(row.updated_at.as_micros()),
        }
    }
}

/// Prints tickets as they are read, so that a million of them need no more memory than a page.
pub(super) async fn list(
    app: &Application,
    wanted: TicketListArgs,
    as_json: bool,
) -> Result<(), CommandError> {
    let filter = QueueFilter {
        status: wanted.status,
        priority: wanted.priority,
        search: wanted.search,
        ..QueueFilter::default()
    };
    let (mut left, mut after, mut any) = (wanted.limit.unwrap_or(usize::MAX), None, false);
    while left > 0 {
        let page = app.list_tickets(&filter, wanted.sort, after).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.row.place);
        if !any && !as_json {
            say("ID | Title | Description | Priority | Status");
        }
        any = true;
        for ticket in page.iter().take(left) {
            say(&written(ticket, as_json)?);
        }
        left = left.saturating_sub(page.len());
    }
    if !any && !as_json {
        say("There are no tickets.");
    }
    Ok(())
}

fn written(ticket: &ListedTicket, as_json: bool) -> Result<String, CommandError> {
    if !as_json {
        return Ok(line(ticket));
    }
    serde_json::to_string(&Shown::from(ticket))
        .map_err(|error| CommandError::Failed(format!("JSON could not be written: {error}")))
}

/// One ticket, in a line. The bars that part the columns stand in no text.
fn line(ticket: &ListedTicket) -> String {
    let row = &ticket.row;
    let columns = [
        row.number.0.to_string(),
        short(&row.subject),
        short(ticket.body.as_str()),
        priority(row.priority).to_owned(),
        status(row.status.kind()).to_owned(),
    ];
    columns.join(" | ")
}

/// One line of a text, without what could steer a terminal or be taken for a column.
fn short(text: &str) -> String {
    let harmless = |c: char| if c == '|' { '¦' } else { c };
    let seen = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { harmless(c) });
    let beginning: String = seen.take(4 * SHOWN).collect();
    let folded = beginning.split_whitespace().collect::<Vec<_>>().join(" ");
    match folded.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", folded[..end].trim_end()),
        None => folded,
    }
}

fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "Low",
        Priority::Medium => "Medium",
        Priority::High => "High",
        Priority::Urgent => "Urgent",
    }
}

fn status(kind: StatusKind) -> &'static str {
    match kind {
        StatusKind::Open => "Open",
        StatusKind::InProgress => "In progress",
        StatusKind::OnHold => "On hold",
        StatusKind::Resolved => "Resolved",
        StatusKind::Closed => "Closed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_one_column_of_one_line() {
        assert_eq!(short("  one\n two\t| three \u{1b}[31m"), "one two ¦ three [31m");
        let long = short(&"سلام ".repeat(100));
        assert!(long.ends_with('…') && long.chars().count() <= SHOWN + 1, "{long}");
    }
}
