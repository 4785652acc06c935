use frontdesk_domain::accounts::{Account, AccountId};
use frontdesk_domain::deliveries::Outcome;
use frontdesk_domain::feedback::Score;
use frontdesk_domain::notices::{NewNotice, NoticeId, NoticeKind, Recipient};
use frontdesk_domain::ports::{Dossier, StoreError, TicketMail, TicketMailContent, UnitOfWork};
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
        let Some(dossier) = self.ports.deliveries.dossier(notice.ticket).await? else {
            return Ok(None);
        };
        let account = match notice.to {
            Recipient::Client => unit.accounts().by_client(dossier.ticket.client).await?,
            Recipient::Agent(agent) => active(&*unit, agent).await?,
        };
        if let Some(account) = &account {
            let wishes = unit.notices().wishes(account.id).await?;
            if !wishes.want(notice.kind) {
                return Ok(None);
            }
        }
        let content = self.content(&*unit, &notice, &dossier).await?;
        Ok(content.and_then(|content| addressed(notice, dossier, account, content)))
    }

    /// What it says. `None`: it is no longer so.
    async fn content(
        &self,
        unit: &dyn UnitOfWork,
        notice: &NewNotice,
        dossier: &Dossier,
    ) -> Result<Option<TicketMailContent>, StoreError> {
        let url = self.ticket_url(notice, dossier);
        let client = dossier.client.name.clone();
        Ok(match notice.kind {
            NoticeKind::Reply(id) => {
                let Some(reply) = unit.replies().get(id).await? else {
                    return Ok(None);
                };
                let body = reply.body.as_str().to_owned();
                let by = match reply.sender.actor().account() {
                    Some(author) => unit.accounts().get(author).await?.map(|account| account.name),
                    None => None,
                };
                Some(match notice.to {
                    Recipient::Client => TicketMailContent::Answered {
                        by: by.unwrap_or_else(|| client.clone()),
                        body,
                        url,
                    },
                    Recipient::Agent(_) => TicketMailContent::ClientWrote {
                        by: client,
                        body,
                        url,
                    },
                })
            }
            NoticeKind::Resolved => {
                let resolved = dossier.ticket.status().kind() == StatusKind::Resolved;
                let form = |score: Score| (score, format!("{url}/rate?score={}", score.stars()));
                let rate = Score::ALL.map(form).to_vec();
                resolved.then_some(TicketMailContent::Resolved { url, rate })
            }
            NoticeKind::Assigned => {
                let still = dossier.ticket.assignee().map(Recipient::Agent) == Some(notice.to);
                still.then_some(TicketMailContent::Assigned { client, url })
            }
        })
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
    Ok(account.filter(|account| account.is_active() && account.role.is_staff()))
}

fn addressed(
    notice: NewNotice,
    dossier: Dossier,
    account: Option<Account>,
    content: TicketMailContent,
) -> Option<TicketMail> {
    let (name, to) = match (notice.to, account) {
        (Recipient::Client, account) => {
            let to = dossier.client.email.or(account.map(|account| account.email))?;
            (dossier.client.name, to)
        }
        (Recipient::Agent(_), Some(account)) => (account.name, account.email),
        (Recipient::Agent(_), None) => return None,
    };
    Some(TicketMail {
        name,
        to,
        ticket: notice.ticket,
        thread: dossier.ticket.mark,
        mark: notice.mark,
        subject: dossier.ticket.subject,
        content,
    })
}
