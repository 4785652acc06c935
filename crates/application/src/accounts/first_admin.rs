use frontdesk_domain::accounts::Role;
use frontdesk_domain::auth::{LinkPurpose, LinkToken, Password, PasswordHash, PasswordWeakness};
use frontdesk_domain::clients::{Email, Name};
use frontdesk_domain::ports::StoreError;

use super::AddPerson;
use crate::unit::tried_again;
use crate::{AppError, Application};

/// The set-up form, as sent.
#[derive(Clone, Debug)]
pub struct SetUp {
    /// The link that `serve` printed.
    pub token: LinkToken,
    /// What they are called.
    pub name: Name,
    /// Where their mail goes.
    pub email: Email,
    /// The password they chose.
    pub password: Password,
}

/// What setting up came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstAdmin {
    /// There is an admin now, who signs in next.
    Made,
    /// The link is used or too old, or there is an admin: start the program again, or ask them.
    LinkOver,
    /// Someone registered with this e-mail.
    EmailTaken,
    /// The password is not taken. The link still works.
    Weak(PasswordWeakness),
}

impl Application {
    /// The address where the first admin is made, once. None where there is an admin: that door does not
    /// exist any more.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn set_up_link(&self) -> Result<Option<String>, AppError> {
        let unit = self.ports.store.begin().await?;
        if unit.accounts().lock_admins().await? > 0 {
            return Ok(None);
        }
        let token = self.issue_link(&*unit, LinkPurpose::SetUp, None, None).await?;
        unit.commit().await?;
        Ok(Some(self.page(&format!("/setup?token={}", token.0))))
    }

    /// Whether that link still makes the first admin: what its form is shown for. It does not once there is
    /// an admin, however they came to be one.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn set_up_link_works(&self, token: &LinkToken) -> Result<bool, AppError> {
        // The link first: without a good one nobody makes us look at the accounts.
        if !self.link_works(token, LinkPurpose::SetUp).await? {
            return Ok(false);
        }
        let unit = self.ports.store.begin().await?;
        Ok(unit.accounts().lock_admins().await? == 0)
    }

    /// Makes the first admin.
    ///
    /// # Errors
    /// [`AppError::Busy`] when too many passwords are hashed at this moment.
    pub async fn set_up(&self, form: &SetUp) -> Result<FirstAdmin, AppError> {
        if !self.set_up_link_works(&form.token).await? {
            return Ok(FirstAdmin::LinkOver);
        }
        let person = AddPerson {
            name: form.name.clone(),
            email: form.email.clone(),
            username: None,
            role: Role::Admin,
            password: form.password.clone(),
        };
        if let Err(weakness) = self.judge_for(&form.password, &form.name, &form.email, None) {
            return Ok(FirstAdmin::Weak(weakness));
        }
        let hash = self.ports.hasher.hash(&form.password).await?;
        let entropy = &*self.ports.entropy;
        Ok(tried_again(entropy, || self.make_first_admin(form, &person, &hash)).await?)
    }

    async fn make_first_admin(
        &self,
        form: &SetUp,
        person: &AddPerson,
        hash: &PasswordHash,
    ) -> Result<FirstAdmin, StoreError> {
        let now = self.ports.clock.now();
        let Some(claims) = self.ports.links.read(&form.token, LinkPurpose::SetUp, now) else {
            return Ok(FirstAdmin::LinkOver);
        };
        let link = self.ports.signer.hash_secret("link", claims.id.as_bytes());
        let unit = self.ports.store.begin().await?;
        // Under the lock: two forms sent at once make one admin.
        let first = unit.accounts().lock_admins().await? == 0;
        if !first || !unit.links().use_up(&link, LinkPurpose::SetUp, now).await? {
            return Ok(FirstAdmin::LinkOver);
        }
        match self.vouched_for(&*unit, person, hash, now).await {
            Ok(_) => unit.commit().await.map(|()| FirstAdmin::Made),
            Err(StoreError::NotUnique(_)) => Ok(FirstAdmin::EmailTaken),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests;
