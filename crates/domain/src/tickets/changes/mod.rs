//! What can be done to a ticket. Whether somebody may is decided by [`crate::access`].

mod conversation;
mod edit;
mod merge;
mod restore;
mod staff;
mod status;
#[cfg(test)]
mod tests;
mod tracker;

pub use conversation::{ClientWrote, ReopenWindow};
pub use edit::Edit;
pub use restore::Restore;
pub use staff::StaffChange;
pub use status::Slot;
