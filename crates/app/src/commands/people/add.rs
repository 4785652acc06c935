use frontdesk_application::{AddPerson, AppError};

use super::ask_password::ask_password;
use super::{Desk, weak};
use crate::cli::AddArgs;
use crate::commands::CommandError;

/// Adds someone who may sign in at once.
pub(super) async fn add(desk: &Desk<'_>, person: AddArgs) -> Result<(), CommandError> {
    let AddArgs {
        name,
        email,
        username,
        role,
    } = person;
    let password = ask_password().await?;
    let form = AddPerson {
        name,
        email,
        username,
        role,
        password,
    };
    let added = desk.app.add_person(&form).await.map_err(|error| match error {
        AppError::Stale => CommandError::Failed(format!(
            "this e-mail or username has an account. See `frontdesk people list --search {}`",
            form.email.as_str()
        )),
        other => other.into(),
    })?;
    let id = added.map_err(weak)?;
    desk.tell(id, "They may sign in now.").await
}
