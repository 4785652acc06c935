//! Who waits to be let in, and the answer: for one of them or for many, in one form.

mod decide;
mod outcome;
mod show;
#[cfg(test)]
mod tests;
mod views;

use axum::{Router, routing::get};

pub(super) use self::views::about_one;
use crate::{paths, state::Desk};

pub(super) fn router() -> Router<Desk> {
    Router::new().route(paths::APPROVALS, get(show::show).post(decide::decide))
}
