//! A desk always has an admin who can get in.

use super::Account;

/// The change would leave the desk without an admin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the last admin cannot be demoted, disabled or deleted; make somebody else an admin first")]
pub struct LastAdmin;

/// Whether a change from `before` to `after` (none: deleted) leaves an admin, where `admins` active ones
/// were counted before it.
///
/// Two such changes at once would each count the other's admin. So the count is taken under a lock that the
/// store keeps until the unit of work ends (`Accounts::lock_admins`).
///
/// # Errors
/// [`LastAdmin`] when it does not.
pub fn keeps_an_admin(before: &Account, after: Option<&Account>, admins: u32) -> Result<(), LastAdmin> {
    let loses_one = before.is_active_admin() && !after.is_some_and(Account::is_active_admin);
    if loses_one && admins <= 1 {
        return Err(LastAdmin);
    }
    Ok(())
}
