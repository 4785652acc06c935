use frontdesk_application::{AppError, Decided, Decision, Verdict};
use frontdesk_domain::accounts::{AccountState, Role};

use super::{Desk, OPERATOR, not_in};
use crate::cli::Who;
use crate::commands::CommandError;

/// Lets someone in.
pub(super) async fn approve(desk: &Desk<'_>, who: &Who, role: Role) -> Result<(), CommandError> {
    let person = desk.find(&who.login).await?;
    let id = person.row.id;
    if person.row.state == AccountState::Active && person.row.role >= role {
        return desk.tell(id, "They may sign in already.").await;
    }
    let decision = Decision {
        account: id,
        verdict: Verdict::Approve { role },
    };
    match desk.app.decide(&OPERATOR, &[decision]).await?.as_slice() {
        [Decided::Done] => desk.tell(id, "They may sign in now, and are told by mail.").await,
        _ => Err(not_in(&person)),
    }
}

/// Closes an account.
pub(super) async fn disable(desk: &Desk<'_>, who: &Who) -> Result<(), CommandError> {
    let person = desk.find(&who.login).await?;
    let id = person.row.id;
    if matches!(person.row.state, AccountState::Disabled { .. }) {
        return desk.tell(id, "The account is closed already.").await;
    }
    let closed = desk.app.disable_person(&OPERATOR, id).await;
    closed.map_err(|error| match error {
        AppError::Stale => not_in(&person),
        other => other.into(),
    })?;
    desk.tell(id, "The account is closed, and their sessions are over.")
        .await
}

/// Opens a closed account again.
pub(super) async fn enable(desk: &Desk<'_>, who: &Who) -> Result<(), CommandError> {
    let person = desk.find(&who.login).await?;
    let id = person.row.id;
    if person.row.state == AccountState::Active {
        return desk.tell(id, "They may sign in already.").await;
    }
    let opened = desk.app.enable_person(&OPERATOR, id).await;
    opened.map_err(|error| match error {
        AppError::Stale => not_in(&person),
        other => other.into(),
    })?;
    desk.tell(id, "They may sign in again.").await
}
