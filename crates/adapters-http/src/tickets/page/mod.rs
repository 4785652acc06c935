//! One ticket, for staff: what was said and done, what to answer, and what is set at its side.

mod case;
mod composer;
mod delete;
mod draft;
mod edit;
mod merge;
mod note;
mod presence;
mod reply;
mod set;
mod show;
mod tasks;
#[cfg(test)]
mod tests;
mod views;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{paths, state::Desk};

pub(super) fn router() -> Router<Desk> {
    Router::new()
        .route(paths::DESK_TICKET, get(show::show))
        .route(paths::DESK_TICKET_REPLY, post(reply::send))
        .route(paths::DESK_TICKET_TAKE_BACK, post(reply::take_back))
        .route(paths::DESK_TICKET_NOTE, post(note::write))
        .route(paths::DESK_TICKET_DRAFT, post(draft::keep))
        .route(paths::DESK_TICKET_SET, post(set::set))
        .route(paths::DESK_TICKET_TAKE, post(set::take))
        .route(paths::DESK_TICKET_EDIT, get(edit::ask).post(edit::save))
        .route(paths::DESK_TICKET_MERGE, get(merge::ask).post(merge::merge))
        .route(paths::DESK_TICKET_DELETE, get(delete::ask).post(delete::delete))
        .route(paths::DESK_TICKET_TASKS, post(tasks::add))
        .route(paths::DESK_TICKET_TASK, get(tasks::show).post(tasks::change))
        .route(paths::DESK_TICKET_PRESENCE, post(presence::be_there))
}
