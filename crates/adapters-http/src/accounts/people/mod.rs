//! Everyone with an account, for admins: the list, one person, and what is changed about them.

mod confirm;
mod edit;
mod email;
mod list;
mod looked_for;
mod person;
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
        .route(paths::PEOPLE, get(list::show).post(list::search))
        .route(paths::PERSON, get(person::show).post(edit::save))
        .route(paths::PERSON_EMAIL, get(email::ask).post(email::change))
        .route(
            paths::PERSON_ROLE,
            get(confirm::ask_role).post(confirm::change_role),
        )
        .route(
            paths::PERSON_DISABLE,
            get(confirm::ask_disable).post(confirm::disable),
        )
        .route(paths::PERSON_ENABLE, post(confirm::enable))
        .route(
            paths::PERSON_DELETE,
            get(confirm::ask_delete).post(confirm::delete),
        )
        .route(paths::PERSON_RESET, post(person::send_reset))
}
