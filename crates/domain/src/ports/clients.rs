use async_trait::async_trait;

use super::StoreError;
use crate::clients::{Client, ClientId, Email, NewClient, Phone};

/// The clients, inside a unit of work.
#[async_trait]
pub trait Clients: Send + Sync {
    /// Keeps a new client.
    ///
    /// # Errors
    /// `NotUnique(ClientNumber)` and `NotUnique(ClientPhone)` as their names say.
    async fn insert(&self, client: &NewClient) -> Result<ClientId, StoreError>;

    /// The client of that key.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn get(&self, id: ClientId) -> Result<Option<Client>, StoreError>;

    /// The clients with that e-mail who have no account, at most two: more than one is nobody in
    /// particular. E-mails are compared as [`Email::folded`].
    ///
    /// # Errors
    /// [`StoreError`].
    async fn without_account(&self, email: &Email) -> Result<Vec<Client>, StoreError>;

    /// Whether any client has that phone, registered by it or not.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn has_phone(&self, phone: &Phone) -> Result<bool, StoreError>;

    /// Keeps what was changed about a client. A client registered by a phone they have no longer gives it
    /// free for others to register by.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn save(&self, client: &Client) -> Result<(), StoreError>;
}
