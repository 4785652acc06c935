use async_trait::async_trait;

use super::StoreError;
use crate::clients::{Client, ClientId, NewClient};

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
}
