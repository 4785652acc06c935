//! Frontdesk over HTTP: the pages, the forms, live updates, and the server that carries them.
//!
//! A page is a pure `fn(&Data) -> Markup`; a handler turns a request into a use case's command and its
//! answer into a page. Rules live in the domain, so nothing here decides what a person may do.

pub mod assets;
pub mod paths;
pub mod problem;
pub mod security;
pub mod server;
pub mod site;
#[cfg(test)]
mod testing;
pub mod theme;
pub mod ui;
