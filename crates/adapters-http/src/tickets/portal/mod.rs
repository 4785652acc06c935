//! What a client does with their tickets: signed in under `/my`, or with the track link of one of them. The pages
//! and the handlers are the same; [`Asker`] says who asks and [`Place`] where the pages are.

mod asker;
mod create;
mod edit;
mod form;
mod leave;
mod list;
mod place;
mod rate;
mod reply;
mod show;
mod status;
mod tasks;
#[cfg(test)]
mod tests;
mod views;

use axum::{
    Router,
    routing::{get, post},
};

pub(crate) use self::place::Link;
use crate::{paths, state::Desk};

pub(super) fn router() -> Router<Desk> {
    Router::new()
        .route(paths::MY_TICKETS, get(list::show))
        .route(paths::MY_TICKET_NEW, get(create::show).post(create::send))
        .route(paths::MY_TICKET, get(show::ticket))
        .route(paths::MY_TICKET_REPLY, post(reply::send))
        .route(paths::MY_TICKET_EDIT, get(edit::show).post(edit::save))
        .route(paths::MY_TICKET_STATUS, post(status::set))
        .route(
            paths::MY_TICKET_WITHDRAW,
            get(leave::ask_to_withdraw).post(leave::withdraw),
        )
        .route(
            paths::MY_TICKET_DELETE,
            get(leave::ask_to_delete).post(leave::delete),
        )
        .route(paths::MY_TICKET_TASKS, post(tasks::add))
        .route(paths::MY_TICKET_TASK, post(tasks::change))
        .route(paths::MY_TICKET_RATE, get(rate::show).post(rate::send))
}

/// The same for who holds a track link. Deleting is not among it: a link may have been passed on.
pub(crate) fn by_link() -> Router<Desk> {
    Router::new()
        .route(paths::TRACK, get(show::ticket))
        .route(paths::TRACK_REPLY, post(reply::send))
        .route(paths::TRACK_EDIT, get(edit::show).post(edit::save))
        .route(paths::TRACK_STATUS, post(status::set))
        .route(
            paths::TRACK_WITHDRAW,
            get(leave::ask_to_withdraw).post(leave::withdraw),
        )
        .route(paths::TRACK_TASKS, post(tasks::add))
        .route(paths::TRACK_TASK, post(tasks::change))
        .route(paths::TRACK_RATE, get(rate::show).post(rate::send))
}
