//! Who is at which ticket.

mod repository;

#[cfg(test)]
pub(crate) use repository::SWEEP;
pub(crate) use repository::doing;
