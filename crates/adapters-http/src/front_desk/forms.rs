//! The front desk's forms: from what was typed to a command, with everything that is wrong at once.

use frontdesk_application::{FromDesk, Registration, SubmitTicket};
use frontdesk_domain::{
    clients::{Email, Identifier, Name, PostalAddress},
    secrets::SubmissionKey,
    text::TextError,
    tickets::{Body, Category, CategoryId, Priority},
};

use super::views::{Writer, fields};
use crate::{problem::Problem, security::Form, ui::form_state::FormState};

/// The ticket form, or "Add to this ticket", as typed.
#[derive(Debug)]
pub(super) struct Typed {
    pub(super) visit: String,
    pub(super) key: String,
    pub(super) what: String,
    stops: String,
    about: String,
    name: String,
    email: String,
    address: String,
    /// Whether the form asked who they are.
    pub(super) writer: Writer,
}

impl Typed {
    /// Takes our fields out of a form; nothing else in it is looked at.
    pub(super) fn take(form: &mut Form) -> Result<Self, Problem> {
        if !form.take(fields::TRAP).is_empty() {
            return Err(Problem::Form);
        }
        Ok(Self {
            writer: if form.has(fields::NAME) {
                Writer::New
            } else {
                Writer::Known
            },
            visit: form.take(fields::VISIT),
            key: form.take(fields::KEY),
            what: form.take(fields::WHAT),
            stops: form.take(fields::STOPS),
            about: form.take(fields::ABOUT),
            name: form.take(fields::NAME),
            email: form.take(fields::EMAIL),
            address: form.take(fields::ADDRESS),
        })
    }

    /// The form with everything typed in it.
    pub(super) fn state(&self) -> FormState {
        FormState::default()
            .with(fields::WHAT, &self.what)
            .with(fields::STOPS, &self.stops)
            .with(fields::ABOUT, &self.about)
            .with(fields::NAME, &self.name)
            .with(fields::EMAIL, &self.email)
            .with(fields::ADDRESS, &self.address)
    }

    /// Whether they said what it is about.
    pub(super) fn has_category(&self) -> bool {
        !self.about.is_empty()
    }

    /// The key the form was given, if it still is one.
    pub(super) fn submission_key(&self) -> Option<SubmissionKey> {
        SubmissionKey::from_text(&self.key)
    }

    /// The ticket to submit, or the form with all that is wrong with it.
    pub(super) fn ticket(
        &self,
        identifier: &Identifier,
        key: SubmissionKey,
        categories: &[Category],
    ) -> Result<SubmitTicket, FormState> {
        let mut check = Check(self.state());
        let body = check.text(
            fields::WHAT,
            Body::parse(&self.what),
            "Tell us what is wrong, in a few words",
        );
        let category = check.category(&self.about, categories);
        let registration = match self.writer {
            Writer::Known => Some(None),
            Writer::New => check.registration(self).map(Some),
        };
        match (body, category, registration, check.0.is_clean()) {
            (Some(body), Some(category), Some(registration), true) => Ok(SubmitTicket {
                identifier: identifier.clone(),
                key,
                body,
                category,
                priority: priority(&self.stops),
                registration,
            }),
            _ => Err(check.0),
        }
    }

    /// The message to add, or the form with what is wrong with it.
    pub(super) fn addition(
        &self,
        identifier: &Identifier,
        key: SubmissionKey,
    ) -> Result<FromDesk, FormState> {
        let mut check = Check(self.state());
        match check.text(
            fields::WHAT,
            Body::parse(&self.what),
            "Write what you want to add",
        ) {
            Some(body) => Ok(FromDesk {
                identifier: identifier.clone(),
                key,
                body,
            }),
            None => Err(check.0),
        }
    }
}

/// "Is this stopping you from working?" An answer we did not offer is none.
fn priority(stops: &str) -> Priority {
    match stops {
        "yes" => Priority::High,
        "no" => Priority::Low,
        _ => Priority::Medium,
    }
}

/// A form being checked: values come out, messages stay in.
pub(crate) struct Check(pub(crate) FormState);

impl Check {
    fn refuse<T>(&mut self, field: &'static str, message: impl Into<String>) -> Option<T> {
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

    fn category(&mut self, key: &str, categories: &[Category]) -> Option<Option<CategoryId>> {
        if key.is_empty() {
            return Some(None);
        }
        match categories.iter().find(|category| category.key.as_str() == key) {
            Some(category) => Some(Some(category.id)),
            None => self.refuse(fields::ABOUT, "Choose one of these, or leave it open"),
        }
    }

    fn registration(&mut self, typed: &Typed) -> Option<Registration> {
        let name = self.text(fields::NAME, Name::parse(&typed.name), "Tell us your name");
        let email = match Email::parse(&typed.email) {
            _ if typed.email.trim().is_empty() => Some(None),
            Ok(email) => Some(Some(email)),
            Err(_) => self.refuse(fields::EMAIL, "Write the e-mail address like name@example.com"),
        };
        let address = match PostalAddress::parse(&typed.address) {
            Err(TextError::Empty) => Some(None),
            parsed => self.text(fields::ADDRESS, parsed, "").map(Some),
        };
        Some(Registration {
            name: name?,
            email: email?,
            address: address?,
        })
    }
}
