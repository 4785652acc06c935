use frontdesk_domain::deliveries::{About, Claim, Claimed, Job, Outcome};
use frontdesk_domain::ports::{Dossier, TrackerError};
use frontdesk_domain::tickets::TicketNumber;

use crate::Application;

impl Application {
    /// Does what a delivery asks for. `None`: its end is written already, together with what it changed.
    pub(super) async fn carry_out(&self, claimed: &Claimed) -> Option<Outcome> {
        let now = self.ports.clock.now();
        if claimed.delivery.not_after.is_some_and(|end| now > end) {
            return Some(Outcome::TooLate);
        }
        match claimed.delivery.about {
            About::Ticket(number) => self.carry_out_for_ticket(claimed, number).await,
            About::Letter(id) => Some(self.send_letter(id).await),
            About::Notice(id) => Some(self.send_notice(id).await),
        }
    }

    async fn carry_out_for_ticket(&self, claimed: &Claimed, number: TicketNumber) -> Option<Outcome> {
        let dossier = match self.ports.deliveries.dossier(number).await {
            Ok(Some(dossier)) => dossier,
            // Deleted meanwhile. Only where an issue may exist does somebody have to look.
            Ok(None) if claimed.claim == Claim::Verify => {
                return Some(Outcome::Rejected("its ticket is gone; an issue may exist".into()));
            }
            Ok(None) => return Some(Outcome::TooLate),
            Err(error) => return Some(Outcome::NotSent(format!("the ticket could not be read: {error}"))),
        };
        match (claimed.delivery.job, claimed.claim) {
            (Job::CreateIssue, Claim::Attempt) => self.create_issue(claimed, &dossier).await,
            (Job::CreateIssue, Claim::Verify) => self.look_for_issue(claimed, &dossier).await,
            (Job::AuditIssue, _) => Some(self.audit_issue(&dossier).await),
            (Job::MailReceived, _) => Some(self.mail_received(&dossier).await),
            (Job::MailLetter | Job::MailNotice, _) => {
                Some(Outcome::Rejected("this job is about no ticket alone".into()))
            }
        }
    }

    /// Looks for doubles, after an issue had to be created again. The one that the ticket is linked to is
    /// there, whether a search sees it yet or not; any other is one too many.
    async fn audit_issue(&self, dossier: &Dossier) -> Outcome {
        let Some(tracker) = &self.ports.tracker else {
            return no_tracker();
        };
        let found = match tracker.find(dossier.ticket.number, &dossier.ticket.mark).await {
            Ok(found) => found,
            Err(error) => return outcome_of(error),
        };
        let mut keys: Vec<_> = found.iter().map(|issue| issue.key.as_str()).collect();
        let linked = dossier.ticket.external.as_ref().map(|issue| issue.key.as_str());
        keys.extend(linked.filter(|key| !keys.contains(key)));
        let [first, _, ..] = keys.as_slice() else {
            return Outcome::Done;
        };
        let (name, ticket) = (tracker.name(), dossier.ticket.number);
        let (keep, keys) = (linked.unwrap_or(first), keys.join(", "));
        Outcome::Rejected(format!(
            "{name} holds more than one issue for {ticket}: {keys}. Close all but {keep}"
        ))
    }
}

pub(super) fn no_tracker() -> Outcome {
    Outcome::Rejected("no tracker is set up; set `jira.url` and retry".into())
}

pub(super) fn outcome_of(error: TrackerError) -> Outcome {
    match error {
        TrackerError::Rejected(why) => Outcome::Rejected(why),
        TrackerError::Unauthorized(why) => Outcome::Unauthorized(why),
        TrackerError::Throttled { retry_after, reason } => Outcome::Throttled { retry_after, reason },
        TrackerError::NotSent(why) => Outcome::NotSent(why),
        TrackerError::Unknown(why) => Outcome::Unknown(why),
    }
}
