use async_trait::async_trait;

use super::StoreError;
use crate::time::Timestamp;

/// Where mail is kept while it does not leave this server.
#[async_trait]
pub trait Mailbox: Send + Sync {
    /// Keeps a mail. One with the same message id is kept once.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn keep(&self, mail: &KeptMail) -> Result<(), StoreError>;

    /// The newest mails, at most `limit`, older than the one with key `before` where given.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn list(&self, before: Option<i64>, limit: u16) -> Result<Vec<KeptMailLine>, StoreError>;

    /// The mail with that key.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn get(&self, id: i64) -> Result<Option<KeptMail>, StoreError>;
}

/// A mail as kept: what would have been sent.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptMail {
    /// Its Message-ID.
    pub message_id: String,
    /// When it was kept.
    pub at: Timestamp,
    /// To whom, as in the header.
    pub to: String,
    /// Its subject line.
    pub subject: String,
    /// Its text part.
    pub text: String,
    /// Its HTML part.
    pub html: String,
    /// The whole message, as it would go over the wire.
    pub source: String,
}

impl std::fmt::Debug for KeptMail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeptMail")
            .field("message_id", &self.message_id)
            .finish_non_exhaustive()
    }
}

/// A kept mail in a list.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptMailLine {
    /// The store's key.
    pub id: i64,
    /// When it was kept.
    pub at: Timestamp,
    /// To whom.
    pub to: String,
    /// Its subject line.
    pub subject: String,
}
