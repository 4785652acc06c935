//! Forms being checked: values come out, messages stay in.

use frontdesk_domain::{
    clients::{Email, Phone, PostalAddress, Region},
    text::TextError,
};

use crate::ui::form_state::FormState;

/// A form being checked: values come out, messages stay in.
pub(crate) struct Check(pub(crate) FormState);

impl Check {
    /// No value, and a message for the field.
    pub(crate) fn refuse<T>(&mut self, field: &'static str, message: impl Into<String>) -> Option<T> {
        self.0 = std::mem::take(&mut self.0).refused(field, message);
        None
    }

    /// A text, or a message that says what to do about it.
    pub(crate) fn text<T>(
        &mut self,
        field: &'static str,
        parsed: Result<T, TextError>,
        empty: &str,
    ) -> Option<T> {
        match parsed {
            Ok(text) => Some(text),
            Err(TextError::Empty) => self.refuse(field, empty),
            Err(TextError::TooLong { max }) => {
                self.refuse(field, format!("Shorten this to {max} characters or fewer"))
            }
            Err(TextError::Control) => self.refuse(
                field,
                "Remove the characters that cannot be shown; typing it anew helps",
            ),
        }
    }

    /// An e-mail address, or a message.
    pub(crate) fn email(&mut self, field: &'static str, typed: &str) -> Option<Email> {
        match Email::parse(typed) {
            Ok(email) => Some(email),
            Err(_) => self.refuse(field, "Write the e-mail address like name@example.com"),
        }
    }

    /// An e-mail address that may be left out: what is there, or a message.
    pub(crate) fn optional_email(&mut self, field: &'static str, typed: &str) -> Option<Option<Email>> {
        match typed.trim() {
            "" => Some(None),
            typed => self.email(field, typed).map(Some),
        }
    }

    /// A postal address that may be left out.
    pub(crate) fn optional_address(
        &mut self,
        field: &'static str,
        typed: &str,
    ) -> Option<Option<PostalAddress>> {
        match PostalAddress::parse(typed) {
            Err(TextError::Empty) => Some(None),
            parsed => self.text(field, parsed, "").map(Some),
        }
    }

    /// A phone number that may be left out.
    pub(crate) fn optional_phone(
        &mut self,
        field: &'static str,
        typed: &str,
        region: Region,
    ) -> Option<Option<Phone>> {
        if typed.trim().is_empty() {
            return Some(None);
        }
        match Phone::parse(typed, region) {
            Ok(phone) => Some(Some(phone)),
            Err(_) => self.refuse(field, "Write the phone number with its area code"),
        }
    }
}
