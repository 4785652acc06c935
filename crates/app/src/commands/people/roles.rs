use frontdesk_application::AppError;
use frontdesk_domain::accounts::Role;
use frontdesk_domain::ports::PersonPage;

use super::{Desk, OPERATOR, not_in};
use crate::cli::Who;
use crate::commands::CommandError;

/// Gives someone a role above theirs.
pub(super) async fn promote(desk: &Desk<'_>, who: &Who, to: Role) -> Result<(), CommandError> {
    let person = desk.find(&who.login).await?;
    if person.row.role > to {
        return Err(wrong_way(&person, "frontdesk people demote"));
    }
    change(desk, &person, to).await
}

/// Gives someone a role below theirs.
pub(super) async fn demote(desk: &Desk<'_>, who: &Who, to: Role) -> Result<(), CommandError> {
    let person = desk.find(&who.login).await?;
    if person.row.role < to {
        return Err(wrong_way(&person, "frontdesk people promote"));
    }
    change(desk, &person, to).await
}

fn wrong_way(person: &PersonPage, instead: &str) -> CommandError {
    let (email, role) = (person.row.email.as_str(), person.row.role.key());
    CommandError::Failed(format!("{email} has the role {role}. Use `{instead}`"))
}

async fn change(desk: &Desk<'_>, person: &PersonPage, to: Role) -> Result<(), CommandError> {
    let id = person.row.id;
    if person.row.role == to {
        return desk.tell(id, "They have that role already.").await;
    }
    let changed = desk.app.change_role(&OPERATOR, id, to).await;
    changed.map_err(|error| match error {
        AppError::Stale => not_in(person),
        other => other.into(),
    })?;
    desk.tell(id, "They have that role now, and sign in anew.").await
}
