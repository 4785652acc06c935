//! Who is at which ticket.

mod repository;

pub(crate) use repository::doing;
#[cfg(test)]
pub(crate) use repository::SWEEP;
