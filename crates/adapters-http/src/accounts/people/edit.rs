//! Writing about one person.

use axum::{http::StatusCode, response::Response};
use frontdesk_application::{AppError, EditPerson, ProfileSaved};
use frontdesk_domain::{
    accounts::{AccountId, Contact, Profile},
    clients::{Name, Region},
};

use super::{
    person::{Done, Shown, answer},
    views::fields,
};
use crate::{
    accounts::office::{Office, Whose},
    check::{Check, USERNAME_TAKEN},
    problem::Problem,
    security::Form,
    ui::form_state::FormState,
};

const STALE: &str = "Someone else changed this while you wrote, so nothing was saved. What you typed is in the form, and what is saved now stands below it. Save again to replace it.";

pub(super) async fn save(office: Office, Whose(id): Whose, mut form: Form) -> Result<Response, Problem> {
    let typed = Typed::take(&mut form);
    let edit = match typed.edit(id, office.desk.app.rules().region) {
        Ok(edit) => edit,
        Err(form) => return refused(&office, id, form).await,
    };
    let who = office.who();
    let saved = office
        .desk
        .detached(|app| async move { app.edit_person(&who, &edit).await });
    match saved.await {
        Ok(ProfileSaved::Done) => Ok(Done::Saved.about(id)),
        Ok(ProfileSaved::UsernameTaken) => {
            let form = typed.state().refused(fields::USERNAME, USERNAME_TAKEN);
            refused(&office, id, form).await
        }
        Err(AppError::Stale) => {
            let shown = Shown {
                status: StatusCode::CONFLICT,
                notice: Some(STALE),
                form: Some(typed.state()),
                is_stale: true,
            };
            answer(&office, id, shown).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn refused(office: &Office, id: AccountId, form: FormState) -> Result<Response, Problem> {
    let shown = Shown {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        form: Some(form),
        ..Shown::default()
    };
    answer(office, id, shown).await
}

/// The form as typed.
struct Typed {
    version: String,
    name: String,
    username: String,
    phone: String,
    address: String,
}

impl Typed {
    fn take(form: &mut Form) -> Self {
        Self {
            version: form.take(fields::VERSION),
            name: form.take(fields::NAME),
            username: form.take(fields::USERNAME),
            phone: form.take(fields::PHONE),
            address: form.take(fields::ADDRESS),
        }
    }

    fn state(&self) -> FormState {
        FormState::default()
            .with(fields::NAME, &self.name)
            .with(fields::USERNAME, &self.username)
            .with(fields::PHONE, &self.phone)
            .with(fields::ADDRESS, &self.address)
    }

    /// What to write, or the form with all that is wrong with it.
    fn edit(&self, account: AccountId, region: Region) -> Result<EditPerson, FormState> {
        let mut check = Check(self.state());
        let name = check.text(fields::NAME, Name::parse(&self.name), "Write their name");
        let username = check.optional_username(fields::USERNAME, &self.username);
        let phone = check.optional_phone(fields::PHONE, &self.phone, region);
        let address = check.optional_address(fields::ADDRESS, &self.address);
        match (name, username, phone, address) {
            (Some(name), Some(username), Some(phone), Some(address)) => Ok(EditPerson {
                account,
                // A version that is no number was never shown, so it is nobody's.
                shown: self.version.parse().unwrap_or_default(),
                profile: Profile { name, username },
                contact: Contact { phone, address },
            }),
            _ => Err(check.0),
        }
    }
}
