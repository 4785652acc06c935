//! What is read of one ticket, and the list of one client's.

mod entries;
mod head;
mod portal;
mod queries;
mod side;

#[cfg(test)]
pub(crate) use {
    entries::{SHARED, STAFF, STAFF_WITH_ABSORBED},
    head::HEAD,
    portal::page as portal_page,
    queries::{EVENTS_AFTER, TASKS},
    side::SIDE,
};
