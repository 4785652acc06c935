use frontdesk_domain::clients::Identifier;
use frontdesk_domain::ports::LookUp;
use frontdesk_domain::tickets::Category;

use crate::{AppError, Application};

impl Application {
    /// What is so now for someone whose look-up was already counted: a page shown again, or a form sent.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn visit(&self, identifier: &Identifier) -> Result<LookUp, AppError> {
        Ok(self.ports.front_desk.look_up(identifier).await?)
    }

    /// The categories offered at the front desk.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn offered_categories(&self) -> Result<Vec<Category>, AppError> {
        Ok(self.ports.front_desk.offered_categories().await?)
    }
}
