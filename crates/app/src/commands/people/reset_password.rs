use super::ask_password::ask_password;
use super::{Desk, OPERATOR, weak};
use crate::cli::Who;
use crate::commands::CommandError;

/// Gives someone a new password.
pub(super) async fn reset_password(desk: &Desk<'_>, who: &Who) -> Result<(), CommandError> {
    let id = desk.find(&who.login).await?.row.id;
    let password = ask_password().await?;
    let kept = desk.app.set_password(&OPERATOR, id, &password).await?;
    kept.map_err(weak)?;
    desk.tell(id, "The password is changed, and their sessions are over.")
        .await
}
