//! The registration form: from what was typed to a command, with everything that is wrong at once.

use frontdesk_application::Register;
use frontdesk_domain::{accounts::Wish, clients::Region};

use crate::{
    accounts::details::{Details, names},
    check::Check,
    problem::Problem,
    security::Form,
    ui::form_state::FormState,
};

/// "I work here", and what they say about it.
pub(super) const WISH: &str = "wish";
/// The field no person fills in.
pub(super) const TRAP: &str = "website";

/// The registration form, as typed. No role, state or client is ever looked for in it.
pub(super) struct Typed {
    details: Details,
    email: String,
    password: String,
    again: String,
    wish: String,
}

impl Typed {
    /// Takes our fields out of a form; nothing else in it is looked at.
    pub(super) fn take(form: &mut Form) -> Result<Self, Problem> {
        if !form.take(TRAP).is_empty() {
            return Err(Problem::Form);
        }
        Ok(Self {
            details: Details::take(form),
            email: form.take(names::EMAIL),
            password: form.take(names::PASSWORD),
            again: form.take(names::AGAIN),
            wish: form.take(WISH),
        })
    }

    /// The form with everything typed in it but the passwords.
    pub(super) fn state(&self) -> FormState {
        self.details
            .state()
            .with(names::EMAIL, &self.email)
            .with(WISH, &self.wish)
    }

    /// The account to make, or the form with all that is wrong with it.
    pub(super) fn read(self, region: Region, network: String) -> Result<Register, FormState> {
        let mut check = Check(self.state());
        let name = self.details.name(&mut check);
        let email = check.email(names::EMAIL, &self.email);
        let username = self.details.username(&mut check);
        let chosen = (names::PASSWORD, names::AGAIN);
        let password = check.new_password(chosen, self.password, &self.again);
        let contact = self.details.contact(&mut check, region);
        let wish = wish(&mut check, &self.wish);
        match (name, email, username, password, contact, wish) {
            (Some(name), Some(email), Some(username), Some(password), Some(contact), Some(wish)) => {
                Ok(Register {
                    name,
                    email,
                    username,
                    password,
                    contact,
                    wish,
                    network,
                })
            }
            _ => Err(check.0),
        }
    }
}

/// What they say about working here, where they say anything.
fn wish(check: &mut Check, typed: &str) -> Option<Option<Wish>> {
    if typed.trim().is_empty() {
        return Some(None);
    }
    check.text(WISH, Wish::parse(typed), "").map(Some)
}
