//! Changes to many tickets, as long as they can be undone.

mod items;
mod repository;

#[cfg(test)]
pub(crate) use repository::SWEEP;
