use frontdesk_domain::accounts::{AccountId, Profile, Username};
use frontdesk_domain::clients::Email;
use frontdesk_domain::ports::{StoreError, UnitOfWork};
use frontdesk_domain::time::Timestamp;

use crate::unit::save;

/// Takes a username from another account whose e-mail nobody proved: such an account blocks nobody. Its
/// registration goes on without.
pub(super) async fn free_username(
    unit: &dyn UnitOfWork,
    username: Option<&Username>,
    but: Option<AccountId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(username) = username else {
        return Ok(());
    };
    let found = unit.accounts().by_username(username).await?;
    let Some(unproved) = found.filter(|found| found.verified_at.is_none() && Some(found.id) != but) else {
        return Ok(());
    };
    let read = unproved.version;
    let nameless = Profile {
        name: unproved.name.clone(),
        username: None,
    };
    save(unit, &unproved.with_profile(nameless, now), read).await
}

/// Frees an e-mail of another account that never proved it.
pub(super) async fn free_email(
    unit: &dyn UnitOfWork,
    email: &Email,
    but: Option<AccountId>,
) -> Result<(), StoreError> {
    let found = unit.accounts().by_email(email).await?;
    match found.filter(|found| found.verified_at.is_none() && Some(found.id) != but) {
        Some(unproved) => unit.accounts().delete(unproved.id).await,
        None => Ok(()),
    }
}
