//! Tickets: a customer's own, and all of them for staff.

pub(crate) mod asked;
mod board;
mod page;
mod phone;
pub(crate) mod portal;
mod queue;
pub(crate) mod staff;
mod words;

use axum::Router;

pub(crate) use self::staff::Staff;
use crate::state::Desk;

pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .merge(portal::router())
        .merge(queue::router())
        .merge(board::router())
        .merge(page::router())
        .merge(phone::router())
}
