//! One-time codes.

mod repository;
mod row;

#[cfg(test)]
pub(crate) use repository::{
    ASKED, GET, SWEEP, TAKE_TRY, VOID_OF_ACCOUNT, VOID_OF_BROWSER, VOID_OF_CLIENT, VOID_OF_NOBODY,
};
