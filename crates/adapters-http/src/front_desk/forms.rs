//! The front desk's forms: from what was typed to a command, with everything that is wrong at once.

use frontdesk_application::{FromDesk, Registration, SubmitTicket};
use frontdesk_domain::{
    clients::{ClientId, Identifier, Name},
    secrets::SubmissionKey,
    tickets::{Body, Category},
};

use super::views::{Writer, fields};
use crate::{check::Check, problem::Problem, security::Form, tickets::asked, ui::form_state::FormState};

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

    /// The ticket to submit, or the form with all that is wrong with it. `proved`: the client they are signed
    /// in as.
    pub(super) fn ticket(
        &self,
        identifier: &Identifier,
        proved: Option<ClientId>,
        key: SubmissionKey,
        categories: &[Category],
    ) -> Result<SubmitTicket, FormState> {
        let mut check = Check(self.state());
        let body = check.text(
            fields::WHAT,
            Body::parse(&self.what),
            "Tell us what is wrong, in a few words",
        );
        let category = asked::category(&mut check, fields::ABOUT, &self.about, categories);
        let registration = match self.writer {
            Writer::Known => Some(None),
            Writer::New => registration(&mut check, self).map(Some),
        };
        match (body, category, registration, check.0.is_clean()) {
            (Some(body), Some(category), Some(registration), true) => Ok(SubmitTicket {
                identifier: identifier.clone(),
                proved,
                key,
                body,
                category,
                priority: asked::priority(&self.stops),
                registration,
            }),
            _ => Err(check.0),
        }
    }

    /// The message to add, or the form with what is wrong with it. `proved`: as for a ticket.
    pub(super) fn addition(
        &self,
        identifier: &Identifier,
        proved: Option<ClientId>,
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
                proved,
                key,
                body,
            }),
            None => Err(check.0),
        }
    }
}

/// Who they are.
fn registration(check: &mut Check, typed: &Typed) -> Option<Registration> {
    let name = check.text(fields::NAME, Name::parse(&typed.name), "Tell us your name");
    let email = check.optional_email(fields::EMAIL, &typed.email);
    let address = check.optional_address(fields::ADDRESS, &typed.address);
    Some(Registration {
        name: name?,
        email: email?,
        address: address?,
    })
}
