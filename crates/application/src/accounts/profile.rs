use frontdesk_domain::access::SignedIn;
use frontdesk_domain::accounts::{Account, AccountId, Contact, Profile, Theme};
use frontdesk_domain::clients::Client;
use frontdesk_domain::ports::{PersonPage, StoreError, Unique, UnitOfWork};

use super::unproved::free_username;
use crate::front_desk::unclaimed;
use crate::unit::{Ended, save, tried_again};
use crate::{AppError, Application};

/// The profile form, as sent by its owner.
#[derive(Clone, Debug)]
pub struct EditProfile {
    /// What they are called, and what else they sign in by.
    pub profile: Profile,
    /// Their phone and address.
    pub contact: Contact,
}

/// What saving a profile came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProfileSaved {
    /// It is saved.
    Done,
    /// Someone has this username.
    UsernameTaken,
}

impl Application {
    /// The profile of someone signed in.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] without an account.
    pub async fn my_profile(&self, person: &SignedIn) -> Result<PersonPage, AppError> {
        let id = person.account().ok_or(AppError::Forbidden)?;
        self.ports.people.person(id).await?.ok_or(AppError::NotFound)
    }

    /// Changes their own name, username, phone and address.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] without an account.
    pub async fn edit_profile(
        &self,
        person: &SignedIn,
        form: &EditProfile,
    ) -> Result<ProfileSaved, AppError> {
        let id = person.account().ok_or(AppError::Forbidden)?;
        tried_again(&*self.ports.entropy, || self.keep_profile(id, None, form)).await?
    }

    /// Changes how their pages look.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] without an account: then the browser keeps it.
    pub async fn choose_theme(&self, person: &SignedIn, theme: Theme) -> Result<(), AppError> {
        let id = person.account().ok_or(AppError::Forbidden)?;
        let keep = || async {
            let unit = self.ports.store.begin().await?;
            if let Some(account) = unit.accounts().get(id).await? {
                let read = account.version;
                save(&*unit, &account.with_theme(theme, self.ports.clock.now()), read).await?;
            }
            unit.commit().await
        };
        Ok(tried_again(&*self.ports.entropy, keep).await?)
    }

    /// Keeps a profile; where `shown` is given, only if nobody changed it since that version was shown.
    pub(super) async fn keep_profile(
        &self,
        id: AccountId,
        shown: Option<i32>,
        form: &EditProfile,
    ) -> Ended<ProfileSaved> {
        let now = self.ports.clock.now();
        let unit = self.ports.store.begin().await?;
        let Some(account) = unit.accounts().get(id).await? else {
            return Ok(Err(AppError::NotFound));
        };
        let read = account.version;
        if shown.is_some_and(|shown| shown != read) {
            return Ok(Err(AppError::Stale));
        }
        self.keep_contact(&*unit, &account, form).await?;
        let contact = match account.client {
            Some(_) => Contact {
                address: None,
                ..form.contact.clone()
            },
            None => form.contact.clone(),
        };
        let account = Account {
            contact,
            ..account.with_profile(form.profile.clone(), now)
        };
        free_username(&*unit, account.username.as_ref(), Some(id), now).await?;
        match save(&*unit, &account, read).await {
            Err(StoreError::NotUnique(Unique::Username)) => return Ok(Ok(ProfileSaved::UsernameTaken)),
            saved => saved?,
        }
        unit.commit().await?;
        Ok(Ok(ProfileSaved::Done))
    }

    async fn keep_contact(
        &self,
        unit: &dyn UnitOfWork,
        account: &Account,
        form: &EditProfile,
    ) -> Result<(), StoreError> {
        let Some(id) = account.client else {
            return Ok(());
        };
        let Some(client) = unit.clients().get(id).await? else {
            return Ok(());
        };
        let phone = match &form.contact.phone {
            same if *same == client.phone => client.phone.clone(),
            typed => unclaimed(unit, typed.clone()).await?,
        };
        let client = Client {
            name: form.profile.name.clone(),
            phone,
            address: form.contact.address.clone(),
            ..client
        };
        unit.clients().save(&client).await
    }
}

#[cfg(test)]
mod tests;
