//! Joins the ledger, the database and Jira: what was lost, what was doubled, what is missing.

use std::collections::{BTreeSet, HashMap};

use crate::Result;
use crate::database::StoredTicket;
use crate::desk::Desk;
use crate::html::names_ticket;
use crate::ledger::{Acknowledged, Ledger};
use crate::report::{Report, Target};

/// What does not add up. Each list holds words that lead to the ticket or the submission.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Acknowledged, and not in the database.
    pub lost: Vec<String>,
    /// Acknowledged with a receipt that names another ticket.
    pub misnamed: Vec<String>,
    /// Forms, and phones that sent one form each, with more than one ticket.
    pub doubled: Vec<String>,
    /// Tickets that nobody was told of.
    pub unannounced: Vec<String>,
}

/// Compares what was acknowledged with what is stored, where each phone sent one form.
#[must_use]
pub fn compare(acknowledged: &[Acknowledged], stored: &[StoredTicket]) -> Findings {
    let mut findings = Findings::default();
    let mut by_key: HashMap<&[u8], &StoredTicket> = HashMap::new();
    let mut phones = BTreeSet::new();
    for ticket in stored {
        let repeated_key = by_key.insert(&ticket.key, ticket).is_some();
        if !phones.insert(&ticket.phone) || repeated_key {
            findings.doubled.push(format!("#{}", ticket.number));
        }
    }
    for entry in acknowledged {
        match by_key.remove(entry.key.as_slice()) {
            None => findings.lost.push(entry.receipt.clone()),
            Some(ticket) if !names_ticket(&entry.page, ticket.number) => {
                findings.misnamed.push(format!("#{}", ticket.number));
            }
            Some(_) => {}
        }
    }
    findings.unannounced = by_key
        .values()
        .map(|ticket| format!("#{}", ticket.number))
        .collect();
    findings
}

/// Tickets and issues that are no pair.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Unpaired {
    /// Tickets without a link, or linked to an issue that is not there or is another ticket's.
    pub tickets: Vec<String>,
    /// Issues that no ticket is linked to: a duplicate, or a link that was lost.
    pub issues: Vec<String>,
}

/// Whether links go from tickets to issues one to one, with nothing left over.
#[must_use]
pub fn pair(stored: &[StoredTicket], issues: &[String]) -> Unpaired {
    let mut free: BTreeSet<&str> = issues.iter().map(String::as_str).collect();
    let linked = |ticket: &&StoredTicket| ticket.issue.as_deref().is_some_and(|key| free.remove(key));
    let (_, alone): (Vec<_>, Vec<_>) = stored.iter().partition(linked);
    Unpaired {
        tickets: alone.iter().map(|ticket| format!("#{}", ticket.number)).collect(),
        issues: free.into_iter().map(str::to_owned).collect(),
    }
}

/// Writes down whether what was acknowledged is stored, once.
///
/// # Errors
/// When the database cannot be read.
pub async fn report_tickets(desk: &Desk, ledger: &Ledger, report: &mut Report) -> Result<Vec<StoredTicket>> {
    let stored = desk.database.tickets().await?;
    let acknowledged = ledger.entries();
    let found = compare(&acknowledged, &stored);
    let refusals = ledger.refusals();
    report.note("acknowledged", acknowledged.len());
    for (name, list) in [
        ("acknowledged-lost", &found.lost),
        ("receipts-of-another-ticket", &found.misnamed),
        ("tickets-doubled", &found.doubled),
        ("tickets-nobody-was-told-of", &found.unannounced),
        ("wrong-answers", &refusals),
    ] {
        report.count(name, list.len(), Target::Exactly(0));
        report.details(name, list);
    }
    Ok(stored)
}

/// Writes down whether each ticket has exactly one issue, and Jira no other.
///
/// # Errors
/// When Jira cannot be asked.
pub async fn report_issues(desk: &Desk, stored: &[StoredTicket], report: &mut Report) -> Result<()> {
    let jira = desk.jira()?;
    let keys: Vec<_> = jira.issues().await?.into_iter().map(|issue| issue.key).collect();
    let log = jira.log().await?;
    let unpaired = pair(stored, &keys);
    let doubled = log.creates_per_label.values().filter(|times| **times > 1).count();
    report.note("issues", keys.len());
    report.count(
        "tickets-without-their-issue",
        unpaired.tickets.len(),
        Target::Exactly(0),
    );
    report.details("without an issue", &unpaired.tickets);
    report.count(
        "issues-without-their-ticket",
        unpaired.issues.len(),
        Target::Exactly(0),
    );
    report.details("without a ticket", &unpaired.issues);
    report.count("issues-created-twice", doubled, Target::Exactly(0));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(number: i64, key: u8, phone: &str, issue: Option<&str>) -> StoredTicket {
        StoredTicket {
            number,
            key: vec![key; 16],
            phone: phone.into(),
            issue: issue.map(str::to_owned),
        }
    }

    fn sent(key: u8, number: i64) -> Acknowledged {
        let page = format!("<p>#{number}</p>");
        Acknowledged {
            who: String::new(),
            key: [key; 16],
            receipt: format!("/r/{key}"),
            page,
        }
    }

    #[test]
    fn a_clean_run_has_no_findings() {
        let tickets = [stored(1, 1, "a", Some("S-1")), stored(2, 2, "b", Some("S-2"))];
        assert_eq!(compare(&[sent(1, 1), sent(2, 2)], &tickets), Findings::default());
        assert_eq!(pair(&tickets, &["S-1".into(), "S-2".into()]), Unpaired::default());
    }

    #[test]
    fn each_kind_of_trouble_is_found() {
        let tickets = [
            stored(1, 1, "a", None),
            stored(2, 2, "a", None),
            stored(3, 3, "c", None),
        ];
        let found = compare(&[sent(1, 1), sent(2, 9), sent(4, 4)], &tickets);
        assert_eq!(found.lost, ["/r/4"]);
        assert_eq!(found.misnamed, ["#2"]);
        assert_eq!(found.doubled, ["#2"]);
        assert_eq!(found.unannounced, ["#3"]);
    }

    #[test]
    fn one_form_with_two_tickets_is_doubled() {
        let tickets = [stored(1, 1, "a", None), stored(2, 1, "b", None)];
        assert_eq!(compare(&[sent(1, 2)], &tickets).doubled, ["#2"]);
    }

    #[test]
    fn links_must_be_one_to_one() {
        let tickets = [
            stored(1, 1, "a", Some("S-1")),
            stored(2, 2, "b", Some("S-1")),
            stored(3, 3, "c", None),
        ];
        let found = pair(&tickets, &["S-1".into(), "S-9".into()]);
        assert_eq!(found.tickets, ["#2", "#3"]);
        assert_eq!(found.issues, ["S-9"]);
    }
}
