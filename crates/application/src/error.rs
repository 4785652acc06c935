use std::time::Duration;

use frontdesk_domain::access::{Denied, Refused};
use frontdesk_domain::accounts::LastAdmin;
use frontdesk_domain::ports::{HashError, StoreError};
use frontdesk_domain::tickets::NotNow;

/// Why a use case could not be carried out. What a page says about it, a page decides.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// There is no such thing, or this person may not know of it.
    #[error("not found")]
    NotFound,
    /// Too often. Nothing was told.
    #[error("too many attempts")]
    Throttled {
        /// When it may be tried again, from now.
        retry_after: Duration,
    },
    /// They may not do this.
    #[error("not allowed")]
    Forbidden,
    /// They may, but not as the ticket stands now.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// This front desk answers only who proved, by a mailed code or a password, to be the client they say they
    /// are. Refused alike whether the client is known, shared or unknown.
    #[error("the client must be proved first")]
    ClientNotProved,
    /// They may, after typing their password again.
    #[error("the password must be typed again")]
    ProofNeeded,
    /// The password they typed to prove who they are is not theirs.
    #[error("wrong password")]
    WrongPassword,
    /// The change would leave the desk without an admin.
    #[error(transparent)]
    LastAdmin(#[from] LastAdmin),
    /// Someone else changed it since it was shown.
    #[error("it was changed meanwhile")]
    Stale,
    /// Too many passwords are being compared at this moment.
    #[error("busy")]
    Busy {
        /// When it may be tried again, from now.
        retry_after: Duration,
    },
    /// A password could not be hashed.
    #[error("hashing failed: {0}")]
    Hashing(String),
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

impl From<Refused> for AppError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Forbidden => Self::Forbidden,
            Refused::ProofNeeded => Self::ProofNeeded,
        }
    }
}

impl From<Denied> for AppError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Forbidden => Self::Forbidden,
            Denied::NotNow(why) => Self::NotNow(why),
        }
    }
}

impl From<HashError> for AppError {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Busy { retry_after } => Self::Busy { retry_after },
            HashError::Failed(why) => Self::Hashing(why),
        }
    }
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
