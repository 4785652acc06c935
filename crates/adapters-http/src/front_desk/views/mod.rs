//! The front desk's pages.

mod added;
mod code;
mod existing;
mod landing;
mod lost;
mod ticket_form;

pub(crate) use self::{
    added::added,
    code::{CodePage, code},
    existing::{Existing, existing},
    landing::{landing, landing_under, shared_phone},
    lost::{Lost, lost},
    ticket_form::{TicketPage, Writer, ticket_form},
};
use crate::ui::form_state::FormState;

/// The names of the form fields.
pub(crate) mod fields {
    pub(crate) const WHO: &str = "who";
    pub(crate) const VISIT: &str = "visit";
    pub(crate) const KEY: &str = "key";
    pub(crate) const WHAT: &str = "what";
    pub(crate) const STOPS: &str = "stops";
    pub(crate) const ABOUT: &str = "about";
    pub(crate) const NAME: &str = "name";
    pub(crate) const EMAIL: &str = "email";
    pub(crate) const ADDRESS: &str = "address";
    /// The field no person fills in.
    pub(crate) const TRAP: &str = "website";
}

/// A title that says first that something needs fixing.
fn title(words: &str, form: &FormState) -> String {
    form.title(words)
}
