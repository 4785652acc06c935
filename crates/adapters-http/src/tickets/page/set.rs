//! What is set at a ticket's side, one thing at a time.

use axum::response::Response;
use frontdesk_domain::{
    accounts::AccountId,
    tickets::{CategoryId, Priority, StaffChange, StatusKind},
};

use super::{
    case::{Case, Done},
    composer::{Written, keep_texts},
    show::not_taken,
};
use crate::{problem::Problem, security::Form};

/// Which of the four is set, as the value of the button that sets it, and the field that says to what.
pub(super) mod fields {
    /// The button's name.
    pub(in super::super) const SET: &str = "set";
    /// Where it stands.
    pub(in super::super) const STATUS: &str = "status";
    /// Who works on it.
    pub(in super::super) const ASSIGNEE: &str = "assignee";
    /// How much it matters.
    pub(in super::super) const PRIORITY: &str = "priority";
    /// What it is about.
    pub(in super::super) const CATEGORY: &str = "category";
    /// A button that says "resolved" by itself.
    pub(in super::super) const RESOLVE: &str = "resolve";
}

pub(super) async fn set(case: Case, mut form: Form) -> Result<Response, Problem> {
    let change = change(&mut form).ok_or(Problem::Form)?;
    if let StaffChange::Category(id) = change {
        let choices = case.desk.app.choices(&case.person).await?;
        choices.category(id).ok_or(Problem::Form)?;
    }
    let written = Written::take(&mut form);
    // What is being written stands in the same form, and stays.
    keep_texts(&case, &written).await?;
    let set = case
        .carry_out(|app, who, number| async move { app.set_ticket(&who, number, change).await })
        .await;
    match set {
        Ok(_) => Ok(case.back(Done::Set, &written)),
        Err(error) => not_taken(&case, &written, error).await,
    }
}

fn change(form: &mut Form) -> Option<StaffChange> {
    let what = form.take(fields::SET);
    let to = form.take(&what);
    match &*what {
        fields::STATUS => StatusKind::from_key(&to).map(StaffChange::Status),
        fields::RESOLVE => Some(StaffChange::Status(StatusKind::Resolved)),
        fields::PRIORITY => Priority::from_key(&to).map(StaffChange::Priority),
        fields::CATEGORY => Some(StaffChange::Category(CategoryId(to.parse().ok()?))),
        fields::ASSIGNEE if to.is_empty() => Some(StaffChange::Assignee(None)),
        fields::ASSIGNEE => Some(StaffChange::Assignee(Some(AccountId(to.parse().ok()?)))),
        _ => None,
    }
}

pub(super) async fn take(case: Case, mut form: Form) -> Result<Response, Problem> {
    let written = Written::take(&mut form);
    keep_texts(&case, &written).await?;
    let taken = case
        .carry_out(|app, who, number| async move { app.take_ticket(&who, number).await })
        .await;
    match taken {
        Ok(_) => Ok(case.back(Done::Taken, &written)),
        Err(error) => not_taken(&case, &written, error).await,
    }
}
