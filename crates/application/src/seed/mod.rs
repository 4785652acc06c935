//! Filling an empty desk: with people and tickets to look at, or with many for measuring.

mod many;
mod play;
mod sample;
mod samples;
mod words;

pub use sample::SampleStaff;

use crate::{AppError, Application};

impl Application {
    /// Whether nobody ever wrote a ticket here.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn is_empty(&self) -> Result<bool, AppError> {
        Ok(self.ports.track.changes_after(None, 1).await?.is_empty())
    }
}
