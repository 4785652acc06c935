use std::time::Duration;

use frontdesk_domain::ports::StoreError;

/// Why a use case could not be carried out. What a page says about it, a page decides.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// There is no such thing, or this person may not know of it.
    #[error("not found")]
    NotFound,
    /// Too often. Nothing was told.
    #[error("too many look-ups")]
    Throttled {
        /// When it may be tried again, from now.
        retry_after: Duration,
    },
    /// The form was sent before, saying something else.
    #[error("this form was sent already, with other words")]
    FormReused,
    /// The store cannot take it now; nothing was stored, trying again may help.
    #[error("not available now: {0}")]
    Unavailable(String),
    /// A fault of ours.
    #[error("internal error")]
    Internal(#[source] StoreError),
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Again | StoreError::Conflict => Self::Unavailable("the database is busy".into()),
            StoreError::Unavailable(why) | StoreError::Unknown(why) => Self::Unavailable(why),
            StoreError::NotUnique(_) | StoreError::Corrupt { .. } | StoreError::Backend(_) => {
                Self::Internal(error)
            }
        }
    }
}
