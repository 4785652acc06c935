//! The pages about people.

mod confirm;
mod list;
mod person;

pub(super) use self::{
    confirm::{confirm_delete, confirm_disable, confirm_role},
    list::{People, list},
    person::{PersonSheet, person},
};

/// The names of the form fields.
pub(super) mod fields {
    pub(crate) const NAME: &str = "name";
    pub(crate) const USERNAME: &str = "username";
    pub(crate) const PHONE: &str = "phone";
    pub(crate) const ADDRESS: &str = "address";
    /// The version that was shown.
    pub(crate) const VERSION: &str = "version";
    pub(crate) const ROLE: &str = "role";
}
