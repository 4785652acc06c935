//! What the front desk reads.

mod categories;
mod queries;

#[cfg(test)]
pub(crate) use queries::{
    BY_EITHER, BY_NUMBER, BY_PHONE, FOUND_BY_EMAIL, FOUND_BY_NUMBER, FOUND_BY_PHONE, SUBMITTED,
};
