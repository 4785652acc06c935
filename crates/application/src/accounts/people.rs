use frontdesk_domain::access::Authority;
use frontdesk_domain::accounts::{AccountId, Contact, Profile};
use frontdesk_domain::letters::LetterKind;
use frontdesk_domain::ports::{PeopleAfter, PeopleFilter, PersonPage, PersonRow};

use super::{EditProfile, ProfileSaved};
use crate::auth::by_login;
use crate::unit::tried_again;
use crate::{AppError, Application};

/// How many people a page shows, of everyone or of who waits.
pub const PEOPLE_ON_A_PAGE: u16 = 50;

/// What an admin writes about someone.
#[derive(Clone, Debug)]
pub struct EditPerson {
    /// Whom.
    pub account: AccountId,
    /// The version that was shown: what somebody else wrote meanwhile is not written over.
    pub shown: i32,
    /// What they are called, and what else they sign in by.
    pub profile: Profile,
    /// Their phone and address.
    pub contact: Contact,
}

impl Application {
    /// People by name, [`PEOPLE_ON_A_PAGE`] at a time.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless an admin asks.
    pub async fn list_people(
        &self,
        who: &Authority,
        filter: &PeopleFilter,
        after: Option<&PeopleAfter>,
    ) -> Result<Vec<PersonRow>, AppError> {
        who.may_see_people()?;
        Ok(self.ports.people.list(filter, after, PEOPLE_ON_A_PAGE).await?)
    }

    /// One person.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless an admin asks; [`AppError::NotFound`].
    pub async fn see_person(&self, who: &Authority, id: AccountId) -> Result<PersonPage, AppError> {
        who.may_see_people()?;
        self.ports.people.person(id).await?.ok_or(AppError::NotFound)
    }

    /// The person who signs in by this: an e-mail, or a username.
    ///
    /// # Errors
    /// As [`see_person`](Self::see_person).
    pub async fn find_person(&self, who: &Authority, login: &str) -> Result<PersonPage, AppError> {
        who.may_see_people()?;
        let unit = self.ports.store.begin().await?;
        let account = by_login(&*unit, login).await?.ok_or(AppError::NotFound)?;
        drop(unit);
        self.see_person(who, account.id).await
    }

    /// Changes name, username, phone and address of someone. The e-mail has a use
    /// case of its own, [`change_email_of`](Self::change_email_of).
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless an admin asks; [`AppError::Stale`] when it was changed since it was
    /// shown; [`AppError::NotFound`].
    pub async fn edit_person(&self, who: &Authority, form: &EditPerson) -> Result<ProfileSaved, AppError> {
        who.may_see_people()?;
        let edit = EditProfile {
            profile: form.profile.clone(),
            contact: form.contact.clone(),
        };
        let entropy = &*self.ports.entropy;
        tried_again(entropy, || {
            self.keep_profile(form.account, Some(form.shown), &edit)
        })
        .await?
    }

    /// Mails someone a link to choose a new password. The admin never sees it.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless an admin asks; [`AppError::NotFound`].
    pub async fn send_reset(&self, who: &Authority, id: AccountId) -> Result<(), AppError> {
        who.may_see_people()?;
        let unit = self.ports.store.begin().await?;
        let account = unit.accounts().get(id).await?.ok_or(AppError::NotFound)?;
        let kind = LetterKind::Reset(Some(account.id));
        self.post(&*unit, kind, self.ports.clock.now()).await?;
        unit.commit().await?;
        self.deliveries_were_asked_for();
        Ok(())
    }
}

#[cfg(test)]
mod tests;
