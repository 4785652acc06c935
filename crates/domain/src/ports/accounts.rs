use async_trait::async_trait;

use super::StoreError;
use crate::accounts::{Account, AccountId, NewAccount, Username};
use crate::clients::{ClientId, Email};
use crate::time::Timestamp;

/// The accounts, inside a unit of work.
///
/// E-mails MUST be told apart by [`Email::folded`], bytes by bytes: no engine's own idea of equal text.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// Keeps a new account, as [`Account::first`] makes it.
    ///
    /// # Errors
    /// `NotUnique(AccountEmail)` and `NotUnique(Username)` as their names say.
    async fn insert(&self, account: &NewAccount) -> Result<AccountId, StoreError>;

    /// The account of that key.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn get(&self, id: AccountId) -> Result<Option<Account>, StoreError>;

    /// The account with that e-mail.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn by_email(&self, email: &Email) -> Result<Option<Account>, StoreError>;

    /// The account with that username.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn by_username(&self, username: &Username) -> Result<Option<Account>, StoreError>;

    /// The account of that client.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn by_client(&self, client: ClientId) -> Result<Option<Account>, StoreError>;

    /// Keeps a changed account, if nobody changed it since it was read: the stored version must be `read`.
    /// (A use case may change it more than once before it is kept.)
    ///
    /// # Errors
    /// `Conflict` when somebody did; `NotUnique(AccountEmail)`, `NotUnique(Username)` and
    /// `NotUnique(AccountClient)` when another account has them.
    async fn save(&self, account: &Account, read: i32) -> Result<(), StoreError>;

    /// Deletes an account with all that hangs on it: sessions, codes, links, known devices, recovery codes,
    /// requests, drafts, its own saved replies, presence and wishes about mail. Its client record and their
    /// tickets stay, and so does what it wrote and did on others and the accounts it let in: only the account
    /// there becomes none.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn delete(&self, id: AccountId) -> Result<(), StoreError>;

    /// How many active admins there are. MUST let no other unit of work, of any process, pass this call
    /// until this one ends: two that each take one of the last two admins away would leave none.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn lock_admins(&self) -> Result<u32, StoreError>;

    /// Deletes accounts registered before `before` whose e-mail was never proved, at most a few hundred: a
    /// mail that never came blocks no username for ever. How many.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn sweep_unverified(&self, before: Timestamp) -> Result<u64, StoreError>;
}
