use async_trait::async_trait;

use super::StoreError;
use crate::accounts::AccountId;
use crate::notices::{MailWishes, NewNotice, NoticeId};

/// Mails about tickets, and who wants which, inside a unit of work.
#[async_trait]
pub trait Notices: Send + Sync {
    /// Keeps a new notice.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn insert(&self, notice: &NewNotice) -> Result<NoticeId, StoreError>;

    /// The notice of that key.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn get(&self, id: NoticeId) -> Result<Option<NewNotice>, StoreError>;

    /// Which mails someone wants; all, as long as they said nothing.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn wishes(&self, account: AccountId) -> Result<MailWishes, StoreError>;

    /// Keeps which mails someone wants.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn wish(&self, account: AccountId, wishes: MailWishes) -> Result<(), StoreError>;
}
