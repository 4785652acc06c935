use std::time::Duration;

use frontdesk_domain::accounts::{Account, AccountId, AccountState};
use frontdesk_domain::auth::{
    Code, CodeId, CodePurpose, Holder, LinkClaims, LinkPurpose, LinkToken, NewLink, OneTimeCode,
};
use frontdesk_domain::clients::{Client, ClientId, Email, Name};
use frontdesk_domain::deliveries::Outcome;
use frontdesk_domain::letters::{LetterId, LetterKind, NewLetter};
use frontdesk_domain::ports::{Letter, LetterContent, UnitOfWork};
use frontdesk_domain::secrets::{LetterMark, LinkId};

use super::send_mail::sent;
use crate::auth::may_reset;
use crate::{AppError, Application};

/// Why a letter is not written: nobody is left to read it.
struct Nobody;

type Written = Result<Result<Letter, Nobody>, AppError>;

impl Application {
    /// Writes a letter and sends it. What opens a door is made here, at the last moment, and only its hash
    /// is kept; a second attempt makes another and voids the first.
    pub(super) async fn send_letter(&self, id: LetterId) -> Outcome {
        match self.write_letter(id).await {
            Ok(Ok(letter)) => sent(self.ports.mailer.send_letter(&letter).await),
            Ok(Err(Nobody)) => Outcome::Done,
            Err(error) => Outcome::Deferred(format!("the letter could not be written: {error}")),
        }
    }

    async fn write_letter(&self, id: LetterId) -> Written {
        let unit = self.ports.store.begin().await?;
        let Some(letter) = unit.letters().get(id).await? else {
            return Ok(Err(Nobody));
        };
        match letter.kind {
            LetterKind::Code(code) => self.write_code(unit, &letter, code).await,
            LetterKind::Reset(Some(account)) => self.write_reset(unit, &letter, account).await,
            LetterKind::Reset(None) => Ok(Err(Nobody)),
            LetterKind::AccountExists(account)
            | LetterKind::Approved(account)
            | LetterKind::Declined(account)
            | LetterKind::PasswordChanged(account)
            | LetterKind::EmailChanged(account)
            | LetterKind::UnusualAttempts(account) => {
                let account = unit.accounts().get(account).await?;
                Ok(account
                    .and_then(|account| self.notice(&letter, account))
                    .ok_or(Nobody))
            }
            LetterKind::TriedToRegister(client) => {
                let client = unit.clients().get(client.unwrap_or(ClientId::NOBODY)).await?;
                Ok(client
                    .and_then(|client| self.warning(&letter, client))
                    .ok_or(Nobody))
            }
        }
    }

    /// What is only told. `None` where it is no longer so.
    fn notice(&self, letter: &NewLetter, account: Account) -> Option<Letter> {
        let sign_in_url = self.page("/sign-in");
        let forgot_url = self.page("/forgot-password");
        let content = match (letter.kind, &account.state) {
            (LetterKind::AccountExists(_), _) => LetterContent::AccountExists {
                sign_in_url,
                forgot_url,
            },
            (LetterKind::Approved(_), AccountState::Active) => {
                let role = account.role;
                LetterContent::Approved { sign_in_url, role }
            }
            (LetterKind::Declined(_), AccountState::Declined { reason, .. }) => {
                let reason = reason.clone();
                LetterContent::Declined { reason }
            }
            (LetterKind::PasswordChanged(_), _) => LetterContent::PasswordChanged { forgot_url },
            (LetterKind::EmailChanged(_), _) => LetterContent::EmailChanged,
            (LetterKind::UnusualAttempts(_), _) => LetterContent::UnusualAttempts { forgot_url },
            _ => return None,
        };
        let to = letter.to.clone().unwrap_or(account.email);
        Some(addressed(letter, Some(account.name), to, content))
    }

    /// What is told to a client whose phone or ID somebody registered with. `None` where it reaches nobody.
    fn warning(&self, letter: &NewLetter, client: Client) -> Option<Letter> {
        let desk_url = self.page("/");
        let content = LetterContent::TriedToRegister { desk_url };
        Some(addressed(letter, Some(client.name), client.email?, content))
    }

