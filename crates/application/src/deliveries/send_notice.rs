use frontdesk_domain::accounts::{Account, AccountId};
use frontdesk_domain::clients::{Email, Name};
use frontdesk_domain::deliveries::Outcome;
use frontdesk_domain::feedback::Score;
use frontdesk_domain::notices::{MailWishes, NewNotice, NoticeId, NoticeKind, Recipient};
use frontdesk_domain::ports::{Dossier, StoreError, TicketMail, TicketMailContent, UnitOfWork};
use frontdesk_domain::replies::{ReplyId, Sender};
use frontdesk_domain::tickets::StatusKind;

use super::send_mail::sent;
use crate::{AppError, Application};

impl Application {
    /// Writes a mail about a ticket, as it is now, and sends it. What is no longer so, or was asked not to
    /// be told, is not sent.
    pub(super) async fn send_notice(&self, id: NoticeId) -> Outcome {
        match self.write_notice(id).await {
            Ok(Some(mail)) => sent(self.ports.mailer.send_ticket_mail(&mail).await),
            Ok(None) => Outcome::TooLate,
            Err(error) => Outcome::Deferred(format!("the mail could not be written: {error}")),
        }
    }

    async fn write_notice(&self, id: NoticeId) -> Result<Option<TicketMail>, AppError> {
        let unit = self.ports.store.begin().await?;
        let Some(notice) = unit.notices().get(id).await? else {
            return Ok(None);
        };
        // What is asked next has a connection of its own, and there may be no second one.
        drop(unit);
        let Some(dossier) = self.ports.deliveries.dossier(notice.ticket).await? else {
            return Ok(None);
        };
        let unit = self.ports.store.begin().await?;
        let account = match notice.to {
            Recipient::Client => unit.accounts().by_client(dossier.ticket.client).await?,
            Recipient::Agent(agent) => active(&*unit, agent).await?,
        };
        let wishes = match &account {
            Some(account) => unit.notices().wishes(account.id).await?,
            None => MailWishes::default(),
        };
        if !wishes.want(notice.kind) {
            return Ok(None);
        }
        let content = self.content(&*unit, &notice, &dossier, wishes).await?;
        let Some(content) = content else {
            return Ok(None);
        };
        let wishes_url = account.is_some().then(|| self.page("/my/profile/mails"));
        Ok(addressed(notice, dossier, account).map(|to| to.mail(wishes_url, content)))
    }

    /// What it says. `None`: it is no longer so.
    async fn content(
        &self,
        unit: &dyn UnitOfWork,
        notice: &NewNotice,
        dossier: &Dossier,
        wishes: MailWishes,
    ) -> Result<Option<TicketMailContent>, StoreError> {
        let url = self.ticket_url(notice, dossier);
        match (notice.kind, notice.to) {
            (NoticeKind::Reply(id), Recipient::Client) => answered(unit, id, url, Vec::new()).await,
            (NoticeKind::Reply(id), Recipient::Agent(_)) => wrote(unit, id, dossier, url).await,
            (NoticeKind::Resolved(reply), _) => {
                let is_so = dossier.ticket.status().kind() == StatusKind::Resolved && wishes.resolved;
                let rate = if is_so { stars(&url) } else { Vec::new() };
                let answer = match reply.filter(|_| wishes.replies) {
                    Some(id) => answered(unit, id, url.clone(), rate.clone()).await?,
                    None => None,
                };
                Ok(answer.or_else(|| is_so.then_some(TicketMailContent::Resolved { url, rate })))
            }
            (NoticeKind::Assigned, to) => {
                let still = dossier.ticket.assignee().map(Recipient::Agent) == Some(to);
                let client = dossier.client.name.clone();
                Ok(still.then_some(TicketMailContent::Assigned { client, url }))
            }
        }
    }

    /// Where its reader finds the ticket. The client's link is made anew rather than stored.
    fn ticket_url(&self, notice: &NewNotice, dossier: &Dossier) -> String {
        match notice.to {
            Recipient::Client => {
                let token = self.ports.signer.track_token(&dossier.ticket.submission);
                self.track_url(&token)
            }
            Recipient::Agent(_) => self.page(&format!("/desk/tickets/{}", notice.ticket.0)),
        }
    }
}

async fn active(unit: &dyn UnitOfWork, agent: AccountId) -> Result<Option<Account>, StoreError> {
    let account = unit.accounts().get(agent).await?;
    Ok(account.filter(Account::works_here))
}

/// What staff answered. `None`: it was taken back.
async fn answered(
    unit: &dyn UnitOfWork,
    id: ReplyId,
    url: String,
    rate: Vec<(Score, String)>,
) -> Result<Option<TicketMailContent>, StoreError> {
    let Some(reply) = unit.replies().get(id).await? else {
        return Ok(None);
    };
    let author = match reply.sender.actor().account() {
        Some(author) => unit.accounts().get(author).await?,
        None => None,
    };
    Ok(Some(TicketMailContent::Answered {
        by: author.map(|account| account.name),
        body: reply.body.as_str().to_owned(),
        url,
        rate,
    }))
}

/// What came from the client's side.
async fn wrote(
    unit: &dyn UnitOfWork,
    id: ReplyId,
    dossier: &Dossier,
    url: String,
) -> Result<Option<TicketMailContent>, StoreError> {
    let reply = unit.replies().get(id).await?;
    Ok(reply.map(|reply| TicketMailContent::ClientWrote {
        by: dossier.client.name.clone(),
        proved: reply.sender != Sender::Unverified,
        body: reply.body.as_str().to_owned(),
        url,
    }))
}

/// For each score the form with that score chosen. Following one records nothing.
fn stars(url: &str) -> Vec<(Score, String)> {
    let form = |score: Score| (score, format!("{url}/rate?score={}", score.stars()));
    Score::ALL.map(form).to_vec()
}

/// Whom a mail is for, and about what.
struct Addressed {
    name: Name,
    to: Email,
    notice: NewNotice,
    dossier: Dossier,
}

impl Addressed {
    fn mail(self, wishes_url: Option<String>, content: TicketMailContent) -> TicketMail {
        let Dossier { ticket, .. } = self.dossier;
        TicketMail {
            name: self.name,
            to: self.to,
            ticket: self.notice.ticket,
            thread: ticket.mark,
            mark: self.notice.mark,
            subject: ticket.subject,
            wishes_url,
            content,
        }
    }
}

/// The client's mail goes where the client wants it; who has no address there has one to sign in by.
fn addressed(notice: NewNotice, dossier: Dossier, account: Option<Account>) -> Option<Addressed> {
    let (name, to) = match (notice.to, account) {
        (Recipient::Client, account) => {
            let email = dossier.client.email.clone();
            (
                dossier.client.name.clone(),
                email.or(account.map(|account| account.email))?,
            )
        }
        (Recipient::Agent(_), Some(account)) => (account.name, account.email),
        (Recipient::Agent(_), None) => return None,
    };
    Some(Addressed {
        name,
        to,
        notice,
        dossier,
    })
}
