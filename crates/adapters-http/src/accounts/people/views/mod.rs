//! The pages about people.

mod confirm;
mod list;
mod person;

pub(super) use self::{
    confirm::{confirm_delete, confirm_disable, confirm_email, confirm_role},
    list::{People, list},
    person::{PersonSheet, person},
};

/// The names of the form fields, besides those that make up a person.
pub(super) mod fields {
    /// The version that was shown.
    pub(crate) const VERSION: &str = "version";
    pub(crate) const ROLE: &str = "role";
}
