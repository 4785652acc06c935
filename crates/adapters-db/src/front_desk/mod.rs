//! What the front desk reads.

mod categories;
mod queries;

#[cfg(test)]
pub(crate) use queries::{BY_EITHER, BY_NUMBER, BY_PHONE, SUBMITTED};
