use std::error::Error;

use async_trait::async_trait;

use super::{
    Accounts, Attempts, Bulks, Categories, Clients, Counters, Deliveries, Devices, Drafts, Letters, Links,
    Notes, Notices, OneTimeCodes, Presences, Ratings, RecoveryCodes, Replies, RoleRequests, SavedReplies,
    Sessions, Tasks, Throttles, Tickets,
};

/// Where everything is kept.
///
/// Implementations MUST make a committed unit of work durable before `commit` returns, and MUST leave
/// nothing of a dropped one.
#[async_trait]
pub trait Store: Send + Sync {
    /// Begins a unit of work.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when no connection could be had in time.
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StoreError>;

    /// What tells this installation from every other: drawn once, with the database.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    async fn installation(&self) -> Result<[u8; 16], StoreError>;

    /// Whether the store answers and its schema is the one this program knows.
    ///
    /// # Errors
    /// [`StoreError`] says why not.
    async fn check(&self) -> Result<(), StoreError>;
}

/// Changes that become visible together, or not at all. A use case begins and commits; a repository never
/// does. No call to the outside happens inside one.
///
/// After any error from a repository the unit of work is spent: drop it and begin another.
#[async_trait]
pub trait UnitOfWork: Send + Sync {
    /// Clients.
    fn clients(&self) -> &dyn Clients;
    /// Tickets, their history and their track links.
    fn tickets(&self) -> &dyn Tickets;
    /// The figures at the heads of pages.
    fn counters(&self) -> &dyn Counters;
    /// Replies.
    fn replies(&self) -> &dyn Replies;
    /// Internal notes.
    fn notes(&self) -> &dyn Notes;
    /// Tasks.
    fn tasks(&self) -> &dyn Tasks;
    /// Feedback.
    fn ratings(&self) -> &dyn Ratings;
    /// Unfinished texts.
    fn drafts(&self) -> &dyn Drafts;
    /// Saved replies.
    fn saved_replies(&self) -> &dyn SavedReplies;
    /// Categories.
    fn categories(&self) -> &dyn Categories;
    /// Changes to many tickets at once, as long as they can be undone.
    fn bulks(&self) -> &dyn Bulks;
    /// Who is at which ticket.
    fn presences(&self) -> &dyn Presences;
    /// Mails about tickets, and who wants which.
    fn notices(&self) -> &dyn Notices;
    /// The outbox.
    fn deliveries(&self) -> &dyn Deliveries;
    /// Throttles and the audit of look-ups.
    fn throttles(&self) -> &dyn Throttles;
    /// Accounts.
    fn accounts(&self) -> &dyn Accounts;
    /// Requests for staff roles.
    fn role_requests(&self) -> &dyn RoleRequests;
    /// Sessions.
    fn sessions(&self) -> &dyn Sessions;
    /// One-time codes.
    fn codes(&self) -> &dyn OneTimeCodes;
    /// Mailed links.
    fn links(&self) -> &dyn Links;
    /// Recovery codes.
    fn recovery_codes(&self) -> &dyn RecoveryCodes;
    /// Browsers people signed in from before.
    fn devices(&self) -> &dyn Devices;
    /// Attempts at what may be guessed.
    fn attempts(&self) -> &dyn Attempts;
    /// Letters.
    fn letters(&self) -> &dyn Letters;
    /// Ends it. When this returns `Ok`, everything is durable.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] if the connection was lost while committing: it may or may not be stored.
    async fn commit(self: Box<Self>) -> Result<(), StoreError>;
}

/// Which uniqueness was violated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unique {
    /// The customer ID is taken.
    ClientNumber,
    /// Someone was registered by this phone at the front desk before.
    ClientPhone,
    /// The client has an open ticket.
    OpenSlot,
    /// The form was sent before.
    Submission,
    /// Another account has this e-mail.
    AccountEmail,
    /// Another account has this username.
    Username,
    /// Another account belongs to this client.
    AccountClient,
    /// Another category has this key.
    CategoryKey,
}

/// What can go wrong with a store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Something that may exist once exists.
    #[error("it exists already: {0:?}")]
    NotUnique(Unique),
    /// Someone else changed it since it was read.
    #[error("it was changed meanwhile")]
    Conflict,
    /// The engine asks for the whole unit of work to be tried again: a deadlock, a serialisation failure, a
    /// busy database.
    #[error("the database asks to try again")]
    Again,
    /// The store cannot be reached, is full or cannot be written to.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// The connection was lost while committing: what was written may be stored or not.
    #[error("the database did not say whether it stored the change: {0}")]
    Unknown(String),
    /// A row says something the domain does not know.
    #[error("a row is damaged: {table}.{column} of {id}")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's key.
        id: String,
    },
    /// Anything else: a fault of ours.
    #[error("the database refused")]
    Backend(#[source] Box<dyn Error + Send + Sync>),
}
