//! The next ticket that is nobody's.

use axum::response::{IntoResponse, Redirect, Response};
use frontdesk_domain::queue::QueueView;

use super::{looked_for::LookedFor, outcome};
use crate::{paths, problem::Problem, tickets::staff::Staff};

/// Gives it to who asks, and leads to it.
pub(super) async fn take(staff: Staff) -> Result<Response, Problem> {
    let person = staff.person.clone();
    let taken = staff
        .desk
        .detached(|app| async move { app.take_next(&person).await })
        .await?;
    let place = match taken {
        Some(number) => paths::done(&paths::numbered(paths::DESK_TICKET, number), "taken"),
        None => LookedFor::of(QueueView::Unassigned).saying(outcome::NONE_LEFT),
    };
    Ok(Redirect::to(&place).into_response())
}
