use frontdesk_domain::clients::{ClientId, Identifier};
use frontdesk_domain::ports::LookUp;
use frontdesk_domain::tickets::{Category, CategoryEntry};

use crate::{AppError, Application};

impl Application {
    /// What is so now for someone whose look-up was already counted: a page shown again, or a form sent.
    /// `proved` is the client that they are signed in as, if any.
    ///
    /// # Errors
    /// [`AppError::ClientNotProved`] at a verified desk, for everyone but that very client.
    pub async fn visit(&self, identifier: &Identifier, proved: Option<ClientId>) -> Result<LookUp, AppError> {
        let found = self.ports.front_desk.look_up(identifier).await?;
        let admitted = self.rules.identity.admits(&found, proved);
        admitted.then_some(found).ok_or(AppError::ClientNotProved)
    }

    /// The categories offered at the front desk: as many as one takes in at a glance.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn categories_at_desk(&self) -> Result<Vec<Category>, AppError> {
        let mut offered = self.offered_categories().await?;
        offered.truncate(Category::AT_DESK);
        Ok(offered)
    }

    /// The categories offered for new tickets.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn offered_categories(&self) -> Result<Vec<Category>, AppError> {
        Ok(self.ports.front_desk.offered_categories().await?)
    }

    /// All categories, also those no longer offered: a ticket's history may name them.
    ///
    /// # Errors
    /// [`AppError`] when the store fails.
    pub async fn known_categories(&self) -> Result<Vec<CategoryEntry>, AppError> {
        let unit = self.ports.store.begin().await?;
        Ok(unit.categories().all().await?)
    }
}