    async fn write_code(&self, unit: Box<dyn UnitOfWork>, letter: &NewLetter, id: CodeId) -> Written {
        let Some(code) = unit.codes().get(id).await? else {
            return Ok(Err(Nobody));
        };
        let Some(to) = code.to.clone() else {
            return Ok(Err(Nobody));
        };
        let (name, account) = match code.holder {
            Some(Holder::Account(id)) => match unit.accounts().get(id).await? {
                Some(account) => (Some(account.name.clone()), Some(account)),
                None => return Ok(Err(Nobody)),
            },
            Some(Holder::Client(id)) => match unit.clients().get(id).await? {
                Some(client) => (Some(client.name), None),
                None => return Ok(Err(Nobody)),
            },
            None if code.purpose == CodePurpose::Register => (None, None),
            None => return Ok(Err(Nobody)),
        };
        // No unit of work stays open while something is hashed.
        drop(unit);
        let drawn = OneTimeCode::draw(self.ports.entropy.number());
        let link = self.arm(&code, drawn, account.as_ref()).await?;
        let minutes = minutes(self.rules.accounts.codes.life);
        let content = match (code.purpose, link) {
            (CodePurpose::VerifyEmail, Some(Some(token))) => LetterContent::VerifyEmail {
                code: drawn,
                url: self.page(&format!("/verify?token={}", token.0)),
                minutes,
            },
            (CodePurpose::ChangeEmail, Some(_)) => LetterContent::ChangeEmail { code: drawn, minutes },
            (CodePurpose::SignIn, Some(_)) => LetterContent::SignIn { code: drawn, minutes },
            (CodePurpose::Register, Some(_)) => LetterContent::Register { code: drawn, minutes },
            (_, None | Some(None)) => return Ok(Err(Nobody)),
        };
        let letter = self.another(letter);
        Ok(Ok(addressed(&letter, name, to, content)))
    }

    /// Keeps the hash of a code, and the link that stands beside it for a new account. `None`: the code was
    /// replaced or used meanwhile.
    async fn arm(
        &self,
        code: &Code,
        drawn: OneTimeCode,
        account: Option<&Account>,
    ) -> Result<Option<Option<LinkToken>>, AppError> {
        let hash = self
            .ports
            .hasher
            .hash_code(code.purpose, &code.request, drawn)
            .await?;
        let expires_at = self.ports.clock.now().after(self.rules.accounts.codes.life);
        let unit = self.ports.store.begin().await?;
        if !unit.codes().arm(code.id, &hash, expires_at).await? {
            return Ok(None);
        }
        let link = match account.filter(|_| code.purpose == CodePurpose::VerifyEmail) {
            Some(account) => {
                let purpose = LinkPurpose::VerifyEmail;
                Some(
                    self.issue_link(&*unit, purpose, Some(account), Some(code.id))
                        .await?,
                )
            }
            None => None,
        };
        unit.commit().await?;
        Ok(Some(link))
    }

    async fn write_reset(&self, unit: Box<dyn UnitOfWork>, letter: &NewLetter, id: AccountId) -> Written {
        let Some(account) = unit.accounts().get(id).await?.filter(may_reset) else {
            return Ok(Err(Nobody));
        };
        let purpose = LinkPurpose::ResetPassword;
        let token = self.issue_link(&*unit, purpose, Some(&account), None).await?;
        unit.commit().await?;
        let content = LetterContent::Reset {
            url: self.page(&format!("/reset-password?token={}", token.0)),
            minutes: minutes(purpose.life()),
        };
        let letter = self.another(letter);
        Ok(Ok(addressed(&letter, Some(account.name), account.email, content)))
    }

    /// The letter under a mark of its own. One with a new secret in it is another one: under the same mark,
    /// whoever got the first attempt after all would be shown that, whose secret is void.
    fn another(&self, letter: &NewLetter) -> NewLetter {
        NewLetter {
            mark: LetterMark::from_bytes(self.ports.entropy.bytes()),
            ..letter.clone()
        }
    }

    /// Makes a link that works once, and keeps what makes it so.
    pub(crate) async fn issue_link(
        &self,
        unit: &dyn UnitOfWork,
        purpose: LinkPurpose,
        account: Option<&Account>,
        code: Option<CodeId>,
    ) -> Result<LinkToken, frontdesk_domain::ports::StoreError> {
        let now = self.ports.clock.now();
        let claims = LinkClaims {
            purpose,
            account: account.map(|account| account.id),
            session_version: account.map_or(0, |account| account.session_version),
            id: LinkId::from_bytes(self.ports.entropy.bytes()),
            issued_at: now,
            expires_at: now.after(purpose.life()),
        };
        let link = NewLink {
            hash: self.ports.signer.hash_secret("link", claims.id.as_bytes()),
            purpose,
            account: claims.account,
            code,
            expires_at: claims.expires_at,
        };
        unit.links().issue(&link).await?;
        Ok(self.ports.links.sign(&claims))
    }

    /// The absolute address of a page, from the settings only.
    pub(crate) fn page(&self, path: &str) -> String {
        format!("{}{path}", self.rules.public_url)
    }
}

fn addressed(letter: &NewLetter, name: Option<Name>, to: Email, content: LetterContent) -> Letter {
    let mark = letter.mark;
    Letter {
        name,
        to,
        mark,
        content,
    }
}

fn minutes(span: Duration) -> u64 {
    span.as_secs() / 60
}

#[cfg(test)]
mod tests;
