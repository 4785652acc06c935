//! Writing about one person.

use axum::response::Response;
use frontdesk_application::{AppError, EditPerson, ProfileSaved};
use frontdesk_domain::{accounts::AccountId, clients::Region};

use super::{
    person::{Done, How, answer},
    views::fields,
};
use crate::{
    accounts::{
        details::{Details, names},
        office::{Office, Whose},
    },
    check::{Check, USERNAME_TAKEN},
    problem::Problem,
    security::Form,
    shown::Shown,
    ui::form_state::FormState,
};

pub(super) async fn save(office: Office, Whose(id): Whose, mut form: Form) -> Result<Response, Problem> {
    // A version that is no number was never shown, so it is nobody's.
    let shown = form.take(fields::VERSION).parse().unwrap_or_default();
    let typed = Details::take(&mut form);
    let again = match edit(&typed, id, shown, office.desk.app.rules().region) {
        Err(form) => How::Again(Shown::refused(form)),
        Ok(edit) => match keep(&office, edit).await {
            Ok(ProfileSaved::Done) => return Ok(Done::Saved.about(id)),
            Ok(ProfileSaved::UsernameTaken) => {
                let form = typed.state().refused(names::USERNAME, USERNAME_TAKEN);
                How::Again(Shown::refused(form))
            }
            Err(AppError::Stale) => How::Stale(typed.state()),
            Err(error) => How::Again(Shown::not_now(typed.state(), error)?),
        },
    };
    answer(&office, id, again).await
}

async fn keep(office: &Office, edit: EditPerson) -> Result<ProfileSaved, AppError> {
    let who = office.who();
    office
        .desk
        .detached(|app| async move { app.edit_person(&who, &edit).await })
        .await
}

/// What to write, or the form with all that is wrong with it.
fn edit(typed: &Details, account: AccountId, shown: i32, region: Region) -> Result<EditPerson, FormState> {
    let mut check = Check(typed.state());
    if check.0.value(names::NAME).trim().is_empty() {
        // Said here, because the words for who fills in their own form are others. The first message counts.
        check.refuse::<()>(names::NAME, "Write their name");
    }
    match (typed.profile(&mut check), typed.contact(&mut check, region)) {
        (Some(profile), Some(contact)) => Ok(EditPerson {
            account,
            shown,
            profile,
            contact,
        }),
        _ => Err(check.0),
    }
}
